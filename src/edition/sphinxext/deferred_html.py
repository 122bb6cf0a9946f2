"""HTML that is made when its page is written, because its addresses depend on the page."""

from collections.abc import Callable, Collection

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from .addnodes import deferred_html


def visit_deferred(translator: HTML5Translator, node: deferred_html) -> None:
    """Write the HTML of a node."""
    translator.body.append(node["make"](translator.builder, *node["arguments"]))
    raise nodes.SkipNode


def deferred_directive(
    make: Callable[..., str], *choices: Collection[str]
) -> type[SphinxDirective]:
    """Return a directive whose content is ``make(builder, location, *arguments)``.

    It takes as many arguments as there are `choices`, the values that each may have (any if empty).
    """

    class DeferredDirective(SphinxDirective):
        required_arguments = len(choices)

        def run(self) -> list[nodes.Node]:
            for argument, allowed in zip(self.arguments, choices, strict=True):
                if allowed and argument not in allowed:
                    known = ", ".join(allowed)
                    raise self.error(f"{self.name}: {argument!r} is not one of {known}")
            arguments = [self.get_location(), *self.arguments]
            return [deferred_html("", make=make, arguments=arguments)]

    return DeferredDirective
