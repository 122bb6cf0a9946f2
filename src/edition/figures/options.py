"""Keyword arguments that are the attributes of a dataclass."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

Arguments = ParamSpec("Arguments")
Options = TypeVar("Options")
Result = TypeVar("Result")


def takes(
    options: Callable[Arguments, Any],
) -> Callable[[Callable[..., Result]], Callable[Concatenate[pd.DataFrame, Arguments], Result]]:
    """Return a decorator that shows the attributes of a dataclass in place of ``**options``.

    Type checkers and notebooks, which ask a function for its signature, then complete them.
    """

    def decorate(
        function: Callable[..., Result],
    ) -> Callable[Concatenate[pd.DataFrame, Arguments], Result]:
        own = signature(function)
        table, *_ = own.parameters.values()
        shown = own.replace(parameters=[table, *signature(options).parameters.values()])
        function.__dict__["__signature__"] = shown
        return cast(Callable[Concatenate[pd.DataFrame, Arguments], Result], function)

    return decorate


def build_options(options: type[Options], given: Mapping[str, Any], function: str) -> Options:
    """Return the dataclass with the given attributes, or raise an error that names the function."""
    known = {field.name: field for field in fields(options)}  # type: ignore[arg-type]
    for option in given:
        if option not in known:
            raise TypeError(
                f"{function}: there is no option {option!r}; there are {', '.join(known)}"
            )
    return options(**given)
