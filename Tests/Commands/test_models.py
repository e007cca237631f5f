"""charter models against a package index and a file server on 127.0.0.1."""
import hashlib
import http.server
import os
import time
import re
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
    # Bodies without an end and how much of them was sent, by path; those of `announced` say a length.
    endless = {}
    announced = {}

    def do_GET(self):
        self.asked.append((self.path, self.headers.get("Range")))
        if self.path in self.endless:
            self.send_response(200)
            if self.path in self.announced:
                self.send_header("Content-Length", str(self.announced[self.path]))
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                while True:
                    self.wfile.write(b"x" * 65_536)
                    self.endless[self.path] += 65_536
                    time.sleep(0.001)
            except OSError:
                return
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
    Handler.endless, Handler.announced = {}, {}
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


@pytest.mark.parametrize("announced", [None, 1 << 40])
def test_a_body_without_an_end_is_cut_off_and_nothing_of_it_stays(server, project, announced):
    Handler.endless = {"/model.gguf": 0}
    Handler.announced = {"/model.gguf": announced} if announced else {}
    settings(project, f"{server}/model.gguf", b"weights", extra="        size: 300000\n")
    result = charter(project, "pull")
    assert result.returncode == 74 and "longer than 300000 bytes" in result.stderr, result.stderr
    assert "say its size: in charter.yaml" in result.stderr
    assert kept(project) == [] and len(Handler.asked) == 1 and Handler.endless["/model.gguf"] < 256 << 20
    # The right file comes through afterwards.
    Handler.endless, Handler.files = {}, {"/model.gguf": b"weights"}
    assert charter(project, "pull").returncode == 0 and kept(project) == ["model.gguf"]


def test_a_download_that_fills_the_disk_leaves_room(server, project):
    Handler.endless = {"/model.gguf": 0}
    settings(project, f"{server}/model.gguf", b"weights")
    script = f"mount -t tmpfs -o size=8m tmpfs small && cd .. && cd '{project}' && '{CHARTER}' models pull; status=$?; find small -type f; df --output=avail small | tail -1; exit $status"
    (project / "small").mkdir()
    variables = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    result = subprocess.run(["unshare", "--mount", "sh", "-c", script], cwd=project, capture_output=True, text=True, timeout=120,
                            env={**variables, "CHARTER_MODELS": str(project / "small")})
    if "mount:" in result.stderr or "unshare:" in result.stderr:
        pytest.skip("no file system can be mounted here")
    assert result.returncode == 74 and "it was not kept" in result.stderr, result.stderr
    assert ".part" not in result.stdout and int(result.stdout.split()[-1]) > 7000, result.stdout
    Handler.announced = {"/model.gguf": 64 << 20}
    result = subprocess.run(["unshare", "--mount", "sh", "-c", script], cwd=project, capture_output=True, text=True, timeout=120,
                            env={**variables, "CHARTER_MODELS": str(project / "small")})
    assert "it needs 64 MiB, but only" in result.stderr


def test_a_file_that_is_not_what_it_was_is_fetched_again(server, project):
    data = b"weights"
    Handler.files["/model.gguf"] = data
    settings(project, f"{server}/model.gguf", data)
    charter(project, "pull")
    model = next((project / "cache").rglob("model.gguf"))
    model.write_bytes(b"other")
    result = charter(project, "pull")
    assert result.returncode == 0 and "fetched" in result.stdout and model.read_bytes() == data


def wheel_of(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path.read_bytes()


def test_a_wrong_wheel_does_not_stay(server, project):
    Handler.files["/simple/tiny-model/"] = b'<a href="/tiny_model-1.2-py3-none-any.whl">y</a>'
    Handler.files["/tiny_model-1.2-py3-none-any.whl"] = wheel_of(project / "a.whl", {"m/model.gguf": b"evil"})
    settings(project, "pypi:tiny-model==1.2:m/model.gguf", b"right")
    result = charter(project, "pull", PIP_INDEX_URL=f"{server}/simple")
    assert result.returncode == 74 and "it was not kept" in result.stderr and kept(project) == []
    Handler.files["/tiny_model-1.2-py3-none-any.whl"] = wheel_of(project / "a.whl", {"m/model.gguf": b"right"})
    assert charter(project, "pull", PIP_INDEX_URL=f"{server}/simple").returncode == 0
    assert kept(project) == ["model.gguf"]


def test_a_member_that_unpacks_to_more_than_its_size_is_cut_off(server, project):
    Handler.files["/simple/tiny-model/"] = b'<a href="/tiny_model-1.2-py3-none-any.whl">y</a>'
    Handler.files["/tiny_model-1.2-py3-none-any.whl"] = wheel_of(project / "a.whl", {"m/model.gguf": bytes(50_000_000)})
    settings(project, "pypi:tiny-model==1.2:m/model.gguf", b"right", extra="        size: 1000\n")
    result = charter(project, "pull", PIP_INDEX_URL=f"{server}/simple")
    assert result.returncode == 74 and "unzip wrote more than 1000 bytes" in result.stderr, result.stderr
    assert not [name for name in kept(project) if name.startswith("model")]


def test_an_indexs_password_is_in_no_message(server, project):
    settings(project, "pypi:tiny-model==1.2:m/model.gguf", b"right")
    index = server.replace("http://", "http://me:hunter2@") + "/simple"
    for listing in (None, b"<p>nothing</p>"):
        Handler.files = {"/simple/tiny-model/": listing} if listing else {}
        result = charter(project, "pull", PIP_INDEX_URL=index)
        assert result.returncode == 74 and "tiny-model" in result.stderr and "hunter2" not in result.stderr


def test_a_link_is_copied_and_what_it_led_to_may_change(project):
    (project / "models").mkdir()
    (project / "models/real.gguf").write_bytes(b"own")
    (project / "models/own.gguf").symlink_to("real.gguf")
    settings(project, "models/own.gguf", b"own")
    result = charter(project, "pull")
    assert result.returncode == 0, result.stderr
    model = next((project / "cache").rglob("own.gguf"))
    assert not model.is_symlink()
    (project / "models/real.gguf").write_bytes(b"evil")
    assert model.read_bytes() == b"own" and charter(project, "verify").returncode == 0
    # A link in the cache, as earlier versions kept them, is no model.
    model.unlink()
    model.symlink_to(project / "models/real.gguf")
    assert "not there" in charter(project, "list").stdout
    (project / "models/real.gguf").write_bytes(b"own")
    assert charter(project, "pull").returncode == 0 and not model.is_symlink()


@pytest.mark.parametrize("kind", ["folder", "pipe", "missing"])
def test_a_source_that_is_no_file_is_said(project, kind):
    path = project / "own.gguf"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    settings(project, "own.gguf", b"own")
    result = charter(project, "pull")
    assert result.returncode == 74 and "own.gguf is not a file" in result.stderr


def encoder_project(project, licence="apache-2.0"):
    """A project with an encoder of bytes that are no model, and a statement to embed."""
    (project / "content/rules.md").write_text(
        "---\ntitle: Rules\n---\n\n## Prompts\n\nPrompts are kept for thirty days in the service's own log.\n")
    (project / "m.bin").write_bytes(b"no model at all")
    (project / "charter.yaml").write_text(
        "title: Test\nmodels:\n  - role: encoder\n    name: Tiny\n"
        f"    licence: apache-2.0\n    files:\n      - source: m.bin\n"
        f"        sha256: {hashlib.sha256(b'no model at all').hexdigest()}\n        name: config.json\n")
    assert charter(project, "pull").returncode == 0
    text = (project / "charter.yaml").read_text().replace("licence: apache-2.0", f"licence: {licence}")
    (project / "charter.yaml").write_text(text)
    return next((project / "cache").rglob("config.json"))


def run(project, *arguments):
    return subprocess.run([CHARTER, *arguments], cwd=project, capture_output=True, text=True, timeout=300,
                          env={**os.environ, "CHARTER_MODELS": str(project / "cache")})


def test_a_refused_model_is_not_opened(project):
    model = encoder_project(project, licence="llama-3.3")
    model.unlink()
    # Who opens a pipe that nobody writes to waits for ever.
    os.mkfifo(model)
    for command in (["build"], ["ask", "How long are prompts kept?"], ["check"], ["answers", "generate"], ["answers", "candidates"]):
        result = run(project, *command)
        assert result.returncode == 1 and "[model-licence]" in result.stderr, (command, result.stderr)
        assert "answers-failed" not in result.stderr
    model.unlink()
    model.write_bytes(b"no model at all")
    for command in (["build"], ["ask", "How long are prompts kept?"]):
        result = run(project, *command)
        # Opened, it would be said to be no model.
        assert result.returncode == 1 and "answers-failed" not in result.stderr, (command, result.stderr)


def test_a_model_that_was_changed_is_not_opened(project):
    model = encoder_project(project)
    result = run(project, "build")
    assert result.returncode == 1 and "answers-failed" in result.stderr and "SHA-256" not in result.stderr, result.stderr
    model.write_bytes(b"evil")
    for command in (["build"], ["ask", "How long are prompts kept?"]):
        result = run(project, *command)
        assert result.returncode == 1 and hashlib.sha256(b"evil").hexdigest() in result.stderr, (command, result.stderr)
        assert "it was not opened" in result.stderr


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
