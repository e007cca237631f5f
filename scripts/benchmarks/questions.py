"""Questions to the shipped portal and to two invented handbooks, by kind: right, wrong, declined.

    questions.py --charter .build/release/charter --site site Benchmarks/questions/tuning/portal.jsonl [--wrong verdict]

Each file is asked of one site through `charter ask --questions`. Which files are read is said by whoever runs it; nothing is
chosen by what comes out, so the kept-apart half may be named as well, for reporting. What counts as right stands in
Benchmarks/questions/README.md."""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

VERDICTS = {"allowed", "conditional", "blocked", "not-listed"}
OPEN_GROUPS = ("Allowed", "Allowed under conditions", "Depends on")


class Sections:
    """Which heading a requirement stands under, from the pages themselves."""

    def __init__(self, site):
        self.site = Path(site)
        self.known = {}

    def of(self, place):
        page, _, anchor = place.partition("#")
        if page not in self.known:
            path = self.site / page
            self.known[page] = self.read(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return page + "#" + self.known[page].get(anchor, anchor)

    @staticmethod
    def read(html):
        owners, heading = {}, ""
        for tag, name in re.findall(r"<(\w+)[^>]*?\sid=\"([^\"]+)\"", html):
            heading = name if re.fullmatch("h[2-6]", tag) else heading
            owners[name] = heading or name
        return owners


def addresses(answer):
    """Where an answer stands: a computed one may have several cards."""
    urls = [card["url"] for card in answer.get("cards") or []] or [answer["url"]]
    return [re.sub(r"\?[^#]*", "", url) for url in urls]


def is_in_place(answer, places, sections):
    wanted = set(places)
    for url in addresses(answer):
        if url in wanted or url.split("#")[0] in {place for place in wanted if "#" not in place} and "#" not in url:
            return True
        if any("#" in place and sections.of(place) == sections.of(url) for place in wanted):
            return True
    return False


def shown_models(card):
    """The models that a card for "which" lists as possible, by the last part of their address."""
    return {item["url"].split("/")[-1].split(".html")[0] for group in card["groups"]
            if group["label"].startswith(OPEN_GROUPS) for item in group["items"]}


def says_verdict(answer, expect):
    """Whether the verdict itself is right; quotations and pages state none that a script could compare."""
    cards = answer.get("cards") or []
    if not cards:
        return False
    kinds = {card["kind"] for card in cards}
    verdict = expect["verdict"]
    if expect.get("ask") == "which":
        wanted = {model for models in expect["models"].values() for model in models}
        return shown_models(cards[0]) == wanted
    if "readings" in expect:
        return len(cards) >= sum("licence" in one or one["model"] != "deepseek-service" for one in expect["readings"])
    if verdict in VERDICTS:
        return kinds == {verdict} or verdict == "not-listed" and verdict in kinds
    return kinds == {"several"}


def judge(question, found, sections):
    answer = found["answer"]
    kind = question["kind"]
    if not question["answers"]:
        if answer is None:
            return "right"
        is_said = answer.get("kind") == "notListed" and "not listed" in question.get("note", "")
        return "right" if is_said else "wrong"
    if answer is None:
        return "declined"
    if not is_in_place(answer, question["answers"], sections):
        return "wrong"
    return "right" if kind != "verdict" or says_verdict(answer, question["expect"]) else "wrong"


def ask(charter, site, questions):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(question["question"] for question in questions))
        file.flush()
        output = subprocess.run([charter, "ask", "--site", site, "--questions", file.name], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def report(name, questions, found, sections, shown):
    counts = defaultdict(Counter)
    for question, one in zip(questions, found):
        verdict = judge(question, one, sections)
        counts[question["kind"]][verdict] += 1
        if verdict in shown.get(question["kind"], ()):
            answer = one["answer"]
            place = f"{' '.join(addresses(answer))}: {answer['text'][:120]}" if answer else "nothing"
            print(f"  {verdict:8s} {question['id']}  {question['question']}\n             {place}")
    print(f"{name}\n  {'kind':12s} {'questions':>9s} {'right':>6s} {'wrong':>6s} {'declined':>9s}   of those answered, right")
    for kind, row in sorted(counts.items()):
        answered = row["right"] + row["wrong"]
        share = f"{row['right'] / answered:.0%}" if answered else ""
        print(f"  {kind:12s} {sum(row.values()):9d} {row['right']:6d} {row['wrong']:6d} {row['declined']:9d}   {share}")
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--charter", default=".build/release/charter")
    parser.add_argument("--site", required=True, help="the site that is asked")
    parser.add_argument("--found", type=Path, help="answers to the first file, as charter ask --questions printed them, instead of asking")
    parser.add_argument("--wrong", action="append", default=[], metavar="KIND", help="list wrong answers of a kind")
    parser.add_argument("--declined", action="append", default=[], metavar="KIND", help="list declined questions of a kind")
    options = parser.parse_args()
    shown = defaultdict(set)
    for kind in options.wrong:
        shown[kind].add("wrong")
    for kind in options.declined:
        shown[kind].add("declined")
    sections = Sections(options.site)
    for path in options.questions:
        questions = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        text = options.found.read_text(encoding="utf-8") if options.found else None
        found = [json.loads(line) for line in text.splitlines()] if text else ask(options.charter, options.site, questions)
        if len(found) != len(questions):
            sys.exit(f"{path}: {len(questions)} questions, {len(found)} answers")
        report(str(path), questions, found, sections, shown)


if __name__ == "__main__":
    main()
