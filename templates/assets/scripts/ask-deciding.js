// Decides whether a sentence answers a question. Sources/Answers/Deciding holds the same steps in the same order; words and
// weights come from the table that the build writes, so that there is one copy of them.
(function () {
  "use strict";

  const isNode = typeof module !== "undefined";
  // Looked up when a question comes: the script of words loads after this one.
  const words = () => (isNode ? require("./ask-words.js") : window.charter.askWords);
  const tokensOf = (text) => words().tokensOf(text);
  const stemOf = (word) => words().stemOf(word);
  const { sigmoid } = isNode ? require("./ask-arithmetic.js") : window.charter.askArithmetic;

  // CarriedWords.swift.
  const SYNONYM = 0.8;
  const RELATED = 0.6;
  const RELATED_LENGTH = 5;
  // AnswerDecision.swift.
  const SECTIONS = 6;
  const QUOTES = 8;
  const LONGEST_BETWEEN = 140;

  const hasDigit = (text) => /[0-9]/.test(text);

  /** Whether the stems of a phrase follow one another. */
  function holds(stems, phrase) {
    for (let start = 0; start + phrase.length <= stems.length; start++) {
      if (phrase.every((stem, offset) => stems[start + offset] === stem)) return true;
    }
    return false;
  }

  /** Whether one word may be made of the other. */
  function areRelated(one, other) {
    if (one === other || hasDigit(one) || hasDigit(other)) return false;
    const short = Math.min(one.length, other.length);
    const long = Math.max(one.length, other.length);
    if (short < RELATED_LENGTH || long > short + 4) return false;
    let same = 0;
    while (same < short && one[same] === other[same]) same++;
    return same >= RELATED_LENGTH && same * 4 >= short * 3;
  }

  /** A text as a question's words are looked up in it. */
  class CarriedWords {
    constructor(text) {
      const tokens = tokensOf(text);
      this.forms = tokens.map((token) => token.form);
      this.stems = tokens.map((token) => token.stem);
      this.all = new Set(this.stems);
      this.known = new Map();
    }

    /** How far the text carries a word: 1 as it stands or with another ending, 0 not at all. */
    share(word) {
      if (this.all.has(word.stem)) return 1;
      if (word.synonyms.some((phrase) => holds(this.stems, phrase))) return SYNONYM;
      if (!this.known.has(word.stem)) {
        this.known.set(word.stem, this.stems.some((stem) => areRelated(word.stem, stem)) ? RELATED : 0);
      }
      return this.known.get(word.stem);
    }
  }

  /** Reads questions with a table's words. */
  class QuestionLook {
    /**
     * @param table the words and weights that the build wrote
     * @param {string[][][]} synonyms groups of phrases that mean the same, as the search index has them
     */
    constructor(table, synonyms) {
      this.table = table;
      this.synonyms = synonyms.map((group) => group.map((phrase) => phrase.map(stemOf)));
      this.light = new Set(table.light);
      this.numbers = new Set(table.numbers);
      this.negations = new Set(table.negations);
      this.given = table.kinds.map((kind) => new Set(kind.given));
      this.asked = table.kinds.map((kind) => kind.asked.map((phrase) => phrase.split(" ").filter(Boolean)));
    }

    /**
     * @param {string} question
     * @param {{form, information, isKnown}[]} parts its words as the search index knows them
     */
    read(question, parts) {
      const stems = tokensOf(question).map((token) => token.stem);
      const content = [];
      for (const { form, information, isKnown } of parts) {
        const stem = stemOf(form);
        if (this.light.has(stem) || !(information > 0)) continue;
        content.push({ form, stem, information, isKnown, synonyms: this.meanings(stem, stems) });
      }
      return { stems, kind: this.kindOf(stems), words: content, information: content.reduce((sum, word) => sum + word.information, 0) };
    }

    /** The sort of a question as a place in the table; -1 where its words tell none. */
    kindOf(stems) { return this.asked.findIndex((phrases) => phrases.some((phrase) => holds(stems, phrase))); }

    /** Whether a question denies what it asks for. */
    isNegated(stems) { return stems.some((stem) => this.negations.has(stem)); }

    meanings(stem, stems) {
      return this.synonyms.flatMap((group) => {
        const own = group.find((phrase) => phrase.includes(stem) && holds(stems, phrase));
        return own ? group.filter((phrase) => phrase.join(" ") !== own.join(" ")) : [];
      });
    }

    /** Whether a text gives what a sort of question asks for: a duration, a person, a number. */
    gives(kind, text) {
      if (this.table.kinds[kind].needsNumber && !text.stems.some((stem) => hasDigit(stem) || this.numbers.has(stem))) return false;
      return this.given[kind].size === 0 || text.stems.some((stem) => this.given[kind].has(stem));
    }

    /** The languages of the question and of the portal, where these are not the same; otherwise null. */
    foreignLanguage(question) {
      const { language, languages } = this.table;
      const best = this.languageOf(question);
      const own = languages.find((one) => one.tag === language);
      return best && { asked: best.name, portal: own ? own.name : language };
    }

    /** The language of a question, where it is another than the portal's; otherwise null. */
    languageOf(question) {
      const forms = new Set(tokensOf(question).map((token) => token.form));
      const { language, languages } = this.table;
      const own = languages.find((one) => one.tag === language);
      const shared = new Set(own ? own.words : []);
      // What the portal's language has too tells nothing.
      const count = (other) => other.words.filter((word) => forms.has(word) && !shared.has(word)).length;
      let best = null;
      let most = Math.max(1, own ? own.words.filter((word) => forms.has(word)).length : 0);
      for (const other of languages) {
        if (other.tag === language || count(other) <= most) continue;
        best = other;
        most = count(other);
      }
      return best;
    }
  }

  /** Where the question's words stand, as shares of its information. */
  function carried(asked, candidate) {
    const found = { sentence: 0, above: 0, missing: 0, unknown: 0, most: 0, rarest: 0 };
    let rarest = -1;
    for (const word of asked.words) {
      const own = candidate.sentence.share(word);
      const near = Math.max(own, candidate.heading.share(word), candidate.title.share(word));
      found.sentence += own * word.information;
      found.above += (near - own) * word.information;
      found.missing += (1 - near) * word.information;
      if (!word.isKnown) found.unknown += word.information;
      if (near < 0.5) found.most = Math.max(found.most, word.information);
      if (word.information > rarest) {
        rarest = word.information;
        found.rarest = near;
      }
    }
    if (asked.information > 0) for (const name of ["sentence", "above", "missing", "unknown"]) found[name] /= asked.information;
    return found;
  }

  /** How much of a known question's words and of the question's are the same. */
  function likeness(asked, known, look) {
    if (!(asked.information > 0)) return 0;
    const both = asked.words.reduce((sum, word) => sum + known.share(word) * word.information, 0);
    const others = Math.max(1, known.stems.filter((stem) => !look.light.has(stem)).length);
    const count = asked.words.length;
    return both / asked.information * ((2 * count) / (count + others));
  }

  /** What speaks for and against a candidate, in the order of the weights of the table's choice (Evidence.swift). */
  function evidenceOf(asked, candidate, look) {
    const found = carried(asked, candidate);
    const isGiven = asked.kind < 0 ? null : look.gives(asked.kind, candidate.sentence);
    const stems = candidate.sentence.stems;
    const own = stems.filter((stem) => !look.light.has(stem));
    const shared = own.filter((stem) => asked.words.some((word) => word.stem === stem)).length;
    const ranking = candidate.ranking;
    return [
      found.sentence, found.above, found.missing, found.unknown, found.most / 8, found.rarest,
      isGiven === true ? 1 : 0, isGiven === false ? 1 : 0,
      stems.length < 4 ? 1 : 0, Math.max(0, stems.length - 25) / 25, own.length ? shared / own.length : 0,
      candidate.known ? likeness(asked, candidate.known, look) : 0,
      ranking.near, ranking.passage, ranking.lexical, ranking.coverage, ranking.margin, ranking.lead, ranking.within,
    ];
  }

  function logit(regression, values) {
    let sum = regression.intercept;
    regression.weights.forEach((weight, place) => { if (place < values.length) sum += weight * values[place]; });
    return sum;
  }

  /** The mean and the deviation of the nearest similarities of all ranked sections. */
  function spreadOf(ranked) {
    if (!ranked.length) return { mean: 0, deviation: 1 };
    const nearest = ranked.map((one) => (one.quotes.length ? one.quotes[0].similarity : one.passage));
    const mean = nearest.reduce((sum, one) => sum + one, 0) / nearest.length;
    let sum = 0;
    for (const one of nearest) sum += (one - mean) * (one - mean);
    return { mean, deviation: Math.sqrt(sum / nearest.length) || 1 };
  }

  /** The line that introduces the list that a quotation stands in; empty where there is none. */
  function introductionOf(quote, text) {
    const lines = text.split("\n");
    const place = lines.findIndex((line) => line.includes(quote));
    for (let number = place - 1; number >= 0; number--) {
      if (lines[number].endsWith(":")) return lines[number];
      if (lines[number].length > LONGEST_BETWEEN) return "";
    }
    return "";
  }

  /**
   * The sentences of the best sections that may answer.
   *
   * @param ranked the sections, the best first
   * @param {number} coverage of the question, as the search gives it
   * @param {{heading, title, text, quotes: {text, question, similarity, isActive}[]}[]} sections what the first ones hold
   */
  function candidatesOf(ranked, coverage, sections, spread = spreadOf(ranked)) {
    const { mean, deviation } = spread;
    const nearest = sections.map((one) => (one.quotes.length ? one.quotes[0].similarity : 0));
    const candidates = [];
    sections.forEach((own, place) => {
      const heading = new CarriedWords(own.heading);
      const title = new CarriedWords(own.title);
      const others = nearest.reduce((most, one, other) => (other === place ? most : Math.max(most, one)), 0);
      const next = ranked.length < 2 ? 0 : ranked[place === 0 ? 1 : 0].score;
      own.quotes.slice(0, QUOTES).forEach((quote, number) => {
        if (!quote.isActive) return;
        const passage = ranked[place].passage > 0 ? ranked[place].passage : quote.similarity;
        const lead = introductionOf(quote.text, own.text);
        candidates.push({
          section: place, quote: number, heading, title, sentence: new CarriedWords(lead ? lead + " " + quote.text : quote.text),
          known: quote.question ? new CarriedWords(quote.question) : null,
          ranking: {
            near: (quote.similarity - mean) / deviation / 4, passage: (passage - mean) / deviation / 4,
            lexical: ranked[place].lexical, coverage, margin: (ranked[place].score - next) / deviation / 4,
            lead: (quote.similarity - others) / deviation / 4, within: (quote.similarity - nearest[place]) / deviation / 4,
          },
        });
      });
    });
    return candidates;
  }

  /**
   * Whether one of the candidates answers, and which.
   *
   * @returns {{candidates: {candidate, evidence, choice}[], chosen: object|null, isApproved: boolean, answers: number,
   *   helps: number}}
   */
  function decide(asked, candidates, look) {
    const weighed = candidates.map((candidate) => {
      const evidence = evidenceOf(asked, candidate, look);
      return { candidate, evidence, choice: logit(look.table.choice, evidence) };
    });
    // What a person approved with its answer is not weighed again.
    const words = asked.stems.join(" ");
    const approved = weighed.find(({ candidate }) => words && candidate.known && candidate.known.stems.join(" ") === words);
    if (approved) return { candidates: weighed, chosen: approved, isApproved: true, answers: 1, helps: 1 };
    const chosen = weighed.reduce((best, one) => (!best || one.choice > best.choice ? one : best), null);
    if (!chosen) return { candidates: weighed, chosen, isApproved: false, answers: 0, helps: 0 };
    const odds = [chosen.choice];
    return {
      candidates: weighed, chosen, isApproved: false, answers: sigmoid(logit(look.table.answers, odds)),
      helps: sigmoid(logit(look.table.helps, odds)),
    };
  }

  const api = { QuestionLook, CarriedWords, areRelated, logit, introductionOf, candidatesOf, decide, SECTIONS, QUOTES };
  if (isNode) module.exports = api;
  else (window.charter = window.charter || {}).askDeciding = api;
})();
