// Words of a question as names and phrases are compared with them. Sources/Answers/Verdicts/QuestionWords.swift holds the
// same steps.
(function () {
  "use strict";

  // Looked up when a question comes: the scripts of search load after those of Ask.
  const analysis = () => (typeof module !== "undefined" ? require("./search-analysis.js") : window.charter.searchAnalysis);
  const JOINERS = ["", "-", "_", "."];

  const BILLIONS = ["billion", "billions", "milliarde", "milliarden"];

  /** A question's words in order: [{form, stem, isJoined, start, end}]; 'phi4' is two, 'r1' and '70b' are one each. */
  function tokensOf(text) {
    const tokens = [];
    analysis().forEachWord(text, (form, role, start, end) => {
      if (role !== "part") return;
      const last = tokens[tokens.length - 1];
      // '70 billion' is '70b'.
      if (BILLIONS.includes(form) && last !== undefined && /^[0-9.]+$/.test(last.form)) {
        last.form = last.stem = last.form + "b";
        last.end = end;
        return;
      }
      const isJoined = last !== undefined && JOINERS.includes(text.slice(last.end, start));
      const [head] = form.match(/^[^0-9]*/u);
      const isOne = Array.from(head).length < 2 || head.length === form.length;
      const add = (word, joined) => tokens.push({ form: word, stem: stemOf(word), isJoined: joined, start, end });
      add(isOne ? form : head, isJoined);
      if (!isOne) add(form.slice(head.length), true);
    });
    return tokens;
  }

  const lengthOf = (word) => Array.from(word).length;

  /** What a word's English and German inflections share. */
  function stemOf(word) {
    if (/[0-9]/.test(word)) return word;
    let stem = word;
    const drop = (ending, least, replacement) => {
      if (!stem.endsWith(ending) || lengthOf(stem) - ending.length < least) return false;
      stem = stem.slice(0, stem.length - ending.length) + (replacement || "");
      return true;
    };
    if (!drop("ies", 2, "y") && !["ss", "us", "is"].some((ending) => stem.endsWith(ending))) drop("s", 3);
    void (drop("ungen", 4) || drop("ung", 4) || drop("ied", 2, "y") || drop("ing", 3) || drop("ern", 4) || drop("er", 4)
      || drop("ed", 3) || drop("en", 4) || drop("e", 3));
    const letters = Array.from(stem);
    if (letters.length > 3 && letters[letters.length - 1] === letters[letters.length - 2]) letters.pop();
    return letters.join("");
  }

  /** Whether one insertion, deletion, substitution or swap of neighbours makes one word the other. */
  function isOneErrorAway(one, other) {
    const a = Array.from(one), b = Array.from(other);
    if (one === other || Math.abs(a.length - b.length) > 1) return false;
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) start++;
    const rest = (letters, from) => letters.slice(from).join("");
    if (a.length !== b.length) {
      return a.length > b.length ? rest(a, start + 1) === rest(b, start) : rest(b, start + 1) === rest(a, start);
    }
    if (rest(a, start + 1) === rest(b, start + 1)) return true;
    return start + 1 < a.length && a[start] === b[start + 1] && a[start + 1] === b[start]
      && rest(a, start + 2) === rest(b, start + 2);
  }

  /** A list that its file holds as one text, with commas between. */
  const listOf = (text) => (text === "" ? [] : text.split(","));

  const api = { tokensOf, stemOf, isOneErrorAway, listOf };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).askWords = api;
})();
