"""charter models against a package index and a file server on 127.0.0.1."""
import hashlib
import http.server
import os
import shutil
import subprocess
import threading
import zipfile
from pathlib import Path

import pytest

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves `files`; cuts the first answers short where `cuts` says so, and keeps what was asked for."""

    protocol_version = "HTTP/1.1"
    files = {}
    cuts = []
    asked = []

    def do_GET(self):
        self.asked.append((self.path, self.headers.get("Range")))
        body = self.files.get(self.path)
        if body is None:
            self.send_error(404)
            return
        start = int(self.headers["Range"].split("=")[1].rstrip("-")) if self.headers.get("Range") else 0
        if start >= len(body) > 0 and start:
            self.send_response(416)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        end = self.cuts.pop(0) if self.cuts else len(body)
        self.wfile.write(body[start:max(start, end)])
        if end < len(body):
            self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    Handler.files, Handler.cuts, Handler.asked = {}, [], []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def project(tmp_path):
    (tmp_path / "content" / "licences").mkdir(parents=True)
    for name in ("apache-2.0", "llama-3.3"):
        shutil.copy(ROOT / "content" / "licences" / f"{name}.md", tmp_path / "content" / "licences")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


def settings(project, source, data, licence="apache-2.0", sha256=None, extra=""):
    (project / "charter.yaml").write_text(
        "title: Test\nmodels:\n  - role: generator\n    name: Tiny\n"
        f"    licence: {licence}\n    files:\n      - source: {source}\n"
        f"        sha256: {sha256 or hashlib.sha256(data).hexdigest()}\n{extra}")


def charter(project, *arguments, **environment):
    # No proxy between the test and its own server.
    variables = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    return subprocess.run([CHARTER, "models", *arguments], cwd=project, capture_output=True, text=True, timeout=120,
                          env={**variables, "CHARTER_MODELS": str(project / "cache"), **environment})


def kept(project):
    return sorted(path.name for path in (project / "cache").rglob("*") if path.is_file())


def test_a_download_that_is_cut_off_goes_on(server, project):
    data = os.urandom(300_000)
    Handler.files["/model.gguf"] = data
    Handler.cuts = [100_000, 200_000]
    settings(project, f"{server}/model.gguf", data)
    result = charter(project, "pull")
    assert result.returncode == 0, result.stderr
    assert [asked for _, asked in Handler.asked] == [None, "bytes=100000-", "bytes=200000-"]
    assert kept(project) == ["model.gguf"]
    assert charter(project, "verify").returncode == 0


def test_a_run_that_ended_is_taken_up_by_the_next(server, project):
    data = os.urandom(300_000)
    Handler.files["/model.gguf"] = data
    Handler.cuts = [50_000] * 4
    settings(project, f"{server}/model.gguf", data)
    failed = charter(project, "pull")
    assert failed.returncode == 74 and "run the command again" in failed.stderr
    assert kept(project) == ["model.gguf.part"]
    Handler.cuts, Handler.asked = [], []
    assert charter(project, "pull").returncode == 0
    assert Handler.asked == [("/model.gguf", "bytes=50000-")] and kept(project) == ["model.gguf"]


def test_with_all_there_nothing_is_asked_of_the_network(server, project):
    data = b"weights"
    Handler.files["/model.gguf"] = data
    settings(project, f"{server}/model.gguf", data)
    assert charter(project, "pull").returncode == 0
    Handler.asked = []
    result = charter(project, "pull")
    assert result.returncode == 0 and "already there" in result.stdout and Handler.asked == []


def test_a_wrong_hash_is_refused_with_both_values(server, project):
    data = b"weights"
    Handler.files["/model.gguf"] = data
    settings(project, f"{server}/model.gguf", data, sha256="0" * 64)
    result = charter(project, "pull")
    assert result.returncode == 74
    assert "0" * 64 in result.stderr and hashlib.sha256(data).hexdigest() in result.stderr
    assert kept(project) == []


def test_a_changed_file_and_a_missing_one_are_found(server, project):
    data = b"weights"
    Handler.files["/model.gguf"] = data
    settings(project, f"{server}/model.gguf", data)
    assert charter(project, "verify").returncode == 66
    charter(project, "pull")
    next((project / "cache").rglob("model.gguf")).write_bytes(b"other")
    result = charter(project, "verify")
    assert result.returncode == 74 and hashlib.sha256(b"other").hexdigest() in result.stderr


def test_a_member_of_a_wheel_comes_from_the_index(server, project):
    data = os.urandom(50_000)
    wheel = project / "a.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tiny_model/model.gguf", data)
    Handler.files["/packages/tiny_model-1.2-py3-none-any.whl"] = wheel.read_bytes()
    Handler.files["/simple/tiny-model/"] = (
        b'<a href="/packages/tiny_model-1.2.tar.gz#sha256=1">x</a> <a href="../../packages/tiny_model-1.2-py3-none-any.whl#sha256=2">y</a>')
    settings(project, "pypi:tiny-model==1.2:tiny_model/model.gguf", data)
    result = charter(project, "pull", PIP_INDEX_URL=f"{server}/simple/")
    assert result.returncode == 0, result.stderr
    assert kept(project) == ["model.gguf"]
    settings(project, "pypi:tiny-model==9:tiny_model/model.gguf", b"other")
    assert "lists no wheel" in charter(project, "pull", PIP_INDEX_URL=f"{server}/simple/").stderr


def test_a_file_of_the_project_is_copied(project):
    (project / "models").mkdir()
    (project / "models" / "own.gguf").write_bytes(b"own")
    settings(project, "models/own.gguf", b"own")
    assert charter(project, "pull").returncode == 0 and kept(project) == ["own.gguf"]


def test_a_model_whose_licence_is_not_approved_is_refused(server, project):
    data = b"weights"
    Handler.files["/model.gguf"] = data
    settings(project, f"{server}/model.gguf", data, licence="llama-3.3")
    result = charter(project, "pull")
    assert result.returncode == 1 and Handler.asked == []
    assert "charter.yaml:5:" in result.stderr and "[model-licence]" in result.stderr
    assert "content/licences/llama-3.3.md" in result.stderr
    assert "refused" in charter(project, "list").stdout
    build = subprocess.run([CHARTER, "build"], cwd=project, capture_output=True, text=True)
    assert build.returncode == 1 and "[model-licence]" in build.stderr
    settings(project, f"{server}/model.gguf", data, licence="apache-3")
    assert "did you mean 'apache-2.0'" in charter(project, "pull").stderr


def test_settings_that_make_no_sense_are_named(project):
    for source, sha256, message in (
        ("ftp://x/y", "0" * 64, "is not a place that a file can come from"), ("pypi:x==1:../../etc/passwd", "0" * 64, "is not a place that a file can come from"),
        ("https://x/y", "12", "is not a SHA-256"), ("https://x/", "0" * 64 + "\n        name: ../x", "is not a name"),
    ):
        settings(project, source, b"", sha256=f'"{sha256}"' if "\n" not in sha256 else sha256.replace("0" * 64, f'"{"0" * 64}"'))
        result = charter(project, "pull")
        assert result.returncode == 1 and message in result.stderr, result.stderr
