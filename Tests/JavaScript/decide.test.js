"use strict";
require("../Data/speech.js").speak("en");
const test = require("node:test");
const assert = require("node:assert/strict");

const { choose, blockers, fitting, readNeeds, writeNeeds } = require("../../templates/assets/scripts/decide/decide-page.js");
const { readChoice, columnsToShow } = require("../../templates/assets/scripts/licence-compare/compare-page.js");
const { keyOf, byKey, matches } = require("../../templates/assets/scripts/results/results-page.js");
const { memory, cost, oneDigit } = require("../../templates/assets/scripts/estimate/estimate-page.js");

const model = (title, more) => Object.assign({
  title, decisions: title + ".html", licence: "L", osi_approved: true, openness: "open-weights", languages: ["English"],
  formats: [{ format: "Q8", gib: 23.4 }, { format: "Q4", gib: 13.3 }],
}, more);
const table = {
  uses: [{ id: "chat" }, { id: "tune" }], data: [{ id: "public" }, { id: "special" }],
  models: [model("A", { osi_approved: false }), model("B"), model("C", { languages: ["more than 140 languages"], formats: [] })],
  reasons: [{ text: "Fine.", verdict: "allowed", clause: "P", url: "p" }, { text: "If.", verdict: "conditional", clause: "Q", url: "q" }],
  cases: [],
};
for (const [m, verdicts] of [["allowed", "blocked"], ["allowed", "conditional"], ["conditional", "allowed"]].entries()) {
  for (const use of [0, 1]) for (const data of [0, 1]) {
    table.cases.push({ model: m, use, data, verdict: verdicts[data], reasons: [0, 1] });
  }
}

test("models come by verdict, then OSI-approved before others; blocked ones last", () => {
  assert.deepEqual(choose(table, { use: "chat", data: "public" }).map((one) => one.model.title), ["B", "A", "C"]);
  assert.deepEqual(choose(table, { use: "tune", data: "special" }).map((one) => one.model.title), ["C", "B", "A"]);
});

test("only reasons of the verdict's own strength are shown, and the address leads to the case", () => {
  const [first] = choose(table, { use: "tune", data: "public" });
  assert.deepEqual(first.reasons.map((one) => one.text), ["Fine."]);
  assert.equal(first.url, "B.html#tune-public");
});

test("memory, language, openness and licence rule out what the rules would allow", () => {
  assert.equal(fitting(table.models[0].formats, 24).format, "Q8");
  assert.equal(fitting(table.models[0].formats, 16).format, "Q4");
  assert.equal(fitting(table.models[0].formats, 8), null);
  assert.equal(fitting([], 8), undefined);
  assert.equal(blockers(table.models[0], { memory: "8", language: "German", openness: "open-model", osi: "1" }).length, 4);
  assert.deepEqual(blockers(table.models[2], { language: "German" }), []);
  assert.equal(blockers(table.models[2], { memory: "8" }).length, 1);
});

test("needs survive the address, behind ? and #; what is not a need is left out", () => {
  const needs = { use: "chat", data: "special", memory: "24" };
  assert.deepEqual(readNeeds("?" + writeNeeds(needs), ""), needs);
  assert.deepEqual(readNeeds("", "#" + writeNeeds(needs)), needs);
  assert.deepEqual(readNeeds("?x=1&use=", "#chat-public"), {});
});

test("a comparison shows two columns where two different licences are known, otherwise all", () => {
  const titles = ["Term", "MIT", "Apache"];
  assert.deepEqual([...columnsToShow(titles, ["Apache", "MIT"])].sort(), [0, 1, 2]);
  assert.deepEqual([...columnsToShow(["Term", "MIT", "Apache", "Gemma"], ["Gemma", "MIT"])].sort(), [0, 1, 3]);
  assert.equal(columnsToShow(["Term", "MIT", "Apache", "Gemma"], ["MIT", "MIT"]).size, 4);
  assert.equal(columnsToShow(["Term", "MIT", "Apache", "Gemma"], ["MIT", "x"]).size, 4);
  assert.deepEqual(readChoice("?a=MIT&b=Apache", ""), ["MIT", "Apache"]);
  assert.deepEqual(readChoice("", "#a=MIT&b=Apache"), ["MIT", "Apache"]);
});

test("columns are sorted by number where cells start with one; filters want every word", () => {
  assert.equal(keyOf("0.5812 ± 0.01"), 0.5812);
  assert.equal(keyOf("Apache"), "apache");
  assert.ok(byKey(2, 10) < 0 && byKey(2, "a") < 0 && byKey("b", "a") > 0 && byKey("a", "a") === 0);
  assert.ok(matches("MMLU Gemma 3", "gemma mm") && !matches("MMLU Gemma", "llama"));
});

test("estimates follow the formulas; never stays never", () => {
  const part = memory({ parameters: 1, bits: 8, layers: 2, windowLayers: 1, context: 100, window: 10, sequences: 1, cacheWidth: 1073741824, cacheBytes: 1, step: 0, width: 1, vocabulary: 0 });
  assert.equal(part.cache, 110);
  assert.equal(Math.round(part.weights * 1073741824), 1e9);
  const c = cost({ price: 4800, years: 4, watts: 0, hours: 24, energy: 1, overhead: 1, staff: 1, rate: 100, input: 200, output: 0, "input-price": 2, "output-price": 0 });
  assert.deepEqual([c.own, c.api, c.months, c.tokens], [200, 400, 16, 100]);
  assert.equal(oneDigit(null), "never");
  assert.equal(oneDigit(12.34), "12.3");
});
