"""What the option classes of all kinds of figures share: types, checks and signatures."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import fields
from inspect import Parameter, signature
from typing import Any, Literal, TypeVar

import pandas as pd

Layout = Literal["wide", "narrow"]
#: Address behind each row: a column, a mapping of index labels, or one address a row.
Links = str | Mapping[Hashable, str] | pd.Series | Sequence[str | None] | None
Function = TypeVar("Function", bound=Callable[..., Any])
Spec = TypeVar("Spec")


def build_spec(spec: type[Spec], options: Mapping[str, Any], function: str) -> Spec:
    """Return a specification made from keyword arguments.

    Parameters
    ----------
    spec : type
        Frozen dataclass with the options of a kind of figure.
    options : mapping
        Keyword arguments of the call.
    function : str
        Name of the called function, for error messages.

    Raises
    ------
    TypeError
        If there is no such option, or a required one is missing.
    ValueError
        If the value of an option is not allowed.
    """
    known = [field.name for field in fields(spec)]  # type: ignore[arg-type]
    for option in options:
        if option not in known:
            raise TypeError(
                f"{function}: there is no option {option!r}; there are {', '.join(known)}"
            )
    return spec(**options)


def show_options(*sources: Callable[..., Any]) -> Callable[[Function], Function]:
    """Return a decorator that shows keyword arguments of `sources` in place of ``**options``.

    Type checkers read the options from a ``TypedDict``; this is for what asks a running function
    for its signature, such as the completion and the help of a notebook.
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
