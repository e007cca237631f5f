"use strict";

require("../Data/speech.js").speak("en");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { KnownByWords, decideByWords } = require("../../templates/assets/scripts/ask-known-words.js");

// Tests/AnswersTests/KnownByWordsTests.swift writes the file and compares with the same values.
const { weights, known, texts, cases } = JSON.parse(fs.readFileSync(path.join(__dirname, "../Data/known-by-words.json"), "utf8"));

test("words decide as in Swift, to the last bit", () => {
  assert.ok(cases.length >= 8 && cases.some((one) => one.nearest === undefined) && cases.some((one) => one.near.length > 1));
  for (const one of cases) {
    const words = new KnownByWords(one.asked, known, texts, one.misses);
    const name = one.asked.join(" ");
    assert.deepStrictEqual(texts.map((_, answer) => words.evidence(answer)), one.evidence, name);
    assert.deepStrictEqual(words.near, one.near, name);
    const { chosen, answers } = decideByWords(words, weights);
    assert.deepStrictEqual([chosen === null ? undefined : chosen, answers], [one.chosen, one.answers], name);
    assert.strictEqual(words.nearest ? words.nearest.place : undefined, one.nearest, name);
  }
});
