"""Decisions as staff come to them: three questions from the start page, the chooser, comparisons, estimates, and files for
machines read by the libraries that others would use."""

import csv
import json
import re
import subprocess

import feedparser
import icalendar
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import SITE
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def clicks(page, *names):
    for name in names:
        page.get_by_role("link", name=name).first.click()


# ---- A new user's questions, each within three clicks from the start page.


def test_may_we_offer_llama_to_customers(page, file_url):
    page.goto(f"{file_url}/index.html")
    page.locator(".matrix-panel").first.locator("tr", has_text="Llama 3.3 70B").locator("[data-column='Customer-facing']").get_by_role("link", name="Conditional").click()
    case = page.locator("#customer-facing-public")
    assert "Conditional" in case.inner_text()
    assert "Llama 3.3 Community License" in case.inner_text() and "POL-005-R11" in case.inner_text()
    case.locator("summary").click()
    assert "Built with Llama" in case.inner_text()
    case.get_by_role("link", name="POL-005-R11").first.click()
    page.wait_for_url("**/policies/hardening.html#POL-005-R11")


def test_which_model_may_touch_patient_data_on_one_24_gb_card(page, file_url):
    page.goto(f"{file_url}/index.html")
    clicks(page, "Decide")
    page.get_by_label("Which data does it see?").select_option("Special category")
    page.get_by_label(re.compile("Memory of the graphics card")).fill("24")
    first = page.locator(".choice").first
    assert re.match(r"\d+ models fit, the first: ", page.locator(".chooser-status").inner_text())
    assert "POL-004-R3" in first.inner_text() and "GiB" in first.inner_text()
    out = page.locator(".choice.is-out", has_text="Llama 3.3 70B")
    assert "No format of it fits into 24 GB" in out.inner_text()
    first.get_by_role("link").first.click()
    page.wait_for_url("**#internal-assistant-special*")


def test_what_must_we_do_to_ship_a_tuned_gemma(page, file_url):
    page.goto(f"{file_url}/index.html")
    clicks(page, "Gemma Terms of Use")
    duties = page.locator("#duties-product")
    assert "Bind recipients to the use restrictions." in duties.inner_text()
    assert "Put the prescribed notice into a Notice file" in duties.inner_text()
    assert "Gemma is provided under and subject to the Gemma Terms of Use" in page.locator("main").inner_text()


# ---- The chooser.


@pytest.mark.parametrize("base", ["site_url", "file_url"])
def test_needs_are_shared_by_address(page, base, request):
    url = request.getfixturevalue(base)
    page.goto(f"{url}/decide/index.html")
    page.get_by_label("What is it for?").select_option("Regulated work")
    page.get_by_label("How open must it be?").select_option("open science")
    assert page.locator(".chooser-status").inner_text() == "1 model fits, the first: OLMo 2 13B."
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    assert page.get_by_label("What is it for?").input_value() == "regulated"
    assert page.locator(".chooser-status").inner_text() == "1 model fits, the first: OLMo 2 13B."


def test_the_chooser_and_the_table_say_the_same(page, file_url):
    page.goto(f"{file_url}/decide/index.html")
    table = page.evaluate("window.charter.decisionTable")
    rows = list(csv.DictReader((SITE / "decisions.csv").open(newline="")))
    assert len(rows) == len(table["cases"]) == len(table["models"]) * len(table["uses"]) * len(table["data"])
    for use in table["uses"]:
        for data in table["data"]:
            page.evaluate("([use, data]) => { const form = document.querySelector('.chooser'); form.elements.use.value = use;"
                          "form.elements.data.value = data; form.dispatchEvent(new Event('input')); }", [use["id"], data["id"]])
            shown = {item.split("\n")[0] for item in page.locator(".choice").all_inner_texts()}
            wanted = {f"{row['model']} {row['verdict'].capitalize()}" for row in rows
                      if row["use"] == use["title"] and row["data"] == data["title"]}
            assert {one.replace("\xa0", " ") for one in shown} == wanted


def test_without_script_the_table_decides(browser, file_url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{file_url}/decide/index.html")
    assert not page.locator(".chooser").is_visible()
    page.locator(".matrix-panel").first.locator("tr", has_text="OLMo 2 13B").locator("[data-column='Fine-tuning']").get_by_role("link", name="Allowed").click()
    assert "POL-004-R1" in page.locator("#fine-tuning-public").inner_text()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["decide/index.html?use=customer-facing&data=special&memory=24", "licences/compare.html?a=MIT+License&b=Gemma+Terms+of+Use"])
def test_axe_finds_nothing_in_a_choice(page, site_url, address, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site_url}/{address}")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}})
    assert [item["id"] for item in found.response["violations"]] == []


# ---- Comparisons and estimates.


def test_two_licences_are_compared_alone(page, file_url):
    page.goto(f"{file_url}/licences/compare.html")
    page.get_by_label("Compare").select_option("MIT License")
    page.get_by_label("with").select_option("Gemma Terms of Use")
    heads = [cell.inner_text() for cell in page.locator("table").first.locator("thead th").all() if cell.is_visible()]
    assert sorted(heads) == ["Gemma Terms of Use", "MIT License", "Term"]
    assert page.locator("tr", has_text="Hosting counts as handing on").is_visible()
    assert not page.locator("tr", has_text="Use it for nothing that earns").first.is_visible()


def test_results_are_sorted_and_filtered(page, file_url):
    page.goto(f"{file_url}/results.html")
    table = page.locator("table").last
    table.get_by_role("button", name="Value").click()
    assert table.locator("th[aria-sort=ascending]").inner_text() == "Value"
    page.get_by_label("Show rows with").fill("smollm2 reading")
    rows = [row.inner_text() for row in table.locator("tbody tr").all() if row.is_visible()]
    assert rows and all("SmolLM2" in row and "reading" in row for row in rows)


def test_estimates_start_with_what_the_build_computed(page, file_url, browser):
    context = browser.new_context(java_script_enabled=False)
    still = context.new_page()
    still.goto(f"{file_url}/estimate.html")
    costs = still.locator(".cost-result td").all_inner_texts()
    memory = {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in still.locator("table").first.locator("tbody tr").all()}
    context.close()
    page.goto(f"{file_url}/estimate.html")
    assert page.locator(".cost-result td").all_inner_texts() == costs
    for title, (bf16, q8, q4, cache) in memory.items():
        page.get_by_label("Model", exact=True).select_option(title)
        for bits, wanted in (("16", bf16), ("8.5", q8), ("4.85", q4)):
            page.get_by_label("Format of the weights").select_option(bits)
            text = page.locator(".memory-form .chooser-status").inner_text()
            assert text.startswith(f"About {wanted} GiB") and f"cache {cache}," in text, title
    page.get_by_label("API, a million tokens read").fill("0")
    page.get_by_label("API, a million tokens written").fill("0")
    assert page.locator(".cost-result td").all_inner_texts()[3:] == ["never", "never"]


def test_charts_have_a_title_a_description_and_a_table(page, file_url):
    page.goto(f"{file_url}/evaluations/smollm2-135m.html")
    chart = page.locator("svg[role=img]").first
    assert chart.locator("title").text_content() == "Results of SmolLM2 135M, in percent"
    assert "reading, acc: 50, between 31.8" in chart.locator("desc").text_content()
    assert "0.5 ± 0.0928" in page.locator("main").inner_text()


def test_a_notice_page_names_lines_and_copies(page, file_url):
    page.goto(f"{file_url}/deployments/citizens-enquiries.html")
    text = page.locator("main").inner_text()
    assert "Built with Llama" in text and "Llama 3.3 is licensed under" in text
    page.get_by_role("link", name="the stored text to copy").click()
    assert "Apache License" in page.content()


# ---- Files for machines.


def test_the_bill_of_materials_is_valid_cyclonedx():
    text = (SITE / "api/bom.json").read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    components = json.loads(text)["components"]
    models = json.loads((SITE / "api/portal.json").read_text())["models"]
    assert len(components) == len(models) > 0 and all(one["type"] == "machine-learning-model" and one["modelCard"] for one in components)
    assert {"license": {"id": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"}} in next(one for one in components if one["name"] == "Mistral Small 3")["licenses"]


def test_the_calendar_is_read_by_a_library():
    calendar = icalendar.Calendar.from_ical((SITE / "reviews.ics").read_bytes())
    events = list(calendar.walk("VEVENT"))
    assert len(events) > 30 and all(
        event["SUMMARY"].startswith(("Review: ", "Exception ")) and event["DTSTART"].dt and event.walk("VALARM") for event in events)
    assert len({event["UID"] for event in events}) == len(events)
    assert max(len(line) for line in (SITE / "reviews.ics").read_bytes().split(b"\r\n")) <= 75


def test_the_feed_is_read_by_a_library():
    feed = feedparser.parse((SITE / "feed.xml").read_bytes())
    assert not feed.bozo and feed.entries and all(entry.id and entry.link and entry.updated for entry in feed.entries)


@pytest.mark.parametrize("name", ["decisions.csv", "register.csv"])
def test_tables_open_as_csv(name):
    rows = list(csv.reader((SITE / name).open(newline="", encoding="utf-8")))
    assert len(rows) > 50 and len({len(row) for row in rows}) == 1


def test_the_export_holds_what_the_pages_show():
    portal = json.loads((SITE / "api/portal.json").read_text())
    assert portal["form"] == 1
    for page in portal["pages"]:
        assert (SITE / page["url"]).is_file()
        text = (SITE / page["url"]).read_text()
        assert all(f'id="{section["id"]}"' in text for section in page["sections"]), page["url"]
    for reason in portal["decisions"]["reasons"]:
        path, _, anchor = reason["url"].partition("#")
        assert f'id="{anchor}"' in (SITE / path).read_text(), reason["url"]


def test_every_link_of_the_index_for_language_models_leads_somewhere():
    text = (SITE / "llms.txt").read_text()
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) > 30 and all((SITE / link).is_file() for link in links)


def test_reasons_and_duties_are_on_paper(page, file_url, tmp_path):
    page.goto(f"{file_url}/decide/llama-3.3-70b.html")
    page.pdf(path=tmp_path / "decide.pdf", prefer_css_page_size=True)
    text = " ".join(subprocess.run(["pdftotext", "-layout", tmp_path / "decide.pdf", "-"], capture_output=True, text=True, check=True).stdout.split())
    assert "POL-005-R11" in text and "Products show “Built with Llama”" in text.replace('"Built with Llama"', "“Built with Llama”")
    page.goto(f"{file_url}/decide/index.html")
    page.pdf(path=tmp_path / "table.pdf", prefer_css_page_size=True)
    table = subprocess.run(["pdftotext", "-layout", tmp_path / "table.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "OLMo 2 13B" in table and "Memory of the graphics card" not in table
