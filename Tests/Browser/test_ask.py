"""Asking in real Chromium: from disk and under the Content-Security-Policy, with answer, without, with a damaged file."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from conftest import SITE
from test_accessibility import findings
from test_search import type_query

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]
QUESTIONS = [line.split("\t")[0] for line in (ROOT / "Tests/Data/portal-questions.tsv").read_text(encoding="utf-8").splitlines()
             if line and not line.startswith("#")]


def ask(page, question):
    page.fill("#ask-question", question)
    page.press("#ask-question", "Enter")
    page.wait_for_selector(".ask-page:not([aria-busy]) .ask-card, .ask-page:not([aria-busy]) .ask-none, "
                           ".ask-page:not([aria-busy]) .ask-help, .search-failure")


@pytest.mark.parametrize("base", ["file_url", "site_url"])
def test_an_answer_is_quoted_with_its_source(page, base, request):
    page.goto(f"{request.getfixturevalue(base)}/ask/index.html?q=may%20I%20enter%20passwords%20into%20a%20model")
    page.wait_for_selector(".ask-card")
    assert page.inner_text(".ask-card blockquote") == "“Staff MUST NOT enter passwords, keys or other credentials into any model.”"
    assert "Acceptable use of language models › What you enter" in page.inner_text(".ask-source >> nth=0")
    facts = page.inner_text(".ask-card .ask-facts")
    assert "active" in facts and "version" in facts and "AI governance office" in facts and "next review" in facts
    assert "Answered by" in page.inner_text(".ask-status")
    page.click(".ask-card .ask-source a")
    page.wait_for_selector("mark.found")
    assert page.inner_text("mark.found").startswith("Staff MUST NOT enter passwords")
    assert page.problems == []


def test_a_table_is_quoted_whole_and_a_row_under_its_header(page, file_url):
    page.set_viewport_size({"width": 375, "height": 740})
    page.goto(f"{file_url}/ask/index.html")
    ask(page, "which classes of data do we have")
    table = page.locator(".ask-card blockquote table")
    assert table.locator("thead th").first.inner_text() == "Class"
    assert table.locator("tbody tr").evaluate_all("(rows) => rows.map((row) => row.cells[0].textContent)") == [
        "Public", "Internal", "Personal", "Special category"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    # The whole of it is meant, so no row is marked behind the link.
    assert "quote=" not in page.get_attribute(".ask-card .ask-source a", "href")
    assert page.problems == []
    assert findings(page) == []


def test_a_list_is_quoted_behind_the_line_that_introduces_it(page, file_url):
    page.goto(f"{file_url}/ask/index.html")
    ask(page, "model approval checklist")
    quote = page.locator(".ask-card blockquote")
    assert quote.locator("p").inner_text() == "Before a model is marked as approved:"
    assert quote.locator("li").count() > 5
    assert findings(page) == []


def test_what_the_portal_does_not_know_is_not_answered(page, file_url):
    page.goto(f"{file_url}/ask/index.html")
    ask(page, "What is for lunch today?")
    assert "does not answer" in page.inner_text(".ask-none")
    link = page.get_attribute(".ask-none a", "href")
    assert link.startswith("mailto:") and "What%20is%20for%20lunch%20today%3F" in link
    assert "not an answer" in page.inner_text(".ask-nearest h2")
    assert page.locator(".ask-card").count() == 0
    assert page.problems == []


def test_nothing_is_quoted_that_does_not_stand_in_its_section(page, file_url):
    """Another text under the quotation: the browser compares before it shows."""
    page.goto(f"{file_url}/ask/index.html")
    page.evaluate("""() => {
      const pagesOf = charter.pagesOf;
      charter.pagesOf = async (numbers) => (await pagesOf(numbers)).map((one) => Object.assign({}, one, {
        sections: one.sections.map((section) => Object.assign({}, section, { text: section.text.replace("passwords", "tokens") })),
      }));
    }""")
    ask(page, "may I enter passwords into a model")
    assert "MUST NOT enter passwords" not in page.inner_text(".ask-answer")


def test_the_terminal_gives_the_same(page, file_url, tmp_path):
    (tmp_path / "questions.txt").write_text("\n".join(QUESTIONS), encoding="utf-8")
    output = subprocess.run([CHARTER, "ask", "--site", str(SITE), "--questions", str(tmp_path / "questions.txt")],
                            capture_output=True, text=True, check=True).stdout
    terminal = [json.loads(line) for line in output.splitlines()]
    page.goto(f"{file_url}/ask/index.html")
    browser = page.evaluate("async (all) => { const found = []; for (const one of all) found.push(await charter.ask(one)); return found; }",
                            QUESTIONS)
    for question, one, other in zip(QUESTIONS, terminal, browser):
        assert [(r["url"], r["score"]) for r in one["results"]] == [(r["url"], r["score"]) for r in other["results"]], question
        for part in ("text", "score"):
            assert (one["answer"] or {}).get(part) == (other["answer"] or {}).get(part), question
        assert (one["help"] or {}).get("url") == (other["help"] or {}).get("url"), question
        assert one["language"] == other["language"], question


FRENCH = "combien de temps est-ce que les questions sont gardées"


@pytest.mark.parametrize("base", ["file_url", "site_url"])
def test_a_section_that_may_help_is_a_result_and_no_answer(page, base, request):
    page.goto(f"{request.getfixturevalue(base)}/ask/index.html")
    # Which questions are unsure changes with the content: what is shown of one does not.
    page.evaluate("""() => {
      const ask = charter.ask;
      charter.ask = async (question, options) => {
        const found = await ask(question, options);
        return Object.assign({}, found, { answer: null, computed: null, language: null, help: found.results[0] });
      };
    }""")
    ask(page, "how long are prompts kept")
    assert page.inner_text(".ask-help h2") == "This section may help"
    assert "›" in page.inner_text(".ask-help h3 a")
    assert page.locator(".ask-card, blockquote").count() == 0
    assert "“" not in page.inner_text(".ask-help")
    assert "may help" in page.inner_text(".ask-status")
    assert "not an answer" in page.inner_text(".ask-nearest h2")
    # The section stands once, and the keyboard reaches it.
    link = page.get_attribute(".ask-help h3 a", "href")
    assert page.locator(f".ask-nearest a[href='{link}']").count() == 0
    page.focus(".ask-help h3 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + link.split("/")[-1])
    assert page.problems == []


@pytest.mark.parametrize("base", ["file_url", "site_url"])
def test_a_question_in_french_is_told_so(page, base, request):
    page.goto(f"{request.getfixturevalue(base)}/ask/index.html")
    ask(page, FRENCH)
    assert page.inner_text(".ask-none h2") == "Asked in French; this portal answers in English."
    assert page.inner_text(".ask-status") == "Asked in French; this portal answers in English."
    assert page.locator(".ask-card").count() == 0
    assert page.problems == []


def test_a_german_question_about_a_model_gets_its_card(page, file_url):
    page.goto(f"{file_url}/ask/index.html")
    ask(page, "Darf ich Phi-4 im Chatbot für Kunden einsetzen?")
    assert page.locator(".verdict-card").count() >= 1


def test_the_portals_own_questions_are_answered(page, file_url):
    """Where a sentence is shown, it stands where the person who asked has said; the rest is led to a section, or declined."""
    expected = {}
    for line in (ROOT / "Tests/Data/portal-questions.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            question, places = line.split("\t")
            expected[question] = places.split()
    page.goto(f"{file_url}/ask/index.html")
    founds = page.evaluate("async (all) => { const found = []; for (const one of all) found.push(await charter.ask(one)); return found; }",
                           list(expected))
    shown = [(found["answer"]["url"], places) for found, places in zip(founds, expected.values()) if found["answer"]]
    led = [(found["help"]["url"], places) for found, places in zip(founds, expected.values()) if found["help"]]
    assert sum(url in places for url, places in shown) >= 0.9 * len(shown)
    assert sum(url in places for url, places in shown + led) >= 0.4 * len(expected), (len(shown), len(led))


def test_filters_hold_for_answers_too(page, file_url):
    page.goto(f"{file_url}/ask/index.html")
    found = page.evaluate("charter.ask('may I enter passwords into a model', {filters: {kind: 'licence'}})")
    assert found["results"] and all(result["kind"] == "licence" for result in found["results"])
    assert found["answer"] is None or found["answer"]["kind"] == "licence"


def test_a_missing_file_says_so_and_can_be_tried_again(page, tmp_path):
    copy = tmp_path / "site"
    shutil.copytree(SITE, copy)
    kept = {vectors: vectors.read_bytes() for vectors in (copy / "ask").glob("v-*.js")}
    for vectors in kept:
        vectors.unlink()
    page.goto(f"{copy.as_uri()}/ask/index.html?q=how%20long%20are%20prompts%20kept")
    page.wait_for_selector(".search-failure")
    assert "could not be loaded" in page.inner_text(".search-failure")
    for vectors, data in kept.items():
        vectors.write_bytes(data)
    page.click(".search-failure button")
    page.wait_for_selector(".ask-card")


def test_the_search_box_leads_to_ask(page, file_url):
    page.goto(f"{file_url}/index.html")
    type_query(page, "how long are prompts kept")
    page.wait_for_selector(".search-ask")
    page.keyboard.press("ArrowUp")
    assert page.get_attribute(".search-ask", "aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_selector(".ask-card")
    assert "30 days" in page.inner_text(".ask-card blockquote")


def test_pages_list_the_questions_that_they_answer(page, file_url):
    page.goto(f"{file_url}/policies/exceptions.html")
    links = page.locator(".answered a")
    assert links.count() >= 3
    for link in links.all():
        anchor = link.get_attribute("href").split("#")[1]
        assert page.locator(f"[id='{anchor}']").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("question", ["how long are my prompts kept", "What is for lunch today?", FRENCH])
def test_axe_finds_nothing_in_an_answer(page, site_url, scheme, question):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site_url}/ask/index.html")
    ask(page, question)
    assert findings(page) == []


def test_an_answer_fits_a_small_phone(page, file_url):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{file_url}/ask/index.html")
    ask(page, "how long are my prompts kept")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_page_stays_responsive_while_it_thinks(page, file_url):
    page.goto(f"{file_url}/ask/index.html")
    page.evaluate("charter.ask('warm up')")
    longest = page.evaluate("""async () => {
      const tasks = [];
      const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)));
      observer.observe({ entryTypes: ["longtask"] });
      await charter.ask("what do I have to show to the office before I fine-tune a model on our own data");
      await new Promise((resolve) => setTimeout(resolve, 100));
      return Math.max(0, ...tasks);
    }""")
    # Long tasks are those of 50 ms and more; a busy machine may stretch one.
    assert longest < 150


def test_about_these_answers_shows_the_curve(page, file_url):
    page.goto(f"{file_url}/ask/about.html")
    assert page.locator("table >> nth=1 >> tbody tr").count() == 9
    assert "Apache" in page.inner_text("table >> nth=0")
    assert re.search(r"approved or changed \d+", page.inner_text("main"))


def test_about_these_answers_tells_peoples_questions_from_the_models(page, file_url):
    pairs = [pair for path in (ROOT / "content/answers").rglob("*.yaml") for pair in yaml.safe_load(path.read_text(encoding="utf-8"))["pairs"]
             if pair["status"] in ("approved", "edited")]
    page.goto(f"{file_url}/ask/about.html")
    by_model = int(re.search(r"approved or changed (\d+)", page.inner_text("main"))[1])
    # Where the portal has decisions, nothing of an evaluation's list of uses is quoted.
    assert by_model == sum("model" in pair for pair in pairs if pair.get("section") != "uses-title")
    assert 0 < by_model < len(pairs)
