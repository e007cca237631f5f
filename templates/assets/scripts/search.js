// Answers queries in the browser from the files that a query needs. Sources/Search/Query holds the same steps in Swift,
// so that both give the same results in the same order; docs/search.md explains them.
(function () {
  "use strict";

  const isNode = typeof module !== "undefined";
  const index = isNode ? require("./search-index.js") : window.charter.searchIndex;

  const { forEachWord, wordsOf, keyOf, parseQuery } = isNode ? require("./search-analysis.js") : window.charter.searchAnalysis;
  const { Expansion, nearest, frequentFirst } = isNode ? require("./search-words.js") : window.charter.searchWords;
  const { Scorer, Ranking, inverseFrequency } = isNode ? require("./search-scoring.js") : window.charter.searchScoring;
  const { Source, SearchError, tell, ScriptLoader, INDEX_NAME } = isNode
    ? require("./search-source.js") : window.charter.searchSource;

  const PHRASE_PAGE_LIMIT = 200;
  const EXCERPT_WORDS = 32;
  const SHORTEST_COMPOUND = 8;
  const SHORTEST_PART = 4;

  // ---- Excerpts (Excerpt.swift).

  /** The group of the longest matched form that a compound begins or ends with; of equally long ones the first. */
  function groupOfPart(form, matched) {
    if (form.length < SHORTEST_COMPOUND || !/^[\0-\x7f]*$/.test(form)) return undefined;
    const found = Array.from(matched.keys()).filter((part) =>
      part.length >= SHORTEST_PART && part.length < form.length && (form.startsWith(part) || form.endsWith(part)));
    found.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    return found.length ? matched.get(found[0]) : undefined;
  }

  /**
   * A piece of a text around what matched: text and marks, pairs of positions in it.
   *
   * @param {boolean} [marksCompounds] whether a compound that begins or ends with a matched form counts as matched
   */
  function cutExcerpt(source, matched, marksCompounds) {
    const words = [];
    forEachWord(source, (form, role, start, end) => {
      const own = matched.get(form);
      const group = own === undefined && marksCompounds && role === "part" ? groupOfPart(form, matched) : own;
      if (role === "part") words.push({ start, end, group });
      else if (role === "piece" && group && words.length && !words[words.length - 1].group) {
        words[words.length - 1].group = group;
      }
    });
    if (!words.length) return { text: "", marks: [] };
    const first = words.length <= EXCERPT_WORDS ? 0 : bestStart(words);
    const last = Math.min(words.length, first + EXCERPT_WORDS);
    const from = first === 0 ? 0 : words[first].start;
    const to = last === words.length ? source.length : words[last - 1].end;
    let text = from > 0 ? "… " : "";
    const shift = text.length - from;
    const marks = words.slice(first, last).filter((word) => word.group).map((word) => [word.start + shift, word.end + shift]);
    text += source.slice(from, to).replace(/\n/g, " ");
    if (to < source.length) text += " …";
    return { text, marks };
  }

  function bestStart(words) {
    let best = 0;
    let bestScore = -1;
    for (let start = 0; start < words.length; start += 4) {
      const found = words.slice(start, start + EXCERPT_WORDS).map((word) => word.group).filter(Boolean);
      const score = new Set(found).size * 100 + Math.min(found.length, 99);
      if (score > bestScore) {
        bestScore = score;
        best = start;
      }
    }
    return best;
  }

  // ---- Searching (Searcher.swift).

  class Searcher {
    constructor(source) {
      this.source = source;
      this.header = source.header;
      this.facets = this.header.facets.map((one) => one.facet);
    }

    /**
     * Finds pages for a text. Returns all pages that match, best first, with show(from, to) that loads what results
     * show of some of them.
     */
    async find(text, filters) {
      const source = this.source;
      const query = parseQuery(text, this.facets, this.header.functionWords);
      for (const facet of Object.keys(filters || {}).sort()) {
        const values = [].concat(filters[facet]).map(keyOf);
        if (values.length) query.filters.push({ facet, values });
      }
      const expansion = new Expansion(source);
      const units = await source.complete(() => expansion.units(query));
      const scoring = await source.complete(() => this.scoring(units, query));
      const isListing = !units.length && !query.words.length && query.filters.length > 0;
      const scorer = new Scorer(scoring);
      let pages = isListing ? allPages(scoring) : scorer.all();
      let isRelaxed = false;
      if (query.phrases.length) {
        pages = await this.verified(pages, query.phrases);
        // Where no page holds the phrases, their words are looked for one by one.
        isRelaxed = !pages.length;
        if (isRelaxed) pages = new Scorer(Object.assign(scoring, { required: [] })).all();
      }
      const matched = this.matchedForms(units);
      return {
        query, pages, matched, isRelaxed, units, scoring,
        allSectionsOf: (page) => scorer.allSectionsOf(page),
        corrections: units.filter((unit) => unit.correction !== null)
          .map((unit) => ({ word: unit.form, instead: unit.correction })),
        unknown: units.filter((unit) => !unit.alternatives.length).map((unit) => unit.form),
        show: (from, to) => this.show(pages.slice(from, to), matched, scorer),
        /** The numbers of the pages that match whatever the filters. */
        get unfiltered() {
          if (!query.filters.length) return Array.from(pages.pages);
          if (isListing) return Array.from({ length: scoring.pageCount }, (_, number) => number);
          return Array.from(new Scorer(Object.assign({}, scoring, { allowed: null })).all().pages);
        },
      };
    }

    scoring(units, query) {
      const source = this.source;
      const scoring = {
        units: [], excluded: [], required: [], named: new Map(), allowed: this.allowedPages(query),
        pageCount: this.header.pageCount,
      };
      for (const unit of units) {
        const alternatives = [];
        let ceiling = 0;
        for (const alternative of unit.alternatives) {
          const lists = alternative.groups.map((group) => source.postings(group));
          if (!lists.every(Boolean)) continue;
          const weights = lists.map((list) =>
            alternative.weight * inverseFrequency(this.header.sectionCount, list.sections.length));
          ceiling = Math.max(ceiling, ...weights);
          alternatives.push({ lists, weights });
        }
        if (alternatives.length) {
          scoring.units.push({ form: unit.form, weight: unit.weight, alternatives, ceiling });
        }
      }
      for (const word of query.excluded) scoring.excluded.push(...this.lists(word));
      for (const phrase of query.phrases) {
        const none = { pages: [], ends: [], sections: [], impacts: [] };
        scoring.required.push(phrase.map((word) => this.lists(word)[0] || none));
      }
      const key = query.words.filter((word) => !word.isExtra).map((word) => word.form).join("");
      if (!query.excluded.length && key && this.header.dictionaries.length) {
        const shard = source.dictionary(index.placeOf(key, this.header.dictionaries));
        const hash = index.hashOf(key);
        for (const name of shard ? shard.names : []) {
          if (name.hash === hash && !scoring.named.has(name.page)) scoring.named.set(name.page, name.section);
        }
      }
      return scoring;
    }

    lists(word) {
      if (!this.header.dictionaries.length) return [];
      const shard = this.source.dictionary(index.placeOf(word, this.header.dictionaries));
      if (!shard) return [];
      return shard.entries.filter((entry) => entry.form === word)
        .map((entry) => this.source.postings(entry.group)).filter(Boolean);
    }

    /** 1 for each page that has one of the values of each facet; null where all may be shown. */
    allowedPages(query) {
      let allowed = null;
      for (const filter of query.filters) {
        const pages = new Uint8Array(this.header.pageCount);
        for (const value of this.source.facet(filter.facet) || []) {
          if (!filter.values.includes(keyOf(value.name))) continue;
          for (const page of value.pages) if (page < pages.length) pages[page] = allowed ? allowed[page] : 1;
        }
        allowed = pages;
      }
      return allowed;
    }

    async verified(pages, phrases) {
      const kept = [];
      const candidates = pages.slice(0, PHRASE_PAGE_LIMIT);
      for (let from = 0; from < candidates.length; from += 20) {
        const some = candidates.slice(from, from + 20);
        const contents = await this.source.complete(() => some.map((one) => this.source.page(one.page)));
        contents.forEach((page, number) => {
          const texts = page.sections.map((section) => wordsOf(section.heading + "\n" + section.text));
          texts.push(wordsOf(page.title));
          if (phrases.every((phrase) => texts.some((words) => holds(words, phrase)))) kept.push(some[number]);
        });
      }
      kept.sort((a, b) => a.page - b.page);
      return new Ranking(Int32Array.from(kept, (one) => one.page), Float64Array.from(kept, (one) => one.score));
    }

    /** All forms seen so far of the groups that the query looks for, with their groups. */
    matchedForms(units) {
      const groups = new Set(units.flatMap((unit) => unit.alternatives.flatMap((one) => one.groups)));
      const forms = new Map();
      for (const shard of this.source.loadedDictionaries()) {
        for (const entry of shard.entries) if (groups.has(entry.group)) forms.set(entry.form, entry.group);
      }
      return forms;
    }

    async show(found, matched, scorer) {
      const contents = await this.source.complete(() => found.map((one) => this.source.page(one.page)));
      return found.map((one, number) => {
        const page = contents[number];
        const at = (section) => page.sections[section] || { anchor: "", heading: "", text: "" };
        const address = (section) => page.url + (at(section).anchor ? "#" + at(section).anchor : "");
        const sections = scorer.sectionsOf(one.page);
        const best = sections.length ? sections[0].section : 0;
        const excerpt = cutExcerpt(at(best).text, matched, this.header.languages.includes("de"));
        return {
          url: address(best), title: page.title, section: at(best).heading, excerpt: excerpt.text, marks: excerpt.marks,
          score: one.score, kind: page.kind, status: page.status, forms: formsOn(page, matched),
          sections: sections.slice(1).map((more) => ({
            url: address(more.section), section: at(more.section).heading, score: more.score,
          })),
        };
      });
    }

    /**
     * For each facet, its values with how many of the pages found have each; a facet's own filter does not count, so
     * that its other values can be added.
     */
    async counts(found) {
      const facets = await this.source.complete(() => this.facets.map((facet) => this.source.facet(facet)));
      return this.facets.map((facet, place) => {
        const others = Object.assign({}, found.query, { filters: found.query.filters.filter((one) => one.facet !== facet) });
        const allowed = this.allowedPages(others);
        const numbers = new Set(found.unfiltered.filter((page) => !allowed || allowed[page] === 1));
        return {
          facet,
          values: facets[place].map((value) => ({
            value: value.name, count: value.pages.filter((page) => numbers.has(page)).length,
          })),
        };
      });
    }

    /** Words of the index that are like a word that is not in it, the likeliest first. */
    async nearestWords(word, limit) {
      const expansion = new Expansion(this.source);
      const form = wordsOf(word)[0] || "";
      const all = this.header.dictionaries.length;
      if (form.length < 2 || !all) return [];
      const letters = Array.from(form);
      const place = index.placeOf(letters[0], this.header.dictionaries);
      const last = index.lastPlaceOf(letters[0], this.header.dictionaries);
      const shards = await this.source.complete(() => expansion.shards(place, last));
      const near = nearest(letters, shards, Math.max(2, Math.floor(letters.length / 2)));
      return frequentFirst(near.entries).slice(0, limit).map((entry) => entry.form);
    }
  }

  /** The matched forms that stand on a page, for the page to mark them. */
  function formsOn(page, matched) {
    if (!page.words) {
      const texts = page.sections.map((section) => section.heading + "\n" + section.text);
      page.words = new Set(wordsOf(page.title + "\n" + texts.join("\n")));
    }
    return Array.from(matched.keys()).filter((form) => page.words.has(form)).sort();
  }

  /** Without words, filters alone show all that they allow. */
  function allPages(scoring) {
    const pages = Int32Array.from(scoring.allowed.keys()).filter((page) => scoring.allowed[page] === 1);
    return new Ranking(pages, new Float64Array(pages.length));
  }

  function holds(words, phrase) {
    for (let start = 0; start + phrase.length <= words.length; start++) {
      if (phrase.every((word, offset) => words[start + offset] === word)) return true;
    }
    return false;
  }

  function start() {
    const own = document.currentScript;
    const root = own ? own.src.replace(/assets\/scripts\/[^/]*$/, "") : "";
    const loader = new ScriptLoader(root);
    let opening = null;
    let attempts = 0;

    /** The searcher. After a failure the header is asked for past the browser's cache: an old one names old files. */
    function open() {
      if (!opening) {
        const query = attempts++ > 0 ? "?attempt=" + attempts + "-" + Date.now() : "";
        opening = loader.load("index.js" + query, INDEX_NAME).then((text) => {
          let header;
          try {
            header = index.readHeader(text);
          } catch (error) {
            throw new SearchError("damaged", "index.js", tell("damaged"));
          }
          return new Searcher(new Source(header, (name) => loader.load(name + ".js", name)));
        });
      }
      return opening;
    }

    async function attempt(work) {
      try {
        return await work(await open());
      } catch (error) {
        opening = null;
        loader.forget();
        throw error;
      }
    }

    /**
     * Searches the site: words, "phrases", -words and facet:value.
     *
     * @param {string} text
     * @param {{filters?: Object<string, string|string[]>, limit?: number}} [options]
     * @returns {Promise<{answer: null, results: Array, count: number, corrections: Array, unknown: string[]}>}
     */
    window.charter.search = function (text, options) {
      const settings = Object.assign({ filters: {}, limit: 10 }, options);
      return attempt(async (searcher) => {
        const found = await searcher.find(text, settings.filters);
        return {
          answer: null, results: await found.show(0, settings.limit), count: found.pages.length,
          corrections: found.corrections, unknown: found.unknown, isRelaxed: found.isRelaxed,
        };
      });
    };
    window.charter.find = (text, filters) => attempt(async (searcher) => {
      const found = await searcher.find(text, filters);
      const retrying = (work) => (...values) => attempt(() => work(...values));
      found.show = retrying(found.show);
      found.counts = retrying(() => searcher.counts(found));
      return found;
    });
    // For the answers: the texts of pages, and files of their own folder.
    window.charter.pagesOf = (numbers) => attempt((searcher) =>
      searcher.source.complete(() => numbers.map((number) => searcher.source.page(number))));
    /** The values of a facet with their pages; none where the site cannot be filtered by it. */
    window.charter.facetValues = (name) => attempt((searcher) => searcher.source.complete(() => searcher.source.facet(name)));
    window.charter.searchHeader = () => attempt((searcher) => searcher.header);
    window.charter.loadShard = (file, name) => loader.load(file, name);
    window.charter.nearestWords = (word, limit) => attempt((searcher) => searcher.nearestWords(word, limit));
    window.charter.prepareSearch = () => attempt((searcher) => searcher.header).catch(() => {});
    window.charter.root = root;
    window.charter.words = forEachWord;
  }

  if (isNode) {
    module.exports = {
      Searcher, Source, SearchError, readHeader: index.readHeader, INDEX_NAME,
      parseQuery, forEachWord, keyOf, cutExcerpt,
    };
  } else {
    start();
  }
})();
