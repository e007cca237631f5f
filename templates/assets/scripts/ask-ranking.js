// Ranks sections for a question by vectors and words together. Sources/Answers/Asking holds the same steps and numbers.
(function () {
  "use strict";

  const isNode = typeof module !== "undefined";
  const { dot } = isNode ? require("./ask-arithmetic.js") : window.charter.askArithmetic;
  const { UNANSWERED } = isNode ? require("./ask-known-words.js") : window.charter.askKnownWords;

  // AnswerIndex.swift.
  const FUSION = { passage: 0.4, quote: 0.6, lexical: 0.1, coveredLexical: 0.2 };
  const NEAR_CLUSTERS = 8;
  const LEXICAL_SECTIONS = 10;
  const PASSAGE = 0;

  const byScore = (a, b) => b.score - a.score || a.page - b.page || a.section - b.section;

  /** The sections that the search ranked, the best first. */
  const bestFirst = (lexical) => lexical.entries.slice().sort(byScore);

  /**
   * @param vector the question's, in eight bits
   * @param lexical what rankSections of the search gave
   * @param clusters [{kinds, pages, sections, quotes, scales, values, width}]
   * @param [fusion] other weights, for measuring
   */
  function rankSections(vector, lexical, clusters, fusion) {
    const weights = Object.assign({}, FUSION, fusion);
    const ranked = [];
    const places = new Map();
    clusters.forEach((cluster, number) => {
      for (let entry = 0; entry < cluster.kinds.length; entry++) {
        // Questions that nothing answers rank no section.
        if (cluster.kinds[entry] === UNANSWERED) continue;
        const similarity = dot(vector, cluster.values, entry * cluster.width, cluster.scales[entry]);
        const key = cluster.pages[entry] * 1048576 + cluster.sections[entry];
        let place = places.get(key);
        if (place === undefined) {
          place = ranked.length;
          places.set(key, place);
          ranked.push({
            page: cluster.pages[entry], section: cluster.sections[entry], score: 0, passage: 0, lexical: 0, quotes: [],
          });
        }
        if (cluster.kinds[entry] === PASSAGE) ranked[place].passage = Math.max(ranked[place].passage, similarity);
        else ranked[place].quotes.push({ cluster: number, entry, similarity });
      }
    });
    const best = lexical.entries.reduce((most, one) => Math.max(most, one.score), 0);
    for (const entry of lexical.entries) {
      const place = places.get(entry.page * 1048576 + entry.section);
      if (best > 0 && place !== undefined) ranked[place].lexical = entry.score / best;
    }
    for (const one of ranked) {
      one.quotes.sort((a, b) => b.similarity - a.similarity || a.cluster - b.cluster || a.entry - b.entry);
      const nearest = one.quotes.length ? one.quotes[0].similarity : null;
      const passage = one.passage > 0 ? one.passage : nearest || 0;
      one.score = weights.passage * passage + weights.quote * (nearest === null ? passage : nearest) +
        (weights.lexical + weights.coveredLexical * lexical.coverage) * one.lexical;
    }
    return ranked.sort(byScore);
  }

  /** The clusters that a question looks into: the nearest, and those of the sections that its words match best. */
  function wantedClusters(vector, lexical, centroids, map) {
    const near = centroids.map((one, index) => ({ index, similarity: dot(vector, one.values, 0, one.scale) }))
      .sort((a, b) => b.similarity - a.similarity || a.index - b.index);
    const wanted = new Set(near.slice(0, NEAR_CLUSTERS).map((one) => one.index));
    for (const entry of bestFirst(lexical).slice(0, LEXICAL_SECTIONS)) {
      const cluster = map[entry.page] && map[entry.page][entry.section];
      if (cluster > 0) wanted.add(cluster - 1);
    }
    return Array.from(wanted).sort((a, b) => a - b);
  }

  /** How near the questions are that nothing answers. */
  function missed(vector, clusters, scope, mayAnswer) {
    const all = [];
    for (const own of clusters) {
      own.kinds.forEach((kind, entry) => {
        if (kind !== UNANSWERED || (scope && !scope.has(own.pages[entry])) || !mayAnswer(own.texts[own.quotes[entry]])) return;
        all.push(dot(vector, own.values, entry * own.width, own.scales[entry]));
      });
    }
    return all;
  }

  const api = { FUSION, bestFirst, missed, rankSections, wantedClusters };
  if (isNode) module.exports = api;
  else window.charter.askRanking = api;
})();
