"""Render the HTML templates of this folder, escaping every value that is not markup already.

A string that comes from data is escaped when a template inserts it.  A fragment that is
HTML already (the result of `render`, or of a library) is a `markupsafe.Markup` and is
inserted as it is.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

ENVIRONMENT = Environment(
    loader=PackageLoader("edition.html", "templates"),
    autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
    auto_reload=False,  # templates do not change while the process runs
)  # fmt: skip
ENVIRONMENT.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
ENVIRONMENT.tests["markup"] = lambda value: isinstance(value, Markup)


def render(name: str, /, **context: Any) -> Markup:
    """Return the HTML of a template in ``html/templates/``, given its variables.

    Raises
    ------
    jinja2.UndefinedError
        If the template uses a variable that is not given.
    """
    return Markup(ENVIRONMENT.get_template(name).render(context))


def load_macro(template: str, name: str) -> Callable[..., Markup]:
    """Return a macro of a template as a function.

    A macro is for fragments that occur thousands of times, such as the links in cells:
    calling it takes a fifth of the time that `render` takes.
    """
    return getattr(ENVIRONMENT.get_template(template).module, name)
