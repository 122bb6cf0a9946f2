"""Serve the built book on this machine, with its own page for addresses that do not exist."""

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from edition.html.root_addresses import NOT_FOUND_PAGE, addresses_from_root


class BookRequestHandler(SimpleHTTPRequestHandler):
    """Serves files; where there is none, the not-found page of the book with status 404."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the not-found page instead of a standard error page."""
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


def book_server(html: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a built book for this machine only; port 0 is any free port."""
    handler = partial(BookRequestHandler, directory=str(html))
    return ThreadingHTTPServer(("127.0.0.1", port), handler)
