"""The shipped portal in German, in real Chromium: the switch, the box in the reader's language, axe."""

import pytest
from conftest import wait_until
from test_accessibility import findings
from test_search import options, type_query


@pytest.mark.parametrize("base", ["site_url", "file_url"])
def test_the_switch_leads_to_the_same_page_and_back(page, base, request):
    url = request.getfixturevalue(base)
    page.goto(f"{url}/policies/acceptable-use.html")
    page.locator(".languages a").click()
    page.wait_for_url("**/de/policies/acceptable-use.html")
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("h1").text_content() == "Zulässige Nutzung von Sprachmodellen"
    assert page.locator(".banner-translation").is_visible()
    page.locator(".languages a").click()
    page.wait_for_url("**/policies/acceptable-use.html")
    assert "/de/" not in page.url
    assert page.problems == []


def test_a_page_without_a_translation_says_so(page, file_url):
    page.goto(f"{file_url}/policies/hardening.html")
    assert page.locator(".languages a").text_content() == "Deutsch noch nicht übersetzt"
    page.locator(".languages a").click()
    page.wait_for_url("**/de/index.html")
    assert page.locator("h1").text_content() == "KI-Portal"


@pytest.mark.parametrize(["query", "path"], [
    ("Passwoerter", "de/policies/acceptable-use.html"), ("Folgenabschätzung", "de/policies/data-protection.html"),
    ("Stunden", "de/policies/incidents.html")])
def test_the_box_finds_german_pages_on_a_german_page(page, file_url, query, path):
    page.goto(f"{file_url}/de/guides/contacts.html")
    type_query(page, query)
    wait_until(page, "(path) => Array.from(document.querySelectorAll('[role=option]')).some((one) => one.href && one.href.includes(path))", path)
    links = [one.get_attribute("href") for one in options(page).all()]
    assert all("/de/" in link or "language=de" in link or "ask/" in link for link in links), links
    page.goto(f"{file_url}/index.html")
    type_query(page, "incident")
    links = [one.get_attribute("href") for one in options(page).all()]
    assert not any("/de/" in link for link in links), links
    assert page.problems == []


def test_the_search_page_names_the_language_as_a_filter(page, file_url):
    page.goto(f"{file_url}/search/index.html?q=POL-001&language=de")
    page.wait_for_selector(".search-results li")
    assert page.locator(".search-results h2 a").first.text_content().startswith("Zulässige Nutzung")
    box = page.locator(".search-filters input[name=language][value=de]")
    assert box.is_checked()
    assert box.locator("xpath=..").text_content().strip().startswith("German")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1024, 1920])
def test_axe_finds_nothing_on_german_pages(page, site_url, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for path in ["de/index.html", "de/policies/index.html", "de/policies/incidents.html", "de/glossary.html", "policies/hardening.html"]:
        page.goto(f"{site_url}/{path}")
        assert findings(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
