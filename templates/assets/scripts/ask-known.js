// Decides whether a question asks what a known one asks, which somebody has answered. Sources/Answers/Deciding/KnownQuestions.swift
// holds the same steps in the same order; words and weights come from the table that the build writes.
(function () {
  "use strict";

  const isNode = typeof module !== "undefined";
  const { sigmoid } = isNode ? require("./ask-arithmetic.js") : window.charter.askArithmetic;
  const { CarriedWords, logit } = isNode ? require("./ask-deciding.js") : window.charter.askDeciding;

  // KnownQuestions.swift.
  const NEAREST = 12;

  const hasDigit = (text) => /[0-9]/.test(text);
  const isSameAnswer = (one, other) => one.section === other.section && one.text === other.text;

  /**
   * The known questions nearest to one, with the mean and the deviation of all likenesses.
   *
   * @param {{section, quote, similarity, question, text, title}[]} all in the order of the sections that they stand in
   */
  function nearestKnown(all) {
    let mean = 0;
    for (const one of all) mean += one.similarity;
    mean /= Math.max(1, all.length);
    let sum = 0;
    for (const one of all) sum += (one.similarity - mean) * (one.similarity - mean);
    const deviation = Math.sqrt(sum / Math.max(1, all.length)) || 1;
    const sorted = all.map((one, place) => ({ one, place })).sort((a, b) => b.one.similarity - a.one.similarity || a.place - b.place);
    return { nearest: sorted.slice(0, NEAREST).map(({ one }) => one), mean, deviation };
  }

  /** What of the question's information stands in one of some texts. */
  function explained(asked, texts) {
    const found = { share: 0, unknown: 0, most: 0 };
    for (const word of asked.words) {
      let share = 0;
      for (const text of texts) share = Math.max(share, text.share(word));
      found.share += share * word.information;
      if (!word.isKnown) found.unknown += word.information;
      if (share < 0.5) found.most = Math.max(found.most, word.information);
    }
    if (asked.information > 0) {
      found.share /= asked.information;
      found.unknown /= asked.information;
    }
    return found;
  }

  /** What speaks for and against two questions asking the same, in the order of the weights of the table's known. */
  function evidenceOf(asked, one, near, ranked, look) {
    const known = new CarriedWords(one.question);
    const texts = [known, new CarriedWords(one.text), new CarriedWords(one.title)];
    const all = explained(asked, texts);
    const own = explained(asked, [known]);
    const kind = look.kindOf(known.stems);
    let unlike = 0;
    const alike = [];
    for (const other of near.nearest) {
      if (!isSameAnswer(one, other)) unlike = Math.max(unlike, other.similarity);
      else if (other !== one) alike.push(other.similarity);
    }
    const [second = 0, third = 0] = alike;
    const scaled = (difference) => difference / near.deviation / 4;
    const next = ranked.length < 2 ? 0 : ranked[one.section === 0 ? 1 : 0].score;
    return [
      scaled(one.similarity - unlike), second > 0 ? scaled(second - near.mean) : 0,
      third > 0 ? scaled(third - near.mean) : 0, alike.length / near.nearest.length,
      own.share, all.share, all.unknown, all.most / 8,
      asked.kind >= 0 && asked.kind === kind ? 1 : 0, asked.kind >= 0 && kind >= 0 && asked.kind !== kind ? 1 : 0,
      asked.stems.some((stem) => hasDigit(stem) && !texts.some((text) => text.all.has(stem))) ? 1 : 0,
      look.isNegated(asked.stems) !== look.isNegated(known.stems) ? 1 : 0,
      scaled(ranked[one.section].score - next), ranked[one.section].lexical, one.similarity,
      one.similarity * one.similarity,
    ];
  }

  /**
   * Whether a question asks what one of the nearest known questions asks, and which.
   *
   * @param asked what QuestionLook.read made of the question
   * @param near what nearestKnown found
   * @param ranked the sections, the best first
   * @returns {{candidates: {candidate, evidence, choice}[], chosen: object|null, answers: number}}
   */
  function decideKnown(asked, near, ranked, look) {
    const weighed = near.nearest.map((candidate) => {
      const evidence = evidenceOf(asked, candidate, near, ranked, look);
      return { candidate, evidence, choice: logit(look.table.known.choice, evidence) };
    });
    const chosen = weighed.reduce((best, one) => (!best || one.choice > best.choice ? one : best), null);
    return {
      candidates: weighed, chosen, answers: chosen ? sigmoid(logit(look.table.known.answers, [chosen.choice])) : 0,
    };
  }

  const api = { nearestKnown, evidenceOf, decideKnown };
  if (isNode) module.exports = api;
  else (window.charter = window.charter || {}).askKnown = api;
})();
