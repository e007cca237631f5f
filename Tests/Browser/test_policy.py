"""What a page would do with a script that somebody got into it: nothing, from a file share as from a server."""

import shutil

import pytest
from conftest import POLICY, ROOT, SITE

INLINE = "<script>document.documentElement.dataset.pwned = 'inline'</script>"
HANDLER = "<img src='data:,x' onerror=\"document.documentElement.dataset.pwned = 'handler'\">"
LINK = "<a id='pwn' href=\"javascript:document.documentElement.dataset.pwned = 'link'\">x</a>"
STYLE = "<p id='styled' style='color: rgb(1, 2, 3)'>x</p>"


@pytest.fixture
def injected(tmp_path):
    """A copy of the site whose start page holds what nobody should have got into it."""
    folder = tmp_path / "site"
    shutil.copytree(SITE, folder)
    start = folder / "index.html"
    html = start.read_text()
    assert html.count("<main") == 1
    start.write_text(html.replace("<main", INLINE + HANDLER + LINK + STYLE + "<main"))
    return start.as_uri()


def test_an_injected_script_does_not_run_from_disk(browser, injected):
    context = browser.new_context()
    page = context.new_page()
    blocked = []
    page.on("console", lambda message: blocked.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(injected)
    page.locator("#pwn").click()
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.dataset.pwned") is None
    assert page.evaluate("getComputedStyle(document.getElementById('styled')).color") != "rgb(1, 2, 3)"
    # The page's own files still work.
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    assert page.evaluate("typeof window.charter") == "object"
    assert len(blocked) >= 4
    context.close()


def test_without_the_policy_the_same_page_would_run_it(browser, injected, tmp_path):
    """The test above can fail: the injection works where the meta element is gone."""
    start = tmp_path / "site/index.html"
    html = start.read_text()
    bare = html.replace('<meta http-equiv="Content-Security-Policy"', '<meta name="nothing"')
    assert bare != html
    start.write_text(bare)
    page = browser.new_page()
    page.goto(injected)
    assert page.evaluate("document.documentElement.dataset.pwned") in ("inline", "handler")
    page.close()


def test_every_page_carries_the_policy_that_the_servers_send():
    element = '<meta http-equiv="Content-Security-Policy" content="' + POLICY.replace("'", "&#39;") + '">'
    pages = list(SITE.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        html = path.read_text()
        first = min(place for place in (html.find(tag) for tag in ("<link", "<script", "<body")) if place >= 0)
        assert -1 < html.find(element) < first, path
    for name in ["nginx.conf", "apache.conf", "Caddyfile"]:
        assert POLICY + "; frame-ancestors 'none'" in (ROOT / "docs/servers" / name).read_text()
