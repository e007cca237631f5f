"""German from outside: the same ranking in Swift and in JavaScript, and a portal in two languages checked and asked."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHARTER = os.environ.get("CHARTER", str(ROOT / ".build/release/charter"))

POLICY = """---
id: {id}
title: {title}
status: active
version: "1"
owner: Office
approver: Board
approved: 2026-01-01
effective: 2026-01-01
review_by: 2027-06-01
---

{body}
"""

# Loads the files of an index as the browser does, but from the disk.
SEARCH = """
const fs = require("fs");
const { Searcher, Source, readHeader, INDEX_NAME } = require(process.argv[1] + "/templates/assets/scripts/search.js");
const folder = process.argv[2] + "/search/";
const load = async (name) => {
  let text = null;
  const charter = { shard: (_, content) => { text = content; } };
  const source = new TextDecoder("utf-16le").decode(fs.readFileSync(folder + name + ".js"));
  new Function("charter", source)(charter);
  return text;
};
(async () => {
  const header = readHeader(await load("index"));
  for (const query of fs.readFileSync(0, "utf8").split("\\n")) {
    const searcher = new Searcher(new Source(header, load));
    const found = await searcher.find(query, {});
    const results = await found.show(0, 10);
    console.log(JSON.stringify(results.map((one) => [one.url, one.score, one.excerpt])));
  }
})();
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("portal")
    pages = {
        "policies/use.md": POLICY.format(id="POL-001", title="Use of models", body="Staff MUST ask. {#R1}"),
        "de/policies/use.md": POLICY.format(
            id="POL-001", title="Nutzung",
            body="## Verträge {#contracts}\n\nEin Auftragsverarbeitungsvertrag MUSS vorliegen. {#R1}\n\nBürgerinnen und Bürger "
            "fragen nach Kundendaten, Straßen und dem Sprachmodell."),
        "de/guides/vertrag.md": "---\ntitle: Vertrag\n---\n\nDer Vertrag endet nach einem Jahr. Die Daten der Kunden bleiben.\n",
        "de/guides/ascii.md": "---\ntitle: Adressen\n---\n\nEin Buerger wohnt in der Hauptstrasse und prueft die Sprache.\n",
        "guides/start.md": "---\ntitle: Start\n---\n\nA contract of a customer ends after a year.\n",
    }
    for name, text in pages.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "charter.yaml").write_text("title: Test\nurl: https://example.org\nlanguages: [de]\n")
    (folder / "templates").symlink_to(ROOT / "templates")
    subprocess.run(
        [CHARTER, "build", "--no-answers", "--today", "2026-11-01"], cwd=folder, check=True, capture_output=True, text=True)
    return folder


def queries():
    words = ["Vertrag", "Verträge", "Vertraege", "Vertragsjahre", "Bürger", "Buerger", "burgern", "Strasse", "Straße", "Daten",
             "Kunde", "kundendatum", "Sprache", "Modell", "prüfen", "pruefst", "customers", "contract", "Auftrag", "Verarbeitung",
             "Auftragsverarbeitungsvertrags", "POL-001", "POL-001-R1", "Vertrga", "Jahren", "ue", "ueueueueue", "Kundenvertrag"]
    return words + [f"{a} {b}" for a, b in zip(words, words[3:])] + [
        "die Daten der Kunden", "„Vertrag endet“", "»der Vertrag« -Daten", "language:de vertrag", "kind:guide Buerger", "wo wohnt ein"]


def test_swift_and_javascript_rank_german_alike(portal, tmp_path):
    """To the last bit, with scores and excerpts."""
    path = tmp_path / "queries.txt"
    path.write_text("\n".join(queries()))
    swift = subprocess.run(
        [CHARTER, "search", "--site", str(portal / "site"), "--queries", str(path)], capture_output=True, text=True, check=True)
    left = [[[one["url"], one["score"], one["excerpt"]] for one in json.loads(line)["results"]] for line in swift.stdout.splitlines()]
    script = subprocess.run(
        ["node", "-e", SEARCH, str(ROOT), str(portal / "site")], input="\n".join(queries()), capture_output=True, text=True, check=True)
    right = [json.loads(line) for line in script.stdout.splitlines()]
    assert len(left) == len(right) == len(queries())
    for query, one, other in zip(queries(), left, right):
        assert one == other, query
    assert sum(1 for results in left if results) > len(left) * 0.8


def test_one_language_can_be_chosen(portal):
    found = subprocess.run(
        [CHARTER, "search", "--site", str(portal / "site"), "--json", "language:de POL-001"], capture_output=True, text=True, check=True)
    assert [one["url"].split("#")[0] for one in json.loads(found.stdout)["results"]] == ["de/policies/use.html"]
    # Without a filter both are found, and before all others.
    found = subprocess.run(
        [CHARTER, "search", "--site", str(portal / "site"), "--json", "POL-001-R1"], capture_output=True, text=True, check=True)
    assert {one["url"] for one in json.loads(found.stdout)["results"][:2]} == {
        "policies/use.html#POL-001-R1", "de/policies/use.html#POL-001-R1"}
