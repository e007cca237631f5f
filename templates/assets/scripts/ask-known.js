// Decides whether a question asks what known ones ask, which somebody has answered. KnownQuestions.swift, KnownWords.swift and
// KnownDecision.swift in Sources/Answers/Deciding hold the same steps in the same order; words and weights come from the table that
// the build writes.
(function () {
  "use strict";

  const isNode = typeof module !== "undefined";
  const { sigmoid } = isNode ? require("./ask-arithmetic.js") : window.charter.askArithmetic;
  const { CarriedWords, logit } = isNode ? require("./ask-deciding.js") : window.charter.askDeciding;
  const { SLICE } = isNode ? require("./ask-encoder.js") : window.charter.askEncoder;
  const { SUPPORTING, MISS_NAMES } = isNode ? require("./ask-known-words.js") : window.charter.askKnownWords;

  // KnownQuestions.swift.
  const NEAREST = 8;
  const TELLING = 8;
  // NearMisses.swift.
  const MISSES_TELLING = 10;

  const hasDigit = (text) => /[0-9]/.test(text);

  /** Texts whose words were looked up before: the same known questions are near again and again. */
  const read = new Map();

  function wordsIn(text) {
    if (!read.has(text)) read.set(text, new CarriedWords(text));
    return read.get(text);
  }

  /**
   * An answer with the known questions that it has, the nearest first. One known question may be near by its frame alone ("how
   * often is … tested"); all that ask for one answer together tell what it is about.
   */
  class KnownAnswer {
    constructor(questions) {
      this.questions = questions.map((one, place) => ({ one, place }))
        .sort((a, b) => b.one.similarity - a.one.similarity || a.place - b.place).map(({ one }) => one);
      this.alike = this.questions[0].similarity;
      const nearest = this.questions.slice(0, SUPPORTING);
      this.three = nearest.reduce((sum, one) => sum + one.similarity, 0) / nearest.length;
    }

    /** The cosine of the question and the middle of the known ones. */
    get centre() {
      const { width } = this.questions[0].vector;
      const sum = new Float64Array(width);
      let similarity = 0;
      for (const one of this.questions) {
        similarity += one.similarity;
        const { values, start, scale } = one.vector;
        for (let i = 0; i < width; i++) sum[i] += values[start + i] * scale;
      }
      let length = 0;
      for (const value of sum) length += value * value;
      return length > 0 ? similarity / Math.sqrt(length) : 0;
    }
  }

  /**
   * The answers whose known questions are nearest, with the mean and the deviation of all likenesses.
   *
   * @param {{section, quote, similarity, question, text, title, answer, vector: {values, start, scale, width}}[]} all in the order of the
   *   sections that they stand in
   */
  function nearestKnown(all) {
    let mean = 0;
    for (const one of all) mean += one.similarity;
    mean /= Math.max(1, all.length);
    let sum = 0;
    for (const one of all) sum += (one.similarity - mean) * (one.similarity - mean);
    const deviation = Math.sqrt(sum / Math.max(1, all.length)) || 1;
    const groups = new Map();
    for (const one of all) {
      const answer = one.section + " " + one.text;
      if (!groups.has(answer)) groups.set(answer, []);
      groups.get(answer).push(one);
    }
    const answers = Array.from(groups.values(), (questions) => new KnownAnswer(questions));
    const sorted = answers.map((answer, place) => ({ answer, place, nearness: answer.alike + answer.three }))
      .sort((a, b) => b.nearness - a.nearness || a.place - b.place);
    // Sections with so many known questions that these alone say what is answered there.
    const counts = new Map();
    for (const one of all) counts.set(one.section, (counts.get(one.section) || 0) + 1);
    const covered = new Set(Array.from(counts.keys()).filter((section) => counts.get(section) >= TELLING));
    return { nearest: sorted.slice(0, NEAREST).map(({ answer }) => answer), mean, deviation, covered };
  }

  /**
   * Questions in similar words that nothing answers, as the site's writers state them. Where one is nearer than a known question, the
   * known one is not what is asked.
   *
   * @param {number[]} all the cosine of each and the question that is asked
   * @param {number} knownCount how many known questions were looked at
   */
  function nearMisses(all, knownCount) {
    const nearest = all.slice().sort((a, b) => b - a).slice(0, SUPPORTING);
    return {
      areTelling: all.length > 0 && all.length * MISSES_TELLING >= knownCount,
      alike: nearest.length ? nearest[0] : 0,
      three: nearest.reduce((sum, one) => sum + one, 0) / Math.max(1, nearest.length),
    };
  }

  /** The vectors of the words of some texts that carry meaning, each once. */
  function meaningsOf(texts, look, meaning) {
    const seen = new Set();
    const found = [];
    for (const text of texts) {
      text.forms.forEach((form, place) => {
        if (look.light.has(text.stems[place]) || seen.has(form)) return;
        seen.add(form);
        const vector = meaning(form);
        if (vector) found.push(vector);
      });
    }
    return found;
  }

  function product(one, other) {
    let sum = 0;
    for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
    return sum;
  }

  /** What a known answer and its questions carry of the words of a question. */
  function wordsOf(asked, answer, look, meaning) {
    const found = { frequent: 0, carried: 0, answered: 0, explained: 0, most: 0, aligned: 0, strange: 0, unknown: 0 };
    if (!(asked.information > 0)) return found;
    const questions = answer.questions.map((one) => wordsIn(one.question));
    const texts = [wordsIn(answer.questions[0].text), wordsIn(answer.questions[0].title)];
    const counts = new Map();
    for (const question of questions) for (const stem of question.stems) counts.set(stem, (counts.get(stem) || 0) + 1);
    const own = meaningsOf(questions.concat(texts), look, meaning);
    for (const word of asked.words) {
      const count = counts.get(word.stem) || 0;
      found.frequent += count / (count + 1) * word.information;
      found.carried += questions[0].share(word) * word.information;
      let answered = 0;
      for (const text of texts) answered = Math.max(answered, text.share(word));
      found.answered += answered * word.information;
      let share = answered;
      for (const question of questions) share = Math.max(share, question.share(word));
      found.explained += share * word.information;
      if (share < 0.5) found.most = Math.max(found.most, word.information);
      const vector = share < 1 ? meaning(word.form) : null;
      if (vector) for (const other of own) share = Math.max(share, product(vector, other));
      found.aligned += share * word.information;
      found.strange = Math.max(found.strange, (1 - share) * word.information);
      if (!word.isKnown) found.unknown += word.information;
    }
    for (const name of ["frequent", "carried", "answered", "explained", "aligned", "unknown"]) found[name] /= asked.information;
    return found;
  }

  /** How near a known answer is to a question, before it is compared with others. */
  function measure(asked, answer, look, meaning) {
    const words = wordsOf(asked, answer, look, meaning);
    return { words, compared: [answer.alike, answer.three, answer.centre, words.frequent, words.explained, words.aligned] };
  }

  /** How much nearer an answer is than the best of the others; 0 where there is no other. */
  function leadOf(place, measured) {
    return measured[place].compared.map((own, number) => {
      let most = null;
      measured.forEach(({ compared }, other) => {
        if (other !== place) most = most === null ? compared[number] : Math.max(most, compared[number]);
      });
      return most === null ? 0 : own - most;
    });
  }

  /** What speaks for and against an answer, in the order of the weights of the table's known. */
  function evidenceOf(asked, measured, lead, near, nearest, ranked, look) {
    const question = wordsIn(nearest.question);
    const text = wordsIn(nearest.text);
    const kind = look.kindOf(question.stems);
    const next = ranked.length < 2 ? 0 : ranked[nearest.section === 0 ? 1 : 0].score;
    const hasNewNumber = asked.stems.some((stem) => hasDigit(stem) && !question.all.has(stem) && !text.all.has(stem));
    const { words, compared } = measured;
    const scaled = (likeness) => (likeness - near.mean) / near.deviation / 4;
    return [compared[0], compared[0] * compared[0]].concat(compared.slice(1), lead, [
      scaled(compared[0]), scaled(compared[2]), words.carried, words.answered, words.most / 8, words.strange / 8, words.unknown,
      asked.words.length / 10,
      asked.kind >= 0 && asked.kind === kind ? 1 : 0, asked.kind >= 0 && kind >= 0 && asked.kind !== kind ? 1 : 0,
      hasNewNumber ? 1 : 0, look.isNegated(asked.stems) !== look.isNegated(question.stems) ? 1 : 0,
      (ranked[nearest.section].score - next) / near.deviation / 4, ranked[nearest.section].lexical,
    ]);
  }

  /**
   * Whether a question asks what the known questions of one of the nearest answers ask, and which.
   *
   * @param asked what QuestionLook.read made of the question
   * @param near what nearestKnown found
   * @param misses what nearMisses found
   * @param words what known questions have in common with this one, a KnownByWords
   * @param ranked the sections, the best first
   * @param {(word: string) => Float64Array|null} meaning the vector of a folded word, of length 1
   * @param pause lets the page do other things, where time is up
   * @returns {Promise<{candidates: {answer, candidate, evidence, choice}[], chosen: object|null, answers: number, covered: Set<number>,
   *   isMissed: boolean, weights: object, threshold: number}>}
   */
  async function decideKnown(asked, near, misses, words, ranked, look, meaning, pause) {
    const measured = [];
    for (const answer of near.nearest) {
      measured.push(measure(asked, answer, look, meaning));
      await pause(SLICE);
    }
    const weights = misses.areTelling ? look.table.knownBesideMisses : look.table.known;
    const weighed = near.nearest.map((answer, place) => {
      const candidate = answer.questions[0];
      const byWords = words.evidence(candidate.answer);
      const evidence = evidenceOf(asked, measured[place], leadOf(place, measured), near, candidate, ranked, look).concat(
        byWords.slice(0, -MISS_NAMES),
        [misses.alike, answer.alike - misses.alike, answer.three - misses.three, answer.alike < misses.alike ? 1 : 0],
        byWords.slice(-MISS_NAMES));
      return { answer, candidate, evidence, choice: logit(weights.choice, evidence) };
    });
    // Where a question without an answer is nearer than all that are known, nothing is.
    const isMissed = near.nearest.length > 0 && near.nearest.every((answer) => answer.alike < misses.alike);
    const chosen = weighed.reduce((best, one) => (!best || one.choice > best.choice ? one : best), null);
    // The weights were fitted to answers with many known questions: more is asked of one that has few, and where a model is named.
    const isSparse = chosen && chosen.answer.questions.length < TELLING;
    const threshold = Math.max(
      weights.threshold, isSparse ? look.table.sparseThreshold : 0, asked.namesSubject ? look.table.namedThreshold : 0);
    return {
      candidates: weighed, chosen, answers: chosen && !isMissed ? sigmoid(logit(weights.answers, [chosen.choice])) : 0,
      covered: near.covered, isMissed, weights, threshold,
    };
  }

  const api = { nearestKnown, nearMisses, decideKnown, TELLING };
  if (isNode) module.exports = api;
  else (window.charter = window.charter || {}).askKnown = api;
})();
