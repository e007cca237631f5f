// The words of texts and queries. Sources/Search/Analysis and Query.swift hold the same steps.
(function () {
  "use strict";

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

  /** Calls found(form, role, start, end) for each whole, part and piece of a text, as WordBreaker.swift does. */
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
            formStart: form.length, formEnd: form.length, start, end: at, hasLetters: false, hasDigits: false,
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

  // What may stand before and after a phrase: English, German and French quotation marks, and the straight ones.
  const QUOTATION_MARK = /["“”„‟«»]/;

  function parseQuery(text, facets, functionWords) {
    const query = { words: [], phrases: [], excluded: [], filters: [] };
    let at = 0;
    let before = null;
    const isSpace = (character) => /\s/.test(character);
    const isQuotationMark = (character) => character !== undefined && QUOTATION_MARK.test(character);

    function quoted() {
      const length = text.slice(at + 1).search(QUOTATION_MARK);
      const end = length < 0 ? -1 : at + 1 + length;
      const value = text.slice(at + 1, end < 0 ? text.length : end);
      at = end < 0 ? text.length : end + 1;
      return value;
    }

    function addFilter(facet, value) {
      const known = query.filters.find((filter) => filter.facet === facet);
      if (!known) query.filters.push({ facet, values: [value] });
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
      if (isQuotationMark(text[at])) {
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
      while (end < text.length && !isSpace(text[end]) && !isQuotationMark(text[end])) end++;
      const token = text.slice(at, end);
      at = end;
      const colon = token.indexOf(":");
      const facet = token.slice(0, Math.max(colon, 0)).toLowerCase();
      if (colon >= 0 && facets.includes(facet)) {
        let value = token.slice(colon + 1);
        if (value === "" && isQuotationMark(text[at])) value = quoted();
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

  const api = { forEachWord, wordsOf, keyOf, parseQuery };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).searchAnalysis = api;
})();
