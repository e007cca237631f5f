// Answers queries in the browser from the files that a query needs. Sources/Search/Query holds the same steps in Swift,
// so that both give the same results in the same order; docs/search.md explains them.
(function () {
  "use strict";

  const isNode = typeof module !== "undefined";
  const index = isNode ? require("./search-index.js") : window.charter.searchIndex;

  // Constants of ranking, as in Sources/Search.
  const IMPACT_LEVELS = 15;
  const PAGE_SHARE = 0.4;
  const PAGE_SATURATION = 0.5;
  const FUNCTION_WORD_WEIGHT = 0.2;
  const NAMED_BONUS = 1000;
  const WEIGHT = {
    openWord: 0.8, openKnownWord: 0.3, oneEdit: 0.7, twoEdits: 0.5, split: 0.8, beginning: 0.5, synonym: 0.8,
  };
  const PHRASE_PAGE_LIMIT = 200;
  const EXCERPT_WORDS = 32;

  // ---- Words of a text (Sources/Search/Analysis).

  const MAXIMUM_PARTS = 6;
  const MAXIMUM_LENGTH = 40;
  const LETTER = 1, DIGIT = 2, SILENT = 3, SINGLE = 4, HYPHEN = 5, APOSTROPHE = 6, DOT = 7, OTHER = 0;
  const plainLetters = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ς": "σ",
  };
  const knownFolds = new Map();

  function fold(character) {
    const code = character.codePointAt(0);
    if (code < 0x80) return code >= 0x41 && code <= 0x5a ? character.toLowerCase() : character;
    let form = knownFolds.get(character);
    if (form === undefined) {
      const parts = character.normalize("NFKD");
      form = parts.codePointAt(0) < 0x400
        ? parts.replace(/[\u0300-\u036f]/g, "").toLowerCase()
        : character.normalize("NFKC").toLowerCase();
      form = Array.from(form, (letter) => plainLetters[letter] || letter).join("");
      knownFolds.set(character, form);
    }
    return form;
  }

  function roleOf(code, character) {
    if (code >= 0x30 && code <= 0x39) return DIGIT;
    if ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) return LETTER;
    if (code === 0x2d || code === 0x5f || code === 0x26 || code === 0x2010 || code === 0x2011) return HYPHEN;
    if (code === 0x27 || code === 0x2019) return APOSTROPHE;
    if (code === 0x2e) return DOT;
    if (code < 0x80) return OTHER;
    if (code >= 0x300 && code <= 0x36f) return SILENT;
    if ((code >= 0xe00 && code <= 0xeff) || (code >= 0x1000 && code <= 0x109f) || (code >= 0x1780 && code <= 0x17ff) ||
      (code >= 0x3041 && code <= 0x309f) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0x20000 && code <= 0x3ffff)) return SINGLE;
    if (/[\p{L}\p{M}]/u.test(character)) return LETTER;
    return /\p{N}/u.test(character) ? DIGIT : OTHER;
  }

  /** Calls `found(form, role, start, end)` for each whole, part and piece of a text, as WordBreaker.swift does. */
  function forEachWord(text, found) {
    let parts = [];
    let form = "";
    let isOpen = false;
    let joiner = OTHER;
    let previous = OTHER;
    let at = 0;

    function closePart() {
      const last = parts[parts.length - 1];
      if (last && last.followsApostrophe && form.slice(last.formStart) === "s") {
        form = form.slice(0, last.formStart);
        parts.pop();
      }
    }

    function flush() {
      if (parts.length > 1 && parts.length <= MAXIMUM_PARTS) {
        found(clip(form), "whole", parts[0].start, parts[parts.length - 1].end);
      }
      for (const part of parts) {
        const word = form.slice(part.formStart, part.formEnd);
        found(clip(word), "part", part.start, part.end);
        if (part.hasLetters && part.hasDigits) {
          for (const piece of word.match(/[0-9.]+|[^0-9.]+/g)) {
            if (byteLength(piece) > 1) found(clip(piece), "piece", part.start, part.end);
          }
        }
      }
      parts = [];
      form = "";
    }

    while (at < text.length) {
      const start = at;
      const code = text.codePointAt(at);
      const character = code > 0xffff ? text.slice(at, at + 2) : text[at];
      const role = roleOf(code, character);
      at += character.length;
      if (role === LETTER || role === DIGIT) {
        if (!isOpen) {
          parts.push({
            formStart: form.length, formEnd: form.length, start: start, end: at, hasLetters: false, hasDigits: false,
            followsApostrophe: joiner === APOSTROPHE,
          });
          isOpen = true;
        }
        form += fold(character);
        const last = parts[parts.length - 1];
        last.formEnd = form.length;
        last.end = at;
        if (role === LETTER) last.hasLetters = true;
        else last.hasDigits = true;
        joiner = OTHER;
      } else if (role === SILENT) {
        if (isOpen) parts[parts.length - 1].end = at;
      } else if (role === HYPHEN || role === APOSTROPHE || role === DOT) {
        if (!isOpen) {
          flush();
          joiner = OTHER;
        } else {
          const next = at < text.length ? roleOf(text.codePointAt(at), String.fromCodePoint(text.codePointAt(at))) : OTHER;
          if (role === DOT && previous === DIGIT && next === DIGIT) {
            form += ".";
          } else {
            closePart();
            isOpen = false;
            joiner = role;
            if (next !== LETTER && next !== DIGIT) flush();
          }
        }
      } else {
        if (isOpen || role === SINGLE) closePart();
        isOpen = false;
        flush();
        if (role === SINGLE) found(fold(character), "part", start, at);
        joiner = OTHER;
      }
      if (role !== SILENT) previous = role;
    }
    if (isOpen) closePart();
    flush();
  }

  function clip(form) {
    return form.length <= MAXIMUM_LENGTH ? form : Array.from(form).slice(0, MAXIMUM_LENGTH).join("");
  }

  const encoder = new TextEncoder();

  function byteLength(text) {
    return /^[\0-\x7f]*$/.test(text) ? text.length : encoder.encode(text).length;
  }

  function wordsOf(text) {
    const words = [];
    forEachWord(text, (form, role) => { if (role === "part") words.push(form); });
    return words;
  }

  /** All words of a name, written together. */
  function keyOf(name) {
    return wordsOf(name).join("");
  }

  // ---- The query (Query.swift).

  function parseQuery(text, facets, functionWords) {
    const query = { words: [], phrases: [], excluded: [], filters: [] };
    let at = 0;
    let before = null;
    const isSpace = (character) => /\s/.test(character);

    function quoted() {
      const end = text.indexOf("\"", at + 1);
      const value = text.slice(at + 1, end < 0 ? text.length : end);
      at = end < 0 ? text.length : end + 1;
      return value;
    }

    function addFilter(facet, value) {
      const known = query.filters.find((filter) => filter.facet === facet);
      if (!known) query.filters.push({ facet: facet, values: [value] });
      else if (!known.values.includes(value)) known.values.push(value);
    }

    function add(token, isLast) {
      const parts = [];
      const wholes = [];
      forEachWord(token, (form, role) => {
        if (role === "part") parts.push(form);
        if (role === "whole") wholes.push(form);
      });
      const isJoined = before && parts.length && !functionWords.has(before) && !functionWords.has(parts[0]);
      if (isJoined) query.words.push({ form: before + parts[0], isExtra: true, isOpen: false });
      for (const whole of wholes) query.words.push({ form: whole, isExtra: true, isOpen: false });
      parts.forEach((part, number) => {
        query.words.push({ form: part, isExtra: false, isOpen: isLast && number === parts.length - 1 });
      });
      before = parts.length ? parts[parts.length - 1] : null;
    }

    while (at < text.length) {
      if (isSpace(text[at])) {
        at++;
        continue;
      }
      let isExcluded = false;
      if (text[at] === "-" && at + 1 < text.length && !isSpace(text[at + 1]) && text[at + 1] !== "-") {
        isExcluded = true;
        at++;
      }
      if (text[at] === "\"") {
        const words = wordsOf(quoted());
        if (isExcluded) {
          query.excluded.push(...words);
        } else {
          if (words.length > 1) query.phrases.push(words);
          for (const word of words) query.words.push({ form: word, isExtra: false, isOpen: false });
        }
        before = null;
        continue;
      }
      let end = at;
      while (end < text.length && !isSpace(text[end]) && text[end] !== "\"") end++;
      const token = text.slice(at, end);
      at = end;
      const colon = token.indexOf(":");
      const facet = token.slice(0, Math.max(colon, 0)).toLowerCase();
      if (colon >= 0 && facets.includes(facet)) {
        let value = token.slice(colon + 1);
        if (value === "" && text[at] === "\"") value = quoted();
        if (keyOf(value)) addFilter(facet, keyOf(value));
      } else if (isExcluded) {
        query.excluded.push(...wordsOf(token));
      } else {
        const last = Array.from(token).pop();
        const role = last ? roleOf(last.codePointAt(0), last) : OTHER;
        const isWord = role === LETTER || role === DIGIT || role === SILENT || role === SINGLE;
        add(token, at >= text.length && isWord);
      }
    }
    return query;
  }

  // ---- Words as they stand in the index (EditDistance.swift, Expansion.swift).

  function editDistance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return -1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let best = i;
      for (let j = 1; j <= b.length; j++) {
        const cost = a[i - 1] === b[j - 1] ? 0 : 1;
        let value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2] + 1);
        row.push(value);
        if (value < best) best = value;
      }
      if (best > limit) return -1;
      before = last;
      last = row;
    }
    return last[b.length] <= limit ? last[b.length] : -1;
  }

  function allowedEdits(length) {
    return length < 4 ? 0 : length < 8 ? 1 : 2;
  }

  function compareForms(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function frequentFirst(entries) {
    return entries.slice().sort((a, b) => b.level - a.level || compareForms(a.form, b.form));
  }

  /** The place of a key among shards that each start with a key. */
  function placeOf(key, shards) {
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

  function hashOf(text) {
    let hash = 0x811c9dc5;
    for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
    return hash >>> 0;
  }

  /**
   * One pass over a query with the files that are there. What is missing is noted in `source`, which loads it all at
   * once; then the pass is made again. So the steps below stay as plain as those in Swift.
   */
  class Expansion {
    constructor(source) {
      this.source = source;
      this.header = source.header;
    }

    units(query) {
      const isLightWord = (form) => this.header.functionWords.has(form);
      const hasContent = query.words.some((word) => !word.isExtra && !isLightWord(word.form));
      const units = [];
      const lightUnits = [];
      for (const word of query.words) {
        const isLight = hasContent && isLightWord(word.form);
        const entries = this.exact(word.form);
        if (!entries) continue;
        const unit = {
          form: word.form, weight: isLight ? FUNCTION_WORD_WEIGHT : 1, isExtra: word.isExtra, correction: null,
          alternatives: entries.map((entry) => ({ groups: [entry.group], weight: 1 })),
        };
        if (isLight && entries.some((entry) => 10 * 2 ** entry.level > 3 * this.header.pageCount)) {
          lightUnits.push(unit);
          continue;
        }
        if (word.isOpen) this.addBeginnings(unit);
        const isMissed = !word.isExtra && !isLight;
        if (!unit.alternatives.length && isMissed) this.correct(unit);
        if (isMissed || unit.alternatives.length) units.push(unit);
      }
      this.addSynonyms(query, units);
      return units.some((unit) => unit.alternatives.length) ? units : units.concat(lightUnits);
    }

    /** The entries of a form; null until its file is there. */
    exact(form) {
      if (!this.header.dictionaries.length) return [];
      const shard = this.source.dictionary(placeOf(encoder.encode(form), this.header.dictionaries));
      return shard && shard.entries.filter((entry) => entry.form === form);
    }

    addBeginnings(unit) {
      const form = unit.form;
      const isKnown = unit.alternatives.length > 0;
      if (Array.from(form).length < (isKnown ? 4 : 2) || !this.header.dictionaries.length) return;
      const first = placeOf(encoder.encode(form), this.header.dictionaries);
      const last = placeOf([...encoder.encode(form), 255], this.header.dictionaries);
      const shards = this.shards(first, Math.min(last, first + 2));
      if (!shards) return;
      const found = shards.flatMap((shard) =>
        shard.entries.filter((entry) => entry.form.length > form.length && entry.form.startsWith(form)));
      this.add(found, 8, isKnown ? WEIGHT.openKnownWord : WEIGHT.openWord, unit);
    }

    /** Shards from `first` to `last`, null until all are there. */
    shards(first, last) {
      const shards = [];
      for (let number = first; number <= last; number++) shards.push(this.source.dictionary(number));
      return shards.includes(null) ? null : shards;
    }

    add(entries, limit, weight, unit) {
      let count = 0;
      for (const entry of frequentFirst(entries)) {
        if (count >= limit) return;
        if (unit.alternatives.some((other) => other.groups.length === 1 && other.groups[0] === entry.group)) continue;
        unit.alternatives.push({ groups: [entry.group], weight: weight });
        count++;
      }
    }

    correct(unit) {
      if (!this.header.dictionaries.length) return;
      const word = Array.from(unit.form);
      const letter = encoder.encode(word[0]);
      const first = placeOf(letter, this.header.dictionaries);
      const last = placeOf([...letter, 255], this.header.dictionaries);
      const near = this.shards(first, last);
      if (!near) return;
      const slips = this.slips(word, near, first, last);
      if (slips === null) return;
      if (slips.entries.length) {
        const shown = frequentFirst(slips.entries).slice(0, 5);
        this.add(shown, 5, slips.distance === 1 ? WEIGHT.oneEdit : WEIGHT.twoEdits, unit);
        unit.correction = shown[0].form;
        return;
      }
      if (this.split(word, unit)) return;
      const shown = frequentFirst(this.beginnings(word, near)).slice(0, 3);
      this.add(shown, 3, WEIGHT.beginning, unit);
      unit.correction = shown.length ? shown[0].form : null;
    }

    /** The entries at the least distance; null until the files to look in are there. */
    slips(word, near, first, last) {
      const limit = allowedEdits(word.length);
      if (limit === 0) return { entries: [] };
      const found = nearest(word, near, limit);
      const all = this.header.dictionaries;
      if (found.entries.length || all.length > 128) return found;
      const rest = this.shards(0, all.length - 1);
      return rest && nearest(word, rest.filter((_, number) => number < first || number > last), limit);
    }

    split(word, unit) {
      if (word.length < 6) return false;
      for (let place = word.length - 3; place >= 3; place--) {
        const left = this.exact(word.slice(0, place).join(""));
        if (!left) return false;
        if (!left.length) continue;
        const right = this.exact(word.slice(place).join(""));
        if (!right) return false;
        if (!right.length) continue;
        unit.alternatives.push({ groups: [left[0].group, right[0].group], weight: WEIGHT.split });
        unit.correction = word.slice(0, place).join("") + " " + word.slice(place).join("");
        return true;
      }
      return false;
    }

    beginnings(word, near) {
      let best = [];
      let bestCount = Math.max(4, Math.floor((word.length * 3 + 4) / 5));
      for (const shard of near) {
        for (const entry of shard.entries) {
          const form = Array.from(entry.form);
          let count = 0;
          while (count < word.length && count < form.length && word[count] === form[count]) count++;
          if (count > bestCount) best = [];
          if (count >= bestCount) {
            bestCount = count;
            best.push(entry);
          }
        }
      }
      return best;
    }

    addSynonyms(query, units) {
      const words = query.words.filter((word) => !word.isExtra).map((word) => word.form);
      for (const phrases of this.header.synonyms) {
        for (const phrase of phrases) {
          const start = positionOf(phrase, words);
          if (start < 0) continue;
          for (const other of phrases) {
            if (other === phrase) continue;
            const entries = other.map((word) => this.exact(word));
            if (!entries.every((found) => found && found.length)) continue;
            const alternative = { groups: entries.map((found) => found[0].group), weight: WEIGHT.synonym };
            const unit = phrase.length === 1 && units.find((one) => one.form === words[start] && !one.isExtra);
            if (unit) {
              if (unit.correction !== null) unit.alternatives = [];
              unit.correction = null;
              unit.alternatives.push(alternative);
            } else {
              units.push({
                form: phrase.join(" "), weight: 1, isExtra: true, correction: null, alternatives: [alternative],
              });
            }
          }
        }
      }
    }
  }

  function nearest(word, shards, limit) {
    let entries = [];
    let distance = limit + 1;
    for (const shard of shards) {
      for (const entry of shard.entries) {
        const found = slipDistance(entry, word, Math.min(limit, distance));
        if (found < 0) continue;
        if (found < distance) entries = [];
        distance = found;
        entries.push(entry);
      }
    }
    return { entries: entries, distance: distance };
  }

  /** How far a word is from a form or from the form's stem. */
  function slipDistance(entry, word, limit) {
    let best = -1;
    for (const text of entry.form === entry.group ? [entry.form] : [entry.form, entry.group]) {
      if (text.length < word.length - limit || text.length > (word.length + limit) * 2) continue;
      const found = editDistance(word, Array.from(text), limit);
      if (found >= 0 && (best < 0 || found < best)) best = found;
    }
    return best;
  }

  function areAlike(a, b) {
    return a === b || a + "s" === b || a === b + "s";
  }

  function positionOf(phrase, words) {
    for (let start = 0; start + phrase.length <= words.length; start++) {
      if (phrase.every((word, offset) => areAlike(word, words[start + offset]))) return start;
    }
    return -1;
  }

  // ---- Scores (Scoring.swift).

  /** log2(1 + (N - n + 0.5) / (n + 0.5)) by repeated squaring, the same number everywhere. */
  function inverseFrequency(sectionCount, frequency) {
    let value = 1 + (Math.max(0, sectionCount - frequency) + 0.5) / (frequency + 0.5);
    let result = 0;
    while (value >= 2) {
      value /= 2;
      result += 1;
    }
    let bit = 0.5;
    for (let i = 0; i < 16; i++) {
      value *= value;
      if (value >= 2) {
        value /= 2;
        result += bit;
      }
      bit /= 2;
    }
    return result;
  }

  class Cursor {
    constructor(list) {
      this.list = list;
      this.index = 0;
      this.page = list.pages.length ? list.pages[0] : Infinity;
    }

    get start() { return this.index === 0 ? 0 : this.list.ends[this.index - 1]; }
    get end() { return this.list.ends[this.index]; }

    skipTo(page) {
      const pages = this.list.pages;
      while (this.page < page) {
        this.index++;
        this.page = this.index < pages.length ? pages[this.index] : Infinity;
      }
    }

    /** The impact in a section of the page, or 0. */
    impactIn(section) {
      for (let i = this.start; i < this.end; i++) if (this.list.sections[i] === section) return this.list.impacts[i];
      return 0;
    }
  }

  const sectionTotals = new Float64Array(4608);
  const sectionValues = new Float64Array(4608);

  function scoredPages(scoring) {
    const units = scoring.units.map((unit) => Object.assign({}, unit, {
      alternatives: unit.alternatives.map((alternative) => ({
        weights: alternative.weights, cursors: alternative.lists.map((list) => new Cursor(list)),
      })),
    }));
    const cursors = units.flatMap((unit) => unit.alternatives.flatMap((alternative) => alternative.cursors));
    const excluded = scoring.excluded.map((list) => new Cursor(list));
    const required = scoring.required.map((lists) => lists.map((list) => new Cursor(list)));
    const named = Array.from(scoring.named.keys()).sort((a, b) => a - b);
    const result = [];
    for (;;) {
      let page = named.length ? named[0] : Infinity;
      for (const cursor of cursors) if (cursor.page < page) page = cursor.page;
      if (!(page < scoring.pageCount)) return result;
      if (named[0] === page) named.shift();
      let isWanted = !scoring.allowed || scoring.allowed[page] === 1;
      for (const cursor of excluded) {
        cursor.skipTo(page);
        if (cursor.page === page) isWanted = false;
      }
      for (const phrase of required) {
        for (const cursor of phrase) cursor.skipTo(page);
        if (isWanted && !shareSection(phrase, page)) isWanted = false;
      }
      if (isWanted) result.push(scorePage(page, units, scoring.named));
      for (const cursor of cursors) cursor.skipTo(page + 1);
    }
  }

  function shareSection(cursors, page) {
    if (!cursors.length || cursors.some((cursor) => cursor.page !== page)) return false;
    const first = cursors[0];
    for (let i = first.start; i < first.end; i++) {
      const section = first.list.sections[i];
      if (cursors.every((cursor) => cursor.impactIn(section) > 0)) return true;
    }
    return false;
  }

  function scorePage(page, units, named) {
    const sections = [];
    let share = 0;
    for (const unit of units) {
      const touched = valuesOf(unit, page);
      let sum = 0;
      for (const section of touched) {
        const value = sectionValues[section];
        sectionValues[section] = 0;
        if (sectionTotals[section] === 0) sections.push(section);
        sectionTotals[section] += unit.weight * value;
        sum += value;
      }
      if (sum > 0) share += unit.weight * unit.ceiling * (sum / (sum + unit.ceiling * PAGE_SATURATION));
    }
    if (named.has(page)) {
      const section = named.get(page);
      if (sectionTotals[section] === 0) sections.push(section);
      sectionTotals[section] += NAMED_BONUS;
    }
    const ordered = sections.map((section) => ({ section: section, score: sectionTotals[section] }));
    for (const section of sections) sectionTotals[section] = 0;
    ordered.sort((a, b) => b.score - a.score || a.section - b.section);
    const best = ordered.length ? ordered[0].score : 0;
    return {
      page: page, score: best + PAGE_SHARE * share,
      sections: ordered.slice(0, 3).filter((one) => one.score >= best / 2),
    };
  }

  /** Fills `sectionValues` with what a unit counts in each section; returns these sections in order. */
  function valuesOf(unit, page) {
    const touched = [];
    for (const alternative of unit.alternatives) {
      const cursors = alternative.cursors;
      if (cursors.some((cursor) => cursor.page !== page)) continue;
      const first = cursors[0];
      for (let i = first.start; i < first.end; i++) {
        const section = first.list.sections[i];
        let value = alternative.weights[0] * first.list.impacts[i] / IMPACT_LEVELS;
        let isComplete = true;
        for (let other = 1; other < cursors.length; other++) {
          const impact = cursors[other].impactIn(section);
          if (impact === 0) {
            isComplete = false;
            break;
          }
          value = Math.max(value, alternative.weights[other] * impact / IMPACT_LEVELS);
        }
        if (isComplete && value > sectionValues[section]) {
          if (sectionValues[section] === 0) touched.push(section);
          sectionValues[section] = value;
        }
      }
    }
    return unit.alternatives.length > 1 ? touched.sort((a, b) => a - b) : touched;
  }

  // ---- Excerpts (Excerpt.swift).

  /** A piece of a text around what matched: `text` and `marks`, pairs of positions in it. */
  function cutExcerpt(source, matched) {
    const words = [];
    forEachWord(source, (form, role, start, end) => {
      const group = matched.get(form);
      if (role === "part") words.push({ start: start, end: end, group: group });
      else if (role === "piece" && group && words.length && !words[words.length - 1].group) {
        words[words.length - 1].group = group;
      }
    });
    if (!words.length) return { text: "", marks: [] };
    const first = words.length <= EXCERPT_WORDS ? 0 : bestStart(words);
    const last = Math.min(words.length, first + EXCERPT_WORDS);
    const from = first === 0 ? 0 : words[first].start;
    const to = last === words.length ? source.length : words[last - 1].end;
    let text = from > 0 ? "… " : "";
    const shift = text.length - from;
    const marks = words.slice(first, last).filter((word) => word.group).map((word) => [word.start + shift, word.end + shift]);
    text += source.slice(from, to).replace(/\n/g, " ");
    if (to < source.length) text += " …";
    return { text: text, marks: marks };
  }

  function bestStart(words) {
    let best = 0;
    let bestScore = -1;
    for (let start = 0; start < words.length; start += 4) {
      const found = words.slice(start, start + EXCERPT_WORDS).map((word) => word.group).filter(Boolean);
      const score = new Set(found).size * 100 + Math.min(found.length, 99);
      if (score > bestScore) {
        bestScore = score;
        best = start;
      }
    }
    return best;
  }

  // ---- The files (IndexReader.swift).

  /** Why a search failed; `kind` is missing, damaged or version. */
  class SearchError extends Error {
    constructor(kind, name, message) {
      super(message);
      this.kind = kind;
      this.file = name;
    }
  }

  const messages = {
    missing: "A part of the search index could not be loaded.",
    damaged: "A part of the search index is damaged.",
    version: "This page and the search index are of different versions. Reload the page.",
  };

  /** Files by name, decoded once; what is asked for and not there is noted in `wanted`. */
  class Source {
    constructor(header, load) {
      this.header = header;
      this.load = load;
      this.decoded = new Map();
      this.wanted = new Set();
    }

    get(name, decode) {
      if (this.decoded.has(name)) return this.decoded.get(name).value;
      this.wanted.add(name);
      this.decode = this.decode || new Map();
      this.decode.set(name, decode);
      return null;
    }

    dictionary(number) { return this.get(this.header.dictionaries[number].name, index.readDictionary); }

    facet(name) {
      const file = this.header.facets.find((one) => one.facet === name);
      return file ? this.get(file.name, index.readFacet) : [];
    }

    /** A group's list; null until its file is there, undefined where no page has it. */
    postings(group) {
      const shards = this.header.postings;
      if (!shards.length) return undefined;
      const shard = this.get(shards[placeOf(encoder.encode(group), shards)].name,
        (text) => index.readPostings(text, this.header.pageCount));
      return shard && shard.get(group);
    }

    page(number) {
      let low = 0;
      let high = this.header.fragments.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (number < this.header.fragments[middle].firstPage) high = middle;
        else low = middle;
      }
      const fragment = this.header.fragments[low];
      const pages = this.get(fragment.name, index.readFragment);
      return pages && pages[number - fragment.firstPage];
    }

    /** Loads what is wanted; says whether anything was. */
    async loadWanted() {
      const names = Array.from(this.wanted);
      this.wanted.clear();
      await Promise.all(names.map(async (name) => {
        const text = await this.load(name);
        if (this.decoded.has(name)) return;
        try {
          this.decoded.set(name, { value: this.decode.get(name)(text) });
        } catch (error) {
          throw error instanceof index.DamagedError ? new SearchError("damaged", name, messages.damaged) : error;
        }
      }));
      return names.length > 0;
    }

    /** Makes passes until nothing is wanted. */
    async complete(pass) {
      for (;;) {
        const result = pass();
        if (!(await this.loadWanted())) return result;
      }
    }

    loadedDictionaries() {
      return this.header.dictionaries.map((shard) => this.decoded.get(shard.name)).filter(Boolean).map((one) => one.value);
    }
  }

  // ---- Searching (Searcher.swift).

  class Searcher {
    constructor(source) {
      this.source = source;
      this.header = source.header;
      this.facets = this.header.facets.map((one) => one.facet);
    }

    /**
     * Finds pages for a text. Returns all `pages` that match, best first, with `show(from, to)` that loads what results
     * show of some of them.
     */
    async find(text, filters) {
      const source = this.source;
      const query = parseQuery(text, this.facets, this.header.functionWords);
      for (const facet of Object.keys(filters || {}).sort()) {
        const values = [].concat(filters[facet]).map(keyOf);
        if (values.length) query.filters.push({ facet: facet, values: values });
      }
      const expansion = new Expansion(source);
      const units = await source.complete(() => expansion.units(query));
      const scoring = await source.complete(() => this.scoring(units, query));
      const isListing = !units.length && !query.words.length && query.filters.length > 0;
      let pages = isListing ? allPages(scoring) : scoredPages(scoring);
      pages.sort(bestFirst);
      let isRelaxed = false;
      if (query.phrases.length) {
        pages = await this.verified(pages, query.phrases);
        // Where no page holds the phrases, their words are looked for one by one.
        isRelaxed = !pages.length;
        if (isRelaxed) pages = scoredPages(Object.assign(scoring, { required: [] })).sort(bestFirst);
      }
      const matched = this.matchedForms(units);
      return {
        query: query, pages: pages, matched: matched, isRelaxed: isRelaxed,
        corrections: units.filter((unit) => unit.correction !== null)
          .map((unit) => ({ word: unit.form, instead: unit.correction })),
        unknown: units.filter((unit) => !unit.alternatives.length).map((unit) => unit.form),
        show: (from, to) => this.show(pages.slice(from, to), matched),
        /** The numbers of the pages that match whatever the filters. */
        get unfiltered() {
          if (!query.filters.length) return pages.map((one) => one.page);
          if (isListing) return Array.from({ length: scoring.pageCount }, (_, number) => number);
          return scoredPages(Object.assign({}, scoring, { allowed: null })).map((one) => one.page);
        },
      };
    }

    scoring(units, query) {
      const source = this.source;
      const scoring = {
        units: [], excluded: [], required: [], named: new Map(), allowed: this.allowedPages(query),
        pageCount: this.header.pageCount,
      };
      for (const unit of units) {
        const alternatives = [];
        let ceiling = 0;
        for (const alternative of unit.alternatives) {
          const lists = alternative.groups.map((group) => source.postings(group));
          if (!lists.every(Boolean)) continue;
          const weights = lists.map((list) =>
            alternative.weight * inverseFrequency(this.header.sectionCount, list.sections.length));
          ceiling = Math.max(ceiling, ...weights);
          alternatives.push({ lists: lists, weights: weights });
        }
        if (alternatives.length) {
          scoring.units.push({ weight: unit.weight, alternatives: alternatives, ceiling: ceiling });
        }
      }
      for (const word of query.excluded) scoring.excluded.push(...this.lists(word));
      for (const phrase of query.phrases) {
        const none = { pages: [], ends: [], sections: [], impacts: [] };
        scoring.required.push(phrase.map((word) => this.lists(word)[0] || none));
      }
      const key = query.words.filter((word) => !word.isExtra).map((word) => word.form).join("");
      if (!query.excluded.length && key && this.header.dictionaries.length) {
        const shard = source.dictionary(placeOf(encoder.encode(key), this.header.dictionaries));
        const hash = hashOf(key);
        for (const name of shard ? shard.names : []) {
          if (name.hash === hash && !scoring.named.has(name.page)) scoring.named.set(name.page, name.section);
        }
      }
      return scoring;
    }

    lists(word) {
      if (!this.header.dictionaries.length) return [];
      const shard = this.source.dictionary(placeOf(encoder.encode(word), this.header.dictionaries));
      if (!shard) return [];
      return shard.entries.filter((entry) => entry.form === word)
        .map((entry) => this.source.postings(entry.group)).filter(Boolean);
    }

    /** 1 for each page that has one of the values of each facet; null where all may be shown. */
    allowedPages(query) {
      let allowed = null;
      for (const filter of query.filters) {
        const pages = new Uint8Array(this.header.pageCount);
        for (const value of this.source.facet(filter.facet) || []) {
          if (!filter.values.includes(keyOf(value.name))) continue;
          for (const page of value.pages) if (page < pages.length) pages[page] = allowed ? allowed[page] : 1;
        }
        allowed = pages;
      }
      return allowed;
    }

    async verified(pages, phrases) {
      const kept = [];
      const candidates = pages.slice(0, PHRASE_PAGE_LIMIT);
      for (let from = 0; from < candidates.length; from += 20) {
        const some = candidates.slice(from, from + 20);
        const contents = await this.source.complete(() => some.map((one) => this.source.page(one.page)));
        contents.forEach((page, number) => {
          const texts = page.sections.map((section) => wordsOf(section.heading + "\n" + section.text));
          texts.push(wordsOf(page.title));
          if (phrases.every((phrase) => texts.some((words) => holds(words, phrase)))) kept.push(some[number]);
        });
      }
      return kept;
    }

    /** All forms seen so far of the groups that the query looks for, with their groups. */
    matchedForms(units) {
      const groups = new Set(units.flatMap((unit) => unit.alternatives.flatMap((one) => one.groups)));
      const forms = new Map();
      for (const shard of this.source.loadedDictionaries()) {
        for (const entry of shard.entries) if (groups.has(entry.group)) forms.set(entry.form, entry.group);
      }
      return forms;
    }

    async show(found, matched) {
      const contents = await this.source.complete(() => found.map((one) => this.source.page(one.page)));
      return found.map((one, number) => {
        const page = contents[number];
        const at = (section) => page.sections[section] || { anchor: "", heading: "", text: "" };
        const address = (section) => page.url + (at(section).anchor ? "#" + at(section).anchor : "");
        const best = one.sections.length ? one.sections[0].section : 0;
        const excerpt = cutExcerpt(at(best).text, matched);
        return {
          url: address(best), title: page.title, section: at(best).heading, excerpt: excerpt.text, marks: excerpt.marks,
          score: one.score, kind: page.kind, status: page.status, forms: formsOn(page, matched),
          sections: one.sections.slice(1).map((more) => ({
            url: address(more.section), section: at(more.section).heading, score: more.score,
          })),
        };
      });
    }

    /**
     * For each facet, its values with how many of the pages found have each; a facet's own filter does not count, so
     * that its other values can be added.
     */
    async counts(found) {
      const facets = await this.source.complete(() => this.facets.map((facet) => this.source.facet(facet)));
      return this.facets.map((facet, place) => {
        const others = Object.assign({}, found.query, { filters: found.query.filters.filter((one) => one.facet !== facet) });
        const allowed = this.allowedPages(others);
        const numbers = new Set(found.unfiltered.filter((page) => !allowed || allowed[page] === 1));
        return {
          facet: facet,
          values: facets[place].map((value) => ({
            value: value.name, count: value.pages.filter((page) => numbers.has(page)).length,
          })),
        };
      });
    }

    /** Words of the index that are like a word that is not in it, the likeliest first. */
    async nearestWords(word, limit) {
      const expansion = new Expansion(this.source);
      const form = wordsOf(word)[0] || "";
      const all = this.header.dictionaries.length;
      if (form.length < 2 || !all) return [];
      const letters = Array.from(form);
      const place = placeOf(encoder.encode(letters[0]), this.header.dictionaries);
      const last = placeOf([...encoder.encode(letters[0]), 255], this.header.dictionaries);
      const shards = await this.source.complete(() => expansion.shards(place, last));
      const near = nearest(letters, shards, Math.max(2, Math.floor(letters.length / 2)));
      return frequentFirst(near.entries).slice(0, limit).map((entry) => entry.form);
    }
  }

  /** The matched forms that stand on a page, for the page to mark them. */
  function formsOn(page, matched) {
    const forms = new Set();
    const text = page.sections.map((section) => section.heading + "\n" + section.text).join("\n");
    forEachWord(page.title + "\n" + text, (form, role) => { if (role === "part" && matched.has(form)) forms.add(form); });
    return Array.from(forms).sort();
  }

  function bestFirst(a, b) {
    return b.score - a.score || a.page - b.page;
  }

  function allPages(scoring) {
    const pages = [];
    (scoring.allowed || []).forEach((isAllowed, page) => {
      if (isAllowed) pages.push({ page: page, score: 0, sections: [{ section: 0, score: 0 }] });
    });
    return pages;
  }

  function holds(words, phrase) {
    for (let start = 0; start + phrase.length <= words.length; start++) {
      if (phrase.every((word, offset) => words[start + offset] === word)) return true;
    }
    return false;
  }

  // ---- In the browser: files come as scripts that register themselves.

  const INDEX_NAME = "index-" + index.FORMAT;

  /** Loads files by running them as scripts; pages opened from disk may do nothing else. */
  class ScriptLoader {
    constructor(root) {
      this.root = root;
      this.arrived = new Map();
      this.loading = new Map();
      this.isForeign = false;
      window.charter.shard = (name, text) => {
        this.arrived.set(name, text);
        if (name.startsWith("index-") && name !== INDEX_NAME) this.isForeign = true;
      };
    }

    /** Forgets all that came, so that it is loaded anew. */
    forget() {
      this.arrived.clear();
      this.loading.clear();
      this.isForeign = false;
    }

    /** Resolves with the text that the script registers under `name`. */
    load(file, name) {
      if (!this.loading.has(name)) this.loading.set(name, this.run(file, name));
      return this.loading.get(name);
    }

    run(file, name) {
      return new Promise((resolve, reject) => {
        const fail = (kind) => reject(new SearchError(kind, file, messages[kind]));
        const script = document.createElement("script");
        script.onload = () => {
          script.remove();
          if (this.arrived.has(name)) resolve(this.arrived.get(name));
          else fail(this.isForeign ? "version" : "damaged");
        };
        script.onerror = () => {
          script.remove();
          fail("missing");
        };
        script.src = this.root + "search/" + file;
        document.head.appendChild(script);
      });
    }
  }

  function start() {
    const own = document.currentScript;
    const root = own ? own.src.replace(/assets\/scripts\/[^/]*$/, "") : "";
    const loader = new ScriptLoader(root);
    let opening = null;
    let attempts = 0;

    /** The searcher. After a failure the header is asked for past the browser's cache: an old one names old files. */
    function open() {
      if (!opening) {
        const query = attempts++ > 0 ? "?attempt=" + attempts + "-" + Date.now() : "";
        opening = loader.load("index.js" + query, INDEX_NAME).then((text) => {
          let header;
          try {
            header = index.readHeader(text);
          } catch (error) {
            throw new SearchError("damaged", "index.js", messages.damaged);
          }
          return new Searcher(new Source(header, (name) => loader.load(name + ".js", name)));
        });
      }
      return opening;
    }

    async function attempt(work) {
      try {
        return await work(await open());
      } catch (error) {
        opening = null;
        loader.forget();
        throw error;
      }
    }

    /**
     * Searches the site: words, "phrases", -words and facet:value.
     *
     * @param {string} text
     * @param {{filters?: Object<string, string|string[]>, limit?: number}} [options]
     * @returns {Promise<{answer: null, results: Array, count: number, corrections: Array, unknown: string[]}>}
     */
    window.charter.search = function (text, options) {
      const settings = Object.assign({ filters: {}, limit: 10 }, options);
      return attempt(async (searcher) => {
        const found = await searcher.find(text, settings.filters);
        return {
          answer: null, results: await found.show(0, settings.limit), count: found.pages.length,
          corrections: found.corrections, unknown: found.unknown, isRelaxed: found.isRelaxed,
        };
      });
    };
    window.charter.find = (text, filters) => attempt(async (searcher) => {
      const found = await searcher.find(text, filters);
      const retrying = (work) => (...values) => attempt(() => work(...values));
      found.show = retrying(found.show);
      found.counts = retrying(() => searcher.counts(found));
      return found;
    });
    window.charter.nearestWords = (word, limit) => attempt((searcher) => searcher.nearestWords(word, limit));
    window.charter.prepareSearch = () => attempt((searcher) => searcher.header).catch(() => {});
    window.charter.root = root;
    window.charter.words = forEachWord;
  }

  if (isNode) {
    module.exports = {
      Searcher: Searcher, Source: Source, SearchError: SearchError, readHeader: index.readHeader, INDEX_NAME: INDEX_NAME,
      parseQuery: parseQuery, forEachWord: forEachWord, keyOf: keyOf, editDistance: editDistance,
      inverseFrequency: inverseFrequency, cutExcerpt: cutExcerpt,
    };
  } else {
    start();
  }
})();
