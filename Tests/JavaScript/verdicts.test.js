"use strict";

require("../Data/speech.js").speak("en");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { tokensOf, stemOf, isOneErrorAway } = require("../../templates/assets/scripts/ask-words.js");
const { NameFinder } = require("../../templates/assets/scripts/ask-names.js");
const { QuestionReader } = require("../../templates/assets/scripts/ask-reading.js");
const { VerdictWriter } = require("../../templates/assets/scripts/ask-verdicts.js");
const { readAs, linkParts } = require("../../templates/assets/scripts/ask/answers-page.js");

const data = path.join(__dirname, "..", "Data");
const table = JSON.parse(fs.readFileSync(path.join(data, "verdict-table.json"), "utf8"));
const rows = fs.readFileSync(path.join(data, "verdict-questions.jsonl"), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const lexicon = JSON.parse(table.files[table.lexicon]);
const reader = new QuestionReader(lexicon);
const writer = new VerdictWriter(lexicon, async (name) => table.files[name]);

test("words of two letters and more before digits are two; sizes and versions are one", () => {
  assert.deepEqual(tokensOf("phi4 R1 70B llama3.3-70b qwen2.5 gpt4o").map((one) => one.form),
    ["phi", "4", "r1", "70b", "llama", "3.3", "70b", "qwen", "2.5", "gpt", "4o"]);
  assert.deepEqual(tokensOf("non-llama, llama").map((one) => one.isJoined), [false, true, false]);
});

test("inflections share a stem", () => {
  for (const group of [["tune", "tuned", "tuning", "tunes"], ["customer", "customers"], ["citizen", "citizens"], ["run", "running"],
    ["Lebenslauf".toLowerCase(), "lebenslaufen"], ["study", "studies", "studied"]]) {
    assert.equal(new Set(group.map(stemOf)).size, 1, group.join());
  }
  assert.equal(stemOf("diagnosis"), "diagnosis");
  assert.equal(stemOf("4o"), "4o");
});

test("one typing error is one insertion, deletion, substitution or swap", () => {
  for (const [a, b] of [["llama", "lama"], ["gemma", "gema"], ["mistral", "mistrall"], ["heron", "heorn"], ["olmo", "olma"]]) {
    assert.ok(isOneErrorAway(a, b) && isOneErrorAway(b, a), a + " " + b);
  }
  for (const [a, b] of [["llama", "llama"], ["llama", "lma"], ["heron", "hreno"], ["", "ab"]]) assert.ok(!isOneErrorAway(a, b), a + " " + b);
});

test("a name behind a hyphen or a negation is not named", () => {
  const finder = new NameFinder(lexicon);
  const names = (text) => finder.find(text, tokensOf(text)).map((one) => one.name);
  assert.deepEqual(names("a non-heron model"), []);
  assert.deepEqual(names("Heron-3B or Wren"), ["Heron-3B", "Wren"]);
  assert.deepEqual(reader.read("not the heron but wren for summaries").mentions.map((one) => one.name), ["heron", "wren"]);
  assert.deepEqual(reader.read("wren, not heron, for summaries").mentions.map((one) => one.name), ["wren"]);
});

test("questions are read and answered as in Swift, which recorded the answers", async () => {
  assert.ok(rows.length >= 25);
  for (const row of rows) {
    const answer = await writer.answer(reader.read(row.question));
    assert.equal(answer ? answer.kind : undefined, row.kind, row.question);
    assert.deepEqual(answer ? answer.cards.map((card) => [card.kind, card.text, card.url].join(" | ")) : undefined, row.cards, row.question);
    assert.deepEqual(answer ? answer.reading.parts.concat(answer.reading.left, "cases: " + answer.cells.length) : undefined, row.readAs,
      row.question);
  }
});

test("every sort of answer is among the recorded ones", () => {
  const kinds = new Set(rows.map((row) => row.kind));
  for (const kind of ["verdict", "fact", "choice", "not-listed", undefined]) assert.ok(kinds.has(kind), kind);
});

test("a card's link is its last words of that name; how it was read is said with what was not understood", () => {
  assert.deepEqual(linkParts({ text: "By POL-1. POL-1", link: "POL-1" }), ["By POL-1. ", "POL-1", ""]);
  assert.deepEqual(linkParts({ text: "All" }), ["", "All", ""]);
  assert.deepEqual(linkParts({ text: "All", link: "none" }), ["", "All", ""]);
  const reading = { parts: ["M", "Chat", "Public data", "24 GB"], left: ["moon"] };
  assert.equal(readAs(reading), "Read as: M · Chat · Public data · 24 GB. Not understood: moon.");
});
