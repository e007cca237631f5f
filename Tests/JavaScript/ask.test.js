"use strict";

require("../Data/speech.js").speak("en");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { exponential, sigmoid, gelu, quantized, dot } = require("../../templates/assets/scripts/ask-arithmetic.js");
const { Tokenizer, wordsOf } = require("../../templates/assets/scripts/ask-tokens.js");
const { FUSION, rankSections, wantedClusters } = require("../../templates/assets/scripts/ask-ranking.js");
const { Encoder, Bytes } = require("../../templates/assets/scripts/ask-encoder.js");
const { withoutSearchSyntax, ranking } = require("../../templates/assets/scripts/ask-sections.js");
const { readQuotations, quotedLines } = require("../../templates/assets/scripts/ask-quotations.js");
const index = require("../../templates/assets/scripts/search-index.js");
const { questionIn, withQuote, withQuestion, provenance, languageText } = require("../../templates/assets/scripts/ask/answers-page.js");
const { quoteToMark } = require("../../templates/assets/scripts/finder-marks.js");

test("the exponential and what is built on it", () => {
  for (const x of [-30, -2.5, -1, 0, 0.3, 1, 12, 88]) {
    assert.ok(Math.abs(exponential(x) / Math.exp(x) - 1) < 1e-13, String(x));
  }
  assert.strictEqual(exponential(-1e9), 0);
  assert.ok(Number.isFinite(exponential(1e9)));
  assert.strictEqual(sigmoid(0), 0.5);
  assert.ok(Math.abs(gelu(1) - 0.8413447) < 1e-6);
  assert.ok(Math.abs(gelu(-1) + 0.1586553) < 1e-6);
});

test("vectors in eight bits", () => {
  const vector = quantized(Float32Array.from([0.5, -0.25, 0, 0.83]));
  assert.strictEqual(vector.values[3], 127);
  assert.ok(Math.abs(dot(vector, vector.values, 0, vector.scale) - (0.25 + 0.0625 + 0.6889)) < 0.01);
  assert.deepStrictEqual(Array.from(quantized(new Float32Array(3)).values), [0, 0, 0]);
});

test("words are cut into the longest pieces", () => {
  const pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "how", "em", "##bed", "##ding", "?", "caf", "##e", "規"];
  const tokenizer = new Tokenizer(pieces.join("\n"));
  const read = (text, limit = 20) => tokenizer.encode(text, limit).map((token) => pieces[token]);
  assert.deepStrictEqual(read("How embedding?"), ["[CLS]", "how", "em", "##bed", "##ding", "?", "[SEP]"]);
  assert.deepStrictEqual(read("Café"), ["[CLS]", "caf", "##e", "[SEP]"]);
  assert.deepStrictEqual(read("xyz 規規"), ["[CLS]", "[UNK]", "規", "規", "[SEP]"]);
  assert.deepStrictEqual(read("how how how", 4), ["[CLS]", "how", "how", "[SEP]"]);
  assert.deepStrictEqual(read(""), ["[CLS]", "[SEP]"]);
  assert.deepStrictEqual(wordsOf("Don't\u0000 go\u00a0on!"), ["don", "'", "t", "go", "on", "!"]);
});

function cluster(entries, width = 2) {
  return {
    width, kinds: Uint8Array.from(entries, (one) => one.kind), pages: Uint32Array.from(entries, (one) => one.page),
    sections: Uint16Array.from(entries, (one) => one.section), quotes: new Uint16Array(entries.length),
    scales: Float64Array.from(entries, () => 1 / 127), values: Int8Array.from(entries.flatMap((one) => one.values)),
  };
}

test("sections rank by vectors and words together, ties by their place", () => {
  const question = { values: Int8Array.from([127, 0]), scale: 1 / 127 };
  const found = rankSections(question, { entries: [{ page: 2, section: 0, score: 5 }, { page: 9, section: 0, score: 9 }], coverage: 1 }, [
    cluster([{ kind: 0, page: 1, section: 3, values: [127, 0] }, { kind: 0, page: 2, section: 0, values: [90, 90] }]),
    cluster([{ kind: 1, page: 2, section: 0, values: [127, 0] }, { kind: 0, page: 1, section: 1, values: [0, 127] },
      { kind: 0, page: 0, section: 1, values: [0, 127] }]),
  ]);
  assert.deepStrictEqual(found.map((one) => [one.page, one.section]), [[2, 0], [1, 3], [0, 1], [1, 1]]);
  // A section that only the words find has nothing to quote.
  assert.ok(found.every((one) => one.page !== 9));
});

test("what speaks for a section weighs as much as in Swift", () => {
  const swift = fs.readFileSync(path.join(__dirname, "../../Sources/Answers/Asking/AnswerIndex.swift"), "utf8");
  const [, numbers] = swift.match(/static let standard = Fusion\((.*)\)/);
  const weights = numbers.split(", ").map((pair) => pair.split(": ")).map(([name, value]) => [name, Number(value)]);
  assert.deepStrictEqual(FUSION, Object.fromEntries(weights));
});

test("a question looks into the nearest groups and those of its words' sections", () => {
  const question = { values: Int8Array.from([127, 0]), scale: 1 / 127 };
  const centroids = Array.from({ length: 20 }, (_, i) => ({ values: Int8Array.from([100 - i, i]), scale: 1 / 127 }));
  const wanted = wantedClusters(question, { entries: [{ page: 0, section: 1, score: 1 }] }, centroids, [[0, 20]]);
  assert.deepStrictEqual(wanted, [0, 1, 2, 3, 4, 5, 6, 7, 19]);
});

test("each token's product is the same to the last bit, however many are multiplied together", async () => {
  const shape = { width: 64, inner: 64, heads: 1, positions: 1, epsilon: 1e-12 };
  const encoder = new Encoder(shape, new Uint8Array(4 + 64 + 2 * 4 * 64), () => undefined);
  const [rows, columns, groups] = [5, 64, 2];
  const number = (i) => ((i * 7919) % 1009) / 1009 - 0.4;
  const matrix = {
    rows, columns, codes: Uint8Array.from({ length: rows * columns }, (_, i) => (i * 31) % 16),
    scales: Float64Array.from({ length: rows * groups }, (_, i) => number(i)),
    minima: Float64Array.from({ length: rows * groups }, (_, i) => number(i + 50)),
    bias: Float64Array.from({ length: rows }, (_, i) => number(i + 90)),
  };
  for (let count = 1; count <= 13; count++) {
    const input = Float64Array.from({ length: count * columns }, (_, i) => number(i + 200));
    const output = await encoder.apply(matrix, input, count);
    assert.strictEqual(output.length, count * rows);
    for (let token = 0; token < count; token++) {
      for (let row = 0; row < rows; row++) {
        let total = matrix.bias[row];
        for (let group = 0; group < groups; group++) {
          let product = 0;
          let sum = 0;
          for (let i = group * 32; i < group * 32 + 32; i++) {
            product += matrix.codes[row * columns + i] * input[token * columns + i];
            sum += input[token * columns + i];
          }
          total += matrix.scales[row * groups + group] * product + matrix.minima[row * groups + group] * sum;
        }
        assert.strictEqual(output[token * rows + row], total, `${count} tokens, token ${token}, row ${row}`);
      }
    }
  }
});

test("a word's row is unpacked where a question has it; rows that are cut short are an error", async () => {
  const shape = { width: 32, inner: 32, heads: 1, positions: 2, epsilon: 1e-12 };
  const base = new DataView(new ArrayBuffer(2 * (4 + 32) + 2 * 4 * 32));
  for (let i = 0; i < 32; i++) base.setFloat32(2 * (4 + 32) + 4 * i, 1, true);
  const encoder = new Encoder(shape, new Uint8Array(base.buffer), () => undefined);
  // Two tokens: codes 0 to 15 twice and all 15; a step of 0.5 from -2, and of 1 from 0.
  const rising = Array.from({ length: 16 }, (_, i) => ((2 * i) % 16) | (((2 * i + 1) % 16) << 4));
  const packed = [2, 0, 0, 0, 7, 0, 9, 0, ...rising, 0x00, 0x38, 0x00, 0xc0, ...Array(16).fill(0xff), 0x00, 0x3c, 0, 0];
  encoder.addRows(Uint8Array.from(packed));
  assert.deepStrictEqual(Array.from(encoder.rows.keys()), [7, 9]);
  const values = Array.from({ length: 32 }, (_, i) => (i % 16) * 0.5 - 2);
  const mean = values.reduce((sum, value) => sum + value, 0) / 32;
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  const vector = await encoder.embed([7]);
  values.forEach((value, i) => assert.ok(Math.abs(vector[i] - (value - mean) / length) < 1e-6));
  assert.throws(() => encoder.addRows(Uint8Array.from(packed.slice(0, -1))), RangeError);
});

test("a layer that is cut short is an error", async () => {
  const shape = { width: 32, inner: 32, heads: 1, positions: 1, epsilon: 1e-12 };
  const encoder = new Encoder(shape, new Uint8Array(4 + 32 + 2 * 4 * 32), () => undefined);
  assert.throws(() => encoder.addLayer(new Uint8Array(100)), RangeError);
  const half = new Bytes(Uint8Array.from([0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00]));
  assert.deepStrictEqual([half.half(), half.half(), half.half()], [1, -2, 2 ** -24]);
});

// Tests/AnswersTests/AskFilesTests.swift writes the file and compares with the same values.
test("quotations come as Swift wrote them, each with its page's facts", () => {
  const script = fs.readFileSync(path.join(__dirname, "../Data/quotations.js"), "utf16le");
  const [, content] = script.match(/^\ufeffcharter\.shard\("a-[a-z2-7]{8}","(.*)"\);\n$/);
  const rules = {
    page: "policies/rules.html", title: "Rules", kind: "policy", status: "active", version: "2.1", owner: "AI office",
    reviewBy: "2027-01-01",
  };
  assert.deepStrictEqual(readQuotations(content, index), [
    { text: "Staff MUST NOT enter keys.", question: "May I enter keys?", anchor: "keys", origin: "curated", model: "", reviewer: "", ...rules },
    {
      text: "Ask first.\nThen wait | 10 days\tor more.", question: "What of a café?", anchor: "keys-2", origin: "generated",
      model: "SmolLM2 + writer", reviewer: "Ana", ...rules,
    },
    { text: "規則: see 700M.", question: "", anchor: "", origin: "statement", model: "", reviewer: "", ...rules },
    {
      text: "Nobody.", question: "Who?", anchor: "a", origin: "generated", model: "", reviewer: "", page: "policies/rules-2.html",
      title: "", kind: "guide", status: "retired", version: "", owner: "", reviewBy: "",
    },
  ]);
  for (let cut = 10; cut < content.length; cut += 10) {
    assert.throws(() => readQuotations(content.slice(0, -cut), index), index.DamagedError);
  }
});

test("signs that search gives a meaning have none in a question", () => {
  assert.strictEqual(withoutSearchSyntax("kind:policy \"a b\" -no fine-tuning"), "kind policy  a b  no fine-tuning");
});

test("coverage is the share of what the question says", () => {
  const found = {
    pages: [{ page: 4, score: 6 }], allSectionsOf: () => [{ section: 1, score: 4 }, { section: 2, score: 1000 }],
    scoring: { units: [{ form: "keys", weight: 1, ceiling: 8 }] }, rarest: 2,
    units: [
      { form: "keys", alternatives: [1], weight: 1, isExtra: false, correction: null },
      { form: "mast", alternatives: [], weight: 1, isExtra: false, correction: null },
      { form: "of", alternatives: [1], weight: 0.2, isExtra: false, correction: null },
      { form: "keymast", alternatives: [1], weight: 1, isExtra: true, correction: null },
    ],
  };
  const { words, entries, coverage } = ranking(found);
  assert.deepStrictEqual(words, [{ form: "keys", information: 8, isKnown: true }, { form: "mast", information: 2, isKnown: false }]);
  assert.deepStrictEqual(entries.map((one) => one.score), [6, 2]);
  assert.strictEqual(coverage, 0.4);
});

test("addresses carry questions and quotations", () => {
  assert.strictEqual(questionIn("?q=a%20b", ""), "a b");
  assert.strictEqual(questionIn("?q=a", "#q=c"), "c");
  assert.strictEqual(questionIn("", ""), "");
  assert.strictEqual(withQuote("p.html#s", "a & b"), "p.html?quote=a%20%26%20b#s");
  assert.strictEqual(quoteToMark("?quote=a%20%26%20b"), "a & b");
  assert.match(withQuestion("mailto:x@y.org", "Why?"), /^mailto:x@y\.org\?subject=.*&body=Why%3F%0A$/);
  assert.strictEqual(withQuestion("https://x.org", "Why?"), "https://x.org");
  assert.strictEqual(languageText({ asked: "French", portal: "English" }), "Asked in French; this portal answers in English.");
  assert.match(provenance({ origin: "generated", model: "M", reviewer: "R" }), /written by M, reviewed by R/);
});

test("a quotation is shown with what it is read with, as in Swift", () => {
  const cases = JSON.parse(fs.readFileSync(path.join(__dirname, "../Data/quoted-lines.json"), "utf8"));
  for (const { name, text, quote, lines } of cases) assert.deepStrictEqual(quotedLines(quote, text), lines, name);
});
