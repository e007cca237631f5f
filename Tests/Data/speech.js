"use strict";

// What scripts find on a page: charter.say and its like, with the texts of a language.
const fs = require("node:fs");
const path = require("node:path");
const { grouped, speaker, cut } = require("../../templates/assets/scripts/words.js");

/** Lets scripts that are loaded into node speak a language. */
function speak(language) {
  const texts = JSON.parse(fs.readFileSync(path.join(__dirname, "script-words.json"), "utf8"))[language];
  const say = speaker(texts);
  globalThis.window = globalThis.window || {};
  window.charter = Object.assign(window.charter || {}, {
    texts, say, sayMarked: (name) => cut(say(name)), valueText: (value) => texts.values[value] || value.replace(/-/g, " "),
    decimal: (text) => String(text).replace(".", texts.point), number: (number) => grouped(number, texts.group),
    inSentence: (title) => (language === "de" ? title : title.toLowerCase()),
    plainNumber: (text) => text.replaceAll(texts.group, "").replace(texts.point, "."),
  });
  return window.charter;
}

module.exports = { speak };
