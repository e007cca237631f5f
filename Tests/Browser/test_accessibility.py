"""axe finds nothing on any page kind, in light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import KINDS

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a page's colours decide; all else is the same in the dark, and was looked at in the light.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]


def findings(page, rules=None):
    asked = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    results = Axe().run(page, options={"runOnly": asked})
    return [
        f"{item['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for item in results.response["violations"]
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(page, site_url, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site_url}/{path}")
    assert findings(page, COLOUR_RULES if scheme == "dark" else None) == []


@pytest.mark.parametrize("path", ["index.html", "policies/acceptable-use.html", "register.html"])
def test_axe_finds_nothing_on_a_phone(page, file_url, path):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{file_url}/{path}")
    page.locator("details.menu summary").click()
    assert findings(page) == []


@pytest.mark.parametrize("width", [768, 1920])
@pytest.mark.parametrize("path", ["index.html", "policies/acceptable-use.html", "licences/llama-3.3.html", "evaluations/smollm2-135m.html",
                                  "decide/index.html", "register.html", "handbook.html", "openness.html"])
def test_axe_finds_nothing_between_a_phone_and_a_wide_screen(page, file_url, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{file_url}/{path}")
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# What says its state by a ground alone loses it where colours are the system's: each has an edge or an outline there.
MARKED = {
    "index.html": [".badge", ".doors li", ".switch a[aria-current]"],
    "policies/acceptable-use.html": [".level", ".in-short", ".menu nav a[aria-current]", ".beside a[aria-current]", ".part a[aria-current]"],
    "licences/llama-3.3.html": [".verdict-line", ".glance-column", ".conditions-box"],
    "evaluations/smollm2-135m.html": [".components li", ".axis"],
    "decide/phi-4.html": [".case"],
    "register.html": [".badge", ".filter a[aria-current]"],
}


@pytest.mark.parametrize("path", MARKED)
def test_forced_colours_leave_every_mark_its_form(browser, file_url, path):
    context = browser.new_context(forced_colors="active", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{file_url}/{path}")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for selector in MARKED[path]:
        seen = page.locator(selector).locator("visible=true").first.evaluate(
            "(one) => { const style = getComputedStyle(one); return ['Top', 'Bottom', 'Left'].map((side) => [parseFloat(style['border' + side + 'Width']),"
            "style['border' + side + 'Color']]).concat([[parseFloat(style.outlineWidth) * (style.outlineStyle !== 'none'), style.outlineColor]]); }")
        assert any(width > 0 and colour not in (ground, "rgba(0, 0, 0, 0)") for width, colour in seen), selector
    # Pictures of verdicts are cut out of the system's ink.
    if page.locator("svg.icon use[href^='#icon-verdict']").count():
        assert page.evaluate("getComputedStyle(document.querySelector('symbol .solid')).fill") != ground
        assert page.evaluate("getComputedStyle(document.querySelector('symbol .cut')).stroke") == ground
    context.close()


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_wider_than_a_small_phone(page, file_url, path):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{file_url}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", KINDS)
def test_the_page_is_named_and_has_one_main_heading(page, file_url, path):
    page.goto(f"{file_url}/{path}")
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.title()


def test_poor_contrast_is_found_in_the_dark(page, site_url):
    """The rules that are left there see what they are for."""
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site_url}/licences/mit.html")
    page.evaluate("document.querySelector('main p').style.color = '#333'")
    assert any(found.startswith("color-contrast") for found in findings(page, COLOUR_RULES))


def test_the_first_tab_stop_skips_to_the_content(page, file_url):
    page.goto(f"{file_url}/policies/acceptable-use.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/acceptable-use.html#main")


def test_every_tab_stop_shows_its_focus(page, file_url):
    page.goto(f"{file_url}/policies/acceptable-use.html")
    for _ in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none", page.evaluate("document.activeElement.outerHTML")
