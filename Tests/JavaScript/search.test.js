"use strict";

require("../Data/speech.js").speak("en");
const assert = require("node:assert");
const test = require("node:test");
const search = require("../../templates/assets/scripts/search.js");
const { editDistance } = require("../../templates/assets/scripts/search-words.js");
const { inverseFrequency } = require("../../templates/assets/scripts/search-scoring.js");
const view = require("../../templates/assets/scripts/finder-view.js");
const { readAddress, writeAddress } = require("../../templates/assets/scripts/finder-page.js");
const { wordsToMark } = require("../../templates/assets/scripts/finder-marks.js");

function forms(text) {
  const found = [];
  search.forEachWord(text, (form, role) => found.push({ part: "", whole: "=", piece: "~" }[role] + form));
  return found;
}

// The same cases as in Tests/SearchTests/AnalysisTests.swift.
const cases = [
  ["Apache-2.0", ["=apache2.0", "apache", "2.0"]], ["POL-001-R3", ["=pol001r3", "pol", "001", "r3"]],
  ["700M", ["700m", "~700"]], ["GPT4", ["gpt4", "~gpt"]], ["licence's", ["licence"]], ["don't", ["=dont", "don", "t"]],
  ["Node.js.", ["=nodejs", "node", "js"]], ["R&D", ["=rd", "r", "d"]], ["version 3.1.4, 2026", ["version", "3.1.4", "2026"]],
  ["a--b -c", ["a", "b", "c"]], ["a/b", ["a", "b"]], ["", []], ["-", []], ["'s", ["s"]], ["Größe", ["grosse"]],
  ["ÉCOLE", ["ecole"]], ["ﬁne", ["fine"]], ["Łódź", ["lodz"]], ["Οδός", ["οδοσ"]], ["e\u0301cole", ["ecole"]],
  ["İstanbul", ["istanbul"]], ["Москвой", ["москвой"]], ["規則 AI規則", ["規", "則", "ai", "規", "則"]],
  ["x".repeat(100), ["x".repeat(40)]], ["a.b.c.d.e.f.g", ["a", "b", "c", "d", "e", "f", "g"]],
];
for (const [text, expected] of cases) {
  test(`words of ${JSON.stringify(text.slice(0, 30))}`, () => assert.deepStrictEqual(forms(text), expected));
}

test("a query is taken apart", () => {
  const query = search.parseQuery("kind:policy \"thirty days\" -draft fine tuning the lo", ["kind"], new Set(["the"]));
  assert.deepStrictEqual(query.filters, [{ facet: "kind", values: ["policy"] }]);
  assert.deepStrictEqual(query.phrases, [["thirty", "days"]]);
  assert.deepStrictEqual(query.excluded, ["draft"]);
  assert.deepStrictEqual(
    query.words.map((word) => word.form + (word.isExtra ? "+" : "") + (word.isOpen ? "…" : "")),
    ["thirty", "days", "fine", "finetuning+", "tuning", "the", "lo…"]);
});

test("an unclosed quotation mark and stray signs do no harm", () => {
  for (const text of ["\"", "-", "-\"", "kind:", "kind:\"", "a\"b", "--", ":", "\"a b"]) {
    search.parseQuery(text, ["kind"], new Set());
  }
});

test("distances count slips up to a limit", () => {
  const distance = (a, b) => editDistance(Array.from(a), Array.from(b), 2);
  assert.deepStrictEqual(
    [distance("licence", "licence"), distance("licence", "liecnce"), distance("", "ab"), distance("policy", "licence")],
    [0, 1, 2, -1]);
});

test("rarity is a logarithm to base 2", () => {
  assert.ok(Math.abs(inverseFrequency(100, 1) - 6.0733) < 0.001);
});

test("an excerpt holds the matches, marked in place", () => {
  const text = "filler words stand here. ".repeat(60) + "The needles are here. " + "more filler. ".repeat(60);
  const excerpt = search.cutExcerpt(text, new Map([["needles", "needl"]]));
  assert.ok(excerpt.text.startsWith("… ") && excerpt.text.endsWith(" …"));
  assert.deepStrictEqual(excerpt.marks.map(([start, end]) => excerpt.text.slice(start, end)), ["needles"]);
});

test("texts are cut at their marks", () => {
  assert.deepStrictEqual(view.pieces("a bc d", [[2, 4]]), [
    { text: "a ", isMarked: false }, { text: "bc", isMarked: true }, { text: " d", isMarked: false },
  ]);
  assert.deepStrictEqual(view.pieces("", []), []);
});

test("an address carries the words to mark before its section", () => {
  assert.strictEqual(view.withMarks("a.html#b", ["x", "ü&"]), "a.html?mark=x+%C3%BC%26#b");
  assert.strictEqual(view.withMarks("a.html", []), "a.html");
  assert.deepStrictEqual(wordsToMark("?mark=x+%C3%BC%26"), ["x", "ü&"]);
  assert.deepStrictEqual(wordsToMark("?q=1&mark=%E0%A4%A"), []);
  assert.deepStrictEqual(wordsToMark(""), []);
});

test("recent searches keep the newest first, each once, eight at most", () => {
  assert.deepStrictEqual(view.withRecent(["b", "a"], "a"), ["a", "b"]);
  assert.strictEqual(view.withRecent(Array.from({ length: 8 }, (_, i) => String(i)), "new").length, 8);
});

test("the search page's address comes back, from the query or from behind the #", () => {
  const state = { text: "a & b", filters: { kind: ["policy", "guide"], tag: ["x y"] } };
  assert.deepStrictEqual(readAddress("?" + writeAddress(state), ""), state);
  assert.deepStrictEqual(readAddress("?q=other", "#" + writeAddress(state)), state);
  assert.deepStrictEqual(readAddress("", ""), { text: "", filters: {} });
});
