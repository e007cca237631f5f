// German words in queries: umlauts typed as two letters, and endings that no page has. Umlauts.swift and Stemmer.swift in
// Sources/Search hold the same steps.
(function () {
  "use strict";

  // ---- Umlauts (Umlauts.swift).

  const LONGEST = 4;

  /** The word with its pairs of letters as the vowels that they may stand for: all of them first, then fewer. */
  function umlautVariants(form) {
    const places = [];
    for (let place = 1; place < form.length && places.length < LONGEST; place++) {
      if (form[place] !== "e" || !"aou".includes(form[place - 1])) continue;
      if (place < 2 || !"aeq".includes(form[place - 2])) places.push(place);
    }
    const variants = [];
    for (let choice = (1 << places.length) - 1; choice > 0; choice--) {
      const dropped = new Set(places.filter((_, number) => (choice >> number) & 1));
      variants.push(Array.from(form).filter((_, place) => !dropped.has(place)).join(""));
    }
    return variants;
  }

  // ---- Stems. Source: the German stemming algorithm of Snowball 2.2, snowballstem.org/algorithms/german/stemmer.html.

  const VOWELS = "aeiouyäöü";
  const S_ENDING = "bdfghklmnrt";
  const ST_ENDING = "bdfghklmnt";

  const isVowel = (letter) => letter !== undefined && VOWELS.includes(letter);

  /** ß as ss; u and y between vowels in capitals, since they are consonants there. */
  function prelude(word) {
    const letters = Array.from(word.replace(/ß/g, "ss"));
    for (let at = 0; at + 2 < letters.length; at++) {
      const middle = letters[at + 1];
      if (isVowel(letters[at]) && (middle === "u" || middle === "y") && isVowel(letters[at + 2])) {
        letters[at + 1] = middle.toUpperCase();
      }
    }
    return letters;
  }

  /** Where the region after the first consonant behind a vowel begins, from a place on; the end where there is none. */
  function regionFrom(letters, start) {
    let at = start;
    while (at < letters.length && !isVowel(letters[at])) at++;
    while (at < letters.length && isVowel(letters[at])) at++;
    return at < letters.length ? at + 1 : letters.length;
  }

  /** The longest of some endings that the word has; empty where it has none. */
  function endingOf(letters, endings) {
    const word = letters.join("");
    return endings.filter((ending) => word.endsWith(ending)).sort((a, b) => b.length - a.length)[0] || "";
  }

  /** The stem of a word in lower case, as libstemmer's algorithm for German gives it. */
  function stem(word) {
    let letters = prelude(word);
    let first = letters.length;
    let second = letters.length;
    if (letters.length >= 3) {
      const region = regionFrom(letters, 0);
      first = Math.max(region, 3);
      // Without a first region there is no second.
      second = region < letters.length ? regionFrom(letters, region) : letters.length;
    }
    const drop = (count) => { letters = letters.slice(0, letters.length - count); };
    const isIn = (region, ending) => letters.length - ending.length >= region;
    const before = (ending) => letters[letters.length - ending.length - 1];

    let ending = endingOf(letters, ["em", "ern", "er", "e", "en", "es", "s"]);
    if (ending && isIn(first, ending)) {
      if (ending !== "s") drop(ending.length);
      else if (S_ENDING.includes(before(ending) || " ")) drop(1);
      if (["e", "en", "es"].includes(ending) && endingOf(letters, ["niss"])) drop(1);
    }

    ending = endingOf(letters, ["en", "er", "est", "st"]);
    if (ending && isIn(first, ending)) {
      if (ending !== "st") drop(ending.length);
      else if (ST_ENDING.includes(before(ending) || " ") && letters.length >= 6) drop(2);
    }

    ending = endingOf(letters, ["end", "ung", "ig", "ik", "isch", "lich", "heit", "keit"]);
    if (ending && isIn(second, ending)) {
      const isBehindE = before(ending) === "e";
      if (["ig", "ik", "isch"].includes(ending)) {
        if (!isBehindE) drop(ending.length);
      } else {
        drop(ending.length);
        if (ending === "end" || ending === "ung") {
          if (endingOf(letters, ["ig"]) && before("ig") !== "e" && isIn(second, "ig")) drop(2);
        } else if (ending === "keit") {
          const inner = endingOf(letters, ["lich", "ig"]);
          if (inner && isIn(second, inner)) drop(inner.length);
        } else {
          const inner = endingOf(letters, ["er", "en"]);
          if (inner && isIn(first, inner)) drop(inner.length);
        }
      }
    }
    const plain = { Y: "y", U: "u", ä: "a", ö: "o", ü: "u" };
    return letters.map((letter) => plain[letter] || letter).join("");
  }

  // What links the words of a compound (GermanVocabulary.swift).
  const LINKS = ["s", "es", "n", "en", "er", "e"];

  const api = { umlautVariants, stem, LINKS };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).searchGerman = api;
})();
