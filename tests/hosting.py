"""A local server that does what any host does: it compresses and lets browsers keep files."""

from __future__ import annotations

import gzip
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from softbalancing import serving

TEXT = ("text/", "application/json", "application/javascript", "image/svg")


@cache
def packed(path: Path, changed: float) -> bytes:
    """A file as it goes over the net."""
    return gzip.compress(path.read_bytes(), mtime=0)


class Host(serving.Handler):
    """Serves files, texts compressed, over lasting connections, and says nothing about it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args) -> None:
        """Nothing."""

    def send_head(self):
        """Answer with a file; what is none is left to the class above."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return super().send_head()
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


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, as long as it is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=folder)) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
