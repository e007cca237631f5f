"""charter check --previous against a site on a server of 127.0.0.1."""
import functools
import http.server
import os
import shutil
import subprocess
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from ports import free_port

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def project(tmp_path):
    (tmp_path / "content" / "guides").mkdir(parents=True)
    for name in ("start", "why"):
        (tmp_path / "content" / "guides" / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n\nText.\n")
    (tmp_path / "charter.yaml").write_text("title: Test\n")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


@pytest.fixture
def server(project):
    handler = functools.partial(Quiet, directory=str(project / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def charter(project, *arguments):
    # No proxy between the test and its own server.
    variables = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    return subprocess.run([CHARTER, *arguments], cwd=project, capture_output=True, text=True, timeout=120, env=variables)


def test_the_published_site_is_named_by_its_address(server, project):
    assert charter(project, "build").returncode == 0
    assert charter(project, "check", "--previous", server).returncode == 0
    (project / "content" / "guides" / "why.md").unlink()
    for address in (server, server + "/", server + "/manifest.json"):
        result = charter(project, "check", "--previous", address)
        assert result.returncode == 1 and "Page 'guides/why.html' was published and is gone" in result.stderr, result.stderr
    result = charter(project, "build", "--output", "fresh", "--previous", server)
    assert result.returncode == 1 and "[page-gone]" in result.stderr
    # The findings that check keeps are those of what the site has now.
    (project / "site" / "manifest.json").write_text("{}")
    assert charter(project, "check", "--previous", server).returncode == 0


def test_an_address_without_a_site_is_told(server, project):
    (project / "site").mkdir()
    result = charter(project, "check", "--previous", server)
    assert result.returncode == 66 and "404" in result.stderr, result.stderr
    (project / "site" / "manifest.json").write_text("[1]")
    result = charter(project, "check", "--previous", server)
    assert result.returncode == 66 and "is not a manifest" in result.stderr, result.stderr


def test_the_preview_tells_of_a_page_that_is_gone_and_shows_the_others(project):
    assert charter(project, "build").returncode == 0
    port = free_port()
    log = project / "log"
    with log.open("w") as said:
        preview = subprocess.Popen([CHARTER, "serve", "--port", str(port), "--previous", "site"], cwd=project,
                                   stdout=said, stderr=said)
    try:
        wait_for(lambda: "Preview at" in log.read_text())
        assert "page-gone" not in log.read_text()
        (project / "content" / "guides" / "why.md").unlink()
        (project / "content" / "guides" / "start.md").write_text("---\ntitle: start\n---\n\nOther words.\n")
        wait_for(lambda: "Page 'guides/why.html' was published and is gone" in log.read_text())

        def shown():
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/guides/start.html", timeout=10) as page:
                return "Other words." in page.read().decode()
        wait_for(shown)
    finally:
        preview.terminate()
        preview.wait()


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.2)
