"""A local server that does what any host does: it compresses and lets browsers keep files."""

import gzip
import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from edition.build import server

#: Seconds for which a halted page waits: a browser paints what it has within a few frames.
PAUSE = 0.06
TEXT = ("text/", "application/json", "application/javascript", "image/svg")


@cache
def packed(path: Path, changed: float) -> bytes:
    """A file as it goes over the net."""
    return gzip.compress(path.read_bytes(), mtime=0)


class Host(server.BookRequestHandler):
    """Serves files, texts compressed, over lasting connections, and says nothing about it."""

    protocol_version = "HTTP/1.1"
    #: A ``page`` that stops for a moment ``after`` each of some numbers of bytes, as on a bad net.
    halted: dict = {}

    def log_message(self, *args) -> None:
        """Nothing."""

    def send_head(self):
        """Answer with a file; what is none is left to the class above."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return super().send_head()
        if path == self.halted.get("page"):
            return self.send_halting(path.read_bytes(), self.halted["after"])
        kind = self.guess_type(path)
        text = kind.startswith(TEXT)
        body = packed(path, path.stat().st_mtime) if text else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        return io.BytesIO(body)

    def send_halting(self, body: bytes, after: list[int]):
        """Answer with a page piece by piece, and wait each time until that has been painted."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        sent = 0
        for end in after:
            self.wfile.write(body[sent:end])
            self.wfile.flush()
            time.sleep(PAUSE)
            sent = end
        return io.BytesIO(body[sent:])


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, as long as it is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=folder)) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
