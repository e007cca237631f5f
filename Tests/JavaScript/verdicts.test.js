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

test("another version behind a name is another of its family, and a size before it is the model's", () => {
  const two = structuredClone(lexicon);
  const heron = two.subjects.findIndex((one) => one.title === "Heron 3B");
  two.subjects.push(Object.assign(structuredClone(two.subjects[heron]), { title: "Heron 4", names: ["9b"], marks: ["heron", "4", "9b"] }));
  const finder = new NameFinder(two);
  const named = (text) => finder.find(text, tokensOf(text)).map((one) => one.subjects.map((place) => two.subjects[place].title).join(" "));
  assert.deepEqual(named("heron 3b or 4 for letters"), ["Heron 3B", "Heron 4"]);
  assert.deepEqual(named("heron 3b, the 4 and wren"), ["Heron 3B", "Heron 4", "Wren 8B"]);
  assert.deepEqual(named("the bigger heron, the 4"), ["Heron 4"]);
  assert.deepEqual(named("heron 3b and 4 users"), ["Heron 3B"]);
  assert.deepEqual(named("heron 3b or 5"), ["Heron 3B"]);
  assert.deepEqual(named("a 9b heron"), ["Heron 4"]);
  assert.deepEqual(named("a 70b heron"), [""]);
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
