// Finds a query's words as they stand in the index: exactly, as beginnings, with typing errors, as synonyms.
// EditDistance.swift and Expansion.swift in Sources/Search hold the same steps.
(function () {
  "use strict";

  const isNode = typeof module !== "undefined";
  const index = isNode ? require("./search-index.js") : window.charter.searchIndex;
  const german = isNode ? require("./search-german.js") : window.charter.searchGerman;

  const FUNCTION_WORD_WEIGHT = 0.2;
  const WEIGHT = {
    openWord: 0.8, openKnownWord: 0.3, oneEdit: 0.7, twoEdits: 0.5, split: 0.8, beginning: 0.5, synonym: 0.8,
  };
  const SMALL_DICTIONARY = 24;

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

  /**
   * One pass over a query with the files that are there. What is missing is noted in source, which loads it all at
   * once; then the pass is made again. So the steps below stay as plain as those in Swift.
   */
  class Expansion {
    constructor(source) {
      this.source = source;
      this.header = source.header;
      this.isGerman = source.header.languages.includes("de");
    }

    units(query) {
      const isLightWord = (form) => this.header.functionWords.has(form);
      const hasContent = query.words.some((word) => !word.isExtra && !isLightWord(word.form));
      const units = [];
      const lightUnits = [];
      for (const word of query.words) {
        const isLight = hasContent && isLightWord(word.form);
        const entries = this.known(word.form);
        if (!entries) continue;
        const unit = {
          form: word.form, weight: isLight ? FUNCTION_WORD_WEIGHT : 1, isExtra: word.isExtra, correction: null,
          alternatives: entries.map((entry) => ({ groups: [entry.group], weight: 1 })),
        };
        if (!entries.length) {
          const group = this.germanGroup(word.form);
          if (group === null) continue;
          if (group !== undefined) unit.alternatives.push({ groups: [group], weight: 1 });
        }
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
      const shard = this.source.dictionary(index.placeOf(form, this.header.dictionaries));
      return shard && shard.entries.filter((entry) => entry.form === form);
    }

    /** The entries of a form, or else of what it stands for with two letters for an umlaut; null until files are there. */
    known(form) {
      const entries = this.exact(form);
      if (!entries || entries.length || !this.isGerman) return entries;
      for (const variant of german.umlautVariants(form)) {
        const found = this.exact(variant);
        if (!found || found.length) return found;
      }
      return entries;
    }

    /** The group of a word that the index has only with other endings; null until files are there, undefined for none. */
    germanGroup(form) {
      if (!this.isGerman || !/^[a-z]{4,}$/.test(form)) return undefined;
      for (const variant of [form, ...german.umlautVariants(form)]) {
        const group = german.stem(variant);
        const list = this.source.postings(group);
        if (list === null) return null;
        if (list) return group;
      }
      return undefined;
    }

    /** The first half of a compound that the index does not know, without what links it to the second half. */
    firstHalf(form) {
      const entries = this.exact(form);
      if (!entries || entries.length || !this.isGerman) return entries;
      for (const link of german.LINKS) {
        if (!form.endsWith(link) || form.length - link.length < 3) continue;
        const found = this.exact(form.slice(0, -link.length));
        if (!found || found.length) return found;
      }
      return this.exact(form + "e");
    }

    /** The group of the second half, which may have another ending than in the index; null until files are there. */
    secondHalf(form) {
      const entries = this.exact(form);
      if (!entries) return null;
      return entries.length ? entries[0].group : this.germanGroup(form);
    }

    addBeginnings(unit) {
      const form = unit.form;
      const isKnown = unit.alternatives.length > 0;
      if (Array.from(form).length < (isKnown ? 4 : 2) || !this.header.dictionaries.length) return;
      const first = index.placeOf(form, this.header.dictionaries);
      const last = index.lastPlaceOf(form, this.header.dictionaries);
      const shards = this.shards(first, Math.min(last, first + 2));
      if (!shards) return;
      const found = shards.flatMap((shard) =>
        shard.entries.filter((entry) => entry.form.length > form.length && entry.form.startsWith(form)));
      this.add(found, 8, isKnown ? WEIGHT.openKnownWord : WEIGHT.openWord, unit);
    }

    /** Shards from first to last, null until all are there. */
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
        unit.alternatives.push({ groups: [entry.group], weight });
        count++;
      }
    }

    correct(unit) {
      if (!this.header.dictionaries.length) return;
      const word = Array.from(unit.form);
      const first = index.placeOf(word[0], this.header.dictionaries);
      const last = index.lastPlaceOf(word[0], this.header.dictionaries);
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
      if (found.entries.length) return found;
      const all = this.header.dictionaries;
      let from = 0;
      let to = all.length - 1;
      if (all.length > SMALL_DICTIONARY) {
        from = index.placeOf(word[1], all);
        to = index.lastPlaceOf(word[1], all);
      }
      const rest = this.shards(from, to);
      return rest && nearest(word, rest.filter((_, number) => from + number < first || from + number > last), limit);
    }

    split(word, unit) {
      if (word.length < 6) return false;
      for (let place = word.length - 3; place >= 3; place--) {
        const left = this.firstHalf(word.slice(0, place).join(""));
        if (!left) return false;
        if (!left.length) continue;
        const right = this.secondHalf(word.slice(place).join(""));
        if (right === null) return false;
        if (right === undefined) continue;
        unit.alternatives.push({ groups: [left[0].group, right], weight: WEIGHT.split });
        unit.correction = left[0].form + " " + word.slice(place).join("");
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
    return { entries, distance };
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

  const api = { Expansion, editDistance, nearest, frequentFirst };
  if (isNode) module.exports = api;
  else (window.charter = window.charter || {}).searchWords = api;
})();
