"""`charter serve`: live reload, the panel with problems, and that only this machine reaches it."""

import http.client
import os
import shutil
import subprocess

import pytest
from conftest import CHARTER, ROOT
from ports import free_port


def preview(folder, port):
    """The preview of a portal. It has no models: to embed the whole portal for each test would take half a minute, and none asks."""
    return subprocess.Popen([CHARTER, "serve", "--port", str(port)], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env={**os.environ, "CHARTER_MODELS": str(folder / "no-models")})


@pytest.fixture
def project(tmp_path):
    for name in ["content", "templates"]:
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "charter.yaml", tmp_path)
    port = free_port()
    process = preview(tmp_path, port)
    # It answers before, but the first build may take longer than a test waits.
    assert process.stdout.readline().startswith(b"Preview at")
    yield tmp_path, port
    process.kill()
    process.wait()


def test_a_saved_page_appears_by_itself_and_errors_show_in_a_panel(project, page):
    folder, port = project
    source = folder / "content/guides/why-self-host.md"
    text = source.read_text()
    page.goto(f"http://127.0.0.1:{port}/guides/why-self-host.html")
    assert page.problems == []
    source.write_text(text + "\n## A new section for the preview\n")
    page.get_by_role("heading", name="A new section for the preview").wait_for(timeout=30000)

    source.write_text(text + "\nSee [nowhere](missing.md).\n")
    panel = page.locator(".charter-problems.has-errors")
    panel.wait_for(timeout=30000)
    assert "Link target 'missing.md' does not exist" in panel.text_content()
    assert "guides/why-self-host.md:" in panel.text_content()
    assert page.get_by_role("heading", name="A new section for the preview").is_visible(), "the last sound page stays"

    source.write_text(text)
    panel.wait_for(state="detached", timeout=30000)
    page.get_by_role("heading", name="A new section for the preview").wait_for(state="detached", timeout=30000)


def test_only_this_machine_by_its_own_name_is_served(project):
    _, port = project
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/index.html", headers={"Host": "evil.example"})
    assert connection.getresponse().status == 403
    listening = open("/proc/net/tcp").read().split()
    assert f"0100007F:{port:04X}" in listening
    assert f"00000000:{port:04X}" not in listening


def test_a_project_with_an_error_shows_it_until_it_is_mended(tmp_path, page):
    (tmp_path / "content").mkdir()
    (tmp_path / "charter.yaml").write_text("title: Test\n")
    source = tmp_path / "content/a.md"
    source.write_text("---\ntitle: A\n owner: Desk\n---\n\nText.\n")
    port = free_port()
    process = preview(tmp_path, port)
    try:
        assert process.stdout.readline().startswith(b"Preview at")
        page.goto(f"http://127.0.0.1:{port}/a.html")
        page.get_by_role("heading", name="One space too many before 'owner'").wait_for(timeout=30000)
        # Another mistake takes the place of the first by itself, and the page comes when there is none.
        source.write_text("---\ntitle: A\nowner: @desk\n---\n\nText.\n")
        page.get_by_role("heading", name="A text that begins with '@' needs quotation marks").wait_for(timeout=30000)
        page.get_by_role("link", name="What this means: yaml-syntax").click()
        page.get_by_role("heading", name="yaml-syntax").wait_for(timeout=30000)
        page.go_back()
        source.write_text("---\ntitle: A\nowner: Desk\n---\n\nText.\n")
        page.get_by_text("Text.", exact=True).first.wait_for(timeout=30000)
    finally:
        process.kill()
        process.wait()
