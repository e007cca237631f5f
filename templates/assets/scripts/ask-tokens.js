// Cuts a question into the pieces of the encoder's vocabulary, as uncased BERT does.
// Sources: Wu et al. (2016); Devlin et al. (2019). Sources/Inference/Tokenizers/WordPieceTokenizer.swift does the same.
(function () {
  "use strict";

  const LONGEST = 100;

  const isSpace = (c) => /[\s\u00a0]/u.test(c) || /\p{Zs}/u.test(c);
  const isControl = (c) => c !== "\t" && c !== "\n" && c !== "\r" && /\p{C}/u.test(c);
  const isIdeograph = (code) =>
    (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || (code >= 0x20000 && code <= 0x2ceaf) ||
    (code >= 0xf900 && code <= 0xfaff) || (code >= 0x2f800 && code <= 0x2fa1f);
  const isPunctuation = (c) => {
    const code = c.codePointAt(0);
    return (code >= 33 && code <= 47) || (code >= 58 && code <= 64) || (code >= 91 && code <= 96) ||
      (code >= 123 && code <= 126) || /\p{P}/u.test(c);
  };

  /** The words of a text: lower case, without accents, punctuation and ideographs by themselves. */
  function wordsOf(text) {
    const words = [];
    let word = "";
    const end = () => {
      if (word) words.push(word);
      word = "";
    };
    for (const c of text.toLowerCase().normalize("NFD")) {
      if (c === "\u0000" || c === "\ufffd" || isControl(c) || /\p{Mn}/u.test(c)) continue;
      if (isSpace(c)) end();
      else if (isPunctuation(c) || isIdeograph(c.codePointAt(0))) {
        end();
        words.push(c);
      } else word += c;
    }
    end();
    return words;
  }

  class Tokenizer {
    /** @param {string} vocabulary a piece a line */
    constructor(vocabulary) {
      this.tokens = new Map();
      vocabulary.split("\n").forEach((piece, token) => { if (!this.tokens.has(piece)) this.tokens.set(piece, token); });
      this.unknown = this.tokens.get("[UNK]");
      this.start = this.tokens.get("[CLS]");
      this.end = this.tokens.get("[SEP]");
    }

    /** The tokens of a whole text between its start and end, at most so many. */
    encode(text, limit) {
      const tokens = [];
      for (const word of wordsOf(text)) tokens.push(...this.pieces(word));
      return [this.start, ...tokens.slice(0, Math.max(0, limit - 2)), this.end];
    }

    /** The longest pieces, one after the other; one unknown where a rest has none. */
    pieces(word) {
      const letters = Array.from(word);
      if (letters.length > LONGEST) return [this.unknown];
      const found = [];
      for (let from = 0; from < letters.length;) {
        let to = letters.length;
        let token;
        for (; to > from && token === undefined; to--) {
          token = this.tokens.get((from > 0 ? "##" : "") + letters.slice(from, to).join(""));
        }
        if (token === undefined) return [this.unknown];
        found.push(token);
        from = to + 1;
      }
      return found;
    }
  }

  const api = { Tokenizer, wordsOf };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).askTokens = api;
})();
