"""What the option classes of all kinds of figures share: types, checks and signatures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from inspect import Parameter, signature
from typing import Any, Literal, TypeVar

Layout = Literal["wide", "narrow"]
#: Address behind each row: a column, or one address a row.
Links = str | Sequence[str | None] | None
Function = TypeVar("Function", bound=Callable[..., Any])
Spec = TypeVar("Spec")


def build_spec(spec: type[Spec], options: Mapping[str, Any], function: str) -> Spec:
    """Return the specification made from the keyword arguments of a function, or raise an error."""
    known = [field.name for field in fields(spec)]  # type: ignore[arg-type]
    for option in options:
        if option not in known:
            raise TypeError(
                f"{function}: there is no option {option!r}; there are {', '.join(known)}"
            )
    return spec(**options)


def show_options(*sources: Callable[..., Any]) -> Callable[[Function], Function]:
    """Return a decorator that shows the keyword arguments of `sources` in place of ``**options``.

    Type checkers read them from a ``TypedDict``; notebooks ask a function for its signature.
    """

    def decorate(function: Function) -> Function:
        own = signature(function)
        shown = [p for p in own.parameters.values() if p.kind is not Parameter.VAR_KEYWORD]
        for source in sources:
            named = signature(source).parameters.values()
            shown += [p for p in named if p.kind is Parameter.KEYWORD_ONLY]
        function.__dict__["__signature__"] = own.replace(parameters=shown)
        return function

    return decorate
