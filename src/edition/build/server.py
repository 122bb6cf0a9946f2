"""The built book on this machine, and the page for addresses at which it has nothing."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from edition.html.root_addresses import NOT_FOUND_PAGE, addresses_from_root


class Handler(SimpleHTTPRequestHandler):
    """Serves files; where there is none, the book's own page and the status that says so."""

    def send_error(self, code, message=None, explain=None) -> None:
        page = Path(self.directory) / NOT_FOUND_PAGE
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        body = addresses_from_root(page.read_text(encoding="utf-8"), "/").encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def server(html: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of a built book on this machine; port 0 takes any free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(html)))
