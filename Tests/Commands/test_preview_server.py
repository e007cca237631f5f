"""charter serve as a server: what it answers, and what it does not let happen to it."""
import contextlib
import http.client
import os
import re
import resource
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "content/policies").mkdir(parents=True)
    (tmp_path / "content/guides").mkdir(parents=True)
    for name in ("a", "ä b"):
        (tmp_path / f"content/guides/{name}.md").write_text(f"---\ntitle: Guide {name}\n---\n\nHello.\n")
    (tmp_path / "charter.yaml").write_text("title: Test\n")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    return tmp_path


@contextlib.contextmanager
def serving(project, *arguments, files=None):
    """The preview of a project on a port of its own: its port and its process."""
    limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))) if files else None
    process = subprocess.Popen([CHARTER, "serve", "--port", "0", *arguments], cwd=project, text=True, preexec_fn=limit,
                               stdout=subprocess.PIPE, stderr=(project / "stderr").open("w"))
    try:
        line = process.stdout.readline()
        found = re.fullmatch(r"Preview at http://127\.0\.0\.1:([0-9]+)/  \(Ctrl-C ends it\)\n", line)
        assert found, (line, (project / "stderr").read_text())
        yield int(found[1]), process
    finally:
        process.kill()
        process.wait()


def get(port, path="/", host=None, method="GET", timeout=20):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def raw(port, data, timeout=20):
    """The first line of the answer to bytes as they are."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(data)
        received = b""
        while part := connection.recv(65536):
            received += part
        return received.split(b"\r\n")[0].decode()


def test_pages_are_served_with_the_policy_of_a_real_server(project):
    with serving(project) as (port, _):
        assert port != 0
        status, headers, body = get(port)
        assert status == 200 and headers["Content-Type"] == "text/html; charset=utf-8"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'") and b"/~charter/preview.js" in body
        assert int(headers["Content-Length"]) == len(body)
        assert get(port, "/guides/%C3%A4%20b.html")[0] == 200
        status, headers, body = get(port, method="HEAD")
        assert status == 200 and int(headers["Content-Length"]) > 100 and body == b""
        assert get(port, method="POST")[0] == 405
        assert get(port, "/~charter/preview.css")[1]["Content-Type"] == "text/css; charset=utf-8"
        for path in ("/nothing", "/../charter.yaml", "/%2e%2e/charter.yaml", "//etc/passwd", "/.charter/answers"):
            assert get(port, path)[0] == 404, path


def test_a_folder_leads_to_its_page(project):
    with serving(project) as (port, _):
        found = {path: get(port, path) for path in ("/guides", "/guides/", "/guides/a", "/guides/a/", "/guides/%C3%A4%20b")}
        assert all(answer[0] in (200, 302) for answer in found.values()), found
        assert found["/guides/a"][1]["Location"] == found["/guides/a/"][1]["Location"] == "/guides/a.html"
        assert found["/guides/%C3%A4%20b"][1]["Location"] == "/guides/%C3%A4%20b.html"
        for path in ("/guides", "/guides/"):
            status, headers, _ = found[path]
            while status == 302:
                status, headers, _ = get(port, headers["Location"])
            assert status == 200
        for path in ("//evil.example", "//evil.example/", "/%2Fevil.example/"):
            assert get(port, path)[0] == 404


def test_only_this_machines_names_are_answered(project):
    with serving(project) as (port, _):
        for host in (f"LOCALHOST:{port}", f"localhost:{port}", f"127.0.0.1:{port}"):
            assert get(port, host=host)[0] == 200
        for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1:{port}@evil.example", "127.0.0.1", "x"):
            # Whatever else is wrong with it: the name is looked at first.
            for path, method in (("/", "GET"), ("/", "POST"), ("/%zz", "GET")):
                assert get(port, path, host=host, method=method)[0] == 403
        assert raw(port, b"GET / HTTP/1.1\r\n\r\n") == "HTTP/1.1 400 Bad Request"
        assert raw(port, f"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost:{port}\r\n\r\n".encode()) == "HTTP/1.1 400 Bad Request"


def test_a_new_build_is_told_to_who_waits_for_it(project):
    with serving(project) as (port, _):
        start = time.monotonic()
        assert b'"revision": 1' in get(port, "/~charter/state?after=-2")[2].replace(b":1", b": 1")
        assert time.monotonic() - start < 5
        (project / "content/guides/a.md").write_text("---\ntitle: Other\n---\n\nChanged.\n")
        assert b'"revision": 2' in get(port, "/~charter/state?after=1")[2].replace(b":2", b": 2")
        assert b"Changed." in get(port, "/guides/a.html")[2]


@pytest.mark.parametrize("size", [17_000, 256_000, 3_000_000])
def test_a_long_head_is_refused_at_once(project, size):
    with serving(project) as (port, _):
        start = time.monotonic()
        host = f"Host: localhost:{port}\r\n".encode()
        assert raw(port, b"GET /" + b"a" * size + b" HTTP/1.1\r\n" + host + b"\r\n") == "HTTP/1.1 414 URI Too Long"
        assert raw(port, b"GET / HTTP/1.1\r\n" + host + b"X: " + b"a" * size + b"\r\n\r\n") == \
            "HTTP/1.1 431 Request Header Fields Too Large"
        assert raw(port, b"GET / HTTP/1.1\r\n" + host + b"X: a\r\n" * (size // 6) + b"\r\n") == \
            "HTTP/1.1 431 Request Header Fields Too Large"
        assert time.monotonic() - start < 8
        assert get(port)[0] == 200


def test_a_head_just_short_enough_is_answered(project):
    with serving(project) as (port, _):
        host = f"Host: localhost:{port}\r\n".encode()
        start = b"GET / HTTP/1.1\r\n" + host + b"X: "
        assert raw(port, start + b"a" * (16_384 - len(start) - 4) + b"\r\n\r\n") == "HTTP/1.1 200 OK"


def test_who_sends_slowly_or_not_at_all_is_cut_off(project):
    with serving(project) as (port, _):
        idle = socket.create_connection(("127.0.0.1", port), timeout=30)
        slow = socket.create_connection(("127.0.0.1", port), timeout=30)
        start = time.monotonic()
        cut = None
        while cut is None and time.monotonic() - start < 25:
            try:
                slow.send(b"a")
                time.sleep(0.3)
            except OSError:
                cut = time.monotonic() - start
        assert cut is not None and cut < 15
        assert idle.recv(1) == b"" and time.monotonic() - start < 20
        assert get(port)[0] == 200


def test_what_is_not_http_ends_no_preview(project):
    with serving(project) as (port, process):
        for data in (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"\r\n\r\n\r\n", b"GET\r\n\r\n", os.urandom(5000) + b"\r\n\r\n"):
            assert raw(port, data) in ("HTTP/1.1 400 Bad Request", ""), data
        assert process.poll() is None and get(port)[0] == 200


# With 7, accepting itself fails; with more, as many connections are let in as leave descriptors for a build.
@pytest.mark.parametrize("files", [7, 40, 60])
def test_running_out_of_descriptors_is_survived(project, files):
    with serving(project, files=files) as (port, process):
        held = []
        for _ in range(150):
            try:
                held.append(socket.create_connection(("127.0.0.1", port), timeout=2))
            except OSError:
                break
        time.sleep(1)
        assert process.poll() is None
        for connection in held:
            connection.close()
        assert get(port, timeout=40)[0] == 200
        # Changes are still built.
        (project / "content/guides/a.md").write_text("---\ntitle: Other\n---\n\nChanged.\n")
        deadline = time.monotonic() + 20
        while b"Changed." not in get(port, "/guides/a.html")[2]:
            assert time.monotonic() < deadline
            time.sleep(0.3)


def test_many_readers_who_wait_leave_room_for_others(project):
    with serving(project) as (port, process):
        waiting = [socket.create_connection(("127.0.0.1", port)) for _ in range(400)]
        for connection in waiting:
            connection.sendall(f"GET /~charter/state?after=1 HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        # 256 are served at a time, each for ten seconds at most.
        assert get(port, timeout=40)[0] == 200
        assert len(list(Path(f"/proc/{process.pid}/task").iterdir())) < 300
        for connection in waiting:
            connection.close()


def test_who_asks_during_the_first_build_waits_for_it_and_strangers_do_not(project):
    for number in range(300):
        (project / f"content/guides/n{number}.md").write_text(f"---\ntitle: N{number}\n---\n\n" + "Words stand here.\n\n" * 50)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([CHARTER, "serve", "--port", str(port)], cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 20
        while True:
            with contextlib.suppress(ConnectionRefusedError):
                assert get(port, host="evil.example")[0] == 403
                break
            assert time.monotonic() < deadline
            time.sleep(0.01)
        os.set_blocking(process.stdout.fileno(), False)
        assert process.stdout.read() is None, "the build is still running"
        assert get(port, "/guides/n299.html", timeout=60)[0] == 200
    finally:
        process.kill()
        process.wait()


def test_a_port_that_is_taken_is_said_before_anything_is_built(project):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = subprocess.run([CHARTER, "serve", "--port", str(port)], cwd=project, capture_output=True, text=True, timeout=60)
    assert result.returncode == 74 and "built" not in result.stderr and not (project / ".charter").exists()
    assert f"port {port} on 127.0.0.1 is taken; choose another with --port, or any with --port 0" in result.stderr


def test_a_reader_who_leaves_in_the_middle_of_an_answer_ends_nothing(project):
    (project / "content/guides/large.md").write_text("---\ntitle: Large\n---\n\n" + "Many words stand here.\n\n" * 40_000)
    with serving(project) as (port, process):
        for _ in range(5):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall(f"GET /guides/large.html HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()
        assert get(port)[0] == 200 and process.poll() is None


def test_a_project_with_errors_shows_them_and_comes_back_once_they_are_mended(project):
    broken = project / "content/guides/b.md"
    broken.write_text("---\ntitle: B\n\towner: <script>alert(1)</script>\n---\n\nText.\n")
    with serving(project) as (port, _):
        for path in ("/", "/guides/a.html", "/nothing"):
            status, headers, body = get(port, path)
            text = body.decode()
            assert status == 500 and headers["Content-Type"] == "text/html; charset=utf-8"
            assert "Line 3 begins with a tab; use spaces" in text and "content/guides/b.md, line 3, column 1" in text
            assert "/_charter/help/diagnostics#yaml-syntax" in text and "put spaces in its place" in text
            assert "<script>alert" not in text and "/~charter/preview.js" in text and "data-problems" in text
        broken.write_text("---\ntitle: B\n---\n\nText.\n")
        for _ in range(100):
            if get(port, "/guides/b.html")[0] == 200:
                break
            time.sleep(0.2)
        assert get(port)[0] == 200
        broken.write_text("---\ntitle B\n---\n\nText.\n")
        for _ in range(100):
            if b"A colon is missing after" in get(port, "/_charter/problems")[2]:
                break
            time.sleep(0.2)
        # The last sound pages stay, and the list of problems has a page.
        assert get(port, "/guides/b.html")[0] == 200
        assert b"The site is shown as it was" in get(port, "/_charter/problems")[2]


def test_a_broken_theme_is_no_reason_for_an_empty_page(project):
    (project / "templates").unlink()
    (project / "templates").mkdir()
    (project / "templates/page.mustache").write_text("{{#open}}")
    with serving(project) as (port, _):
        status, _, body = get(port)
        assert status == 500 and b"templates/page.mustache" in body and b"[" not in body.split(b"<h1>")[1].split(b"</h1>")[0]


def test_the_reference_for_writers_is_inside(project):
    with serving(project) as (port, _):
        assert get(port, "/_charter/help")[1]["Location"] == "/_charter/help/"
        body = get(port, "/_charter/help/")[2].decode()
        names = re.findall(r'href="([a-z]+)"', body)
        assert {"policy", "licence", "evaluation", "glossary", "settings", "decisions", "diagnostics"} <= set(names)
        for name in names:
            assert get(port, f"/_charter/help/{name}")[0] == 200, name
        assert "review_by" in get(port, "/_charter/help/policy")[2].decode()
        assert 'id="broken-link"' in get(port, "/_charter/help/diagnostics")[2].decode()
        assert get(port, "/_charter/help/nothing")[0] == 404
        # The page of components is written by the theme, with the site's own style sheets.
        status, _, body = get(port, "/_charter/components")
        page = body.decode()
        assert status == 200 and "<h1>Components</h1>" in page and 'href="/assets/site.' in page
        for name in re.findall(r'(?:href|src)="/(assets/[^"]+)"', page):
            assert get(port, "/" + name)[0] == 200, name
        assert b"No problems" in get(port, "/_charter/problems")[2]
