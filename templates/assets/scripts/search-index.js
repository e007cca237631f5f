// Reads the files of the search index. Sources/Search writes them; docs/search-format.md describes them.
(function () {
  "use strict";

  /** Changes with the format of any file; a page and an index of different formats do not go together. */
  const FORMAT = 2;
  const END_MARK = 1962;

  /** A file does not hold what it should. */
  class DamagedError extends Error {}

  // ---- Bytes in a string: 159 bits in ten UTF-16 units, each a digit of base 61440.

  const BASE = 61440;
  const UNITS = 10;

  function digitOf(unit) {
    if (unit >= 0x100 && unit < 0x2028) return unit - 0x100;
    if (unit >= 0x202a && unit < 0xd800) return unit - 0x102;
    if (unit >= 0xe000 && unit < 0xf902) return unit - 0x902;
    throw new DamagedError();
  }

  function bytesOf(text) {
    if (text.length % UNITS) throw new DamagedError();
    const bytes = new Uint8Array(((text.length / UNITS) * 159 + 7) >> 3);
    const number = new Uint32Array(UNITS);
    let pending = 0;
    let bitCount = 0;
    let length = 0;
    for (let block = 0; block < text.length; block += UNITS) {
      number.fill(0);
      for (let i = 0; i < UNITS; i++) {
        let carry = digitOf(text.charCodeAt(block + i));
        // No more than i + 1 parts are in use yet.
        for (let part = UNITS - 1; part >= UNITS - 1 - i; part--) {
          const value = number[part] * BASE + carry;
          number[part] = value & 0xffff;
          carry = Math.floor(value / 65536);
        }
        if (carry) throw new DamagedError();
      }
      for (let part = 0; part < UNITS; part++) {
        const count = part === 0 ? 15 : 16;
        if (number[part] >> count) throw new DamagedError();
        pending = ((pending << count) | number[part]) >>> 0;
        bitCount += count;
        while (bitCount >= 8) {
          bitCount -= 8;
          bytes[length++] = pending >>> bitCount;
        }
        pending &= (1 << bitCount) - 1;
      }
    }
    return bytes;
  }

  // ---- The range decoder: every number is a row of yes/no decisions with learnt probabilities.

  const rates = new Int32Array(128);
  for (let n = 0; n < 128; n++) rates[n] = Math.floor(131072 / (2 * n + 3));

  function bitModels(count) {
    return { p: new Uint16Array(count).fill(16384), n: new Uint8Array(count) };
  }

  function numberModel() {
    return { lengths: bitModels(32), bits: bitModels(512) };
  }

  function treeModel(bitCount) {
    return { bitCount, models: bitModels(1 << bitCount) };
  }

  function many(count, make) {
    return Array.from({ length: count }, make);
  }

  /** Reads numbers and texts of a shard, in the order in which they were written. */
  class Reader {
    constructor(text) {
      this.bytes = bytesOf(text);
      this.offset = 0;
      this.range = 0xffffffff;
      this.code = 0;
      for (let i = 0; i < 4; i++) this.code = ((this.code << 8) | this.next()) >>> 0;
      this.numbers = numberModel();
      this.byteModel = treeModel(8);
      this.shared = numberModel();
      this.characters = null;
    }

    next() {
      const offset = this.offset++;
      return offset < this.bytes.length ? this.bytes[offset] : 0;
    }

    bit(models, slot) {
      const p = models.p[slot];
      const n = models.n[slot];
      const bound = (this.range >>> 15) * p;
      let bit;
      if (this.code < bound) {
        this.range = bound;
        models.p[slot] = p + (((32768 - p) * rates[n]) >> 16);
        bit = 0;
      } else {
        this.code = (this.code - bound) >>> 0;
        this.range = (this.range - bound) >>> 0;
        models.p[slot] = p - ((p * rates[n]) >> 16);
        bit = 1;
      }
      if (n < 127) models.n[slot] = n + 1;
      while (this.range < 16777216) {
        this.range = (this.range << 8) >>> 0;
        this.code = ((this.code << 8) | this.next()) >>> 0;
      }
      return bit;
    }

    tree(model) {
      let node = 1;
      for (let i = 0; i < model.bitCount; i++) node = (node << 1) | this.bit(model.models, node);
      return node - (1 << model.bitCount);
    }

    number(model) {
      const m = model || this.numbers;
      let length = 0;
      while (length < 30 && this.bit(m.lengths, length)) length++;
      let number = 1;
      let node = 1;
      for (let shift = length - 1; shift >= 0; shift--) {
        const bit = this.bit(m.bits, length * 16 + (node < 8 ? node : 8 + Math.min(shift, 7)));
        number = (number << 1) | bit;
        if (node < 8) node = (node << 1) | bit;
      }
      return number - 1;
    }

    check(isSound) {
      if (!isSound || this.offset > this.bytes.length + 8) throw new DamagedError();
    }

    /** A count of things that follow. */
    count() {
      const count = this.number();
      this.check(count < 16777216);
      return count;
    }

    /** A text's bytes, written as what they do not share with those of previous. */
    textBytes(previous) {
      if (!this.characters) this.characters = bitModels(65536);
      const common = this.number(this.shared);
      this.check(common <= previous.length);
      const text = previous.slice(0, common);
      for (;;) {
        const context = (text.length ? text[text.length - 1] : 0) << 8;
        let node = 1;
        for (let i = 0; i < 8; i++) node = (node << 1) | this.bit(this.characters, context | node);
        if (node === 256) return text;
        text.push(node - 256);
        this.check(true);
      }
    }

    text() {
      return stringOf(this.textBytes([]));
    }

    finish() {
      this.check(this.number() === END_MARK);
    }
  }

  const decoder = new TextDecoder();

  function stringOf(bytes) {
    let text = "";
    for (const byte of bytes) {
      if (byte > 127) return decoder.decode(Uint8Array.from(bytes));
      text += String.fromCharCode(byte);
    }
    return text;
  }

  // ---- The kinds of files.

  const letters = "abcdefghijklmnopqrstuvwxyz234567";

  function shardName(prefix, reader) {
    let name = prefix + "-";
    let pending = 0;
    let bitCount = 0;
    for (let i = 0; i < 5; i++) {
      pending = (pending << 8) | reader.tree(reader.byteModel);
      bitCount += 8;
      while (bitCount >= 5) {
        bitCount -= 5;
        name += letters[(pending >> bitCount) & 31];
      }
      pending &= (1 << bitCount) - 1;
    }
    return name;
  }

  /** Which shard holds what. */
  function readHeader(text) {
    const reader = new Reader(text);
    const header = {
      pageCount: reader.count(), sectionCount: reader.count(), fragments: [], facets: [], languages: [], functionWords: new Set(), synonyms: [],
    };
    for (const [kind, prefix] of [["dictionaries", "d"], ["postings", "p"]]) {
      header[kind] = [];
      let key = [];
      for (let left = reader.count(); left > 0; left--) {
        key = reader.textBytes(key);
        header[kind].push({ firstKey: key, name: shardName(prefix, reader) });
      }
    }
    let firstPage = 0;
    for (let left = reader.count(); left > 0; left--) {
      const count = reader.count();
      header.fragments.push({ firstPage, name: shardName("f", reader) });
      firstPage += count;
    }
    for (let left = reader.count(); left > 0; left--) {
      header.facets.push({ facet: reader.text(), name: shardName("x", reader) });
    }
    for (let left = reader.count(); left > 0; left--) header.languages.push(reader.text());
    let word = [];
    for (let left = reader.count(); left > 0; left--) {
      word = reader.textBytes(word);
      header.functionWords.add(stringOf(word));
    }
    for (let left = reader.count(); left > 0; left--) {
      header.synonyms.push(many(reader.count(), () => reader.text().split(" ")));
    }
    reader.finish();
    return header;
  }

  /** entries: form, group and level; names: hash, page and section. */
  function readDictionary(text) {
    const reader = new Reader(text);
    const cuts = numberModel();
    const levels = treeModel(5);
    const endings = numberModel();
    const characters = bitModels(256);
    const entries = [];
    let form = [];
    for (let left = reader.count(); left > 0; left--) {
      form = reader.textBytes(form);
      const cut = reader.number(cuts);
      const ending = reader.number(endings);
      reader.check(cut <= form.length && ending < 256);
      const group = form.slice(0, form.length - cut);
      for (let i = 0; i < ending; i++) {
        let node = 1;
        for (let j = 0; j < 8; j++) node = (node << 1) | reader.bit(characters, node);
        group.push(node & 255);
      }
      entries.push({ form: stringOf(form), group: stringOf(group), level: reader.tree(levels) });
    }
    const pages = numberModel();
    const sections = numberModel();
    const names = [];
    for (let left = reader.count(); left > 0; left--) {
      reader.check(true);
      let hash = 0;
      for (let i = 0; i < 4; i++) hash = (hash << 8) | reader.tree(reader.byteModel);
      names.push({ hash: hash >>> 0, page: reader.number(pages), section: reader.number(sections) });
    }
    reader.finish();
    return { entries, names };
  }

  /** Posting lists by group: pages, where each page's sections end, sections, impacts of 1 to 15. */
  function readPostings(text, siteCount) {
    const reader = new Reader(text);
    const groups = [];
    let group = [];
    for (let left = reader.count(); left > 0; left--) {
      group = reader.textBytes(group);
      groups.push(stringOf(group));
    }
    const models = {
      gaps: many(24, numberModel), sectionCounts: many(4, numberModel), firstSections: many(4, numberModel),
      sectionGaps: numberModel(), impacts: many(12, () => treeModel(4)),
    };
    const lists = new Map();
    for (const name of groups) lists.set(name, readList(reader, models, siteCount));
    reader.finish();
    return lists;
  }

  function readList(reader, models, siteCount) {
    const count = reader.count();
    reader.check(count <= siteCount);
    let density = 0;
    while (density < 23 && count * 2 ** (density + 1) <= siteCount) density++;
    const few = Math.min(density, 3);
    const pages = new Int32Array(count);
    const ends = new Int32Array(count);
    const sections = [];
    const impacts = [];
    let page = -1;
    for (let i = 0; i < count; i++) {
      page += reader.number(models.gaps[density]) + 1;
      reader.check(page < siteCount);
      pages[i] = page;
      const sectionCount = reader.number(models.sectionCounts[few]) + 1;
      reader.check(sectionCount <= 4001);
      let section = 0;
      for (let j = 0; j < sectionCount; j++) {
        if (j === 0) section = reader.number(models.firstSections[few]);
        else section += reader.number(models.sectionGaps) + 1;
        sections.push(section);
        impacts.push(reader.tree(models.impacts[few * 3 + (section === 0 ? 0 : j === 0 ? 1 : 2)]));
      }
      ends[i] = sections.length;
    }
    return { pages, ends, sections: Int32Array.from(sections), impacts: Uint8Array.from(impacts) };
  }

  /** The values of a facet, each with its pages. */
  function readFacet(text) {
    const reader = new Reader(text);
    const values = many(reader.count(), () => {
      const value = { name: reader.text(), pages: [] };
      const gaps = numberModel();
      let page = -1;
      for (let left = reader.count(); left > 0; left--) {
        page += reader.number(gaps) + 1;
        value.pages.push(page);
        reader.check(true);
      }
      return value;
    });
    reader.finish();
    return values;
  }

  // ---- Shards of texts: texts share one vocabulary, and each word is coded in the light of what comes before it.

  const UPPER_BITS = 5;
  const SEPARATOR_KINDS = 12;
  // What stands before a word.
  const START = 0, SPACE = 1, SENTENCE_END = 2, OTHER_CONTEXT = 3;
  // Columns of keys: each key is written as what it does not share with the one before it in its column.
  const ADDRESS = 0, ANCHOR = 1;

  function bitsFor(count) {
    let bits = 0;
    while (2 ** bits < count) bits++;
    return Math.max(bits, 1);
  }

  /** Reads numbers, keys and texts in the order in which they were written. */
  class TextReader {
    constructor(text) {
      this.reader = new Reader(text);
      this.readVocabulary();
      const { words, separators } = this;
      this.lowerBits = Math.max(0, bitsFor(words.length) - UPPER_BITS);
      this.models = {
        upper: many(4, () => treeModel(UPPER_BITS)), lower: many(1 << UPPER_BITS, () => treeModel(this.lowerBits)),
        separators: many(SEPARATOR_KINDS, () => treeModel(bitsFor(separators.length))),
        lengths: numberModel(), spaces: bitModels(4), shapes: bitModels(8), flags: bitModels(1),
      };
      this.contexts = separators.map((one) => one === " " ? SPACE : /[.!?\n]/.test(one) ? SENTENCE_END : OTHER_CONTEXT);
      this.keys = [[], []];
    }

    readVocabulary() {
      const levels = treeModel(5);
      const byLevel = many(32, () => []);
      let word = [];
      for (let left = this.reader.count(); left > 0; left--) {
        word = this.reader.textBytes(word);
        byLevel[this.reader.tree(levels)].push(stringOf(word));
      }
      this.words = byLevel.reverse().flat();
      this.separators = [" ", ""];
      for (let left = this.reader.count(); left > 2; left--) this.separators.push(this.reader.text());
    }

    count() { return this.reader.count(); }

    flag() { return this.reader.bit(this.models.flags, 0); }

    key(column) {
      this.keys[column] = this.reader.textBytes(this.keys[column]);
      return stringOf(this.keys[column]);
    }

    finish() { this.reader.finish(); }

    text() {
      const { reader, models, words, separators, lowerBits } = this;
      const count = reader.number(models.lengths);
      const start = reader.tree(models.separators[0]);
      reader.check(start < separators.length);
      let text = separators[start];
      let context = START;
      let kind = 0;
      let last = 0;
      for (let i = 0; i < count; i++) {
        const upper = reader.tree(models.upper[kind]);
        const rank = (upper << lowerBits) | reader.tree(models.lower[upper]);
        reader.check(rank < words.length);
        const word = words[rank];
        if (!reader.bit(models.shapes, context)) text += word;
        else if (reader.bit(models.shapes, 4 + context)) text += word.toUpperCase();
        else text += word[0].toUpperCase() + word.slice(1);
        let separator = 0;
        if (reader.bit(models.spaces, context)) {
          separator = reader.tree(models.separators[last]);
          last = Math.min(separator, SEPARATOR_KINDS - 1);
        }
        reader.check(separator < separators.length);
        text += separators[separator];
        context = this.contexts[separator];
        kind = context !== SPACE ? 0 : rank < 16 ? 1 : rank < 64 ? 2 : 3;
      }
      return text;
    }
  }

  /** What results show of pages. */
  function readFragment(text) {
    const reader = new TextReader(text);
    const pages = many(reader.count(), () => {
      const page = {
        url: reader.key(ADDRESS), title: reader.text(), kind: reader.text(), status: reader.text(), sections: [],
      };
      for (let left = reader.count(); left > 0; left--) {
        const heading = reader.text();
        const anchor = reader.flag() ? reader.key(ANCHOR) : derivedAnchor(heading);
        page.sections.push({ anchor, heading, text: reader.text() });
      }
      return page;
    });
    reader.finish();
    return pages;
  }

  /** The anchor that most headings have. */
  function derivedAnchor(heading) {
    return heading.replace(/[^A-Za-z0-9_ -]/g, "").replace(/ /g, "-").toLowerCase();
  }

  // ---- Which file holds what.

  const encoder = new TextEncoder();

  /** The place of a text among shards that each start with a key. */
  function placeOf(text, shards) {
    return placeOfBytes(encoder.encode(text), shards);
  }

  /** The place of the last text that starts so. */
  function lastPlaceOf(text, shards) {
    return placeOfBytes([...encoder.encode(text), 255], shards);
  }

  function placeOfBytes(key, shards) {
    let low = 0;
    let high = shards.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (comesBefore(key, shards[middle].firstKey)) high = middle;
      else low = middle;
    }
    return low;
  }

  function comesBefore(a, b) {
    const count = Math.min(a.length, b.length);
    for (let i = 0; i < count; i++) if (a[i] !== b[i]) return a[i] < b[i];
    return a.length < b.length;
  }

  /** FNV-1a, by which dictionaries keep names. */
  function hashOf(text) {
    let hash = 0x811c9dc5;
    for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
    return hash >>> 0;
  }

  const api = {
    FORMAT, ADDRESS, ANCHOR, DamagedError, TextReader, bytesOf, placeOf, lastPlaceOf, hashOf, readHeader, readDictionary,
    readPostings, readFacet, readFragment,
  };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).searchIndex = api;
})();
