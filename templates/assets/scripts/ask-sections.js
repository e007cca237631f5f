// Sections by how well their words match a question asked in plain language. SectionRanking.swift does the same.
(function () {
  "use strict";

  const EXCERPT = 220;

  const PAGES = 50;
  const NAMED_BONUS = 1000;

  /** The text without signs that search would read as operators. */
  function withoutSearchSyntax(text) {
    let plain = "";
    for (const c of text.replace(/["“”„«»:]/g, " ")) {
      if (c === "-" && (!plain || /\s$/.test(plain))) continue;
      plain += c;
    }
    return plain;
  }

  /**
   * @param {{pages, units, scoring, allSectionsOf, rarest}} found what a search found
   * @returns {{words: {form, information, isKnown}[], entries: {page, section, score}[], coverage: number}}
   */
  function ranking(found) {
    const entries = [];
    let best = 0;
    for (const page of found.pages.slice(0, PAGES)) {
      // All sections of the page, where results show three: of a long list of questions any may answer.
      const sections = found.allSectionsOf(page.page);
      const leading = sections.length ? sections[0].score : 0;
      for (const { section, score } of sections) {
        const own = score >= NAMED_BONUS ? score - NAMED_BONUS : score;
        entries.push({ page: page.page, section, score: own + (page.score - leading) });
        best = Math.max(best, own);
      }
    }
    const words = found.units.filter((unit) => !unit.isExtra && unit.weight === 1).map((unit) => {
      const scored = found.scoring.units.find((one) => one.form === unit.form);
      return {
        form: unit.form, information: !unit.alternatives.length ? found.rarest : scored ? scored.ceiling : 0,
        isKnown: unit.alternatives.length > 0 && unit.correction === null,
      };
    });
    let known = 0;
    for (const unit of found.scoring.units) known += unit.weight * unit.ceiling;
    let unknown = 0;
    for (const unit of found.units) if (!unit.alternatives.length && !unit.isExtra) unknown += unit.weight * found.rarest;
    return { words, entries, coverage: known + unknown > 0 ? Math.min(1, best / (known + unknown)) : 0 };
  }

  /** Sections as results. */
  async function shown(sections) {
    const pages = await window.charter.pagesOf(sections.map((one) => one.page));
    return sections.map((one, place) => {
      const page = pages[place];
      const section = page.sections[one.section] || { anchor: "", heading: "", text: "" };
      const whole = section.text.replace(/\n/g, " ");
      return {
        url: page.url + (section.anchor ? "#" + section.anchor : ""), title: page.title, section: section.heading,
        status: page.status, kind: page.kind, score: one.score,
        excerpt: whole.length > EXCERPT ? whole.slice(0, EXCERPT) + " …" : whole,
      };
    });
  }

  /** The pages in a language, where the site can be filtered by it and has some; otherwise null. */
  async function pagesIn(tag) {
    const values = await window.charter.facetValues("language");
    const pages = values.filter((one) => one.name.toLowerCase().split(/[-_]/)[0] === tag).flatMap((one) => one.pages);
    return pages.length ? new Set(pages) : null;
  }

  async function allowedPages(filters) {
    if (!filters || !Object.keys(filters).length) return null;
    const found = await window.charter.find("", filters);
    return new Set(Array.from(found.pages.pages));
  }

  const api = { withoutSearchSyntax, ranking, shown, pagesIn, allowedPages };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).askSections = api;
})();
