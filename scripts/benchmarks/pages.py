"""What the pages of a built site weigh and how they come, and what five tasks take, in Chromium over HTTP.

Bytes are those of the answers, compressed by gzip at level 6 as servers do; a page's scripts are in its sum. Time is that of this machine's
Chromium without a network between: from the request to the largest thing drawn, and from the question in the box to its answer. A task is
done when what answers it is in the window; its seconds are those of the machine, not of a reader.

With --site given twice, the two sites are loaded in turns. With --grown N the first answer is measured once more on the shipped content with
N made-up pages beside it. The encoder is left out there: it would read them for hours, and no answer about a model waits for it.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import corpus  # noqa: E402
from serving import Site  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]

PAGES = {
    "start page": "index.html", "policy": "policies/acceptable-use.html", "licence": "licences/llama-3.3.html",
    "model": "evaluations/phi-4.html", "decisions": "decide/phi-4.html", "choose a model": "decide/index.html",
    "register": "register.html", "ask": "ask/index.html",
}
FORMS = {"desktop": {"viewport": {"width": 1280, "height": 900}}, "phone": {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True}}
WATCH = """
window.seen = {moved: 0, drawn: 0, clicks: 0};
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) seen.moved += one.value; })
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.drawn = one.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
"""
QUESTION = "may we use Phi-4 for the internal assistant?"
QUESTIONS = ROOT / "Benchmarks" / "questions" / "tuning" / "portal.jsonl"


def opened(browser, site, path, form):
    context = browser.new_context(**FORMS[form], reduced_motion="reduce")
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(120_000)
    site.sent.clear()
    page.goto(f"{site.url}/{path}", wait_until="load")
    page.wait_for_timeout(300)
    return page


def weigh(browser, sites, repeats):
    print(f"{'page':16}{'form':9}{'kB':>7}{'of it page and style':>22}{'requests':>10}{'shift':>8}{'drawn after, ms':>17}  site")
    for name, path in PAGES.items():
        for form in FORMS:
            drawn = {site: [] for site in sites}
            last = {}
            for _ in range(repeats):
                for site in sites:
                    if not site.has(path):
                        continue
                    page = opened(browser, site, path, form)
                    sent = list(site.sent)
                    seen = page.evaluate("seen")
                    drawn[site].append(seen["drawn"])
                    last[site] = (sum(size for _, size in sent), sum(size for url, size in sent if not url.split("?")[0].endswith((".js", ".svg"))),
                                  len(sent), seen["moved"])
                    page.context.close()
            for site, (whole, first, count, moved) in last.items():
                print(f"{name:16}{form:9}{whole / 1000:7.1f}{first / 1000:22.1f}{count:10}{moved:8.3f}{statistics.median(drawn[site]):17.0f}  {site.folder}", flush=True)


# The time of the first input, and of the answer that it brings.
TIMED = """
window.timed = {since: performance.now()};
addEventListener("input", () => { timed.asked = timed.asked || performance.now(); }, true);
new MutationObserver(() => { if (timed.asked && !timed.answered && document.querySelector("main .search-answer")) timed.answered = performance.now(); })
  .observe(document, {childList: true, subtree: true});
"""
# The bytes of bodies, as they were sent, that were there when the answer was.
LOADED = """performance.getEntriesByType("resource").filter((one) => one.startTime >= timed.since && one.responseEnd <= timed.answered)
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


def first_answer(browser, sites, repeats):
    """From a question pasted into the box of a page just opened to its answer, with all that is loaded for it."""
    print("\nfirst answer in the box, ms in the page at the median, and kB loaded until then")
    for form in FORMS:
        times = {site: [] for site in sites}
        bytes_loaded = {}
        for _ in range(repeats):
            for site in sites:
                page = opened(browser, site, "index.html", form)
                if page.locator("main form[data-ask]").count() == 0:
                    continue
                page.evaluate(TIMED)
                page.locator("main input[type=search]").fill(QUESTION)
                page.locator("main .search-answer").wait_for()
                bytes_loaded[site] = page.evaluate(LOADED)
                times[site].append(page.evaluate("timed.answered - timed.asked"))
                page.context.close()
        for site in sites:
            if times[site]:
                print(f"  {form:9}{statistics.median(times[site]):7.0f}{bytes_loaded[site] / 1000:9.1f}  {site.folder}", flush=True)


# Milliseconds of each question's answer, and whether it was computed.
ANSWERED = """async (questions) => {
  const all = [];
  for (const question of questions) {
    const start = performance.now();
    const found = await charter.ask(question);
    all.push([performance.now() - start, Boolean(found.computed)]);
  }
  return all;
}"""


def later_answers(browser, sites):
    """What answers cost where the browser has loaded the scripts and what earlier questions needed."""
    questions = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line]
    print(f"\n{len(questions)} questions for tuning one after the other, with the sections that are shown below an answer")
    for site in sites:
        for title, wanted in (("computed", ["verdict", "fact"]), ("all others", ["rule", "definition", "foreign", "language"])):
            own = [one["question"] for one in questions if one["kind"] in wanted]
            page = opened(browser, site, "ask/index.html", "desktop")
            first = page.evaluate(ANSWERED, own[:1])[0][0]
            first_bytes = site.sent_bytes()
            site.sent.clear()
            times = sorted(time for time, computed in page.evaluate(ANSWERED, own[1:]) if computed == (title == "computed"))
            loaded = site.sent_bytes() / (len(own) - 1)
            page.context.close()
            print(f"  {title}: the first {first:.0f} ms, {first_bytes / 1000:.1f} kB with the page and what it loads ahead; {len(times)} later ones {statistics.median(times):.0f} ms at the median, "
                  f"{times[int(len(times) * 0.95)]:.0f} at the 95th percentile, {loaded / 1000:.1f} kB on average  {site.folder}", flush=True)


# ---- Tasks: links to press one after the other, or a question to put into the box, and what is then in the window.

TASKS = [
    ("may we offer Llama 3.3 to customers", [".matrix-panel:not([hidden]) tr:has-text('Llama 3.3 70B') [data-column='Customer-facing'] a"],
     "#customer-facing-public", "may we offer Llama 3.3 to customers?"),
    ("may I paste a customer's mail", [".doors a:has-text('What may I enter?')"], "#data-classes", None),
    ("how do I ask for a model", [".doors a:has-text('Ask for a model')"], "#request", None),
    ("which duties come with Gemma", [".doors a:has-text('Which duties come with a licence?')", "main a:has-text('Gemma Terms of Use')", "main a:has-text('What to do')"],
     "#duties-title", "which duties come with Gemma?"),
    ("what changed this month", ["main .shortcuts a:has-text('What changed')"], "#changed", None),
]


def visible(page, selector):
    """Whether an element stands in the window, or the reader has come to it by its address."""
    return page.evaluate(
        "(selector) => { const one = document.querySelector(selector); if (!one) return false;"
        "const box = one.getBoundingClientRect(); return box.height > 0 && box.top < innerHeight && box.bottom > 0; }", selector)


def first_shown(page, selector):
    return page.locator(selector).locator("visible=true").first


def by_links(page, links, goal):
    height = page.viewport_size["height"]
    places = []
    start = time.perf_counter()
    for link in links:
        place = first_shown(page, link)
        place.wait_for()
        places.append(f"{place.bounding_box()['y'] / height:.1f}")
        place.click()
        page.wait_for_load_state("load")
    page.locator(goal).wait_for()
    is_there = visible(page, goal)
    clicks = f"{len(links)} click{'s' if len(links) > 1 else ''}"
    return f"{clicks:9}{' + '.join(places):>15} screens down{time.perf_counter() - start:7.2f} s{'' if is_there else ', then scrolled to'}"


def by_question(page, question):
    if page.locator("main form[data-ask]").count() == 0:
        return "no answers"
    start = time.perf_counter()
    page.locator("main input[type=search]").fill(question)
    try:
        page.locator("main .search-answer").wait_for(timeout=30_000)
    except Exception:
        return "no answer card"
    words = re.sub(r"\s+", " ", page.locator("main .search-answer").inner_text())[:60]
    return f"typed    {'':27}{time.perf_counter() - start:6.2f} s: {words}"


def tasks(browser, sites):
    print("\ntasks from the start page")
    for name, links, goal, question in TASKS:
        for form in FORMS:
            for site in sites:
                page = opened(browser, site, "index.html", form)
                try:
                    line = by_links(page, links, goal)
                except Exception as error:
                    line = f"not done: {str(error).splitlines()[0]}"
                page.context.close()
                print(f"  {name:38}{form:9}{line}  {site.folder}", flush=True)
                if question:
                    page = opened(browser, site, "index.html", form)
                    print(f"  {'':38}{form:9}{by_question(page, question)}  {site.folder}", flush=True)
                    page.context.close()


def grown(charter, count):
    """A site of the shipped content and so many made-up pages, without an encoder."""
    folder = ROOT / ".build" / "bench-pages-grown"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "content", folder / "content")
    corpus.write(folder / "content", count)
    (folder / "models").mkdir()
    command = [charter, "build", "--content", folder / "content", "--config", ROOT / "charter.yaml", "--output", folder / "site"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "CHARTER_MODELS": str(folder / "models")}, check=True, capture_output=True)
    return folder / "site"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, action="append", required=True, help="a built site; given twice, the two are compared")
    parser.add_argument("--repeats", type=int, default=3)
    names = ["weight", "answer", "later", "tasks"]
    parser.add_argument("--parts", default=",".join(names), help="which to run, with commas")
    parser.add_argument("--grown", type=int, default=0, help="measure the first answer beside so many made-up pages too")
    parser.add_argument("--charter", type=Path, help="the binary that builds them")
    options = parser.parse_args()
    if options.grown and not options.charter:
        parser.error("--grown needs --charter")
    for folder in options.site:
        if not (folder / "index.html").is_file():
            parser.error(f"{folder} is not a built site")
    sites = [Site(folder) for folder in options.site]
    parts = options.parts.split(",")
    if unknown := [part for part in parts if part not in names]:
        parser.error(f"unknown part '{unknown[0]}'; there are {', '.join(names)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        if "weight" in parts:
            weigh(browser, sites, options.repeats)
        if "answer" in parts:
            first_answer(browser, sites, options.repeats)
        if "later" in parts:
            later_answers(browser, sites)
        if "tasks" in parts:
            tasks(browser, sites)
        if options.grown:
            site = Site(grown(options.charter.resolve(), options.grown))
            print(f"\nbeside {options.grown:,} made-up pages, {sum(1 for _ in site.folder.rglob('*.html')):,} in all:")
            first_answer(browser, [site], options.repeats)
        browser.close()


main()
