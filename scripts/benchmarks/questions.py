"""Questions of every kind put to Ask: how many are answered rightly, wrongly or not, and how far its confidence can be trusted.

Reads Benchmarks/questions (its README says what the files hold and how they were written): the shipped portal and two corpora of
other companies' rules. The half for tuning is read unless --half held-out is given, which is for reporting only; nothing is chosen
here. With --previous another binary answers the same questions, each from a site that it built itself. With --without the content is
built once more without some of its questions: those that writers state, those of the ledger, which the small model wrote and people reviewed.
With --browser all questions are put to the built pages in Chromium too, and what these show is compared with the terminal, to the last bit.

A quotation is right where it stands at one of the places that a person named; a computed answer (a verdict, a fact, "not listed")
where what it says of model, licence, use and data is what the decision table says. "Section" counts other sentences under the
heading of such a place: near, and not what was asked. "Wider" counts computed answers that hold the case in question among others,
each with its own verdict: a use or a class of data was not understood, and the card says so and gives all of them. A question that the portal does not answer must be declined; so must one in a
language that the portal does not have, unless it is answered rightly. "This section may help" is no answer: it is counted as declined, and
beside that, how often the section is the right one."""
import argparse
import contextlib
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import add_encoder_licence  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "Benchmarks" / "questions"
WORK = ROOT / ".build" / "bench-questions"
# Folders of translated pages.
TRANSLATIONS = ["de"]
KINDS = ["verdict", "fact", "definition", "rule", "language", "foreign"]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def project(name):
    """Content, settings and the folder that a site is built in."""
    if name == "portal":
        return ROOT / "content", ROOT / "charter.yaml", ROOT
    corpus = QUESTIONS / "corpora" / name
    content, config = WORK / name, WORK / f"{name}.yaml"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(corpus / "content", content)
    add_encoder_licence(content)
    shipped = (ROOT / "charter.yaml").read_text(encoding="utf-8")
    models = shipped[shipped.index("models:"):].replace("source: adapters/", f"source: {ROOT}/adapters/")
    config.write_text((corpus / "charter.yaml").read_text(encoding="utf-8") + models, encoding="utf-8")
    return content, config, WORK


# The folders of content that hold questions.
QUESTION_FOLDERS = {"stated": "questions", "reviewed": "answers"}


def build(charter, name, label, without=()):
    content, config, folder = project(name)
    site = WORK / f"{name}-{label}"
    if without:
        bare = WORK / f"{name}-bare"
        shutil.rmtree(bare, ignore_errors=True)
        shutil.copytree(content, bare, ignore=lambda path, _: [QUESTION_FOLDERS[one] for one in without] if Path(path) == content else [])
        content = bare
    run_build(charter, content, config, site, folder)
    return site


def run_build(charter, content, config, site, folder):
    run = subprocess.run([charter, "build", "--content", content, "--config", config, "--templates", ROOT / "templates", "--output", site],
                         cwd=folder, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{charter} cannot build {content}:\n{run.stderr[-2000:]}")


def ask(charter, site, questions, evidence=False):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(question["question"] for question in questions))
        file.flush()
        output = subprocess.run([charter, "ask", "--site", site, "--questions", file.name] + ["--evidence"] * evidence, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in output.splitlines()]


IN_BROWSER = """async ([questions, limit]) => {
  const found = [];
  for (const question of questions) found.push(await charter.ask(question, { limit }));
  return found;
}"""
# As many as the terminal lists.
RESULTS = 5


def ask_in_browser(page, site, questions):
    """The same from the page, opened from disk as a reader of a file share does."""
    page.goto((site / "ask" / "index.html").as_uri())
    found = []
    # A call each hundred, so that one that hangs is found.
    for start in range(0, len(questions), 100):
        found += page.evaluate(IN_BROWSER, [[one["question"] for one in questions[start:start + 100]], RESULTS])
    return found


def essence(found):
    """What both must agree in: answers with their confidence, cards, help, language, sections in their order with their scores."""
    answer, place = found["answer"], lambda one: one and one["url"]
    results = [(place(one), one["score"]) for one in found["results"][:RESULTS]]
    return {
        "answer": answer and (place(answer), answer["lines"], answer["score"]), "computed": found["computed"], "help": place(found["help"]),
        "language": found["language"], "unlisted": found["unlisted"], "results": results,
    }


def compare(name, questions, terminal, browser):
    """Prints how many are the same, and the first that are not."""
    different = [(question, a, b) for question, a, b in zip(questions, map(essence, terminal), map(essence, browser)) if a != b]
    print(f"  {name:11s} terminal and browser agree on {len(questions) - len(different)} of {len(questions)}")
    for question, a, b in different[:5]:
        parts = [part for part in a if a[part] != b[part]]
        print(f"    {question['id']} {question['question']!r} differs in {', '.join(parts)}: {a[parts[0]]!r:.150} and {b[parts[0]]!r:.150}")


# What an answer says, judged

def cells_agree(expect, computed):
    """Whether the verdicts that are shown are those of the decision table: {(model, use, data): verdict}."""
    shown = {(cell["model"], cell["use"], cell["data"]): cell["verdict"] for cell in computed["cells"]}
    model, use, data = expect.get("model"), expect.get("use"), expect.get("data")
    if "cases" in expect:
        wanted = {}
        for case, verdict in expect["cases"].items():
            parts = case.split("/")
            wanted[tuple(parts if len(parts) == 3 else [model] + parts)] = verdict
        return shown == wanted
    models = expect.get("models")
    if expect.get("ask") == "which":
        usable = {name for names in models.values() for name in names}
        return {cell[0] for cell, verdict in shown.items() if verdict != "blocked"} == usable
    if isinstance(models, dict):
        return bool(shown) and {cell[0] for cell in shown} == set(models) and all(
            verdict == models[cell[0]] and (use is None or cell[1] == use) and (data is None or cell[2] == data)
            for cell, verdict in shown.items())
    return bool(shown) and all(
        verdict == expect["verdict"] and (model is None or cell[0] == model) and (use is None or cell[1] == use)
        and (data is None or cell[2] == data) for cell, verdict in shown.items())


def holds_case(expect, computed):
    """Whether a computed answer holds the case that is asked for among others, each with its verdict: where a use or a class of data was
    not understood, the card says what holds for all of them, and says that."""
    shown = {(cell["model"], cell["use"], cell["data"]) for cell in computed["cells"]}
    models = list(expect["models"]) if isinstance(expect.get("models"), dict) else [expect.get("model")]
    asked = [(model, expect.get("use"), expect.get("data")) for model in models]
    return bool(shown) and expect.get("ask") != "which" and models != [None] and {cell[0] for cell in shown} == set(models) and all(
        any(one[0] == model and use in (None, one[1]) and data in (None, one[2]) for one in shown) for model, use, data in asked)


def is_right_computed(question, computed):
    expect = question.get("expect")
    if not expect:
        return computed["url"] in question["answers"] or computed["url"].split("#")[0] in question["answers"]
    if expect["verdict"] == "not-listed":
        return computed["kind"] == "not-listed"
    if "readings" in expect:
        named = {reading.get("model") or reading.get("licence") for reading in expect["readings"]}
        return len(named & set(computed["reading"]["models"] + computed["reading"]["licences"])) >= 2
    if "licence" in expect:
        return expect["licence"] in computed["reading"]["licences"] and computed["verdict"] == expect["verdict"]
    if computed["url"] in question["answers"] and not computed["cells"]:
        return True
    return cells_agree(expect, computed)


class Places:
    """The built pages, to tell what stands where: each id's text up to the next id, and the heading that it stands under."""

    def __init__(self, site):
        self.site = site
        self.pages = {}

    def page(self, path):
        if path not in self.pages:
            file = self.site / path
            markup = file.read_text(encoding="utf-8") if file.is_file() else ""
            # A glossary word carries its explanation with it; neither is a place of its own, nor what the page says there.
            markup = re.sub(r'<span class="tip"[^>]*>.*?</span>', "", markup, flags=re.DOTALL)
            parts = re.split(r'<(h[1-6]|[a-z]+)\b[^>]*?\bid="([^"]+)"', markup)
            headings, texts, heading = {}, {}, ""
            for tag, anchor, text in zip(parts[1::3], parts[2::3], parts[3::3]):
                heading = anchor if re.fullmatch("h[1-6]", tag) else heading
                headings[anchor] = heading
                texts[anchor] = plain(re.sub(r"<[^>]*>", " ", text.partition(">")[2]))
            self.pages[path] = headings, texts
        return self.pages[path]

    def says(self, place, text):
        """Whether a quotation stands at a place."""
        path, _, anchor = place.partition("#")
        return bool(plain(text)) and plain(text) in self.page(path)[1].get(anchor, "")

    def section(self, place):
        path, _, anchor = place.partition("#")
        return path, self.page(path)[0].get(anchor, anchor)


def plain(text):
    """Letters and digits alone, so that markup and spaces do not count."""
    return "".join(re.findall(r"\w+", html.unescape(text).lower()))


def judge(question, found, places):
    """right, wider (the case that is asked for among others), section (the right heading, another sentence), wrong or declined; and the
    confidence of what was said."""
    # "also": what the portal does say beside a foreign question, and that is as right to quote as it is to decline.
    computed, answer, wanted = found.get("computed"), found["answer"], question["answers"] + question.get("also", [])
    if question["kind"] == "language":
        # A translation says the same as the place that was named.
        wanted = wanted + [f"{language}/{place}" for language in TRANSLATIONS for place in wanted]
    if computed:
        if question["kind"] == "foreign":
            # "Not listed here" is as right as saying nothing of a model that the portal does not have.
            return ("right" if computed["kind"] == "not-listed" and "listed" in question.get("note", "") else "wrong"), 1.0
        if is_right_computed(question, computed):
            return "right", 1.0
        return ("wider" if question.get("expect") and holds_case(question["expect"], computed) else "wrong"), 1.0
    if not answer:
        return "declined", 0.0
    url, score = answer["url"], answer["score"]
    if any(url == place or places.says(place, answer["text"]) for place in wanted):
        return "right", score
    page = url.partition("#")[0]
    if url.partition("#")[2] == "" and page in wanted:
        return "right", score
    return ("section" if any(places.section(url) == places.section(place) for place in wanted if "#" in place) else "wrong"), score


def is_right_help(question, section, places):
    """Whether "this section may help" leads to a place that a person named, or to the heading that it stands under."""
    url, wanted = section["url"], question["answers"] + question.get("also", [])
    return url in wanted or url.partition("#")[0] in wanted or any(places.section(url) == places.section(place) for place in wanted if "#" in place)


def report(name, questions, founds, places):
    """Prints the table of a set, and returns what was judged: (kind, outcome, confidence)."""
    judged = [(question["kind"], *judge(question, found, places)) for question, found in zip(questions, founds)]
    helped = Counter((question["kind"], is_right_help(question, found["help"], places)) for question, found in zip(questions, founds)
                     if found.get("help"))
    for kind in KINDS:
        own = Counter(outcome for one, outcome, _ in judged if one == kind)
        if own:
            total = sum(own.values())
            print(f"  {name:11s} {kind:10s} {total:5d} {own['right']:6d} {own['wider']:6d} {own['section']:8d} {own['wrong']:6d} {own['declined']:9d}"
                  f" {helped[kind, True]:11d} {helped[kind, False]:6d}")
    return judged


def summary(judged):
    """The four figures that are promised, the curve and the calibration, over all sets together."""
    shown = [(kind, outcome, score) for kind, outcome, score in judged if outcome != "declined"]
    wrong = sum(outcome not in ("right", "wider") for _, outcome, _ in shown)
    answerable = [(kind, outcome) for kind, outcome, _ in judged if kind not in ("foreign", "language")]
    answered = sum(outcome == "right" for _, outcome in answerable)
    verdicts = [outcome for kind, outcome, _ in judged if kind == "verdict"]
    foreign = [outcome for kind, outcome, _ in judged if kind == "foreign"]
    print(f"    of {len(shown)} answers shown {wrong} are wrong or of the section alone: {wrong / max(1, len(shown)):.1%} (target 2 %)")
    print(f"    of {len(answerable)} questions that are answered there, {answered} get it: {answered / max(1, len(answerable)):.1%} (target 85 %)")
    if verdicts:
        print(f"    verdicts right: {sum(one == 'right' for one in verdicts)} of {len(verdicts)} (target all)")
    declined = sum(outcome in ("declined", "right") for outcome in foreign)
    print(f"    foreign questions declined: {declined} of {len(foreign)}: {declined / max(1, len(foreign)):.1%} (target 98 %)")
    quoted = sorted(((score, outcome in ("right", "wider")) for _, outcome, score in shown), reverse=True)
    curve = []
    for share in range(10, 101, 10):
        most = quoted[:max(1, len(quoted) * share // 100)]
        curve.append(f"{share}%: {sum(not right for _, right in most) / len(most):.1%}")
    print("    risk by coverage of the answers shown, the surest first: " + "  ".join(curve))
    bins = defaultdict(list)
    for score, right in quoted:
        bins[min(9, int(score * 10))].append((score, right))
    error = sum(abs(sum(score for score, _ in some) - sum(right for _, right in some)) for some in bins.values())
    print(f"    expected calibration error in ten bins: {error / max(1, len(quoted)):.3f}")


def show_errors(questions, founds, places, count):
    rows = []
    for question, found in zip(questions, founds):
        outcome, score = judge(question, found, places)
        if outcome == "wrong":
            said = found.get("computed") or found["answer"]
            rows.append((score, question, said))
    for score, question, said in sorted(rows, key=lambda row: -row[0])[:count]:
        print(f"    {score:.2f} {question['id']} {question['question']!r}: {said['text'][:110]!r} ({said['url']})")


@contextlib.contextmanager
def chromium(is_wanted):
    """The browser; None where it is not wanted, so that nobody needs one for the rest."""
    if not is_wanted:
        yield None
        return
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charter", required=True, type=Path, help="the binary that is measured")
    parser.add_argument("--previous", type=Path, help="another binary to compare with, such as that of the last release")
    parser.add_argument("--half", choices=["tuning", "held-out"], default="tuning", help="held-out is for reporting only")
    parser.add_argument("--without", default="", help="measure again without some questions: stated, reviewed or both with a comma")
    parser.add_argument("--sets", default="", help="which sets, with commas; all of the half where left out")
    parser.add_argument("--browser", action="store_true", help="compare the terminal with Chromium on every question")
    parser.add_argument("--errors", type=int, default=0, help="how many of the worst errors to print")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    without = [one for one in options.without.split(",") if one]
    if not set(without) <= set(QUESTION_FOLDERS):
        parser.error(f"--without takes stated, reviewed or both with a comma, not '{options.without}'")
    options.sets = options.sets or ",".join(sorted(path.stem for path in (QUESTIONS / options.half).glob("*.jsonl")))
    for name in options.sets.split(","):
        if not (QUESTIONS / options.half / f"{name}.jsonl").is_file():
            parser.error(f"there are no questions called '{name}'; see Benchmarks/questions/{options.half}")
    runs = [("this", options.charter.resolve(), [])]
    if options.previous:
        runs.append(("previous", options.previous.resolve(), []))
    if without:
        runs.append(("without", options.charter.resolve(), without))
    with chromium(options.browser) as browser:
        for label, charter, without in runs:
            measure_all(label, charter, without, options, browser)


def measure_all(label, charter, without, options, browser):
    """Puts the questions of all sets to the sites that one binary builds."""
    print(f"\n{label} {' and '.join(without)} ({charter.name}), {options.half} half".replace("  ", " "))
    print(f"  {'set':11s} {'kind':10s} {'asked':>5s} {'right':>6s} {'wider':>6s} {'section':>8s} {'wrong':>6s} {'declined':>9s} {'may help: ok':>12s} {'wrong':>5s}")
    everything, sites = [], {}
    for name in options.sets.split(","):
        questions = lines(QUESTIONS / options.half / f"{name}.jsonl")
        # "portal-head" and others are further sets of questions to the same site.
        own = name.split("-")[0]
        site = sites[own] = sites.get(own) or build(charter, own, label, without)
        founds, places = ask(charter, site, questions), Places(site)
        if browser:
            compare(name, questions, founds, ask_in_browser(browser.new_page(), site, questions))
        everything += report(name, questions, founds, places)
        if options.errors:
            show_errors(questions, founds, places, options.errors)
    summary(everything)


if __name__ == "__main__":
    main()
