// What a question has in common with known ones by their words; and whether that alone decides, in a language that the encoder was not
// made for and on sites without one. KnownByWords.swift in Sources/Answers/Deciding holds the same steps in the same order.
(function () {
  "use strict";

  const isNode = typeof module !== "undefined";
  const { sigmoid } = isNode ? require("./ask-arithmetic.js") : window.charter.askArithmetic;
  const { logit } = isNode ? require("./ask-deciding.js") : window.charter.askDeciding;
  const { SLICE } = isNode ? require("./ask-encoder.js") : window.charter.askEncoder;

  // Kinds of entries.
  const QUESTION = 1;
  const UNANSWERED = 3;
  /** How many answers one is compared with. */
  const COUNT = 12;
  /** How many of an answer's nearest questions count together. */
  const SUPPORTING = 3;
  /** So many of the numbers say what near misses say; they come last. */
  const MISS_NAMES = 4;
  /** The shortest word that may be like another, how much they must share, and what that counts beside the word itself. */
  const LEAST_LETTERS = 4;
  const LEAST_ALIKE = 0.55;
  const ALIKE_COUNTS = 0.9;

  const lettersOf = (word) => Array.from(word).length;

  /** Words whose groups were made before: known questions have the same ones again and again. */
  const made = new Map();
  /** Those of them that have a group of three letters, by the group. */
  const holders = new Map();

  /** The groups of three letters of a word, with a mark before and behind it. */
  function threesOf(word) {
    if (!made.has(word)) {
      const marked = ["^"].concat(Array.from(word), "$");
      const threes = new Set(marked.slice(2).map((letter, at) => marked[at] + marked[at + 1] + letter));
      made.set(word, threes);
      for (const three of threes) {
        if (!holders.has(three)) holders.set(three, []);
        holders.get(three).push(word);
      }
    }
    return made.get(word);
  }

  /** The words made before that have groups of three letters in common with a word: how many, by the word. */
  function likeWords(word) {
    const shared = new Map();
    for (const three of threesOf(word)) for (const other of holders.get(three)) shared.set(other, (shared.get(other) || 0) + 1);
    return shared;
  }

  /** The mean of the three greatest, of which those that are not there count as 0. */
  function threeOf(sorted) {
    let sum = 0;
    for (const one of sorted.slice(0, SUPPORTING)) sum += one;
    return sum / SUPPORTING;
  }

  /** The words of a question with those of known questions that are like them. */
  class AskedWords {
    /**
     * @param {string[]} words each once
     * @param {string[][]} known the words of known questions
     * @param {string[][]} misses those of questions that nothing answers
     */
    constructor(words, known, misses) {
      this.words = words;
      this.questionCount = known.length;
      this.counts = new Map();
      for (const question of known) for (const word of question) this.counts.set(word, (this.counts.get(word) || 0) + 1);
      for (const question of misses) for (const word of question) if (!this.counts.has(word)) this.counts.set(word, 0);
      for (const word of this.counts.keys()) if (lettersOf(word) >= LEAST_LETTERS) threesOf(word);
      this.informations = new Map();
      this.total = 0;
      this.unknown = 0;
      this.alike = words.map((word) => {
        const own = new Map(this.counts.has(word) ? [[word, 1]] : []);
        if (lettersOf(word) >= LEAST_LETTERS) {
          const { size } = threesOf(word);
          for (const [other, both] of likeWords(word)) {
            if (other === word || !this.counts.has(other)) continue;
            const share = 2 * both / (size + threesOf(other).size);
            if (share >= LEAST_ALIKE) own.set(other, share * ALIKE_COUNTS);
          }
        }
        this.total += this.information(word);
        if (!own.size) this.unknown += this.information(word);
        return own;
      });
      if (this.total > 0) this.unknown /= this.total;
      this.met = new Set(this.alike.flatMap((own) => Array.from(own.keys())));
    }

    /** How rare a word is among known questions: the fourth root of their number for each that has it. */
    information(word) {
      let found = this.informations.get(word);
      if (found === undefined) {
        found = Math.sqrt(Math.sqrt(this.questionCount / ((this.counts.get(word) || 0) + 1)));
        this.informations.set(word, found);
      }
      return found;
    }

    /** How much a question and the one that is asked have in common, of what both hold. */
    share(question) {
      // Most known questions have no word of it.
      if (!question.some((word) => this.met.has(word))) return 0;
      let shared = 0;
      this.words.forEach((word, place) => {
        if (!this.alike[place].size) return;
        let most = 0;
        for (const other of question) most = Math.max(most, this.alike[place].get(other) || 0);
        shared += most * this.information(word);
      });
      if (!(shared > 0)) return 0;
      let both = this.total;
      for (const word of question) both += this.information(word);
      return 2 * shared / both;
    }

    /**
     * Which share of the words' information an answer's questions carry, where a word that more of them have counts more; which share
     * they or the answer carry; and the information of the word that is carried least.
     */
    carried(questions, answer) {
      const own = new Map();
      for (const question of questions) for (const word of question) own.set(word, (own.get(word) || 0) + 1);
      const text = new Set(answer);
      const found = { frequent: 0, explained: 0, most: 0 };
      this.words.forEach((word, place) => {
        let often = 0;
        let share = text.has(word) ? 1 : 0;
        for (const [other, likeness] of this.alike[place]) {
          const count = own.get(other) || 0;
          often = Math.max(often, likeness * count / (count + 1));
          if (count > 0 || text.has(other)) share = Math.max(share, likeness);
        }
        found.frequent += often * this.information(word);
        found.explained += share * this.information(word);
        found.most = Math.max(found.most, (1 - share) * this.information(word));
      });
      if (!(this.total > 0)) return { frequent: 0, explained: 0, most: 0 };
      found.frequent /= this.total;
      found.explained /= this.total;
      return found;
    }
  }

  /** What a question has in common with known ones by their words. */
  class KnownByWords {
    /**
     * @param {string[]} words of the question, each once
     * @param {{answer: number, words: string[]}[]} known answer is a number that all questions of it share
     * @param {string[][]} texts the words of each answer
     * @param {string[][]} misses the words of questions that nothing answers
     */
    constructor(words, known, texts, misses) {
      this.asked = new AskedWords(words, known.map((one) => one.words), misses);
      this.known = known;
      this.texts = texts;
      this.shares = known.map((one) => this.asked.share(one.words));
      /** For each answer the places of its questions, the nearest first. */
      this.questions = texts.map(() => []);
      known.forEach((one, place) => this.questions[one.answer].push(place));
      for (const own of this.questions) own.sort((a, b) => this.shares[b] - this.shares[a] || a - b);
      const missShares = misses.map((one) => this.asked.share(one)).sort((a, b) => b - a);
      this.missNearest = missShares.length ? missShares[0] : 0;
      this.missThree = threeOf(missShares);
      /** The answers with the nearest questions, the nearest first. */
      this.near = texts.map((_, answer) => answer).filter((answer) => this.nearness(answer) > 0)
        .sort((a, b) => this.nearness(b) - this.nearness(a) || a - b).slice(0, COUNT);
      this.compared = new Map(this.near.map((answer) => [answer, this.compare(answer)]));
    }

    /** What the nearest question of an answer has in common with the one that is asked, 0 to 1. */
    nearness(answer) {
      return this.questions[answer].length ? this.shares[this.questions[answer][0]] : 0;
    }

    /** Whether a question that nothing answers has more in common with this one than all that are known. */
    get isMissed() {
      return this.near.every((answer) => this.nearness(answer) < this.missNearest);
    }

    /** The known question that has most in common with this one: {place, share}; null where one that nothing answers has as much. */
    get nearest() {
      const place = this.near.length ? this.questions[this.near[0]][0] : -1;
      return place >= 0 && this.shares[place] > this.missNearest ? { place, share: this.shares[place] } : null;
    }

    /** What speaks for and against an answer, in the order of the weights. */
    evidence(answer) {
      const { values: own, most } = this.compared.get(answer) || this.compare(answer);
      const leads = own.map((value, number) => {
        let highest = 0;
        for (const other of this.near) if (other !== answer) highest = Math.max(highest, this.compared.get(other).values[number]);
        return value - highest;
      });
      return [own[0], own[0] * own[0], own[1], own[2], own[3], most / 4].concat(leads, [
        this.asked.words.length / 10, this.asked.unknown, this.missNearest, own[0] - this.missNearest, own[1] - this.missThree,
        own[0] < this.missNearest ? 1 : 0,
      ]);
    }

    compare(answer) {
      const places = this.questions[answer];
      const carried = this.asked.carried(places.map((place) => this.known[place].words), this.texts[answer]);
      return { values: [this.nearness(answer), threeOf(places.map((place) => this.shares[place])), carried.frequent, carried.explained], most: carried.most };
    }
  }

  /**
   * Whether a question asks what known ones ask, by their words alone.
   *
   * @returns {{chosen: number|null, answers: number}} the chosen answer, null where none has a word of the question, and the probability
   *   that its questions ask the same
   */
  function decideByWords(words, weights) {
    let chosen = null, most = 0;
    for (const answer of words.near) {
      const choice = logit(weights.choice, words.evidence(answer));
      if (chosen === null || choice > most) [chosen, most] = [answer, choice];
    }
    return { chosen, answers: chosen !== null && !words.isMissed ? sigmoid(logit(weights.answers, [most])) : 0 };
  }

  /**
   * A cluster's questions with their words, which are the same for each that is asked in a language; its answers are numbered from 0.
   *
   * @param wordsOf one function for each language, by which they are remembered
   */
  function questionsOf(cluster, wordsOf) {
    if (!cluster.questions) cluster.questions = new Map();
    if (cluster.questions.has(wordsOf)) return cluster.questions.get(wordsOf);
    const words = new Map(), answers = new Map();
    const remembered = (text) => {
      if (!words.has(text)) words.set(text, wordsOf(text));
      return words.get(text);
    };
    const found = { entries: [], texts: [], answers: new Int32Array(cluster.kinds.length).fill(-1) };
    cluster.kinds.forEach((kind, entry) => {
      if (kind !== QUESTION && kind !== UNANSWERED) return;
      const quote = cluster.texts[cluster.quotes[entry]], page = cluster.pages[entry], section = cluster.sections[entry];
      found.entries.push({ entry, quote, page, section, words: remembered(quote.question) });
      if (kind === UNANSWERED) return;
      const answer = page + " " + section + " " + quote.text;
      if (!answers.has(answer)) {
        answers.set(answer, found.texts.length);
        found.texts.push(remembered(quote.text));
      }
      found.answers[entry] = answers.get(answer);
    });
    cluster.questions.set(wordsOf, found);
    return found;
  }

  /**
   * What known questions have in common with one that is asked.
   *
   * @param {object[]} clusters what they are read from; a section is in one of them
   * @param {Set<number>|null} allowed pages that are looked into
   * @param {function({status, page}): boolean} mayAnswer whether a quotation's page may
   * @param {function(string): string[]} wordsOf the words of a text, each once
   * @param pause lets the page do other things, where time is up
   * @returns {Promise<{words: KnownByWords, questions: {quote, page, section}[], numberOf}>} questions in the order of their places;
   *   numberOf(cluster, entry) is the number of a question's answer
   */
  async function readKnown(question, clusters, allowed, mayAnswer, wordsOf, pause) {
    const questions = [], known = [], texts = [], misses = [];
    const numbers = new Map();
    for (const cluster of clusters) {
      const own = questionsOf(cluster, wordsOf);
      const number = new Int32Array(own.texts.length).fill(-1);
      numbers.set(cluster, number);
      for (const { entry, quote, page, section, words } of own.entries) {
        if ((allowed && !allowed.has(page)) || !mayAnswer(quote)) continue;
        const answer = own.answers[entry];
        if (answer < 0) {
          misses.push(words);
          continue;
        }
        if (number[answer] < 0) {
          number[answer] = texts.length;
          texts.push(own.texts[answer]);
        }
        questions.push({ quote, page, section });
        known.push({ answer: number[answer], words });
      }
      await pause(SLICE);
    }
    return {
      words: new KnownByWords(wordsOf(question), known, texts, misses), questions,
      numberOf: (cluster, entry) => numbers.get(cluster)[questionsOf(cluster, wordsOf).answers[entry]],
    };
  }

  const api = { QUESTION, UNANSWERED, SUPPORTING, MISS_NAMES, KnownByWords, readKnown, decideByWords };
  if (isNode) module.exports = api;
  else (window.charter = window.charter || {}).askKnownWords = api;
})();
