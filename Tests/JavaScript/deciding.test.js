"use strict";

require("../Data/speech.js").speak("en");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { QuestionLook, CarriedWords, areRelated, introductionOf, candidatesOf, decide } =
  require("../../templates/assets/scripts/ask-deciding.js");
const { nearestKnown, nearMisses, decideKnown } = require("../../templates/assets/scripts/ask-known.js");
const { KnownByWords } = require("../../templates/assets/scripts/ask-known-words.js");

// Tests/AnswersTests/DecisionTests.swift writes the file and compares with the same values.
const { table, synonyms, meanings, sections, cases } = JSON.parse(fs.readFileSync(path.join(__dirname, "../Data/deciding.json"), "utf8"));
const look = new QuestionLook(table, synonyms);
const knownQuestions = sections.flatMap(({ quotes, title }, section) => quotes
  .filter(({ question, isActive }) => question && isActive)
  .map(({ question, text, similarity, vector }) => ({
    section, similarity, question, text, title, vector: { values: Int8Array.from(vector), start: 0, scale: 0.125, width: vector.length },
  })));
// As DecisionCases.swift numbers the answers and takes the words.
const stemsOf = (text) => Array.from(new Set(new CarriedWords(text).stems));
const answersOf = new Map();
for (const one of knownQuestions) {
  const key = one.section + " " + one.text;
  if (!answersOf.has(key)) answersOf.set(key, answersOf.size);
  one.answer = answersOf.get(key);
}
const answerTexts = Array.from(answersOf.keys(), (key) => stemsOf(key.slice(key.indexOf(" ") + 1)));
const wordsFor = (stems) => new KnownByWords(Array.from(new Set(stems)),
  knownQuestions.map((one) => ({ answer: one.answer, words: stemsOf(one.question) })), answerTexts,
  [stemsOf("How many prompts does the office answer?")]);
const meaning = (word) => (meanings[word] ? Float64Array.from(meanings[word]) : null);

test("the same is decided as in Swift, to the last bit", async () => {
  assert.ok(cases.length >= 5 && cases.some((one) => one.language) && new Set(cases.map((one) => one.answers)).size === cases.length);
  for (const one of cases) {
    const found = decide(look.read(one.question, one.words), candidatesOf(sections, one.coverage, sections), look);
    assert.deepStrictEqual(found.candidates.map((candidate) => candidate.evidence), one.evidence, one.question);
    assert.strictEqual(found.chosen, found.candidates[one.chosen], one.question);
    assert.strictEqual(found.answers, one.answers, one.question);
    assert.strictEqual(found.helps, one.helps, one.question);
    const known = await decideKnown(
      look.read(one.question, one.words), nearestKnown(knownQuestions), nearMisses(one.misses, knownQuestions.length),
      wordsFor(look.read(one.question, one.words).stems), sections,
      look, meaning, () => undefined);
    assert.deepStrictEqual(known.candidates.map((candidate) => candidate.evidence), one.knownEvidence, one.question);
    assert.strictEqual(known.chosen, known.candidates[one.knownChosen], one.question);
    assert.strictEqual(known.answers, one.knownAnswers, one.question);
    assert.strictEqual(known.isMissed, one.isMissed, one.question);
    assert.strictEqual(known.threshold, one.knownThreshold, one.question);
    const language = look.foreignLanguage(one.question);
    assert.deepStrictEqual(language, one.language ? { asked: one.language, portal: "English" } : null, one.question);
  }
});

test("eight known questions say what a section answers", () => {
  const many = Array.from({ length: 8 }, (_, place) => ({ ...knownQuestions[0], section: 2, text: "Door " + place }));
  assert.deepStrictEqual(nearestKnown(many).covered, new Set([2]));
  assert.deepStrictEqual(nearestKnown(many.slice(1)).covered, new Set());
});

test("a question that is known word for word gets what a person approved", () => {
  const known = { heading: "", title: "", text: "Ask.", quotes: [
    { text: "Keys stay secret.", question: "", similarity: 0.9, isActive: true },
    { text: "Ask.", question: "Whom do I ask about keys?", similarity: 0.4, isActive: true },
  ] };
  const ranked = [{ page: 0, section: 0, score: 1, passage: 0.5, lexical: 0.5, quotes: known.quotes }];
  const decided = (question) => decide(look.read(question, []), candidatesOf(ranked, 0.5, [known]), look);
  const found = decided("whom do I ask about keys");
  assert.deepStrictEqual([found.chosen.candidate.quote, found.answers, found.helps], [1, 1, 1]);
  assert.ok(decided("whom do I ask").answers < 1);
  assert.ok(decided("").answers < 1);
});

test("without candidates nothing is decided", () => {
  assert.deepStrictEqual(decide(look.read("why", []), [], look), { candidates: [], chosen: null, isApproved: false, answers: 0, helps: 0 });
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
