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

  // QuotedLines.swift holds the same steps.
  const MOST = 12;
  const width = (line) => line.split(" | ").length;
  const isSentence = (line) => /[.!?]$/.test(line);
  /** Whether a line may be an item: one sentence, and no row. */
  const isItem = (line) => line !== "" && width(line) === 1 && !line.endsWith(":") && !/[.!?] /.test(line);

  /** The lines around a place that all are of a kind: [first, end]. */
  function blockOf(all, place, isIn) {
    let first = place;
    let end = place + 1;
    while (first > 0 && isIn(all[first - 1])) first--;
    while (end < all.length && isIn(all[end])) end++;
    return [first, end];
  }

  /**
   * The lines that a quotation is read with, each word for word: the header of its table, the line that introduces its list; where it is
   * the first row or item, whoever stated it meant what stands under the heading, and all are shown.
   *
   * @param {string} quote
   * @param {string} text the section's, with a line for each block, item and row
   */
  function quotedLines(quote, text) {
    const all = text.split("\n");
    const place = all.indexOf(quote);
    if (place < 0) return [quote];
    const shown = (first, end) => (place === first ? all.slice(place, Math.min(end, place + MOST)) : [quote]);
    if (width(quote) > 1) {
      const [first, end] = blockOf(all, place, (line) => width(line) === width(quote));
      return first < place ? [all[first]].concat(shown(first + 1, end)) : [quote];
    }
    if (!isItem(quote)) return [quote];
    const [first, end] = blockOf(all, place, isItem);
    const lead = first > 0 ? all[first - 1] : "";
    if (lead.endsWith(":") && width(lead) === 1) return [lead].concat(shown(first, end));
    // Without an introduction, what ends without a mark is an item; a sentence is a paragraph.
    if (isSentence(quote)) return [quote];
    const [start, stop] = blockOf(all, place, (line) => isItem(line) && !isSentence(line));
    return stop - start > 1 && start === place ? shown(start, stop) : [quote];
  }

  const api = { readQuotations, quotedLines };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).askQuotations = api;
})();
