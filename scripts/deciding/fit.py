"""Fits the weights by which Ask decides whether a sentence answers a question, and prints them with what they are worth.

Reads the half for tuning of Benchmarks/questions and, where ../shared/data is there, the questions to a handbook. What is left of a
question is measured on sites that its weights were not fitted to: each site is left out once. The same holds for the threshold, which
is the lowest that keeps the promise on the sites left out. Three logistic regressions by Newton's method:

- choice: every sentence that was looked at, right or not, by the evidence that `charter ask --evidence` prints for it;
- answers: the sentence that choice puts first, by its odds: a calibration;
- helps: the same, but it is enough that the section is right.

Two more say whether a question asks what a known one asks, whose answer is then given:

- known: every known question that was looked at, right where its answer is one. Asked are a site's questions for tuning and those
  to other sites, which nothing there answers. (A site's own known questions, each asked as if it were not known, made it worse:
  their paraphrases are nearer than readers' are.)
- same: the one that known puts first, by its odds. The threshold is the lowest that keeps the promise on sites left out.

Both are fitted twice: with what near misses say, and without it, for sites whose writers state none. Two of the same kind decide by words
alone, for other languages than the encoder's.

Hard negatives are all other sentences of the first sections (the neighbouring item, the same page, the same words with another
subject), the foreign questions of the site itself, and the questions of the other sites.

    scripts/fit-answers --charter .build/release/charter
"""
import argparse
import json
import random
import re
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from measure import add_encoder_licence  # noqa: E402
from questions import QUESTIONS, ROOT, WORK, Places, ask, build, lines, run_build  # noqa: E402

HANDBOOK = ROOT.parent / "shared" / "data" / "handbook-dev"
SITES = ["portal", "clinic", "works"]
# Of ten thousand answers at most two hundred may be wrong.
PROMISED = 0.02
# Questions called fresh-… and staff-… turned out harder: of the answers to them so many may be wrong.
PROMISED_FRESH = 0.05
# From here on at least four of five sections that may help are right, on the portal and the two companies, each left out.
LEAST_HELPFUL = 0.55
# In the order of Evidence.names (Sources/Answers/Deciding/Evidence.swift).
NAMES = ["sentence", "above", "missing", "unknown", "most", "rarest", "kindGiven", "kindLost", "short", "long", "precision", "known",
         "near", "passage", "lexical", "coverage", "margin", "lead", "within"]


# In the order of KnownByWords.names (Sources/Answers/Deciding/KnownByWords.swift); the last four are what near misses say.
WORD_NAMES = ["nearest", "square", "three", "frequent", "explained", "most", "leadNearest", "leadThree", "leadFrequent", "leadExplained",
              "words", "unknown", "missNearest", "leadMiss", "leadMissThree", "missNearer"]
OF_WORDS = ["words" + name[0].upper() + name[1:] for name in WORD_NAMES]
# In the order of KnownDecision.names (Sources/Answers/Deciding/KnownDecision.swift).
KNOWN_NAMES = ["alike", "square", "three", "centre", "frequent", "explained", "aligned", "leadAlike", "leadThree", "leadCentre",
               "leadFrequent", "leadExplained", "leadAligned", "nearAlike", "nearCentre", "carried", "answered", "most", "strange",
               "unknown", "words", "kindSame", "kindOther", "number", "negation", "margin", "lexical", *OF_WORDS[:-4], "missAlike",
               "leadMiss", "leadMissThree", "missNearer", *OF_WORDS[-4:]]
# So many of them need no near misses.
PLAIN = KNOWN_NAMES.index("missAlike")


@dataclass
class Asked:
    """A question with the sentences that were looked at: their values, and how right they are."""
    site: str
    kind: str
    question: str
    values: numpy.ndarray
    labels: list
    isFresh: bool = False
    # Of a known question: whether words alone decide, and whether what is asked names a model or a licence.
    byWords: bool = False
    isNamed: bool = False


def label(question, candidate, places):
    """right, section (another sentence of the right one) or wrong."""
    wanted, url = question["answers"] + question.get("also", []), candidate["url"]
    if any(url == place or places.says(place, candidate["text"]) for place in wanted) or ("#" not in url and url in wanted):
        return "right"
    near = any(places.section(url) == places.section(place) for place in wanted if "#" in place)
    return "section" if near else "wrong"


def is_fresh(question):
    return str(question.get("id", "")).startswith(("fresh-", "staff-"))


def gather(site, questions, founds, label_of):
    asked = []
    for question, found in zip(questions, founds):
        candidates = found.get("evidence") or []
        if found.get("computed"):
            asked.append(Asked(site, "computed", question["question"], numpy.empty((0, len(NAMES))), [], is_fresh(question)))
        if not candidates:
            continue
        if set(candidates[0]["values"]) != set(NAMES):
            sys.exit("The evidence is not what NAMES lists: bring it in line with Evidence.swift")
        values = numpy.array([[one["values"][name] for name in NAMES] for one in candidates])
        asked.append(Asked(site, question["kind"], question["question"], values, [label_of(question, one) for one in candidates], is_fresh(question)))
    return asked


def gather_known(site, questions, founds, places):
    """The same of the known questions that were looked at, by vectors and by words: right where their answer is a place that answers."""
    asked = []
    for question, found in zip(questions, founds):
        for key, names in (("known", KNOWN_NAMES), ("byWords", WORD_NAMES)):
            near = [] if found.get("computed") else found.get(key) or []
            if not near:
                continue
            if set(near[0]["values"]) != set(names):
                sys.exit(f"What is known of questions is not {', '.join(names)}: bring the list in line with the Swift file that is named above it")
            values = numpy.array([[one["values"][name] for name in names] for one in near])
            asked.append(Asked(site, question["kind"], question["question"], values, [label(question, one, places) for one in near],
                               is_fresh(question), key == "byWords", bool(found.get("named"))))
    return asked


def handbook(charter):
    """The handbook's site and its questions, as far as they name a section; none where it is not here."""
    if not HANDBOOK.exists():
        print("The questions to a handbook are not here (../shared/data); its site is left out.")
        return []
    content, config, site = WORK / "handbook", WORK / "handbook.yaml", WORK / "handbook-this"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(HANDBOOK / "pages", content)
    add_encoder_licence(content)
    models = (ROOT / "charter.yaml").read_text(encoding="utf-8")
    models = models[models.index("models:"):].replace("source: adapters/", f"source: {ROOT}/adapters/")
    config.write_text("title: Handbook\n" + models, encoding="utf-8")
    run_build(charter, content, config, site, WORK)
    questions = [dict(one, kind="rule") for one in lines(HANDBOOK / "questions.jsonl")]

    def label_of(question, candidate):
        anchor = re.sub(r"[^\w]+", "-", question["section"].lower()).strip("-")
        return "right" if candidate["url"] == f"{question['page']}.html#{anchor}" else "wrong"

    return gather("handbook", questions, ask(charter, site, questions, evidence=True), label_of)


def read(charter, parts):
    """All questions of all sites, by the site that they were put to: what sentences were looked at for them, and what known questions."""
    own = {site: lines(QUESTIONS / "tuning" / f"{site}.jsonl") for site in SITES}
    own["portal"] += lines(QUESTIONS / "tuning" / "portal-staff.jsonl")
    asked, known = [], []
    for site in SITES:
        folder = build(charter, site, "this")
        others = [dict(one, kind="another site's", answers=[], also=[]) for other in SITES if other != site
                  for one in own[other] if one["kind"] in ("rule", "foreign")]
        others = random.Random(f"fit/{site}").sample(others, min(110, len(others)))
        questions, places = own[site] + others, Places(folder)
        founds = ask(charter, folder, questions, evidence=True)
        asked += gather(site, questions, founds, lambda question, candidate, places=places: label(question, candidate, places))
        known += gather_known(site, questions, founds, places)
    return asked + (handbook(charter) if "sentences" in parts else []), known


def known_left_out(asked):
    """Each question decided with weights that its site was left out of: (probability, label, question)."""
    rows = []
    for site in SITES:
        weights = fit_known([one for one in asked if one.site != site])
        rows += predict_known([one for one in asked if one.site == site], weights)
    return rows


def fit_known(asked):
    choice = fit_choice(asked, ridge=10.0)
    picked = [(one, *chosen(one, choice)) for one in asked if not is_missed(one)]
    good = numpy.array([one.labels[best] == "right" for one, best, _ in picked], float)
    return choice, fit(numpy.array([odds for _, _, odds in picked]), good, numpy.ones(len(good)), 1.0)


def predict_known(asked, weights):
    choice, same = weights
    rows = []
    for one in asked:
        best, odds = chosen(one, choice)
        p = 0.0 if is_missed(one) else 1 / (1 + numpy.exp(-(same[0] + same[1][0] * odds[0])))
        rows.append((p, one.labels[best], one))
    return rows


def is_missed(one):
    """Whether a near miss is nearer than every known question: nothing answers then."""
    if one.byWords:
        return bool(one.values[:, WORD_NAMES.index("missNearer")].all())
    return one.values.shape[1] > PLAIN and (one.values[:, 0] < one.values[:, PLAIN]).all()


def report_known(rows, computed):
    """Prints what is right and wrong by kind from several thresholds, and returns the lowest that keeps both promises: on the questions that
    were drawn together with those that are kept apart, and on the fresh ones. `computed` is how many answers of each the table gives."""
    real = [row for row in rows if row[2].kind != "another site's"]
    for site, kind, fresh in sorted({(row[2].site, row[2].kind, row[2].isFresh) for row in rows}):
        own = [row for row in rows if (row[2].site, row[2].kind, row[2].isFresh) == (site, kind, fresh)]
        print(f"  {site:7s} {kind:15s} {'fresh' if fresh else '':5s} {len(own):5d} asked; right/not right from {shown_from(own, (0.5, 0.6, 0.7, 0.8, 0.9))}")

    for title, is_named in (("that name a model or a licence", True), ("that name none", False)):
        own = [row for row in real if row[2].isNamed == is_named]
        print(f"  {len(own)} {title}; right/not right from {shown_from(own, (0.6, 0.7, 0.8, 0.85, 0.9, 0.95))}")

    def counts(step, fresh, promised):
        """What is right and what is not from a step on, and whether that keeps a promise."""
        shown = [name for p, name, one in real if p >= step / 100 and one.isFresh == fresh]
        wrong = sum(name != "right" for name in shown)
        return len(shown) - wrong, wrong, at_worst(wrong) <= promised * (len(shown) + computed[fresh])

    promises = [("drawn with those kept apart", False, PROMISED), ("fresh", True, PROMISED_FRESH)]
    step = next((step for step in range(40, 100) if all(counts(step, fresh, promised)[2] for _, fresh, promised in promises)), 99)
    for name, fresh, promised in promises:
        right, wrong, _ = counts(step, fresh, promised)
        print(f"  from {step / 100:.2f}, {name}: {right} right, {wrong} not, {computed[fresh]} computed")
    return step / 100


def shown_from(rows, steps):
    """What is right and what is not from each step on, for people."""
    def counts(step):
        shown = [name == "right" for p, name, _ in rows if p >= step]
        return f"{step}: {sum(shown)}/{len(shown) - sum(shown)}"
    return "  ".join(map(counts, steps))


def at_worst(wrong):
    """So many may be wrong where so many were: one and a deviation more. Without it the halves kept apart had more than twice the errors that
    were promised."""
    return wrong + 1 + (wrong + 1) ** 0.5


def fit(values, good, importance, ridge):
    """Intercept and weights of a logistic regression; the ridge counts in deviations of the values."""
    mean, spread = values.mean(0), values.std(0) + 1e-6
    x = numpy.c_[numpy.ones(len(values)), (values - mean) / spread]
    weights = numpy.zeros(x.shape[1])
    penalty = ridge * numpy.diag(numpy.r_[0, numpy.ones(len(weights) - 1)])
    for _ in range(50):
        p = 1 / (1 + numpy.exp(-numpy.clip(x @ weights, -30, 30)))
        slope = x.T @ (importance * (p - good)) + penalty @ weights
        weights -= numpy.linalg.solve((x * (importance * p * (1 - p))[:, None]).T @ x + penalty, slope)
    return weights[0] - (weights[1:] * mean / spread).sum(), weights[1:] / spread


def fit_choice(asked, ridge=30.0):
    values = numpy.concatenate([one.values for one in asked])
    good = numpy.array([name == "right" for one in asked for name in one.labels], float)
    importance = numpy.array([len(one.labels) ** -0.5 for one in asked for _ in one.labels])
    return fit(values, good, importance, ridge)


def chosen(one, choice):
    """The place of the sentence that comes first, and the logarithm of its odds."""
    odds = choice[0] + one.values @ choice[1]
    best = int(numpy.argmax(odds))
    return best, [odds[best]]


def fit_decision(asked, choice):
    picked = [(one, *chosen(one, choice)) for one in asked]
    grounds = numpy.array([one[2] for one in picked])
    names = [one.labels[best] for one, best, _ in picked]
    ones = numpy.ones(len(names))
    # Where labels name sections alone, the handbook's, nobody knows which sentence is right.
    known = numpy.array([one.site != "handbook" for one, _, _ in picked])
    answers = fit(grounds[known], numpy.array([name == "right" for name in names], float)[known], ones[known], 1.0)
    helps = fit(grounds, numpy.array([name != "wrong" for name in names], float), ones, 1.0)
    return answers, helps


def predict(asked, weights):
    """For each question: probability that it is answered, that the section helps, and how right the chosen sentence is."""
    choice, answers, helps = weights
    rows = []
    for one in asked:
        best, grounds = chosen(one, choice)
        p, q = (1 / (1 + numpy.exp(-(part[0] + part[1] @ numpy.array(grounds)))) for part in (answers, helps))
        rows.append((p, q, one.labels[best], one))
    return rows


def fit_all(asked):
    choice = fit_choice(asked)
    return (choice, *fit_decision(asked, choice))


def left_out(asked):
    """Each site's questions, decided with weights of the other sites."""
    rows = []
    for site in sorted({one.site for one in asked}):
        weights = fit_all([one for one in asked if one.site != site])
        rows += predict([one for one in asked if one.site == site], weights)
    return rows


def is_measured(row):
    """Whether a row counts in what is reported: labels of the handbook name sections alone, and another site's question may be answered."""
    return row[3].site != "handbook" and row[3].kind != "another site's"


def report(rows, threshold, helpful):
    print(f"  {'site':10s} {'asked':>6s} {'right':>6s} {'section':>8s} {'wrong':>6s} {'help right':>11s} {'help wrong':>11s} {'declined':>9s}")
    for site in sorted({row[3].site for row in rows}):
        for kind in ("there", "not there"):
            own = [row for row in rows if row[3].site == site and row[3].kind != "another site's" and (row[3].kind in ("rule", "definition", "fact", "verdict")) == (kind == "there")]
            if not own:
                continue
            shown = [row[2] for row in own if row[0] >= threshold]
            helped = [row[2] != "wrong" for row in own if row[0] < threshold and row[1] >= helpful]
            counts = [shown.count(name) for name in ("right", "section", "wrong")]
            print(f"  {site:10s} {len(own):6d} {counts[0]:6d} {counts[1]:8d} {counts[2]:6d} {sum(helped):11d} {len(helped) - sum(helped):11d} "
                  f"{len(own) - len(shown) - len(helped):9d}  {kind}")


def curve(rows):
    """Risk by coverage: of so many answers, the surest first, so many are wrong."""
    surest = sorted(((row[0], row[2] == "right") for row in rows if is_measured(row)), reverse=True, key=lambda one: one[0])
    for count in (10, 20, 30, 40, 60, 80, 100, 150, 200):
        most = surest[:count]
        print(f"  the surest {count:4d}, from {most[-1][0]:.2f}: {sum(not right for _, right in most):3d} not right")


def threshold_for(rows, computed, promised):
    """The lowest, in hundredths, from which at most the promised share of all answers is wrong, those that are computed included."""
    own = [(row[0], row[2] == "right") for row in rows if is_measured(row)]
    for step in range(5, 100):
        shown = [right for p, right in own if p >= step / 100]
        if shown.count(False) <= promised * (len(shown) + computed):
            return step / 100
    return 0.99


def printed(name, weights):
    numbers = ", ".join(f"{weight:.4f}" for weight in weights[1])
    print(f"    private static let {name} = Regression(\n        intercept: {weights[0]:.4f},\n        weights: [{numbers}])")


def fit_sentences(asked, computed):
    rows = left_out(asked)
    print(f"{len(asked)} questions that are not computed, {sum(len(one.labels) for one in asked)} sentences; each site decided with the weights of the others")
    curve(rows)
    threshold = threshold_for(rows, computed, PROMISED)
    print(f"  at most {PROMISED:.0%} of all answers wrong, {computed} computed ones included, from {threshold:.2f}")
    report(rows, threshold, LEAST_HELPFUL)
    weights = fit_all(asked)
    print("\nFor Sources/Answers/Deciding/DecidingWeights.swift:")
    for name, part in zip(("choice", "answers", "helps"), weights):
        printed(name, part)
    print(f"    static let answerThreshold = {threshold}")


def fit_questions(known, computed):
    for title, name, count, by_words in (
            ("without near misses", "known", PLAIN, False), ("beside near misses", "knownBesideMisses", len(KNOWN_NAMES), False),
            ("by words alone", "knownByWords", len(WORD_NAMES), True)):
        print(f"\nQuestions that ask what a known one asks, {title}, each site decided with the weights of the others:")
        own = [replace(one, values=one.values[:, :count]) for one in known if one.byWords == by_words]
        rows = known_left_out(own)
        threshold = report_known(rows, computed)
        print(f"  at most {PROMISED:.0%} of all answers wrong, of those to fresh questions {PROMISED_FRESH:.0%}, computed ones included, from {threshold:.2f}")
        for part, weights in zip(("Choice", "Answers"), fit_known(own)):
            printed(name + part, weights)
        print(f"    threshold: {threshold}, helpThreshold: {helpful_from(rows, threshold)}")


def helpful_from(rows, threshold):
    """The lowest probability, in hundredths, from which of the sections that are shown instead of an answer at least four of five are right."""
    real = [row for row in rows if row[2].kind != "another site's" and row[0] < threshold]
    for step in range(20, round(threshold * 100)):
        shown = [name != "wrong" for p, name, _ in real if p >= step / 100]
        if shown and sum(shown) >= 0.8 * len(shown):
            return step / 100
    return threshold


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charter", required=True, type=Path, help="a release binary: sites are built with it")
    parser.add_argument("--parts", default="sentences,known", help="what is fitted, with commas")
    parser.add_argument("--kept", type=Path, help="a file to keep what was asked in, or to read it from where it is there")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    parts = options.parts.split(",")
    if not set(parts) <= {"sentences", "known"}:
        parser.error(f"--parts takes sentences, known or both with a comma, not '{options.parts}'")
    if options.kept and options.kept.exists():
        rows = [(row.pop("isKnown"), Asked(**dict(row, values=numpy.array(row["values"])))) for row in lines(options.kept)]
        asked, known = ([one for is_known, one in rows if is_known == wanted] for wanted in (False, True))
    else:
        asked, known = read(options.charter.resolve(), parts)
        if options.kept:
            options.kept.write_text("\n".join(
                json.dumps(dict(one.__dict__, values=one.values.tolist(), isKnown=is_known))
                for is_known, own in ((False, asked), (True, known)) for one in own))
    computed = sum(one.kind == "computed" for one in asked)
    if "sentences" in parts:
        fit_sentences([one for one in asked if one.labels], computed)
    if "known" in parts:
        fit_questions(known, [sum(one.kind == "computed" and one.isFresh == fresh for one in asked) for fresh in (False, True)])


if __name__ == "__main__":
    main()
