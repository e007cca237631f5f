"""Questions about models and licences in real Chromium: verdict, fact, choice, what is not listed, several readings; from disk and
under the Content-Security-Policy; with the keyboard, on a phone, and alike in browser and terminal."""

import json
import os
import re
import subprocess
import urllib.parse
from pathlib import Path

import pytest
from conftest import SITE
from test_accessibility import findings

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]


def open_with(page, base, question):
    page.goto(f"{base}/ask/index.html?q={urllib.parse.quote(question)}")
    page.wait_for_selector(".ask-page:not([aria-busy]) .ask-card, .ask-page:not([aria-busy]) .ask-none, .search-failure")


@pytest.mark.parametrize("base", ["file_url", "site_url"])
def test_a_verdict_comes_with_reasons_and_what_changes(page, base, request):
    open_with(page, request.getfixturevalue(base), "can we fine-tune deepseek r1 on wiki pages of ours")
    card = page.inner_text(".verdict-card")
    assert card.splitlines()[0] == "Conditional"
    assert "Allowed under conditions: DeepSeek-R1, “Fine-tuning”, internal data." in card
    assert "Because" in card and "POL-006-R3" in card and "With other data" in card and "Personal data: blocked" in card
    assert "Read as: DeepSeek-R1 · Fine-tuning · Internal data." in page.inner_text(".ask-computed")
    assert "DeepSeek-R1" in page.inner_text(".ask-status")
    # No encoder, no quotations: kilobytes.
    loaded = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert not any(re.search(r"/ask/[wvbt]-", name) for name in loaded), loaded
    assert page.problems == []


def test_every_part_of_a_verdict_leads_to_its_anchor(page, file_url):
    open_with(page, file_url, "llama 3.3 on our public website, only published brochures in it")
    links = page.eval_on_selector_all(".verdict-card a", "(all) => all.map((one) => one.href)")
    assert len(links) > 8
    for link in set(links):
        path, _, anchor = link.removeprefix(SITE.as_uri() + "/").partition("#")
        assert f'id="{anchor}"' in (SITE / path).read_text(encoding="utf-8"), link


def test_a_choice_fills_in_the_chooser(page, file_url):
    open_with(page, file_url, "which model may see patient data on one 24 GB card")
    assert re.search(r"\d+ of \d+ models fit: any use, special category data, 24 GB\.", page.inner_text(".verdict-card"))
    assert "no format fits into 24 GB" in page.inner_text(".verdict-card")
    page.click(".verdict-text a")
    page.wait_for_selector(".chooser-results li")
    assert page.eval_on_selector(".chooser", "(form) => [form.elements.data.value, form.elements.memory.value]") == ["special", "24"]
    assert page.problems == []


@pytest.mark.parametrize("base", ["file_url", "site_url"])
def test_an_unknown_model_is_not_listed_and_so_not_approved(page, base, request):
    open_with(page, request.getfixturevalue(base), "can we switch to Llama 5")
    card = page.inner_text(".verdict-card")
    assert card.splitlines()[0] == "Not listed"
    assert "“Llama 5” is not listed here, so it is not approved." in card
    assert "POL-001-R2" in card and "Llama 3.3 70B" in card
    page.click(".verdict-text a")
    assert page.url.endswith("policies/acceptable-use.html#POL-001-R2")
    assert page.problems == []


def test_a_fact_of_what_is_not_listed_is_declined_by_name(page, file_url):
    open_with(page, file_url, "context length of GPT-4o")
    assert page.locator(".ask-card").count() == 0
    assert "“GPT-4o” is not listed here, so the portal says nothing of it." in page.inner_text(".ask-none")


def test_several_readings_are_shown_as_such(page, file_url):
    open_with(page, file_url, "deepseek ok?")
    texts = page.locator(".verdict-text").all_inner_texts()
    assert page.inner_text("#answer-title") == f"{len(texts)} answers"
    assert "It depends on the use and the data: DeepSeek-R1." in texts
    assert "Approved under conditions: DeepSeek Model License." in texts


def test_what_was_not_said_and_not_understood_is_said(page, file_url):
    open_with(page, file_url, "smol lm 135m tuned on internal notes with a hammer")
    assert "Not understood: hammer." in page.inner_text(".ask-computed")
    open_with(page, file_url, "gemma as a chatbot for clients")
    assert "any data" in page.inner_text(".ask-computed") and "It depends on the data" in page.inner_text(".verdict-card")


def test_a_german_question_is_answered(page, file_url):
    open_with(page, file_url, "Darf man R1 mit Lebensläufen nachtrainieren?")
    assert "Not allowed: DeepSeek-R1, “Fine-tuning”, personal data." in page.inner_text(".verdict-card")


def test_the_keyboard_is_enough(page, file_url):
    page.goto(f"{file_url}/ask/index.html")
    page.keyboard.type("phi or olmo towards customers")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ask-page:not([aria-busy]) .verdict-card")
    assert page.locator(".verdict-card").count() == 2
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for _ in range(6):
        if page.evaluate("document.activeElement.closest('.verdict-card') !== null"):
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.verdict-text') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/phi-4.html#customer-facing")


def test_a_status_is_announced_and_groups_have_names(page, file_url):
    open_with(page, file_url, "is mistral small open source")
    assert page.get_attribute(".ask-status", "role") == "status"
    assert "OSI-approved" in page.inner_text(".ask-status")
    for group in page.locator(".ask-computed, .verdict-card").all():
        name = group.get_attribute("aria-labelledby")
        assert page.inner_text(f"#{name}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("question", ["llama or mistral for the citizens' chat with public pages only", "GPT-5 allowed?",
                                      "which models may we give away", "what line has to be shown for Llama"])
def test_axe_finds_nothing_in_a_computed_answer(page, site_url, scheme, question):
    page.emulate_media(color_scheme=scheme)
    open_with(page, site_url, question)
    assert page.locator(".verdict-card").count() > 0
    assert findings(page) == []


def test_a_verdict_fits_a_small_phone(page, file_url):
    page.set_viewport_size({"width": 320, "height": 640})
    open_with(page, file_url, "llama 3.3 on our public website, only published brochures in it")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_question_about_other_things_is_left_alone(page, file_url):
    page.goto(f"{file_url}/ask/index.html")
    for question in ["can we use Slack with customers", "may visitors come inside", "is the apache web server patched",
                     "can gemma approve my holiday", "how long are prompts kept"]:
        assert page.evaluate("(question) => charter.understand(question)", question) is None, question


def test_filters_leave_it_to_quotations(page, file_url):
    page.goto(f"{file_url}/ask/index.html")
    assert page.evaluate("charter.ask('qwen?', {filters: {kind: 'guide'}})")["computed"] is None


def test_a_missing_file_of_cards_says_so_and_can_be_tried_again(page, file_url):
    page.goto(f"{file_url}/ask/index.html")
    page.evaluate("""() => {
      const load = charter.loadShard;
      charter.loadShard = (path, name) => (/^ask\\/d-/.test(path) && !window.again ? Promise.reject(Object.assign(new Error("A part of the answers could not be loaded."), { kind: "missing" })) : load(path, name));
    }""")
    page.fill("#ask-question", "phi-4 for regulated work?")
    page.press("#ask-question", "Enter")
    page.wait_for_selector(".search-failure")
    page.evaluate("window.again = true")
    page.click(".search-failure button")
    page.wait_for_selector(".verdict-card")


def test_browser_and_terminal_compute_the_same_answers(page, file_url, tmp_path):
    """All questions of all sets for tuning, and those of Tests/Data."""
    questions = [json.loads(line)["question"] for name in ("portal", "clinic", "works")
                 for line in (ROOT / f"Benchmarks/questions/tuning/{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    questions += [line.split("\t")[0] for line in (ROOT / "Tests/Data/verdict-cases.tsv").read_text(encoding="utf-8").splitlines()
                  if not line.startswith("#")]
    page.goto(f"{file_url}/ask/index.html")
    browser = page.evaluate("""async (all) => {
      const found = [];
      for (const one of all) found.push(await charter.understand(one));
      return found;
    }""", questions)
    # The terminal looks at quotations where nothing is computed, which takes longest; a few of those show that it is not.
    others = [place for place, answer in enumerate(browser) if answer is None]
    asked = [place for place in range(len(questions)) if browser[place] is not None] + others[::12]
    (tmp_path / "questions.txt").write_text("\n".join(questions[place] for place in asked), encoding="utf-8")
    output = subprocess.run([CHARTER, "ask", "--site", str(SITE), "--questions", str(tmp_path / "questions.txt")],
                            capture_output=True, text=True, check=True).stdout
    assert len(asked) - len(others[::12]) > 200
    for place, line in zip(asked, output.splitlines(), strict=True):
        terminal, own = json.loads(line), browser[place]
        if own is not None and not own["cards"]:
            assert terminal["computed"] is None and terminal["unlisted"] == own["reading"]["names"], questions[place]
        else:
            assert terminal["computed"] == own, questions[place]
