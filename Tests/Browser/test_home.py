"""The start page: doors, the matrix with and without script, what changed since the last visit, weight and stillness."""

import gzip
import re

import pytest
from conftest import wait_until
from playwright.sync_api import expect

WIDTHS = [320, 375, 768, 1024, 1280, 1920]


@pytest.fixture
def still(browser):
    """A page without script."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_matrix_fits_one_screen_with_a_word_in_each_cell(page, file_url):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{file_url}/index.html")
    matrix = page.locator(".matrix-panel:visible table")
    assert matrix.count() == 1
    rows = matrix.locator("tbody tr").count()
    assert rows >= 12 and matrix.bounding_box()["height"] <= 900 / 12 * rows * 0.75
    for cell in matrix.locator("td").all():
        assert cell.inner_text().strip() in {"Allowed", "Conditional", "Blocked"}
        assert cell.locator("svg use").count() == 1 and cell.locator("a[href*='decide/']").count() == 1


def test_the_class_of_data_is_a_switch_without_script(still, file_url):
    still.goto(f"{file_url}/index.html")
    panels = still.locator(".matrix-panel:visible")
    assert panels.count() == 1 and panels.first.get_attribute("aria-label") == "Public data"
    panels.get_by_role("link", name="Special category", exact=True).click()
    assert panels.count() == 1 and panels.first.get_attribute("aria-label") == "Special category data"
    assert panels.locator(".switch [aria-current]").inner_text() == "Special category"
    panels.locator("td a").first.click()
    assert re.search(r"decide/.+\.html#.+-special$", still.url)


def test_with_script_the_page_stays_where_it_is(page, file_url):
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(f"{file_url}/index.html")
    page.evaluate("scrollTo(0, 300)")
    page.locator(".matrix-panel:visible").get_by_role("link", name="Personal", exact=True).click()
    assert page.locator(".matrix-panel:visible").get_attribute("aria-label") == "Personal data"
    assert abs(page.evaluate("scrollY") - 300) <= 2
    assert page.evaluate("document.activeElement.textContent") == "Personal"
    # A reader who goes back leaves the page rather than turning the switch.
    assert page.evaluate("history.length") <= 2


def test_on_a_phone_each_verdict_names_its_use(page, file_url):
    page.set_viewport_size({"width": 375, "height": 740})
    page.goto(f"{file_url}/index.html")
    box = page.locator("main #search-box").bounding_box()
    assert box["y"] < 400, "the box is among the first things"
    cell = page.locator(".matrix-panel:visible td").first
    shown = page.evaluate("(cell) => getComputedStyle(cell, '::before').content", cell.element_handle())
    assert shown == '"Internal assistant"'
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_doors_lead_somewhere(still, file_url):
    still.goto(f"{file_url}/index.html")
    doors = [link.get_attribute("href") for link in still.locator(".doors a").all()]
    assert 4 <= len(doors) <= 5
    for address in doors:
        still.goto(f"{file_url}/{address}")
        assert still.locator("h1").count() == 1


def test_what_changed_since_the_last_visit_is_kept_here(page, site_url):
    page.goto(f"{site_url}/index.html")
    assert page.locator(".news-since").inner_text() == ""
    newest = page.locator(".news time").first.get_attribute("datetime")
    page.evaluate("localStorage.setItem('charter-last-visit', JSON.stringify({day: '2000-01-01'}))")
    page.reload()
    count = page.locator(".news li").count()
    assert page.locator(".news-since").inner_text() == f"{count} changes since you last looked."
    assert page.locator(".news .is-new").count() == count
    # On the same day it stays as it was.
    page.reload()
    assert page.locator(".news .is-new").count() == count
    page.evaluate("localStorage.setItem('charter-last-visit', JSON.stringify({day: '2999-01-01'}))")
    page.reload()
    assert page.locator(".news-since").inner_text() == "Nothing has changed since you last looked."
    assert newest


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["index.html", "policies/acceptable-use.html", "licences/llama-3.3.html", "evaluations/phi-4.html", "decide/index.html"])
def test_nothing_moves_while_a_page_comes(page, site_url, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const one of list.getEntries()) window.moved += one.value; })"
        ".observe({type: 'layout-shift', buffered: true});")
    page.goto(f"{site_url}/{path}", wait_until="load")
    page.wait_for_timeout(200)
    assert page.evaluate("window.moved") < 0.02


def test_the_first_page_is_light(page, site_url):
    """Compressed as servers do: what the page is drawn from, and with it all scripts. Search and answers come when they are used."""
    loaded = []
    page.on("response", lambda response: loaded.append(response))
    page.goto(f"{site_url}/index.html", wait_until="load")
    size = {one.url: len(gzip.compress(one.body(), 9)) for one in loaded}
    drawn = sum(size[one.url] for one in loaded if one.request.resource_type in {"document", "stylesheet"})
    assert drawn < 20_000 and sum(size.values()) < 40_000
    assert not any(re.search(r"/(search|ask)\.[0-9a-f]+\.js", url) for url in size)
    page.locator("main input[type=search]").focus()
    wait_until(page, "Boolean(charter.askVerdicts && charter.searchScoring)")


@pytest.mark.parametrize("path", ["index.html", "policies/acceptable-use.html", "decide/index.html"])
def test_the_menu_stands_on_one_line(page, file_url, path):
    for width in (1000, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{file_url}/{path}")
        bar = page.locator(".site-header > .bar")
        assert bar.bounding_box()["height"] < 80, width
        tops = {round(link.bounding_box()["y"]) for link in page.get_by_role("navigation", name="Main").get_by_role("link").all()}
        assert len(tops) == 1


@pytest.mark.parametrize("path", ["index.html", "policies/acceptable-use.html", "evaluations/phi-4.html", "licences/llama-3.3.html"])
def test_pages_bear_wide_letters_and_a_zoom(page, file_url, path):
    """WCAG 1.4.12 (text spacing) and 1.4.10 at 400 %, which is a window of 320 pixels."""
    for width in (320, 640, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{file_url}/{path}")
        page.evaluate(
            "for (const one of document.querySelectorAll('body *')) {"
            "one.style.lineHeight = '1.5'; one.style.letterSpacing = '0.12em'; one.style.wordSpacing = '0.16em'; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = page.evaluate(
            "Array.from(document.querySelectorAll('.badge, .level, .doors a, .switch a, .menu a, .part a')).filter((one) =>"
            "one.offsetParent && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline').map((one) => one.textContent)")
        assert cut == []


# ---- Five tasks from the start page: one click each, or three within the first two screens.

TASKS = [
    ("may we offer Llama 3.3 to customers", lambda page: page.locator(".matrix-panel:visible tr", has_text="Llama 3.3 70B").locator("[data-column='Customer-facing'] a").click(),
     lambda page: page.locator("#customer-facing-public")),
    ("may I paste a customer's mail", lambda page: page.get_by_role("link", name="What may I enter?").click(),
     lambda page: page.get_by_role("heading", name="Data classes")),
    ("how do I ask for a model", lambda page: page.get_by_role("link", name="Ask for a model").click(),
     lambda page: page.locator("#request")),
    ("which duties come with Gemma", lambda page: [
        page.get_by_role("link", name="Which duties come with a licence?").click(), page.get_by_role("link", name="Gemma Terms of Use").first.click(),
        page.get_by_role("link", name="What to do").click()],
     lambda page: page.locator("#duties-title")),
    ("what changed this month", lambda page: page.get_by_role("link", name="What changed").click(),
     lambda page: page.get_by_role("heading", name="What changed")),
]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("task,way,goal", TASKS, ids=[task[0] for task in TASKS])
def test_tasks_take_few_clicks(page, file_url, task, way, goal, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{file_url}/index.html")
    way(page)
    expect(goal(page).first).to_be_visible()
