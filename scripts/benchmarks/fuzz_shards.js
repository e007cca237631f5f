// Feeds the browser's reader of the search index with files that somebody changed: node fuzz_shards.js SITE SECONDS SEED.
// Each must end in results or in the reader's own error, within two seconds; anything else is printed and fails.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const index = require("../../templates/assets/scripts/search-index.js");
const { Source, SearchError } = require("../../templates/assets/scripts/search-source.js");
const { Searcher } = require("../../templates/assets/scripts/search.js");

const [site, seconds, seed] = process.argv.slice(2);
const QUERIES = ["exception", "\"two people\" licence", "promt", "kind:policy data"];
const LIMIT = 2000;

/** What each file registers, by its name. */
const texts = new Map();
for (const file of fs.readdirSync(path.join(site, "search")).filter((name) => name.endsWith(".js"))) {
  const script = fs.readFileSync(path.join(site, "search", file), "utf16le").replace(/^\ufeff/, "");
  const [, name, text] = /^charter\.shard\("([^"]+)","([^]*)"\)/.exec(script) || [];
  if (name) texts.set(name, text);
}
const names = Array.from(texts.keys()).sort();

// Mulberry32: the same seed gives the same inputs.
let state = Number(seed) >>> 0;
function random(limit) {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % limit;
}

function mutated(text) {
  const units = Array.from(text, (unit) => unit.charCodeAt(0));
  for (let edits = 1 + random(6); edits > 0; edits--) {
    const place = random(units.length + 1);
    switch (random(5)) {
      case 0: units[place] = 0x100 + random(0xd600); break;
      case 1: units.splice(place, 1 + random(20)); break;
      case 2: units.splice(place, 0, ...units.slice(place, place + random(20))); break;
      case 3: units.length = Math.min(units.length, place); break;
      default: if (place < units.length) units[place] ^= 1 << random(12);
    }
  }
  return String.fromCharCode(...units.map((unit) => unit || 0x100));
}

async function read(changed, text) {
  const load = async (name) => (name === changed ? text : texts.get(name));
  const header = index.readHeader(changed.startsWith("index-") ? text : texts.get("index-" + index.FORMAT));
  for (const query of QUERIES) {
    const found = await new Searcher(new Source(header, load)).find(query);
    await found.show(0, 5);
  }
}

async function main() {
  let count = 0;
  let refused = 0;
  for (const name of names) await read(name, texts.get(name));
  const end = Date.now() + Number(seconds) * 1000;
  while (Date.now() < end) {
    const name = names[random(names.length)];
    const text = mutated(texts.get(name));
    const start = Date.now();
    let problem = null;
    try {
      await read(name, text);
    } catch (error) {
      refused++;
      if (!(error instanceof index.DamagedError) && !(error instanceof SearchError)) problem = error;
    }
    count++;
    if (!problem && Date.now() - start > LIMIT) problem = new Error(`took ${Date.now() - start} ms`);
    if (problem) {
      console.error(`shards in JavaScript: ${name}, input ${count} of seed ${seed}:`, problem);
      process.exit(1);
    }
  }
  console.log(`shards in JavaScript: ${names.length} files and ${count} mutations of them (seed ${seed}), ${refused} refused, no finding`);
}

main();
