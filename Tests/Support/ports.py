"""Ports for servers that cannot choose one themselves."""
import os
import socket
import time


def free_port():
    """A port of 127.0.0.1 that nobody listens on.

    Between here and the server that takes it, another process could be given the same one. Workers of pytest-xdist run at the same
    time, so each takes only ports of its own: by the remainder of the half, since Linux hands out odd ones as long as it can."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port // 2 % count == worker:
            return port


def wait_for_server(port):
    """Waits up to a minute until somebody listens on a port of 127.0.0.1: the site is built first, on a machine that may be busy."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nobody listens on port {port}")
