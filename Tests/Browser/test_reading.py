"""What readers do: open pages from a server and from disk, follow links, copy, print, with and without script."""

import re
import subprocess
from urllib.parse import unquote

import pytest
from conftest import KINDS, SITE


@pytest.mark.parametrize("path", KINDS)
def test_pages_obey_the_policy_under_a_sub_path(page, site_url, path):
    outside = []
    page.on("request", lambda request: outside.append(request.url) if not request.url.startswith(site_url) else None)
    page.goto(f"{site_url}/{path}")
    assert page.problems == []
    assert outside == []


@pytest.mark.parametrize("path", [path for path in KINDS if path != "404.html"])
def test_pages_work_from_disk(page, file_url, path):
    page.goto(f"{file_url}/{path}")
    assert page.problems == []
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "the style sheet was not loaded"


def test_every_link_and_anchor_leads_somewhere(browser):
    """All links of the built site, followed on disk."""
    ids, links = {}, []
    for file in SITE.rglob("*.html"):
        html = file.read_text()
        ids[file] = set(re.findall(r'\sid="([^"]+)"', html))
        if file.name != "404.html":
            links += [(file, target) for target in re.findall(r'(?:href|src)="([^"]*)"', html)]
    broken = []
    for file, target in links:
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        goal = (file.parent / unquote(path)).resolve() if path else file
        if not goal.exists() or (fragment and goal.suffix == ".html" and unquote(fragment) not in ids[goal]):
            broken.append(f"{file.relative_to(SITE)}: {target}")
    assert len(links) > 1000
    assert broken == []


def test_the_theme_is_kept_from_page_to_page(page, site_url):
    page.goto(f"{site_url}/index.html")
    button = page.locator("button.theme")
    assert button.text_content() == "Theme: system"
    button.click()
    button.click()
    assert button.text_content() == "Theme: dark"
    page.goto(f"{site_url}/register.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 20, 24)"


def test_pages_read_without_script(browser, file_url):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{file_url}/licences/index.html")
    assert page.get_by_role("navigation", name="Main").is_visible(), "the menu is open without script"
    page.get_by_role("link", name=re.compile("^Approved")).click()
    page.wait_for_selector("h1:text-is('Licences: Approved')")
    assert page.locator("h1").text_content() == "Licences: Approved"
    assert page.locator("tbody tr").count() == 2
    context.close()


def test_a_term_shows_its_meaning_on_focus_and_hides_it_on_escape(page, file_url):
    page.goto(f"{file_url}/guides/running-a-model.html")
    term = page.locator(".term").first
    tip = term.locator("[role=tooltip]")
    assert not tip.is_visible()
    term.locator("a").focus()
    assert tip.is_visible()
    assert term.locator("a").get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    term.locator("a").blur()
    term.hover()
    assert tip.is_visible()


def test_a_requirement_can_be_cited(page, site_url):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site_url}/policies/acceptable-use.html")
    # The button comes with the pointer, the focus or the address of its requirement; until then it is in nobody's way.
    button = page.get_by_role("button", name="Copy citation of POL-001-R3")
    assert not button.is_visible()
    page.locator("#POL-001-R3").hover()
    assert button.is_visible()
    page.get_by_role("link", name="Link to requirement POL-001-R2").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Cite"
    page.goto(f"{site_url}/policies/acceptable-use.html#POL-001-R3")
    page.mouse.move(0, 0)
    button.click()
    page.locator("body > [role=status]", has_text="Copied").wait_for(state="attached")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == f"POL-001-R3, version 2.2, 2026-11-25, {site_url}/policies/acceptable-use.html#POL-001-R3"


def test_code_can_be_copied_from_disk(page, file_url):
    page.goto(f"{file_url}/guides/hardening-a-deployment.html")
    button = page.get_by_role("button", name="Copy code").first
    button.click()
    button.filter(has_text=re.compile("Copied|Press Ctrl")).wait_for()


def test_a_permalink_marks_its_requirement(page, file_url):
    page.goto(f"{file_url}/policies/acceptable-use.html#POL-001-R7")
    colour = page.evaluate("getComputedStyle(document.getElementById('POL-001-R7')).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)"


def test_a_policy_prints_as_a_controlled_document(page, file_url, tmp_path):
    page.goto(f"{file_url}/policies/acceptable-use.html")
    target = tmp_path / "policy.pdf"
    page.pdf(path=str(target), prefer_css_page_size=True)
    pages = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
    assert len(pages) >= 2
    for number, text in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in text.replace(" ", ""), "page numbers"
    assert "POL-001 · version 2.2 · in force from 2026-11-25" in pages[0]
    assert "[POL-001-R1]" in "".join(pages)
    assert "data-protection.html" in "".join(pages), "targets of links are printed"
    assert "Theme:" not in "".join(pages)


def test_reduced_motion_and_forced_colours_are_heeded(page, file_url):
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    page.goto(f"{file_url}/licences/mit.html")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("getComputedStyle(document.querySelector('.badge')).borderTopStyle") == "solid"


def test_the_header_of_a_long_table_stays_in_sight(page, site_url):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site_url}/register.html")
    page.locator(".table.fits").wait_for()
    page.locator("tbody tr").nth(60).scroll_into_view_if_needed()
    assert page.locator("thead th").first.bounding_box()["y"] == 0
    # A link that takes the focus is not behind it.
    page.locator("tbody tr a").nth(59).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    head = page.locator("thead").bounding_box()
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= head["y"] + head["height"] - 1
    # One that is wider than its place keeps its box, and its first column instead.
    page.set_viewport_size({"width": 500, "height": 800})
    page.goto(f"{site_url}/openness.html")
    page.wait_for_timeout(200)
    wide = page.locator(".table").evaluate_all("(all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length")
    assert wide > 0 and page.evaluate("document.documentElement.scrollWidth") <= 500
