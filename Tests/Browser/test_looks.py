"""The main pages against small pictures: what changes their look is seen before it is published.

`CHARTER_RECORD=1` takes the pictures again and fails in that run. They are half the size of the page and their grey is compared in blocks, so that a
word more or other system fonts do not matter, and a column that is gone or a panel without its ground does.
"""

import io
import os
import subprocess

import pytest
from conftest import CHARTER, ROOT
from ports import free_port
from PIL import Image, ImageChops, ImageFilter
from test_accessibility import findings

PICTURES = ROOT / "Tests/Browser/looks"
PAGES = {
    "home": "index.html", "policy": "policies/incidents.html", "licence": "licences/llama-3.3.html",
    "model": "evaluations/phi-4.html", "decision": "decide/phi-4.html", "decide": "decide/index.html",
    "register": "register.html", "list": "licences/index.html",
}
FORMS = {"desktop": (1280, 900, "light"), "dark": (1280, 900, "dark"), "phone": (375, 740, "light")}
# The mean difference of blocks, of 255, above which a page has another look.
TOLERANCE = 6


def blocks(picture):
    return picture.convert("L").filter(ImageFilter.BoxBlur(8)).resize((picture.width // 8, picture.height // 8))


def difference(left, right):
    """The mean difference in grey of the sixteenth of the blocks that differ most."""
    if left.size != right.size:
        return 255
    values = sorted(ImageChops.difference(blocks(left), blocks(right)).get_flattened_data(), reverse=True)
    worst = values[: max(1, len(values) // 16)]
    return sum(worst) / len(worst)


@pytest.fixture(scope="session")
def components_url(tmp_path_factory):
    """The page of all components, which only the preview has; it is the same for any content."""
    folder = tmp_path_factory.mktemp("components")
    (folder / "content").mkdir()
    (folder / "content/start.md").write_text("---\ntitle: Start\n---\n\nText.\n")
    (folder / "charter.yaml").write_text("title: AI policy portal\norganisation: Example Organisation\n")
    port = free_port()
    process = subprocess.Popen(
        [CHARTER, "serve", "--port", str(port), "--templates", str(ROOT / "templates")], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout.readline().startswith(b"Preview at")
    yield f"http://127.0.0.1:{port}/_charter/components"
    process.kill()
    process.wait()


def in_form(browser, form):
    width, height, scheme = FORMS[form]
    return browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(browser, file_url, name, form):
    context = in_form(browser, form)
    page = context.new_page()
    page.goto(f"{file_url}/{PAGES[name]}")
    page.evaluate("document.activeElement.blur()")
    picture = page.screenshot()
    context.close()
    compare(picture, f"{name}-{form}")


@pytest.mark.parametrize("form", FORMS)
def test_components_look_as_they_did(browser, components_url, form):
    context = in_form(browser, form)
    page = context.new_page()
    page.goto(components_url)
    # The preview's panel with problems is not the theme's.
    page.evaluate("document.querySelectorAll('.charter-problems').forEach((one) => one.remove())")
    picture = page.locator("main").screenshot()
    context.close()
    compare(picture, f"components-{form}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_components(page, components_url, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(components_url)
    assert findings(page) == []


def compare(picture, name):
    shot = Image.open(io.BytesIO(picture)).convert("RGB")
    shot = shot.resize((shot.width // 2, shot.height // 2), Image.LANCZOS)
    path = PICTURES / f"{name}.png"
    if os.environ.get("CHARTER_RECORD"):
        PICTURES.mkdir(exist_ok=True)
        shot.quantize(16).save(path, optimize=True)
        pytest.fail("taken again; read the pictures, then run without CHARTER_RECORD")
    assert difference(shot.quantize(16).convert("RGB"), Image.open(path).convert("RGB")) < TOLERANCE


def test_the_comparison_sees_what_it_is_for():
    """A panel without its ground, and a column that is gone, are seen; a few words more are not."""
    page = Image.new("L", (640, 450), 255)
    panel = page.copy()
    panel.paste(230, (100, 100, 400, 200))
    words = page.copy()
    for x in range(100, 160, 6):
        words.paste(40, (x, 100, x + 2, 106))
    assert difference(page, page) == 0
    assert difference(page, panel) > TOLERANCE
    assert difference(page, words) < TOLERANCE


def test_the_pictures_are_small():
    pictures = list(PICTURES.glob("*.png"))
    assert len(pictures) == (len(PAGES) + 1) * len(FORMS)
    assert sum(path.stat().st_size for path in pictures) < 800_000
