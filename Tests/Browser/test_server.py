"""The nginx snippet of docs/servers, in Debian's nginx on 127.0.0.1."""

import shutil
import subprocess
import urllib.error
import urllib.request

import pytest
from conftest import POLICY, ROOT, SITE
from ports import free_port, wait_for_server


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    port = free_port()
    snippet = (ROOT / "docs/servers/nginx.conf").read_text().replace("/srv/portal/current/", f"{SITE}/")
    (folder / "nginx.conf").write_text(
        f"""
        daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; user root;
        events {{ worker_connections 64; }}
        http {{
          include /etc/nginx/mime.types; access_log off;
          client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
          uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
          server {{ listen 127.0.0.1:{port}; {snippet} }}
        }}
        """
    )
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
    wait_for_server(port)
    yield f"http://127.0.0.1:{port}/ai"
    process.terminate()
    process.wait()


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_pages_carry_the_policy_and_are_not_kept(nginx):
    status, headers, _ = get(f"{nginx}/policies/acceptable-use.html")
    assert status == 200
    assert headers["Content-Security-Policy"] == POLICY + "; frame-ancestors 'none'"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_assets_are_kept_for_ever(nginx):
    asset = next((SITE / "assets").glob("site.*.css"))
    status, headers, _ = get(f"{nginx}/assets/{asset.name}")
    assert status == 200
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_parts_of_the_search_index_are_kept_for_ever_but_not_the_file_that_names_them(nginx):
    part = next((SITE / "search").glob("d-*.js"))
    assert get(f"{nginx}/search/{part.name}")[1]["Cache-Control"] == "public, max-age=31536000, immutable"
    for name in ["index.js", "index.html"]:
        assert get(f"{nginx}/search/{name}")[1]["Cache-Control"] == "no-cache"


def test_search_works_from_it(nginx, page):
    page.goto(f"{nginx}/search/index.html?q=exception")
    page.locator(".search-page .search-excerpt").first.wait_for()
    assert page.problems == []


def test_an_unknown_address_shows_our_page_and_hidden_files_nothing(nginx):
    status, headers, body = get(f"{nginx}/policies/nothing/here.html")
    assert status == 404
    assert "Page not found" in body
    assert headers["Content-Security-Policy"]
    assert get(f"{nginx}/.charter/lock")[0] == 403


def test_a_page_reads_well_from_it(nginx, page):
    page.goto(f"{nginx}/index.html")
    assert page.problems == []
    page.goto(f"{nginx}/some/missing/page.html")
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "the 404 page finds its style"
