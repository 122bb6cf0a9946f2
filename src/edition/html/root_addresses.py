"""Addresses of a page that a server shows at any depth, such as the one for unknown addresses."""

import re

NOT_FOUND_PAGE = "404.html"
RELATIVE = re.compile(r'\b(href|src|action|data-content_root)="(?![a-z]+:|[/#])([^"]*)"')


def addresses_from_root(html: str, root: str) -> str:
    """Return a page whose relative addresses are replaced by addresses from the server's root.

    A server shows one page for every unknown address, and the browser resolves a relative
    address against the one that was asked for.

    >>> addresses_from_root('<a href="chapters/01.html">', "/book/")
    '<a href="/book/chapters/01.html">'
    """
    return RELATIVE.sub(lambda found: f'{found[1]}="{root}{found[2].removeprefix("./")}"', html)
