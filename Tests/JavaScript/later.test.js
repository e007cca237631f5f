"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { makeLoader, standIn } = require("../../templates/assets/scripts/finder-later.js");

/** A page whose parts arrive when `run` says so. */
function page(run) {
  const charter = {};
  const loaded = [];
  const load = makeLoader((part) => {
    loaded.push(part);
    return run(charter, part);
  });
  standIn(charter, load);
  return { charter, load, loaded };
}

test("a function loads its part once, and what that stands on, and is then the part's own", async () => {
  const { charter, loaded } = page(async (charter, part) => {
    if (part === "search") charter.find = async (text) => "found " + text;
    else charter.understand = async (text) => "understood " + text;
  });
  const first = charter.understand;
  assert.deepStrictEqual(loaded, []);
  assert.strictEqual(await charter.understand("a"), "understood a");
  assert.deepStrictEqual(loaded.sort(), ["ask", "search"]);
  assert.notStrictEqual(charter.understand, first);
  assert.strictEqual(await first("b"), "understood b", "who kept the old one gets the same");
  assert.strictEqual(await charter.find("c"), "found c");
  assert.strictEqual(loaded.length, 2);
});

test("after a failure a part is asked for again; what only suggests is then empty", async () => {
  let isBroken = true;
  const { charter, loaded } = page(async (charter, part) => {
    if (isBroken) throw new Error("missing");
    charter.find = async () => "found";
  });
  await assert.rejects(charter.find("a"), /missing/);
  assert.deepStrictEqual(await charter.knownQuestions(), []);
  assert.strictEqual(await charter.prepareSearch(), undefined);
  isBroken = false;
  assert.strictEqual(await charter.find("a"), "found");
  assert.ok(loaded.length >= 3);
});

test("a part that lacks a function is an error, not an endless wait", async () => {
  const { charter } = page(async () => {});
  await assert.rejects(charter.find("a"), /search\.js has no find/);
});

test("what is there already stays", () => {
  const charter = { ask: "own" };
  standIn(charter, () => Promise.reject(new Error("never")));
  assert.strictEqual(charter.ask, "own");
  assert.strictEqual(typeof charter.find, "function");
});
