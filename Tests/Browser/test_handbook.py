"""The handbook: all policies without script, those that a reader chooses with it, and what it prints."""

import re
import subprocess

import pytest
from playwright.sync_api import expect


def shown(page):
    return [one.get_attribute("id") for one in page.locator("article[data-policy]").all() if one.is_visible()]


def test_without_script_it_holds_all_policies(browser, file_url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{file_url}/handbook.html")
    assert len(shown(page)) == page.locator(".contents > ol > li[data-policy]").count() >= 10
    assert not page.locator(".handbook-chooser").is_visible()
    context.close()


@pytest.mark.parametrize("place", ["file", "server"])
def test_a_reader_chooses_by_hand_and_the_address_keeps_it(page, file_url, site_url, place):
    page.goto(f"{file_url if place == 'file' else site_url}/handbook.html")
    every = shown(page)
    for box in page.locator(".handbook-chooser input").all()[2:]:
        box.uncheck()
    assert shown(page) == every[:2]
    assert page.locator(".contents > ol > li:visible").count() == 3
    assert page.locator(".handbook-set").inner_text() == f"{every[0]}, {every[1]} (2 of {len(every)} in force)"
    rows = page.locator("tr[data-requirement]:visible")
    assert {row.get_attribute("data-requirement")[:7] for row in rows.all()} == set(every[:2])
    assert page.locator(".handbook-count").inner_text() == str(rows.count())
    address = page.url
    assert f"policies={every[0]},{every[1]}" in address
    page.goto("about:blank")
    page.goto(address)
    assert shown(page) == every[:2]
    # The last one cannot be taken away: an empty handbook is a mistake.
    page.locator(".handbook-chooser input").nth(0).uncheck()
    page.locator(".handbook-chooser input").nth(1).uncheck()
    assert shown(page) == [every[1]]
    expect(page.locator(".chooser-status")).to_have_text("Choose at least one policy.")
    page.get_by_role("button", name="Choose all").click()
    assert shown(page) == every and "policies=" not in page.url
    assert page.problems == []


def test_an_address_names_a_set_and_says_what_is_not_there(page, file_url):
    page.goto(f"{file_url}/handbook.html?policies=POL-004,POL-001,POL-999")
    assert shown(page) == ["POL-001", "POL-004"]
    expect(page.locator(".chooser-status")).to_have_text("Not among the policies in force: POL-999.")


def test_links_lead_within_the_set_and_to_the_policy_beyond_it(page, file_url):
    page.goto(f"{file_url}/handbook.html")
    links = page.locator("#POL-001 .body a[href^='#POL-004']")
    assert links.count() >= 1
    for link in page.locator("main a[href^='#']").all():
        assert page.locator(f"[id='{link.get_attribute('href')[1:]}']").count() == 1
    page.goto(f"{file_url}/handbook.html?policies=POL-001")
    leading = page.locator("#POL-001 .body a[href*='policies/data-protection.html']")
    assert leading.count() >= 1
    leading.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data protection in prompts, answers and logs")


def test_ids_stand_once(page, file_url):
    page.goto(f"{file_url}/handbook.html")
    ids = page.evaluate("Array.from(document.querySelectorAll('[id]'), (one) => one.id)")
    assert len(ids) == len(set(ids))


def test_printed_from_the_browser_it_is_a_document(page, site_url, tmp_path):
    """Without the numbers of the contents, which a browser cannot know; everything else is there."""
    page.goto(f"{site_url}/handbook.html?policies=POL-008")
    path = tmp_path / "handbook.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    pages = text.split("\f")[:-1]
    assert "POL-008 (1 of" in pages[0] and "Print" not in pages[0].replace("printed", "")
    assert not re.search(r"POL-00[1-7] \w", pages[1]) and "Contents" in pages[1]
    assert re.search(r"POL-008 · version \S+ · in force from \d{4}-\d\d-\d\d · Uncontrolled when printed +3 ?/ ?", pages[2])
    assert "Register of requirements" in pages[-1] or "POL-008-R" in pages[-1]
