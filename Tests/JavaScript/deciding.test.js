"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { QuestionLook, CarriedWords, areRelated, introductionOf, candidatesOf, decide } =
  require("../../templates/assets/scripts/ask-deciding.js");

// Tests/AnswersTests/DecisionTests.swift writes the file and compares with the same values.
const { table, synonyms, sections, cases } = JSON.parse(fs.readFileSync(path.join(__dirname, "../Data/deciding.json"), "utf8"));
const look = new QuestionLook(table, synonyms);

test("the same is decided as in Swift, to the last bit", () => {
  assert.ok(cases.length >= 5 && cases.some((one) => one.language) && new Set(cases.map((one) => one.answers)).size === cases.length);
  for (const one of cases) {
    const found = decide(look.read(one.question, one.words), candidatesOf(sections, one.coverage, sections), look);
    assert.deepStrictEqual(found.candidates.map((candidate) => candidate.evidence), one.evidence, one.question);
    assert.strictEqual(found.chosen, found.candidates[one.chosen], one.question);
    assert.strictEqual(found.answers, one.answers, one.question);
    assert.strictEqual(found.helps, one.helps, one.question);
    const language = look.foreignLanguage(one.question);
    assert.deepStrictEqual(language, one.language ? { asked: one.language, portal: "English" } : null, one.question);
  }
});

test("without candidates nothing is decided", () => {
  assert.deepStrictEqual(decide(look.read("why", []), [], look), { candidates: [], chosen: null, answers: 0, helps: 0 });
});

test("words are related by their beginnings", () => {
  assert.ok(areRelated("approv", "approval"));
  assert.ok(!areRelated("approv", "approv"));
  assert.ok(!areRelated("phi4x", "phi4xy"));
  assert.ok(!areRelated("plan", "planet"));
  assert.strictEqual(new CarriedWords("The approval.").share({ stem: "approv", synonyms: [] }), 0.6);
});

test("an item is read after the line that introduces its list", () => {
  assert.strictEqual(introductionOf("two", "Say:\none\ntwo"), "Say:");
  assert.strictEqual(introductionOf("two", "Say:\n" + "x".repeat(141) + "\ntwo"), "");
  assert.strictEqual(introductionOf("none", "Say:\none"), "");
});
