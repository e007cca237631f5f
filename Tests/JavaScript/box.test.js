"use strict";

require("../Data/speech.js").speak("en");
const assert = require("node:assert");
const test = require("node:test");
const { isQuestion, questionsWith } = require("../../templates/assets/scripts/finder-box.js");
const { countSince, words } = require("../../templates/assets/scripts/home/home-page.js");

test("a question ends with its mark or has four words", () => {
  assert.ok(isQuestion("gemma?"));
  assert.ok(isQuestion("may we use gemma"));
  assert.ok(!isQuestion("gemma licence"));
  assert.ok(!isQuestion("  "));
});

test("known questions hold all words, the last as a beginning", () => {
  const known = ["How long are prompts kept?", "Who approves a model?", "How do I ask for a model?"];
  assert.deepStrictEqual(questionsWith("prompts ke", known), [known[0]]);
  assert.deepStrictEqual(questionsWith("model", known), known.slice(1));
  // All but the last are whole words.
  assert.deepStrictEqual(questionsWith("mod appr", known), []);
  assert.deepStrictEqual(questionsWith(" ? ", known), []);
});

test("changes since the last visit count the day itself", () => {
  assert.strictEqual(countSince(["2026-11-25", "2026-11-20", "2026-10-01"], "2026-11-20"), 2);
  assert.strictEqual(countSince(["2026-11-25"], null), 0);
  assert.strictEqual(words(0), "Nothing has changed since you last looked.");
  assert.strictEqual(words(1), "One change since you last looked.");
  assert.strictEqual(words(2), "2 changes since you last looked.");
});
