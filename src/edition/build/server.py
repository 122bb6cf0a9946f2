"""The built book on this machine, and the page for addresses at which it has nothing."""

from __future__ import annotations

import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MISSING = "404.html"
RELATIVE = re.compile(r'\b(href|src|action|data-content_root)="(?![a-z]+:|[/#])([^"]*)"')


def rooted(html: str, root: str) -> str:
    """A page with addresses that hold at any depth: from the root of the server.

    A server shows one page for every address that leads nowhere, and the browser takes
    what is relative in it as relative to the address that was asked for.

    >>> rooted('<a href="chapters/01.html">', "/book/")
    '<a href="/book/chapters/01.html">'
    """
    return RELATIVE.sub(lambda found: f'{found[1]}="{root}{found[2].removeprefix("./")}"', html)


class Handler(SimpleHTTPRequestHandler):
    """Serves files; where there is none, the book's own page and the status that says so."""

    def send_error(self, code, message=None, explain=None) -> None:
        page = Path(self.directory) / MISSING
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        body = rooted(page.read_text(encoding="utf-8"), "/").encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def server(html: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of a built book on this machine; port 0 takes any free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(html)))
