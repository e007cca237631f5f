"use strict";

require("../Data/speech.js").speak("en");
const assert = require("node:assert");
const test = require("node:test");
const { citation, nextTheme } = require("../../templates/assets/scripts/page.js");

test("themes go round", () => {
  assert.deepStrictEqual(["system", "light", "dark"].map(nextTheme), ["light", "dark", "system"]);
});

test("an unknown theme starts from the system's", () => {
  assert.strictEqual(nextTheme("nonsense"), "system");
});

test("a citation names the requirement, its version and its own address", () => {
  assert.strictEqual(
    citation("POL-001-R3, version 2.1, 2026-10-01", "https://portal.example.org/a.html#other", "POL-001-R3"),
    "POL-001-R3, version 2.1, 2026-10-01, https://portal.example.org/a.html#POL-001-R3"
  );
});
