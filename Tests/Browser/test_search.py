"""Search in real Chromium: the box, the page, marks, errors, and the same ranking as the Swift searcher."""

import json
import re
import shutil
import subprocess

import pytest
from conftest import CHARTER, ROOT, SITE, wait_until
from playwright.sync_api import expect
from test_accessibility import findings

QUESTIONS = ROOT.parent / "shared" / "data" / "handbook-dev"


def box(page):
    """The box that the keys open: that of the start page, elsewhere a dialog."""
    return page.locator("main #search-box, dialog #dialog-box")


def options(page):
    return page.locator("main [role=listbox] [role=option], dialog [role=listbox] [role=option]")


def type_query(page, text):
    page.keyboard.press("/")
    page.keyboard.type(text)
    options(page).first.wait_for()
    # While letters come, the list is that of the first ones.
    wait_until(page, "(text) => Array.from(document.querySelectorAll('[role=option]')).some((one) => one.href && new URL(one.href).searchParams.get('q') === text)", text)


@pytest.mark.parametrize("base", ["site_url", "file_url"])
def test_results_appear_while_typing_and_enter_opens_one(page, base, request):
    url = request.getfixturevalue(base)
    page.goto(f"{url}/policies/acceptable-use.html")
    type_query(page, "monthly users")
    assert box(page).get_attribute("aria-expanded") == "true"
    wait_until(page, "document.querySelector('[role=option]').href.includes('/licences/')")
    page.keyboard.press("ArrowDown")
    active = box(page).get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("licences/"))
    assert "mark=" in page.url
    assert page.locator("mark.found").count() > 0
    page.keyboard.press("Escape")
    assert page.locator("mark.found").count() == 0
    assert page.problems == []


def test_the_box_opens_by_slash_and_by_control_k_and_closes_by_escape(page, file_url):
    page.goto(f"{file_url}/index.html")
    for key in ["/", "Control+k"]:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == "search-box"
        page.evaluate("document.activeElement.blur()")
    type_query(page, "licence")
    page.keyboard.press("Escape")
    assert box(page).get_attribute("aria-expanded") == "false"
    assert not page.locator(".search-panel").is_visible()
    page.keyboard.press("Escape")
    assert box(page).input_value() == ""
    # A slash within a field is a slash.
    page.keyboard.type("a/b")
    assert box(page).input_value() == "a/b"


def test_arrow_keys_go_round_through_pages_and_sections(page, file_url):
    page.goto(f"{file_url}/index.html")
    type_query(page, "gemma distillation")
    # Results come in steps; what comes later than they do, such as known questions, comes within this time.
    count, before = options(page).count(), -1
    while count != before:
        page.wait_for_timeout(1000)
        count, before = options(page).count(), count
    seen = []
    for _ in range(count + 1):
        page.keyboard.press("ArrowDown")
        seen.append(box(page).get_attribute("aria-activedescendant"))
    assert seen == [f"search-option-{number}" for number in range(count)] + [None]
    page.keyboard.press("ArrowUp")
    assert box(page).get_attribute("aria-activedescendant") == f"search-option-{count - 1}"


def test_what_was_found_is_announced(page, file_url):
    page.goto(f"{file_url}/index.html")
    type_query(page, "comercial licence ")
    status = page.locator(".hero form [role=status]")
    wait_until(page, "document.querySelector('.hero form [role=status]').textContent.includes('pages')")
    assert "Showing results for “commercial”" in status.text_content()


def test_recent_searches_are_kept_and_cleared(page, file_url):
    page.goto(f"{file_url}/index.html")
    type_query(page, "retention")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("data-protection"))
    page.goto(f"{file_url}/index.html")
    box(page).focus()
    assert page.locator(".search-recent").all_text_contents() == ["retention"]
    page.get_by_role("button", name="Clear recent searches").click()
    assert page.evaluate("localStorage.getItem('charter-recent-searches')") is None
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    box(page).focus()
    assert not page.locator(".search-panel").is_visible()


def test_the_box_is_a_dialog_over_any_other_page(page, file_url):
    page.goto(f"{file_url}/policies/acceptable-use.html")
    for key in ["/", "Control+k"]:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == "dialog-box"
        assert page.locator("dialog").evaluate("dialog => dialog.matches(':modal')")
        page.keyboard.press("Escape")
        assert not page.locator("dialog").is_visible()
    # The first Escape closes the results, the second the dialog.
    type_query(page, "licence")
    page.keyboard.press("Escape")
    assert page.locator("dialog").is_visible() and not page.locator("dialog .search-panel").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    # The box in the header is the same without a dialog.
    page.locator("header #search-box").fill("licence")
    page.wait_for_selector("#search-options [role=option]")
    assert page.problems == []


def test_an_answer_stands_before_the_results(page, file_url):
    page.goto(f"{file_url}/index.html")
    type_query(page, "may we offer llama 3.3 to customers")
    answer = page.locator(".search-answer")
    answer.wait_for()
    assert options(page).first.get_attribute("class").startswith("search-answer")
    assert "It depends on the data: Llama 3.3 70B" in answer.inner_text()
    answer.click()
    page.wait_for_url(re.compile(r"ask/index\.html\?q=may%20we"))
    page.wait_for_selector(".verdict-card")
    # A question that is entered without a choice is asked too.
    page.goto(f"{file_url}/index.html")
    box(page).fill("may we offer llama 3.3 to customers")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"ask/index\.html\?q=may%20we"))


def test_a_computed_answer_waits_for_no_results_and_outlives_their_failure(page, site_url):
    held = []
    # A route that is set after the page has loaded may miss the next request.
    page.route(re.compile(r"/search/[dpf]-"), lambda route: held.append(route))
    page.goto(f"{site_url}/index.html")
    box(page).fill("may we offer llama 3.3 to customers")
    page.locator(".search-answer").wait_for()
    assert page.locator(".search-group").count() == 0
    wait_until(page, "document.querySelector('[role=listbox]').children.length > 1")
    # Said once: when the results are there too, or cannot be had.
    assert page.locator("main [role=status]").first.text_content() == ""
    for route in held:
        route.abort()
    page.unroute(re.compile(r"/search/[dpf]-"))
    page.locator(".search-failure").wait_for()
    assert "Llama 3.3 70B" in page.locator(".search-answer").inner_text()
    page.locator(".search-failure button").click()
    page.locator(".search-group").first.wait_for()
    assert options(page).first.get_attribute("class").startswith("search-answer")
    assert "Llama 3.3 70B" in page.locator("main [role=status]").first.text_content()


def test_results_of_what_was_typed_before_stay_until_there_are_new_ones(page, site_url):
    page.goto(f"{site_url}/index.html")
    box(page).fill("may we offer llama 3.3")
    page.locator(".search-group").first.wait_for()
    page.evaluate("""() => {
      window.fewest = 99;
      new MutationObserver(() => { fewest = Math.min(fewest, document.querySelectorAll(".search-group").length); })
        .observe(document.querySelector("main [role=listbox]"), { childList: true, subtree: true });
    }""")
    box(page).fill("may we offer llama 3.3 to customers")
    wait_until(page, "Array.from(document.querySelectorAll('[role=option]')).some((one) => one.href.endsWith('to%20customers'))")
    assert page.evaluate("fewest") > 0


def test_known_questions_are_suggested_once_the_typing_stops(page, file_url):
    page.goto(f"{file_url}/index.html")
    question = page.evaluate("charter.knownQuestions()")[0]
    page.keyboard.press("/")
    page.keyboard.type(question.rsplit(" ", 1)[0])
    page.locator(".search-known", has_text=question).first.wait_for()


@pytest.mark.parametrize("base", ["site_url", "file_url"])
def test_the_search_page_answers_its_address_and_filters_can_be_shared(page, base, request):
    url = request.getfixturevalue(base)
    page.goto(f"{url}/search/index.html?q=commercial+use")
    page.wait_for_selector(".search-results li")
    page.wait_for_selector(".search-filters input")
    assert page.locator(".search-results mark").count() > 0
    everything = page.locator(".search-status").text_content()
    label = page.locator(".search-filters label:has(input[name=kind][value=licence])")
    count = int(label.locator(".count").text_content())
    label.locator("input").check()
    wait_until(page, "(old) => document.querySelector('.search-status').textContent !== old", everything)
    assert page.locator(".search-status").text_content() == f"{count} pages"
    page.wait_for_url("**kind=licence**")
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    page.wait_for_selector(".search-results li")
    assert page.locator(".search-status").text_content() == f"{count} pages"
    page.wait_for_selector(".search-filters input")
    assert page.locator(".search-filters input[value=licence]").is_checked()
    # Another value of the same facet widens the result.
    page.locator(".search-filters input[value=guide]").check()
    wait_until(page, "(old) => document.querySelector('.search-status').textContent !== old", f"{count} pages")
    assert int(page.locator(".search-status").text_content().split()[0]) > count
    assert page.problems == []


def test_more_pages_are_shown_on_demand(page, file_url):
    page.goto(f"{file_url}/search/index.html?q=model")
    page.wait_for_selector(".search-next:not([hidden])")
    before = page.locator(".search-results > li").count()
    page.locator(".search-next button").click()
    wait_until(page, "(n) => document.querySelectorAll('.search-results > li').length > n", before)
    assert page.evaluate("document.activeElement.closest('.search-results > li') !== null")


def test_nothing_found_offers_ways_to_go_on(page, file_url):
    page.goto(f"{file_url}/search/index.html?q=xylophon+kind:policy")
    page.wait_for_selector(".search-nothing:not([hidden])")
    assert page.get_by_role("link", name="list of all pages").is_visible()
    assert page.locator(".search-nothing a[href^=mailto]").count() == 1
    page.locator("#search-query").fill("qwzx")
    expect(page).to_have_url(re.compile("qwzx"))
    expect(page.locator(".search-status")).to_have_text("Nothing was found.")


def test_the_public_function_resolves_as_documented(page, site_url):
    page.goto(f"{site_url}/policies/acceptable-use.html")
    answer = page.evaluate("charter.search('POL-001-R3', {limit: 3})")
    assert answer["answer"] is None
    assert answer["results"][0]["url"] == "policies/acceptable-use.html#POL-001-R3"
    assert {"url", "section", "title", "excerpt", "score"} <= set(answer["results"][0])
    assert len(answer["results"]) <= 3
    answer = page.evaluate("charter.search('licence', {filters: {kind: 'evaluation'}})")
    assert answer["results"] and all(result["kind"] == "evaluation" for result in answer["results"])


def test_a_target_section_is_scrolled_to(page, file_url):
    page.goto(f"{file_url}/policies/data-protection.html?mark=deleted#retention")
    page.wait_for_selector("mark.found")
    wait_until(
        page, "() => { const top = document.getElementById('retention').getBoundingClientRect().top; return -5 <= top && top <= 120; }")


def test_without_script_the_form_leads_to_a_list_of_all_pages(browser, file_url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{file_url}/index.html")
    page.locator("#search-box").fill("licence")
    page.locator(".hero form button").click()
    page.wait_for_url(re.compile(r"search/index\.html\?q=licence"))
    page.get_by_role("link", name="All pages from A to Z").first.click()
    assert page.locator("main li a").count() > 34
    context.close()


@pytest.fixture
def broken(tmp_path):
    """A copy of the site that can be damaged, and its address."""
    shutil.copytree(SITE, tmp_path / "site")
    return tmp_path / "site"


def visit(page, folder, query="retention of prompts"):
    page.goto(f"{folder.as_uri()}/search/index.html?q={query.replace(' ', '+')}")


@pytest.mark.parametrize("kind", ["d", "p", "f"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "altered"])
def test_a_bad_file_shows_a_message_and_a_retry_that_works(page, broken, kind, damage):
    files = {path: path.read_bytes() for path in (broken / "search").glob(f"{kind}-*.js")}
    for path, data in files.items():
        if damage == "missing":
            path.unlink()
        elif damage == "truncated":
            path.write_bytes(data[: len(data) // 2])
        else:
            text = data.decode("utf-16")
            path.write_bytes((text[:40] + "ŀ" * 10 + text[50:]).encode("utf-16"))
    visit(page, broken)
    page.wait_for_selector(".search-failure")
    assert "part of the search index" in page.locator(".search-failure").text_content()
    assert page.locator(".search-results li").count() == 0
    for path, data in files.items():
        path.write_bytes(data)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector(".search-results li")
    assert page.locator(".search-failure").count() == 0


def test_an_index_of_another_version_is_told_apart(page, broken):
    header = broken / "search" / "index.js"
    header.write_text(header.read_text(encoding="utf-16").replace('"index-2"', '"index-3"'), encoding="utf-16")
    visit(page, broken)
    page.wait_for_selector(".search-failure")
    assert "different versions" in page.locator(".search-failure").text_content()


def test_a_failure_shows_in_the_box_too(page, broken):
    (broken / "search" / "index.js").unlink()
    page.goto(f"{broken.as_uri()}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("licence")
    page.wait_for_selector(".search-panel .search-failure")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_while_searching(page, site_url, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site_url}/index.html")
    type_query(page, "apache patent")
    page.keyboard.press("ArrowDown")
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    panel = page.locator(".search-panel").bounding_box()
    assert panel["x"] >= 0 and panel["x"] + panel["width"] <= width
    page.goto(f"{site_url}/search/index.html?q=apache")
    page.wait_for_selector(".search-filters details")
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def browser_urls(page, queries):
    return page.evaluate(
        """async (queries) => {
          const lists = [];
          for (const query of queries) {
            const answer = await charter.search(query);
            lists.push(answer.results.map((result) => result.url + " " + result.score + " " + result.excerpt));
          }
          return lists;
        }""", queries)


def swift_urls(site, queries, folder):
    path = folder / "queries.txt"
    path.write_text("\n".join(queries))
    output = subprocess.run(
        [CHARTER, "search", "--site", str(site), "--queries", str(path)], capture_output=True, text=True, check=True)
    answers = [json.loads(line)["results"] for line in output.stdout.splitlines()]
    return [[(result["url"], result["score"], result["excerpt"]) for result in results] for results in answers]


def shipped_queries():
    """Words, pairs, slips, beginnings, phrases, filters and exclusions of the shipped portal's own texts."""
    texts = [path.read_text() for path in sorted((ROOT / "content").rglob("*.md"))]
    words = sorted({word for text in texts for word in re.findall(r"[A-Za-z][A-Za-z0-9-]{3,}", text)})
    queries = []
    for number in range(70):
        a, b, c = (words[(number * step) % len(words)] for step in (37, 101, 211))
        queries += [
            f"{a} {b}", f"{a[:-2]}", f"{b[0]}{b[2]}{b[1]}{b[3:]} {c} ", f"\"{a} {b}\" {c}", f"kind:policy {a} -{b}",
            f"What is {a} of the {b}?", f"{a}{b} "]
    return queries + ["POL-001-R3", "apache-2.0", "700M", "tag:models", "status:retired", "", "规则", "é", "\"", "-"]


def test_browser_and_swift_rank_alike(page, site_url, tmp_path):
    """Swift and JavaScript rank alike, to the last bit."""
    queries = [query for query in shipped_queries() if query.strip()]
    page.goto(f"{site_url}/index.html")
    browser = browser_urls(page, queries)
    swift = swift_urls(SITE, queries, tmp_path)
    assert len(queries) >= 490 and len(browser) == len(swift) == len(queries)
    for query, left, right in zip(queries, browser, swift):
        assert [line.split(" ")[0] for line in left] == [url for url, _, _ in right], query
        assert [float(line.split(" ")[1]) for line in left] == [score for _, score, _ in right], query
        assert [line.split(" ", 2)[2] for line in left] == [excerpt for _, _, excerpt in right], query


@pytest.mark.skipif(not QUESTIONS.exists(), reason="the measuring data is not here")
def test_the_handbooks_questions_find_their_pages(tmp_path):
    (tmp_path / "charter.yaml").write_text("title: Handbook\n")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    questions = [json.loads(line) for line in (QUESTIONS / "questions.jsonl").read_text().splitlines()]
    path = tmp_path / "queries.txt"
    path.write_text("\n".join(question["question"].replace("\n", " ") for question in questions))
    output = subprocess.run(
        [CHARTER, "search", "--content", str(QUESTIONS / "pages"), "--queries", str(path)], cwd=tmp_path,
        capture_output=True, text=True, check=True)
    answers = [json.loads(line)["results"] for line in output.stdout.splitlines()]
    assert all(answers)
    found = [
        any(result["url"].split("#")[0] == question["page"] + ".html" for result in results[:3])
        for question, results in zip(questions, answers)]
    assert sum(found) / len(found) >= 0.86


def test_search_and_answers_are_loaded_when_they_are_used(page, site_url):
    """Until then the page has only what stands in for them; the functions are there all the same."""
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{site_url}/policies/acceptable-use.html", wait_until="load")
    page.wait_for_timeout(200)
    heavy = [url for url in loaded if re.search(r"/(search|ask)\.[0-9a-f]+\.js|/search/index\.js", url)]
    assert heavy == []
    assert page.evaluate("charter.search('licence').then((found) => found.results.length)") > 0
    assert [url for url in loaded if re.search(r"/ask\.[0-9a-f]+\.js", url)] == []
    assert page.evaluate("charter.understand('may we use Phi-4 for the internal assistant?').then((read) => read.cards.length)") > 0
    assert len([url for url in loaded if re.search(r"/(search|ask)\.[0-9a-f]+\.js", url)]) == 2
    # A page that is about searching, or asking, has them at once.
    for address, parts in [("search/index.html", {"search"}), ("ask/index.html", {"search", "ask"})]:
        page.goto(f"{site_url}/{address}")
        named = page.locator("head script[src]").evaluate_all("(all) => all.map((one) => one.src.split('/').pop().split('.')[0])")
        assert parts <= set(named) and {"search", "ask"} - parts == set(
            page.locator("head meta[name^='charter-']").evaluate_all("(all) => all.map((one) => one.name.slice(8))"))


def test_a_part_of_the_scripts_that_does_not_come_is_told_and_asked_for_again(page, site_url):
    page.route(re.compile(r"/search\.[0-9a-f]+\.js"), lambda route: route.abort())
    page.goto(f"{site_url}/policies/acceptable-use.html")
    page.keyboard.press("/")
    # All letters at once: each of several would ask for the part, and the last might get it unasked.
    page.keyboard.insert_text("licence")
    page.locator("dialog .search-failure").wait_for()
    page.unroute(re.compile(r"/search\.[0-9a-f]+\.js"))
    page.locator("dialog .search-failure button").click()
    options(page).first.wait_for()
