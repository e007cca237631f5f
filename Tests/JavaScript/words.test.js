"use strict";

const assert = require("node:assert");
const test = require("node:test");
const { grouped, speaker, cut } = require("../../templates/assets/scripts/words.js");
const { speak } = require("../Data/speech.js");

const say = speaker({
  language: "de", group: ".",
  texts: { "a.plain": "Nur Text", "a.pages": ["{count} Seite", "{count} Seiten"], "a.named": "{title}, {other}" },
});

test("a number chooses the form, and is grouped as the language does", () => {
  assert.strictEqual(say("a.pages", { count: 1 }), "1 Seite");
  assert.strictEqual(say("a.pages", { count: 0 }), "0 Seiten");
  assert.strictEqual(say("a.pages", { count: 12345 }), "12.345 Seiten");
  assert.strictEqual(grouped(999, "."), "999");
  assert.strictEqual(grouped(1000000, "."), "1.000.000");
});

test("values stand where they are named, whatever they hold; what is not given stays", () => {
  assert.strictEqual(say("a.plain"), "Nur Text");
  assert.strictEqual(say("a.named", { title: "$& {other}" }), "$& {other}, {other}");
  assert.strictEqual(say("a.missing"), "a.missing");
});

test("a text is cut at its marks", () => {
  assert.deepStrictEqual(cut("Ask [contact]; it is filled in."), ["Ask ", "contact", "; it is filled in."]);
  assert.deepStrictEqual(cut("Nothing."), ["Nothing.", "", ""]);
});

test("the German texts are at hand, and figures are read as they are written", () => {
  const charter = speak("de");
  assert.strictEqual(charter.say("finder.pages", { count: 2 }), "2 Seiten");
  assert.strictEqual(charter.valueText("retired"), "außer Kraft");
  assert.strictEqual(charter.decimal("4.85"), "4,85");
  assert.strictEqual(charter.plainNumber("1.234,5"), "1234.5");
  assert.strictEqual(speak("en").valueText("open-weights"), "open weights");
});
