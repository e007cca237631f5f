// Reads a cluster's quotations; Sources/Answers/Bundle/QuotationShard.swift writes them.
(function () {
  "use strict";

  /** Where a quotation comes from, by its number in the file. */
  const ORIGINS = ["curated", "generated", "statement", "unanswered"];

  /**
   * The quotations in the order of their numbers, each with what an answer shows of its page.
   *
   * @param {string} text what the file registers
   * @param {object} index the functions of search-index.js
   */
  function readQuotations(text, index) {
    const { ADDRESS, ANCHOR, DamagedError } = index;
    const reader = new index.TextReader(text);
    const quotations = [];
    for (let pages = reader.count(); pages > 0; pages--) {
      const page = {
        page: reader.key(ADDRESS), title: reader.text(), kind: reader.text(), status: reader.text(), version: reader.text(),
        owner: reader.text(), reviewBy: reader.text(),
      };
      for (let left = reader.count(); left > 0; left--) {
        const anchor = reader.key(ANCHOR);
        const question = reader.text();
        const quote = reader.text();
        const origin = ORIGINS[reader.count()];
        if (!origin) throw new DamagedError();
        const [model, reviewer] = origin === "generated" ? [reader.text(), reader.text()] : ["", ""];
        quotations.push(Object.assign({ text: quote, question, anchor, origin, model, reviewer }, page));
      }
    }
    reader.finish();
    return quotations;
  }

  const api = { readQuotations };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).askQuotations = api;
})();
