"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const german = require("../../templates/assets/scripts/search-german.js");
const search = require("../../templates/assets/scripts/search.js");

test("stems are those of libstemmer", () => {
  const lines = fs.readFileSync(path.join(__dirname, "../Fixtures/german/stems.txt"), "utf8").trim().split("\n");
  assert.ok(lines.length > 1000);
  for (const line of lines) {
    const [word, stem] = line.split(" ");
    assert.strictEqual(german.stem(word), stem, word);
  }
});

test("pairs of letters stand for umlauts, but not behind a, e and q", () => {
  assert.deepStrictEqual(german.umlautVariants("buerger"), ["burger"]);
  assert.deepStrictEqual(german.umlautVariants("ueberpruefung"), ["uberprufung", "ueberprufung", "uberpruefung"]);
  for (const word of ["neue", "quelle", "frauen", "vertrag", "e", ""]) assert.deepStrictEqual(german.umlautVariants(word), []);
});

test("phrases stand in German, French and English quotation marks", () => {
  for (const query of ["„Vertrag endet“", "»Vertrag endet«", "“Vertrag endet”", "\"Vertrag endet\"", "«Vertrag endet»"]) {
    assert.deepStrictEqual(search.parseQuery(query, [], new Set()).phrases, [["vertrag", "endet"]], query);
  }
});

test("a part that was looked for marks the compound, where the site is German", () => {
  const matched = new Map([["vertrag", "vertrag"]]);
  const text = "Ein Auftragsverarbeitungsvertrag ist ein Vertrag.";
  const marked = (excerpt) => excerpt.marks.map(([start, end]) => excerpt.text.slice(start, end));
  assert.deepStrictEqual(marked(search.cutExcerpt(text, matched)), ["Vertrag"]);
  assert.deepStrictEqual(marked(search.cutExcerpt(text, matched, true)), ["Auftragsverarbeitungsvertrag", "Vertrag"]);
});
