// Answers questions in the browser: one about models and licences from the decision table and typed facts, any other in the
// portal's own words, found by a sentence encoder and by search together. No server, no WebAssembly; files come as scripts, and
// only those that a question needs. docs/answers.md explains it.
(function () {
  "use strict";

  const HEADER = "ask-3";
  const RESULTS = 5;
  /** What a question's share of words with a known question must be, where the answer has too few of them to be weighed. */
  const SHARED_WORDS = 0.6;

  const charter = window.charter = window.charter || {};
  const { quantized } = charter.askArithmetic;
  const { Encoder, Bytes } = charter.askEncoder;
  const { Tokenizer } = charter.askTokens;
  const { withoutSearchSyntax, ranking, shown, pagesIn, allowedPages } = charter.askSections;
  const { readQuotations, quotedLines } = charter.askQuotations;
  const { bestFirst, missed, rankSections, wantedClusters } = charter.askRanking;
  const { QuestionLook, candidatesOf, decide, SECTIONS, QUOTES } = charter.askDeciding;
  const { nearestKnown, nearMisses, decideKnown, TELLING } = charter.askKnown;
  const { QUESTION, readKnown, decideByWords } = charter.askKnownWords;

  /** Why a question could not be answered; kind is missing, damaged or version. */
  class AskError extends Error {
    constructor(kind) {
      super(charter.say("answers.answers_" + kind));
      this.kind = kind;
    }
  }

  /** Waits for the page's other work once the given time is used up. */
  function makePause() {
    let start = performance.now();
    const waiting = [];
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      start = performance.now();
      waiting.shift()();
    };
    return (limit) => {
      if (performance.now() - start < limit) return undefined;
      return new Promise((resolve) => {
        waiting.push(resolve);
        channel.port2.postMessage(0);
      });
    };
  }

  const pause = makePause();

  async function text(name) { return charter.loadShard("ask/" + name + ".js", name); }

  async function bytes(name) {
    const content = await text(name);
    await pause(0);
    try {
      return charter.searchIndex.bytesOf(content);
    } catch (error) {
      throw new AskError("damaged");
    }
  }

  class Answerer {
    constructor(header) {
      this.header = header;
      this.clusters = new Map();
      this.texts = new Map();
      this.encoder = null;
      /** The tokens of single words. */
      this.pieces = new Map();
      /** What gives the words of a text, by language. */
      this.wordsOf = new Map();
      this.desk = null;
      this.look = null;
    }

    static async open() {
      const header = JSON.parse(await charter.loadShard("ask/index.js", HEADER));
      if ((await charter.searchHeader()).pageCount !== header.pages) throw new AskError("version");
      return new Answerer(header);
    }

    // ---- The encoder.

    prepare() {
      if (!this.encoder) this.encoder = this.openEncoder().catch((error) => { this.encoder = null; throw error; });
      return this.encoder;
    }

    async openEncoder() {
      const files = this.header.encoder;
      const layers = files.layers.map(text);
      // All are asked for at once; a failure is reported where the layer is waited for.
      for (const layer of layers) layer.catch(() => {});
      const [vocabulary, base, common] = await Promise.all([text(files.vocabulary), bytes(files.base), bytes(files.common)]);
      const encoder = new Encoder(files, base, pause);
      await encoder.addCommon(common);
      await pause(0);
      this.tokenizer = new Tokenizer(vocabulary);
      for (const layer of layers) {
        const content = await layer;
        await pause(0);
        const packed = charter.searchIndex.bytesOf(content);
        await pause(0);
        encoder.addLayer(packed);
        await pause(0);
      }
      return encoder;
    }

    async vectorOf(question) {
      const encoder = await this.prepare();
      const tokens = this.tokenizer.encode(question, this.header.encoder.positions);
      await this.loadRows(encoder, tokens);
      return quantized(await encoder.embed(tokens));
    }

    async loadRows(encoder, tokens) {
      const files = this.header.encoder;
      const missing = new Set(tokens.filter((token) => !encoder.rows.has(token))
        .map((token) => Math.floor(token / files.rowsPerFile)));
      for (const file of missing) encoder.addRows(await bytes(files.rows[file]));
    }

    /** What gives single words their vectors, once those of a question are loaded. */
    async meanings(words) {
      const encoder = await this.prepare();
      const pieces = (word) => {
        if (!this.pieces.has(word)) {
          this.pieces.set(word, this.tokenizer.encode(word, this.header.encoder.positions).slice(1, -1));
        }
        return this.pieces.get(word);
      };
      const own = words.flatMap((word) => pieces(word.form));
      await this.loadRows(encoder, own);
      const tokens = new Set(own);
      return (form) => encoder.meaning(form, pieces(form), tokens);
    }

    // ---- Vectors and quotations.

    async cluster(number) {
      if (!this.clusters.has(number)) {
        const load = this.readCluster(number).catch((error) => { this.clusters.delete(number); throw error; });
        this.clusters.set(number, load);
      }
      return this.clusters.get(number);
    }

    /** A cluster's quotations, without its vectors. */
    async quotations(number) {
      if (!this.texts.has(number)) {
        const load = text(this.header.clusters[number].texts).then((content) => readQuotations(content, charter.searchIndex));
        this.texts.set(number, load.catch((error) => { this.texts.delete(number); throw error; }));
      }
      return this.texts.get(number);
    }

    async readCluster(number) {
      const width = this.header.encoder ? this.header.encoder.width : 0;
      const [packed, texts] = await Promise.all([bytes(this.header.clusters[number].vectors), this.quotations(number)]);
      const reader = new Bytes(packed);
      const count = reader.integer();
      const cluster = {
        width, kinds: new Uint8Array(count), pages: new Uint32Array(count), sections: new Uint16Array(count),
        quotes: new Uint16Array(count), scales: new Float64Array(count), values: new Int8Array(count * width), texts,
      };
      for (let i = 0; i < count; i++) {
        cluster.kinds[i] = reader.byte();
        cluster.pages[i] = reader.integer();
        cluster.sections[i] = reader.short();
        cluster.quotes[i] = reader.short();
        cluster.scales[i] = reader.float();
        cluster.values.set(new Int8Array(reader.take(width).slice().buffer), i * width);
      }
      return cluster;
    }

    async wanted(vector, lexical) {
      const { clusters, centroids } = this.header;
      if (clusters.length < 2 || !centroids) return clusters.map((_, number) => number);
      if (!this.centroids) {
        const reader = new Bytes(await bytes(centroids));
        const width = this.header.encoder.width;
        this.centroids = clusters.map(() => ({
          scale: reader.float(), values: new Int8Array(reader.take(width).slice().buffer),
        }));
      }
      return wantedClusters(vector, lexical, this.centroids, await this.owners());
    }

    /** For each page and section its cluster's number plus one, or 0. */
    async owners() {
      if (!this.map) {
        const reader = new Bytes(await bytes(this.header.map));
        this.map = Array.from({ length: this.header.pages }, () => Array.from({ length: reader.short() }, () => reader.short()));
      }
      return this.map;
    }

    /** The clusters that hold what pages have. */
    async clustersOf(pages) {
      const { clusters, centroids } = this.header;
      if (clusters.length < 2 || !centroids) return clusters.map((_, number) => number);
      const map = await this.owners();
      const numbers = new Set(Array.from(pages).flatMap((page) => map[page] || []).filter((one) => one > 0).map((one) => one - 1));
      return Array.from(numbers).sort((a, b) => a - b);
    }

    // ---- Models and licences.

    /** What reads questions about models and licences, and writes the answers; null where the site has neither. */
    openDesk() {
      if (!this.header.questions) return Promise.resolve(null);
      if (!this.desk) {
        this.desk = text(this.header.questions).then((content) => {
          const lexicon = JSON.parse(content);
          return {
            reader: new charter.askReading.QuestionReader(lexicon), writer: new charter.askVerdicts.VerdictWriter(lexicon, text),
          };
        }).catch((error) => { this.desk = null; throw error; });
      }
      return this.desk;
    }

    /** How a question is read; the last one is remembered, since several ask for it. */
    read(desk, question) {
      if (!this.lastRead || this.lastRead.question !== question) this.lastRead = { question, reading: desk.reader.read(question) };
      return this.lastRead.reading;
    }

    /** The answer of the decision table and typed facts; null where the question is not about them, or is read unsurely. */
    async understood(question) {
      const desk = await this.openDesk();
      return desk && desk.writer.answer(this.read(desk, question));
    }

    /**
     * Tells pages that may answer a question: those in force, and not those of other models and licences than it names.
     *
     * @returns {Promise<function({status, page}): boolean>} areNamed: whether it names one
     */
    async speakers(question) {
      const desk = await this.openDesk();
      const strangers = desk ? desk.writer.strangers(this.read(desk, question)) : new Set();
      return Object.assign((quote) => quote.status === "active" && !strangers.has(quote.page), { areNamed: strangers.size > 0 });
    }

    /** A computed answer beside the sections that the words find. */
    computed(verdict, results) {
      const isAnswered = verdict.cards.length > 0;
      const answer = isAnswered ? {
        text: verdict.text, lines: [verdict.text], url: verdict.url, title: verdict.reading.names.join(", "), section: "", score: 1, question: "",
        status: "active", version: "", owner: "", reviewBy: "", origin: "computed",
      } : null;
      return {
        answer, help: null, language: null, computed: isAnswered ? verdict : null, unlisted: isAnswered ? [] : verdict.reading.names, results,
        threshold: this.header.threshold,
      };
    }

    // ---- Asking.

    /**
     * @param {string} question
     * @param {{filters, limit, onWords}} options onWords is called with the sections that the words alone find, at once
     */
    async ask(question, options) {
      const limit = options.limit || RESULTS;
      const lexical = await this.lexical(question);
      const allowed = await allowedPages(options.filters);
      if (allowed) lexical.entries = lexical.entries.filter((entry) => allowed.has(entry.page));
      const byWords = () => shown(bestFirst(lexical).slice(0, limit));
      // A filter asks for pages of a kind; what is computed stands on none.
      const verdict = allowed ? null : await this.understood(question);
      if (verdict) return this.computed(verdict, await byWords());
      if (options.onWords) options.onWords(await byWords());
      if (!this.header.encoder) return this.askByWords(question, lexical, limit, allowed);
      if (allowed) return this.askOwnLanguage(question, lexical, limit, options, allowed);
      const look = await this.openLook();
      const other = look.languageOf(question);
      const translated = other && await this.askTranslations(question, lexical, limit, other.tag);
      if (translated) return translated;
      const [best] = bestFirst(lexical);
      const found = await this.askOwnLanguage(question, lexical, limit, options, null);
      // Keywords tell no language; the page that they find does.
      if (found.answer || found.language || !best) return found;
      for (const { tag } of look.table.languages) {
        const pages = await pagesIn(tag);
        const answered = pages && pages.has(best.page) && await this.askTranslations(question, lexical, limit, tag);
        if (answered && answered.answer) return answered;
      }
      return found;
    }

    /** A question in the portal's own language; in another, that is said. */
    async askOwnLanguage(question, ranking, limit, options, allowed) {
      const lexical = Object.assign({}, ranking);
      const scope = allowed || await this.ownPages();
      if (scope) lexical.entries = lexical.entries.filter((entry) => scope.has(entry.page));
      const vector = await this.vectorOf(question);
      const numbers = await this.wanted(vector, lexical);
      const clusters = await Promise.all(numbers.map((number) => this.cluster(number)));
      let ranked = rankSections(vector, lexical, clusters, options.fusion);
      if (scope) ranked = ranked.filter((one) => scope.has(one.page));
      const results = shown(ranked.slice(0, limit));
      const mayAnswer = await this.speakers(question);
      const misses = missed(vector, clusters, scope, mayAnswer);
      return this.decided(question, lexical, ranked, clusters, await results, misses, scope, mayAnswer);
    }

    // ---- Deciding.

    /** What decides whether a sentence answers. */
    openLook() {
      if (!this.look) {
        const opening = Promise.all([text(this.header.deciding), charter.searchHeader()])
          .then(([table, header]) => new QuestionLook(JSON.parse(table), header.synonyms));
        this.look = opening.catch((error) => { this.look = null; throw error; });
      }
      return this.look;
    }

    /** The best sections as the decision sees them. */
    async sections(ranked, clusters, mayAnswer) {
      const best = ranked.slice(0, SECTIONS);
      const pages = await charter.pagesOf(best.map((one) => one.page));
      return best.map((one, place) => {
        const own = pages[place].sections[one.section] || { heading: "", text: "" };
        const quotes = one.quotes.slice(0, QUOTES).map(({ cluster, entry, similarity }) => {
          const quote = clusters[cluster].texts[clusters[cluster].quotes[entry]];
          // Retired pages and drafts never answer, nor those of other models.
          return { quote, similarity, isActive: mayAnswer(quote), text: quote.text, question: quote.origin === "statement" ? "" : quote.question };
        });
        return { heading: own.heading, title: pages[place].title, text: own.text, quotes };
      });
    }

    /** The sentence that answers, the section that may help, or neither. */
    async decided(question, lexical, ranked, clusters, results, misses, scope, mayAnswer) {
      const found = {
        answer: null, help: null, language: null, computed: null, unlisted: [], results, threshold: this.header.threshold,
      };
      const [look, sections] = await Promise.all([this.openLook(), this.sections(ranked, clusters, mayAnswer)]);
      found.language = look.foreignLanguage(question);
      if (found.language) return found;
      const asked = Object.assign(look.read(question, lexical.words), { namesSubject: mayAnswer.areNamed });
      const byWords = await this.knownByWords(question, clusters, scope, mayAnswer, look.table.language);
      const known = await this.known(asked, ranked, clusters, look, misses, byWords, mayAnswer);
      if (known.chosen && known.answers >= known.threshold) {
        const { section, quote } = known.chosen.candidate;
        found.answer = await this.verified(quote, ranked[section].page, ranked[section].section, { score: known.answers });
        if (found.answer) return found;
      }
      const decision = decide(asked, candidatesOf(ranked, lexical.coverage, sections), look);
      if (!decision.chosen) return found;
      const { section, quote } = decision.chosen.candidate;
      const isLeft = decision.isApproved || (!known.isMissed && !known.covered.has(section));
      if (isLeft && decision.answers >= found.threshold) {
        // Word for word, or not at all.
        const { page, section: number } = ranked[section];
        found.answer = await this.verified(sections[section].quotes[quote].quote, page, number, { score: decision.answers });
      }
      if (found.answer) return found;
      if (known.chosen && known.answers >= known.weights.helpThreshold) {
        [found.help] = await shown([ranked[known.chosen.candidate.section]]);
      } else if (isLeft && decision.helps >= look.table.helpThreshold) {
        [found.help] = await shown([ranked[section]]);
      }
      return found;
    }

    /** Whether the question asks what known ones ask. */
    async known(asked, ranked, clusters, look, misses, byWords, mayAnswer) {
      const all = [];
      ranked.forEach((one, section) => one.quotes.forEach(({ cluster, entry, similarity }) => {
        const own = clusters[cluster];
        if (own.kinds[entry] !== QUESTION) return;
        const quote = own.texts[own.quotes[entry]];
        if (!mayAnswer(quote)) return;
        const vector = { values: own.values, start: entry * own.width, scale: own.scales[entry], width: own.width };
        const answer = byWords.numberOf(own, entry);
        all.push({ section, similarity, question: quote.question, text: quote.text, title: quote.title, answer, vector, quote });
      }));
      return decideKnown(
        asked, nearestKnown(all), nearMisses(misses, all.length), byWords.words, ranked, look, await this.meanings(asked.words), pause);
    }

    /** Sections by how well their words match the question. */
    async lexical(question) {
      const { sectionCount } = await charter.searchHeader();
      const found = await charter.find(withoutSearchSyntax(question), {});
      return ranking(Object.assign({ rarest: charter.searchScoring.inverseFrequency(sectionCount, 0) }, found));
    }

    /**
     * A question in a language that pages are translated to, answered from these: the encoder was made for the portal's own language, so
     * words alone decide. Null where there are none.
     */
    async askTranslations(question, lexical, limit, tag) {
      const pages = await pagesIn(tag);
      if (!pages) return null;
      const entries = lexical.entries.filter((entry) => pages.has(entry.page));
      const own = Object.assign({}, lexical, entries.length ? { entries } : {});
      return this.askByWords(question, own, limit, pages, tag, await this.clustersOf(pages));
    }

    /** The pages that a question in the portal's own language may find; null where there are no others. */
    async ownPages() {
      return pagesIn((await this.openLook()).table.language);
    }

    /**
     * Sections by their words, and the answer of known questions that have enough words in common with this one.
     *
     * @param {Set<number>|null} allowed pages that may answer
     * @param {string} [language] whose endings do not count
     * @param {number[]} [numbers] of the clusters to look into
     */
    async askByWords(question, lexical, limit, allowed, language, numbers) {
      const { table } = await this.openLook();
      const clusters = [];
      for (const number of numbers || this.header.clusters.keys()) clusters.push(await this.cluster(number));
      const { words, questions } = await this.knownByWords(question, clusters, allowed, await this.speakers(question), language);
      const found = {
        answer: null, help: null, language: null, computed: null, unlisted: [], results: await shown(bestFirst(lexical).slice(0, limit)),
        threshold: table.knownByWords.threshold,
      };
      const answer = ({ quote, page, section }, score) => this.verified(quote, page, section, { score });
      const { chosen, answers } = decideByWords(words, table.knownByWords);
      const own = chosen === null ? [] : words.questions[chosen];
      if (own.length >= TELLING) {
        const one = questions[own[0]];
        if (answers >= table.knownByWords.threshold) found.answer = await answer(one, answers);
        else if (answers >= table.knownByWords.helpThreshold) [found.help] = await shown([{ page: one.page, section: one.section, score: 0 }]);
      } else if (words.nearest && words.nearest.share >= SHARED_WORDS) {
        found.answer = await answer(questions[words.nearest.place], words.nearest.share);
        found.threshold = SHARED_WORDS;
      }
      return found;
    }

    /** What known questions have in common with one that is asked; see readKnown. */
    async knownByWords(question, clusters, allowed, mayAnswer, language) {
      const { functionWords } = await charter.searchHeader();
      const form = language === "de" ? (word) => (/[0-9]/.test(word) ? word : charter.searchGerman.stem(word) || word) : (word) => word;
      if (!this.wordsOf.has(language)) {
        this.wordsOf.set(language, (text) =>
          Array.from(new Set(charter.searchAnalysis.wordsOf(text).filter((word) => !functionWords.has(word)).map(form))));
      }
      return readKnown(question, clusters, allowed, mayAnswer, this.wordsOf.get(language), pause);
    }

    /** A quotation with its place, if its section holds it word for word; otherwise null. */
    async verified(quote, number, section, extra) {
      const [page] = await charter.pagesOf([number]);
      const own = page.sections[section];
      if (!own || page.url !== quote.page || !own.text.includes(quote.text)) return null;
      return Object.assign({}, quote, {
        lines: quotedLines(quote.text, own.text), url: page.url + (own.anchor ? "#" + own.anchor : ""), title: page.title,
        section: own.heading,
      }, extra);
    }
  }

  let opening = null;

  async function attempt(work) {
    try {
      if (!opening) opening = Answerer.open();
      return await work(await opening);
    } catch (error) {
      opening = null;
      throw error;
    }
  }

  /**
   * Answers a question: one about models and licences with cards, any other in the portal's own words.
   *
   * @param {string} question
   * @param {{filters?: Object<string, string|string[]>, limit?: number, onWords?: function}} [options]
   * @returns {Promise<{answer: {text, url, section, score}|null, help: {url, title, section}|null,
   *   language: {asked, portal}|null, computed: {kind, cards, cells, reading}|null, unlisted: string[], results: Array}>}
   */
  charter.ask = (question, options) => attempt((answerer) => answerer.ask(question, options || {}));
  /** What the decision table and typed facts answer, without a look at quotations; null where it is not theirs. */
  charter.understand = (question) => attempt((answerer) => answerer.understood(question));
  /** A question's vector in eight bits, for measuring. */
  charter.questionVector = (question) => attempt((answerer) => answerer.vectorOf(question));
  charter.prepareAsk = () => attempt((answerer) => (answerer.header.encoder ? answerer.prepare() : null)).catch(() => {});
  /** Loads what reads questions about models and licences. */
  charter.prepareUnderstanding = () => attempt((answerer) => answerer.openDesk()).catch(() => {});
  charter.askHeader = () => attempt((answerer) => answerer.header);
  /** Questions of the portal itself, for completion: a few for each answer. */
  charter.knownQuestions = () => attempt(async (answerer) => {
    const { known } = answerer.header;
    return known ? (await text(known)).split("\n") : [];
  }).catch(() => []);
})();
