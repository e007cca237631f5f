// Which of the uses and classes of data that a question names are asked about. Sources/Answers/Verdicts/QuestionReader+Needs.swift
// holds the same steps.
(function () {
  "use strict";

  /** Words that join what is asked about: "tune it and hand it on" asks for both. */
  const JOINTS = ["and", "or", "then", "und", "oder", "dann"];
  /** Words behind which stands whose or about whom something is. */
  const LINKS = ["of", "from", "about", "on", "von", "vom", "aus", "über"];
  /** Words behind which stands what something belongs to. */
  const OWNERS = ["of", "von", "vom"];

  /** Takes out what is named and not asked about; spots: {use, data} with [{place, match, first, last}] each, match the places of its words; instead: uses that are said to be meant. */
  function settle(reader, found, spots, text, tokens) {
    const takesIn = (use) => reader.lexicon.uses[use].takesIn || [];
    const remove = (kind, place) => { found[kind] = found[kind].filter((one) => one !== place); };
    const behindArticles = (place) => reader.behindArticles(tokens, place);
    const isLinked = (place) => behindArticles(place) < place && LINKS.includes(tokens[behindArticles(place)].form);

    // "Sell a model that was tuned": the tuning is past.
    for (const use of spots.use) {
      for (const other of spots.use) {
        if (!takesIn(use.place).includes(other.place)) continue;
        const between = tokens.slice(Math.min(use.first, other.first), Math.max(use.first, other.first));
        if (!between.some((token) => JOINTS.includes(token.form))) remove("use", other.place);
      }
    }
    // "Train it on the chats of customers", "names of customers": whose data they are, and not who reads what it writes.
    for (const place of found.use.slice()) {
      const own = spots.use.filter((one) => one.place === place);
      if (own.every((one) => isLinked(one.first) && spots.data.some((data) => data.last === behindArticles(one.first) - 1))) remove("use", place);
    }
    const changing = new Set(reader.lexicon.uses.flatMap((one, place) => (one.takesIn ? [place].concat(one.takesIn) : [])));
    if (found.use.some((place) => changing.has(place))) {
      for (const place of found.use.filter((one) => !changing.has(one))) {
        if (spots.use.filter((one) => one.place === place).every((one) => one.match.length === 1 && isLinked(one.first))) remove("use", place);
      }
    }
    // "The name of a tuned model": what belongs to a model is none of the data that it sees.
    const uses = new Set(spots.use.flatMap((one) => one.match));
    for (const one of spots.data) {
      if (one.last + 1 >= tokens.length || !OWNERS.includes(tokens[one.last + 1].form)) continue;
      let next = one.last + 2;
      while (next < tokens.length && (reader.articles.has(tokens[next].form) || uses.has(next))) next++;
      if (next < tokens.length && reader.machines.has(tokens[next].stem)) remove("data", one.place);
    }
    // "Religion of pupils" is one class of data, the more sensitive one.
    const sorted = spots.data.slice().sort((a, b) => a.first - b.first);
    sorted.slice(1).forEach((next, at) => {
      const one = sorted[at], least = Math.min(one.place, next.place);
      if (one.place === next.place || least === 0 || one.last >= next.first) return;
      // Or "union member lists", one word after the other.
      const isOne = next.first === one.last + 1 ? !reader.isMarked(text, tokens, next.first)
        : isLinked(next.first) && behindArticles(next.first) - 1 === one.last;
      if (isOne) remove("data", least);
    });
    // "It writes to customers, and I read it first": staff use it under their own name.
    for (const use of spots.instead) {
      const others = reader.lexicon.uses[use].insteadOf.uses;
      found.use = found.use.filter((one) => one !== use && !others.includes(one)).concat(use);
    }
  }

  const api = { settle };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).askNeeds = api;
})();
