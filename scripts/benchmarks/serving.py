"""Serves built sites to the benchmarks as web servers do: answers compressed, and sent at once."""

import functools
import gzip
import http.server
import threading
from pathlib import Path


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers with compressed files and keeps how long each was."""

    protocol_version = "HTTP/1.1"
    # As servers do; otherwise a small answer waits for the reader's delayed acknowledgement of its head.
    disable_nagle_algorithm = True

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = compressed(path)
        self.server.sent.append((self.path, len(body)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@functools.cache
def compressed(path):
    """A file's bytes by gzip at level 6."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Site:
    """A built site behind a server of this machine's own, which tells what it sent."""

    def __init__(self, folder):
        self.folder = folder
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        self.server.daemon_threads = True
        # What was sent: (address, bytes of the body).
        self.sent = self.server.sent = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def has(self, path):
        return (self.folder / path).is_file()

    def sent_bytes(self):
        return sum(size for _, size in self.sent)
