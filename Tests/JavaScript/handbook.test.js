"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { namedIn, choose, setInWords } = require("../../templates/assets/scripts/handbook/handbook-page.js");

const { speak } = require("../Data/speech.js");

const ALL = ["POL-001", "POL-002", "POL-010"];

test("policies are read from behind the question mark, or from behind the # of a page from disk", () => {
  assert.deepStrictEqual(namedIn("?policies=POL-001,pol-004", ""), ["POL-001", "POL-004"]);
  assert.deepStrictEqual(namedIn("?policies=POL-001", "#policies=POL-002"), ["POL-002"]);
  assert.deepStrictEqual(namedIn("", "#register"), []);
  assert.deepStrictEqual(namedIn("?policies=%20POL-001%20,,", ""), ["POL-001"]);
});

test("the handbook keeps its order, names what it does not have, and is never empty", () => {
  assert.deepStrictEqual(choose(["POL-010", "POL-001"], ALL), { chosen: ["POL-001", "POL-010"], unknown: [] });
  assert.deepStrictEqual(choose(["POL-002", "POL-999"], ALL), { chosen: ["POL-002"], unknown: ["POL-999"] });
  assert.deepStrictEqual(choose(["POL-999"], ALL), { chosen: ALL, unknown: ["POL-999"] });
  assert.deepStrictEqual(choose([], ALL), { chosen: ALL, unknown: [] });
});

test("the title sheet says which set it is", () => {
  assert.strictEqual(setInWords(ALL, ALL, speak("en").say), "All 3 in force");
  assert.strictEqual(setInWords(["POL-002"], ALL, speak("en").say), "POL-002 (1 of 3 in force)");
  assert.strictEqual(setInWords(ALL, ALL, speak("de").say), "Alle 3, die gelten");
});
