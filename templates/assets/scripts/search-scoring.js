// Scores pages, page by page over all posting lists at once. Scoring.swift holds the same steps in the same order.
(function () {
  "use strict";

  // As in Sources/Search.
  const IMPACT_LEVELS = 15;
  const PAGE_SHARE = 0.4;
  const PAGE_SATURATION = 0.5;
  const NAMED_BONUS = 1000;

  /** log2(1 + (N - n + 0.5) / (n + 0.5)) by repeated squaring, the same number everywhere. */
  function inverseFrequency(sectionCount, frequency) {
    let value = 1 + (Math.max(0, sectionCount - frequency) + 0.5) / (frequency + 0.5);
    let result = 0;
    while (value >= 2) {
      value /= 2;
      result += 1;
    }
    let bit = 0.5;
    for (let i = 0; i < 16; i++) {
      value *= value;
      if (value >= 2) {
        value /= 2;
        result += bit;
      }
      bit /= 2;
    }
    return result;
  }

  /** Walks a posting list page by page. */
  class Cursor {
    constructor(list, weight) {
      this.list = list;
      this.index = 0;
      this.page = list.pages.length ? list.pages[0] : Infinity;
      // What each impact counts.
      this.values = Float64Array.from({ length: IMPACT_LEVELS + 1 }, (_, impact) => weight * impact / IMPACT_LEVELS);
    }

    get start() { return this.index === 0 ? 0 : this.list.ends[this.index - 1]; }
    get end() { return this.list.ends[this.index]; }

    skipTo(page) {
      const pages = this.list.pages;
      while (this.page < page) {
        this.index++;
        this.page = this.index < pages.length ? pages[this.index] : Infinity;
      }
    }

    /** What the list counts in a section of the page, 0 where it does not occur there. */
    valueIn(section) {
      const list = this.list;
      for (let i = this.start; i < this.end; i++) if (list.sections[i] === section) return this.values[list.impacts[i]];
      return 0;
    }
  }

  const SECTION_LIMIT = 4608;

  /** Scores pages, and looks at the sections of single pages again when they are shown. */
  class Scorer {
    constructor(scoring) {
      this.scoring = scoring;
      this.totals = new Float64Array(SECTION_LIMIT);
      this.values = new Float64Array(SECTION_LIMIT);
      this.touched = new Int32Array(SECTION_LIMIT);
      this.sections = new Int32Array(SECTION_LIMIT);
      this.sectionCount = 0;
      this.rewind();
    }

    rewind() {
      this.units = this.scoring.units.map((unit) => ({
        weight: unit.weight, ceiling: unit.ceiling,
        ways: unit.alternatives.map((way) => way.lists.map((list, place) => new Cursor(list, way.weights[place]))),
      }));
      this.cursors = this.units.flatMap((unit) => unit.ways.flat());
    }

    /** All pages that match, in the order of their numbers, with their scores. */
    all() {
      const scoring = this.scoring;
      const pages = new Int32Array(scoring.pageCount);
      const scores = new Float64Array(scoring.pageCount);
      const excluded = scoring.excluded.map((list) => new Cursor(list, 1));
      const required = scoring.required.map((lists) => lists.map((list) => new Cursor(list, 1)));
      const named = Array.from(scoring.named.keys()).sort((a, b) => a - b);
      let count = 0;
      for (;;) {
        let page = named.length ? named[0] : Infinity;
        for (const cursor of this.cursors) if (cursor.page < page) page = cursor.page;
        if (!(page < scoring.pageCount)) break;
        if (named[0] === page) named.shift();
        let isWanted = !scoring.allowed || scoring.allowed[page] === 1;
        for (const cursor of excluded) {
          cursor.skipTo(page);
          if (cursor.page === page) isWanted = false;
        }
        for (const phrase of required) {
          for (const cursor of phrase) cursor.skipTo(page);
          if (isWanted && !shareSection(phrase, page)) isWanted = false;
        }
        if (isWanted) {
          pages[count] = page;
          scores[count++] = this.score(page);
          this.clear();
        }
        for (const cursor of this.cursors) if (cursor.page === page) cursor.skipTo(page + 1);
      }
      return new Ranking(pages.subarray(0, count), scores.subarray(0, count));
    }

    /** All sections of a page that match, the best first; pages may be asked for in any order. */
    allSectionsOf(page) {
      this.rewind();
      for (const cursor of this.cursors) cursor.skipTo(page);
      this.score(page);
      const ordered = Array.from(this.sections.subarray(0, this.sectionCount),
        (section) => ({ section, score: this.totals[section] }));
      this.clear();
      return ordered.sort((a, b) => b.score - a.score || a.section - b.section);
    }

    /** The sections of a page that results show, at most three. */
    sectionsOf(page) {
      const ordered = this.allSectionsOf(page);
      return ordered.slice(0, 3).filter((one) => one.score >= ordered[0].score / 2);
    }

    /** A page's score; its sections' scores stay in totals until they are cleared. */
    score(page) {
      let share = 0;
      for (const unit of this.units) {
        const sum = this.addUnit(unit, page);
        if (sum > 0) share += unit.weight * unit.ceiling * (sum / (sum + unit.ceiling * PAGE_SATURATION));
      }
      const named = this.scoring.named.get(page);
      if (named !== undefined) this.addTo(named, NAMED_BONUS);
      let best = 0;
      for (let i = 0; i < this.sectionCount; i++) best = Math.max(best, this.totals[this.sections[i]]);
      return best + PAGE_SHARE * share;
    }

    addTo(section, value) {
      if (this.totals[section] === 0) this.sections[this.sectionCount++] = section;
      this.totals[section] += value;
    }

    clear() {
      for (let i = 0; i < this.sectionCount; i++) this.totals[this.sections[i]] = 0;
      this.sectionCount = 0;
    }

    /** Adds what a unit counts in each section, the best of its ways to match; returns the sum over the sections. */
    addUnit(unit, page) {
      let sum = 0;
      if (unit.ways.length === 1 && unit.ways[0].length === 1) {
        const cursor = unit.ways[0][0];
        if (cursor.page !== page) return 0;
        const list = cursor.list;
        for (let i = cursor.start; i < cursor.end; i++) {
          const value = cursor.values[list.impacts[i]];
          this.addTo(list.sections[i], unit.weight * value);
          sum += value;
        }
        return sum;
      }
      const touched = this.touched.subarray(0, this.collect(unit, page)).sort();
      for (const section of touched) {
        const value = this.values[section];
        this.values[section] = 0;
        this.addTo(section, unit.weight * value);
        sum += value;
      }
      return sum;
    }

    /** Fills values and touched; returns how many sections were touched. */
    collect(unit, page) {
      let count = 0;
      for (const cursors of unit.ways) {
        if (cursors.some((cursor) => cursor.page !== page)) continue;
        const first = cursors[0];
        for (let i = first.start; i < first.end; i++) {
          const section = first.list.sections[i];
          let value = first.values[first.list.impacts[i]];
          for (let other = 1; other < cursors.length && value > 0; other++) {
            const found = cursors[other].valueIn(section);
            value = found === 0 ? 0 : Math.max(value, found);
          }
          if (value > this.values[section]) {
            if (this.values[section] === 0) this.touched[count++] = section;
            this.values[section] = value;
          }
        }
      }
      return count;
    }
  }

  function shareSection(cursors, page) {
    if (!cursors.length || cursors.some((cursor) => cursor.page !== page)) return false;
    const first = cursors[0];
    for (let i = first.start; i < first.end; i++) {
      const section = first.list.sections[i];
      if (cursors.every((cursor) => cursor.valueIn(section) > 0)) return true;
    }
    return false;
  }

  /** Pages with scores, put in order only as far as they are looked at. */
  class Ranking {
    constructor(pages, scores) {
      this.pages = pages;
      this.scores = scores;
      this.ordered = [];
    }

    get length() { return this.pages.length; }

    /** Pages with their scores from one place to another, the best first; pages of one score by their numbers. */
    slice(from, to) {
      const end = Math.min(to, this.length);
      if (this.ordered.length < end) {
        const wanted = Math.min(this.length, Math.max(end, 50));
        const least = this.scores.slice().sort()[this.length - wanted];
        const some = [];
        for (let i = 0; i < this.length; i++) {
          if (this.scores[i] >= least) some.push({ page: this.pages[i], score: this.scores[i] });
        }
        this.ordered = some.sort((a, b) => b.score - a.score || a.page - b.page);
      }
      return this.ordered.slice(from, end);
    }
  }

  const api = { Scorer, Ranking, inverseFrequency };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).searchScoring = api;
})();
