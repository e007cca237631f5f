"""What speaks for a section, weighed across sites: each site is judged by the weights that the other sites choose.

Sections are ranked by likeness to a passage, likeness to a quotation, and words (docs/answers.md). Weights that were fitted to one
site flatter that site alone. So every weighting of a grid is tried on every site, and a site is reported with the one that does
best on the others; what all sites together choose is printed last, and that may be shipped.

Reads the tuning half of Benchmarks/questions, never the half that is kept apart, and the questions to a handbook in ../shared/data
where they are there. Any charter can be measured: `charter ask` says what each score is made of, and the grid weighs it anew."""
import argparse
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).parent))
import questions as bench  # noqa: E402
from measure import add_encoder_licence  # noqa: E402

HANDBOOK = bench.ROOT.parent / "shared" / "data" / "handbook-dev"
KINDS = ("rule", "definition", "fact")
# Sections that are weighed anew: those below have no chance.
DEPTH = 200
# Passage (quotation is the rest to 1), words, words times coverage.
GRID = list(itertools.product((0.2, 0.3, 0.4, 0.5), (0, 0.05, 0.1, 0.15, 0.2, 0.25), (0, 0.1, 0.2, 0.3, 0.4)))


def build_handbook(charter):
    """Builds the handbook's site; its pages have no settings and no licence of their own."""
    content, config, site = bench.WORK / "handbook", bench.WORK / "handbook.yaml", bench.WORK / "handbook-this"
    if not content.exists():
        shutil.copytree(HANDBOOK / "pages", content)
        content.chmod(0o755)
        add_encoder_licence(content)
    shipped = (bench.ROOT / "charter.yaml").read_text(encoding="utf-8")
    models = shipped[shipped.index("models:"):].replace("source: adapters/", f"source: {bench.ROOT}/adapters/")
    config.write_text("title: Handbook\n" + models, encoding="utf-8")
    subprocess.run([charter, "build", "--content", content, "--config", config, "--templates", bench.ROOT / "templates", "--output", site],
                   cwd=bench.WORK, check=True, capture_output=True)
    return site


def ask(charter, site, asked):
    """What a site finds for each question, one after the other: all together are too much to hold."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(" ".join(one.split()) for one in asked))
        file.flush()
        command = [charter, "ask", "--site", site, "--questions", file.name, "--limit", str(DEPTH)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout:
                yield json.loads(line)
        if process.returncode != 0:
            sys.exit(f"{charter} could not ask {site}")


def features(found):
    """(section, 4): passage, quotation, words, words times coverage. The first two stand in for each other, as in AnswerIndex.swift."""
    rows = []
    for result in found["results"]:
        passage, quote, lexical = result["passage"], result["quote"], result["lexical"]
        passage = passage if passage > 0 else quote
        rows.append((passage, quote if quote != 0 else passage, lexical, lexical * found["coverage"]))
    return numpy.array(rows)


def collect(charter, name):
    """For each question that quotations answer: what speaks for its sections, in their order as shipped, and which are right."""
    if name == "handbook":
        site, asked = build_handbook(charter), bench.lines(HANDBOOK / "questions.jsonl")
    else:
        site = bench.build(charter, name, "this")
        asked = [one for one in bench.lines(bench.QUESTIONS / "tuning" / f"{name}.jsonl") if one["kind"] in KINDS]
    places, collected = bench.Places(site), []
    for question, found in zip(asked, ask(charter, site, [one["question"] for one in asked]), strict=True):
        # What is computed is not retrieved.
        if found["computed"] or found["unlisted"] or not found["results"]:
            continue
        if name == "handbook":
            right = [(one["url"].partition("#")[0], one["section"]) == (question["page"] + ".html", question["section"]) for one in found["results"]]
        else:
            wanted = {places.section(place) for place in question["answers"]}
            right = [places.section(one["url"]) in wanted for one in found["results"]]
        collected.append((features(found), numpy.array(right)))
    return collected


def rates(collected, weights=None):
    """Hit rate at 1 and 3, and mean reciprocal rank; without weights as shipped."""
    ranks = []
    for parts, right in collected:
        if not right.any():
            ranks.append(numpy.inf)
        elif weights is None:
            ranks.append(1 + int(right.argmax()))
        else:
            passage, words, covered = weights
            scores = parts @ numpy.array((passage, 1 - passage, words, covered))
            ranks.append(1 + int((scores > scores[right].max()).sum()))
    ranks = numpy.array(ranks)
    return numpy.array(((ranks <= 1).mean(), (ranks <= 3).mean(), (1 / ranks).mean()))


def shown(found):
    return "  ".join(f"{share:.3f}" for share in found)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charter", required=True, type=Path, help="the binary that is measured")
    parser.add_argument("--sets", default="portal,clinic,works,handbook", help="which sites, with commas; at least two")
    options = parser.parse_args()
    names = options.sets.split(",")
    if "handbook" in names and not HANDBOOK.exists():
        print("handbook: left out, its questions are not here")
        names.remove("handbook")
    if len(names) < 2:
        sys.exit("one site cannot be judged by others: name two or more in --sets")
    bench.WORK.mkdir(parents=True, exist_ok=True)
    sites = {name: collect(options.charter.resolve(), name) for name in names}
    grid = {name: numpy.array([rates(collected, weights) for weights in GRID]) for name, collected in sites.items()}
    # A site counts by what it gains over its mean: an easy one would decide otherwise.
    gains = {name: rows[:, 2] - rows[:, 2].mean() for name, rows in grid.items()}
    print("Section found at 1, at 3, and mean reciprocal rank; weights are passage, words, words times coverage")
    for name, collected in sites.items():
        best = int(sum(gains[other] for other in names if other != name).argmax())
        print(f"  {name:9s} {len(collected):4d} questions   as shipped {shown(rates(collected))}   "
              f"by the weights of the others {shown(grid[name][best])}   {GRID[best]}", flush=True)
    best = int(sum(gains.values()).argmax())
    print(f"  all together choose {GRID[best]}: " + "   ".join(f"{name} {shown(grid[name][best])}" for name in names))


if __name__ == "__main__":
    main()
