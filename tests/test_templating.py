"""Tests for templates: values are escaped, markup is not, missing variables are errors."""

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from edition.html import templating


def test_text_is_escaped_and_markup_is_inserted_as_it_is():
    """A string from data never becomes markup; a fragment made by a template stays one."""
    template = templating.ENVIRONMENT.from_string("<p>{{ value }}</p>")

    assert template.render(value='a < b & "c"') == "<p>a &lt; b &amp; &#34;c&#34;</p>"
    assert template.render(value=Markup("<i>a</i>")) == "<p><i>a</i></p>"


def test_a_missing_variable_is_an_error():
    """A template that is given too little does not leave a gap in the page."""
    with pytest.raises(UndefinedError, match="value"):
        templating.ENVIRONMENT.from_string("{{ value }}").render()
