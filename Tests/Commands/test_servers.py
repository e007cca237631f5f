"""The snippets of docs/servers in real servers on 127.0.0.1: what is kept, types, redirects, what is not there, what is hidden."""
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from ports import free_port, wait_for_server

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]
FOR_EVER = "public, max-age=31536000, immutable"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# By the end of the name; text also says its letters.
TYPES = {
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "csv": "text/csv; charset=utf-8", "ics": "text/calendar; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml", "png": "image/png", "webmanifest": "application/manifest+json; charset=utf-8",
    "json": "application/json", "jsonl": "application/x-ndjson; charset=utf-8", "yml": "application/yaml; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8", "md": "text/markdown; charset=utf-8", "xml": "xml",
}


def build(folder, *arguments):
    environment = {**os.environ, "CHARTER_MODELS": str(folder / "no-models"), "SOURCE_DATE_EPOCH": "1795651200"}
    result = subprocess.run([CHARTER, "build", *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=900)
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """Two sites of the shipped portal, of which the second has other words: published one after the other."""
    folder = tmp_path_factory.mktemp("portal")
    for part in ("content", "templates", "adapters"):
        shutil.copytree(ROOT / part, folder / part)
    # No git here, and assets of every kind that is not there by itself.
    settings = re.sub(r"(?m)^history:.*\n(  .*\n)*", "", (ROOT / "charter.yaml").read_text())
    kinds = ["app.webmanifest", "more.md.txt", "picture.png", "table.csv", "dates.ics"]
    listed = "\n".join(f"  - extra/{name}" for name in kinds)
    settings = re.sub(r"(?m)^assets:.*\n((  |- ).*\n)*", "", settings) + f"\nassets:\n{listed}\n"
    (folder / "charter.yaml").write_text(settings)
    (folder / "content/extra").mkdir()
    for name in kinds:
        (folder / "content/extra" / name).write_bytes(b"x")
    build(folder, "--output", "first")
    (folder / "content/guides/new.md").write_text("---\ntitle: Zebra crossing\n---\n\n## Marmalade\n\nMarmalade zebras cross. See [[POL-001]].\n")
    css = next((folder / "templates/assets").rglob("*.css"))
    css.write_text(css.read_text() + "\n.zebra { color: inherit }\n")
    build(folder, "--output", "second")
    subprocess.run([CHARTER, "publish", "first", "--to", "releases"], cwd=folder, check=True, capture_output=True)
    return folder


def program(name):
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def nginx(folder, site, port):
    snippet = (ROOT / "docs/servers/nginx.conf").read_text().replace("/srv/portal/current/", f"{site}/")
    (folder / "nginx.conf").write_text(
        f"""daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; user root;
        events {{ worker_connections 64; }}
        http {{ access_log off;
          client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
          uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
          server {{ listen 127.0.0.1:{port}; {snippet} }} }}""")
    return [program("nginx"), "-c", folder / "nginx.conf", "-e", folder / "error.log"]


def apache2(folder, site, port):
    snippet = (ROOT / "docs/servers/apache.conf").read_text().replace("/srv/portal/current/", f"{site}/")
    modules = Path("/usr/lib/apache2/modules")
    wanted = ["mpm_event", "authz_core", "alias", "dir", "headers", "mime", "filter", "deflate"]
    load = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in wanted)
    (folder / "types").write_text("")
    (folder / "apache.conf").write_text(
        f"{load}\nServerName localhost\nServerRoot {folder}\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog {folder}/error.log\n"
        f"TypesConfig {folder}/types\nDefaultRuntimeDir {folder}\n{snippet}")
    check = subprocess.run([program("apache2"), "-t", "-f", folder / "apache.conf"], capture_output=True, text=True)
    assert check.returncode == 0, check.stderr
    return [program("apache2"), "-f", folder / "apache.conf", "-D", "FOREGROUND"]


def caddy(folder, site, port):
    snippet = (ROOT / "docs/servers/Caddyfile").read_text().replace("/srv/portal/current", str(site))
    # Without a certificate, and without the port that it is governed by.
    (folder / "Caddyfile").write_text("{\n admin off\n}\n" + snippet.replace("portal.example.org", f"http://127.0.0.1:{port}"))
    return [program("caddy"), "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]


@pytest.fixture(scope="module", params=[nginx, apache2, caddy], ids=lambda make: make.__name__)
def server(request, portal, tmp_path_factory):
    name = request.param.__name__
    if not program(name):
        pytest.skip(f"the snippet for {name}: it is not installed")
    folder = tmp_path_factory.mktemp(name)
    for above in (portal, *portal.parents[:3], folder):
        if above != Path("/tmp") and above.owner() == Path.home().owner():
            above.chmod(0o755)
    port = free_port()
    log = (folder / "log").open("w")
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    process = subprocess.Popen(
        [str(part) for part in request.param(folder, portal / "releases/current", port)], stdout=log, stderr=log, env=environment)
    try:
        end = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < end, (folder / "log").read_text()
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def test_the_lines_of_the_page_make_a_server_at_a_path_and_at_the_root(portal, tmp_path):
    """docs/publishing.md, "nginx before the releases": its lines, without sudo and on a port of the test's."""
    if not program("nginx"):
        pytest.skip("the snippet for nginx: it is not installed")
    page = (ROOT / "docs/publishing.md").read_text().split("## nginx before the releases")[1].split("\n## ")[0]
    lines = [line.strip() for line in page.splitlines() if line.startswith("    ")]
    assert [line.split()[:2] for line in lines] == [["sudo", "apt"], ["{", "echo"], ["sudo", "sed"]]
    port = free_port()
    settings = tmp_path / "portal.conf"

    def shell(line):
        line = line.removesuffix(" && sudo nginx -s reload").replace("sudo ", "").replace("/etc/nginx/conf.d/portal.conf", str(settings)).replace("listen 80", f"listen 127.0.0.1:{port}")
        subprocess.run(["bash", "-euc", line.replace("/usr/share/doc/charter/servers", str(ROOT / "docs/servers"))], check=True,
                       stdout=subprocess.DEVNULL)

    def answers(path):
        settings.write_text(settings.read_text().replace("/srv/portal/current/", f"{portal / 'releases/current'}/"))
        (tmp_path / "nginx.conf").write_text(
            f"""daemon off; pid {tmp_path}/pid; user root; events {{}} http {{ access_log off; client_body_temp_path {tmp_path}/a;
            proxy_temp_path {tmp_path}/b; fastcgi_temp_path {tmp_path}/c; uwsgi_temp_path {tmp_path}/d; scgi_temp_path {tmp_path}/e;
            include {settings}; }}""")
        command = [program("nginx"), "-c", tmp_path / "nginx.conf", "-e", "stderr"]
        tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert tried.returncode == 0 and "[warn]" not in tried.stderr, tried.stderr
        process = subprocess.Popen(command)
        try:
            wait_for_server(port)
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
                kept = opener.open(f"http://127.0.0.1:{port}{path}" + re.search(rb"assets/[^\"]+[.]css", answer.read())[0].decode(), timeout=20)
                return answer.status, answer.headers["Cache-Control"], kept.headers["Cache-Control"]
        finally:
            process.terminate()
            process.wait()

    for above in (portal, *portal.parents[:3], tmp_path):
        if above != Path("/tmp") and above.owner() == Path.home().owner():
            above.chmod(0o755)
    shell(lines[1])
    assert answers("/ai/") == (200, "no-cache", FOR_EVER)
    shell(lines[2])
    assert answers("/") == (200, "no-cache", FOR_EVER)


class Straight(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def get(address):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Straight)
    try:
        with opener.open(address, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def paths(site):
    return sorted(str(path.relative_to(site)) for path in site.rglob("*") if path.is_file() and ".charter" not in path.parts)


def test_every_file_has_its_type_and_the_policy(server, portal):
    seen = set()
    for path in paths(portal / "first"):
        end = path.rsplit(".", 1)[-1]
        if end in seen and end in ("html", "js"):
            continue
        seen.add(end)
        status, headers, body = get(f"{server}/ai/{path}")
        assert status == 200 and body == (portal / "first" / path).read_bytes(), path
        assert TYPES[end] in headers["Content-Type"].lower(), f"{path}: {headers['Content-Type']}"
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Content-Security-Policy"] == POLICY, path
    assert seen >= {"html", "js", "css", "csv", "ics", "webmanifest", "png", "svg", "json", "xml", "txt", "yml"}


def test_what_is_kept_for_ever_never_changes_and_all_else_is_looked_up(server, portal):
    """Held against a second site: a file that may be kept has the same bytes under the same name, or is gone."""
    kept, looked_up = set(), set()
    for path in paths(portal / "first"):
        if not path.endswith((".js", ".css", ".svg")) and path not in ("index.html", "api/portal.json", "register.csv", "manifest.json"):
            continue
        control = get(f"{server}/ai/{path}")[1].get_all("Cache-Control")
        assert control in ([FOR_EVER], ["no-cache"]), f"{path}: {control}"
        (kept if control == [FOR_EVER] else looked_up).add(path)
    for path in kept:
        other = portal / "second" / path
        assert not other.exists() or other.read_bytes() == (portal / "first" / path).read_bytes(), path
    assert {path.split("/")[0] for path in kept} == {"assets", "search", "ask", "decide"}
    # Of scripts and styles only those that name the others change in place.
    assert {path for path in looked_up if path.endswith((".js", ".css"))} == {"search/index.js", "ask/index.js"}


@pytest.mark.parametrize("path", ["policies/none.html", "search/z-aaaaaaaa.js", "assets/none.123456789abc.js", "ask/e-aaaaaaaa.js"])
def test_what_is_not_there_shows_our_page_and_is_not_kept(server, path):
    status, headers, body = get(f"{server}/ai/{path}")
    assert status == 404 and b"Page not found" in body
    assert headers.get_all("Cache-Control") == ["no-cache"] and headers.get_all("Content-Security-Policy") == [POLICY]


def test_the_address_without_the_slash_leads_on(server):
    for path, target in [("/ai", "/ai/"), ("/ai/policies", "/ai/policies/")]:
        status, headers, _ = get(server + path)
        assert status in (301, 308), path
        assert headers["Location"] in (target, server + target, target.split("/")[-2] + "/"), headers["Location"]
    status, _, body = get(server + "/ai/")
    assert status == 200 and b"<html" in body


def test_hidden_files_are_hidden(server):
    for path in [".charter/lock", ".charter/", "policies/.hidden"]:
        assert get(f"{server}/ai/{path}")[0] in (403, 404), path


def test_a_release_shows_at_once_and_one_command_takes_it_back(server, portal):
    def publish(*arguments):
        return subprocess.run([CHARTER, "publish", *arguments, "--to", "releases"], cwd=portal, check=True, capture_output=True, text=True)
    try:
        publish("second")
        assert get(f"{server}/ai/guides/new.html")[0] == 200
        publish("--rollback")
        assert get(f"{server}/ai/guides/new.html")[0] == 404
    finally:
        publish("first")
