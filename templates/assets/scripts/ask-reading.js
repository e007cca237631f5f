// Reads a question about models and licences: what it names, what it asks, and what is not understood. It says nothing where it
// is unsure. Sources/Answers/Verdicts/QuestionReader.swift holds the same steps.
(function () {
  "use strict";

  const words = () => (typeof module !== "undefined" ? require("./ask-words.js") : window.charter.askWords);
  const needs = () => (typeof module !== "undefined" ? require("./ask-needs.js") : window.charter.askNeeds);
  const names = () => (typeof module !== "undefined" ? require("./ask-names.js") : window.charter.askNames);

  /** How many other words may stand between two words of a phrase. */
  const GAP = 2;
  /** How many words may be left over, by what is known of the question. */
  const LEFT = { wordOfFact: 1, fact: 2, surelyFact: 4, unlistedFact: 3, notListed: 2, askedNotListed: 4, further: 1, any: 1 };
  /**
   * The same for a use and a class of data: together they leave little room for another question, a class alone much: least where
   * the model has its version and can be nobody's name. So does a use of one word: "room for the llama training". A word that asks
   * for a verdict leaves less.
   */
  const leftOfNeed = (found) => (found.asks ? 1 : 0)
    + (found.use.length && found.data.length ? 3 : found.mentions.some((mention) => mention.isBare) && found.use.length < 2 && found.useWords < 2 ? 0 : 1);
  /** The same where a model is wanted for them. */
  const leftOfChoice = (found) => (found.use.length && found.data.length ? 2 : 0);
  /** So many words of another subject is a phrase worth that asks for something else. */
  const OTHER_QUESTION = 3;
  /** How long a word or what it is mended to must be. */
  const LEAST_MENDED = 6;
  /** What parts of a question stand between. */
  const MARKS = [",", ";", ":", ".", "?", "!", "(", ")", "–", "—", " - "];
  /** Words that begin a question about how something is: "are chats with the assistant confidential". */
  const STATE_WORDS = ["is", "are", "was", "were", "do", "has", "have", "had", "ist", "sind", "hat", "haben"];
  const REASON_WORDS = ["why", "warum", "weshalb", "wieso"];
  const COUNTS = { two: 2, three: 3, four: 4, eight: 8, zwei: 2, drei: 3, vier: 4, acht: 8 };

  /** The attributes that stand in the head of a model's page, where it states them. */
  const OF_MODELS = ["context", "memory", "languages", "maker", "released", "parameters"];

  /** Whether a model is named with a use and a class of data: that is a question for a verdict, whatever words are around it. */
  const isCase = (found) => found.use.length > 0 && found.data.length > 0 && found.mentions.some((mention) => mention.isListed && !mention.isLicence && !mention.isShort);
  const hasNeed = (found) => found.use.length > 0 || found.data.length > 0;
  const namesSeveral = (found) => new Set(found.mentions.flatMap((mention) => mention.subjects)).size > 1;

  class QuestionReader {
    constructor(lexicon) {
      this.lexicon = lexicon;
      this.names = new (names().NameFinder)(lexicon);
      this.neutral = new Set(lexicon.grammar.neutral);
      this.verdictWords = new Set(lexicon.grammar.verdict);
      this.questionWords = new Set(lexicon.grammar.questionWords);
      this.otherSubjects = new Set(lexicon.grammar.otherSubjects);
      this.comparing = new Set(lexicon.grammar.comparing);
      this.relatives = new Set(lexicon.grammar.relatives);
      this.purposes = new Set(lexicon.grammar.purposes);
      this.usedFor = new Set(lexicon.grammar.usedFor);
      this.articles = new Set(lexicon.grammar.articles);
      this.clauseWords = new Set(lexicon.grammar.clauseWords);
      this.machines = new Set(lexicon.grammar.machines);
      this.asides = new Set(lexicon.grammar.asides);
      this.classWords = new Set(lexicon.data.flatMap((one) => words().listOf(one.phrases).filter((phrase) => !phrase.includes(" "))));
      this.whichOf = new Set(lexicon.grammar.whichOf);
      this.personWords = new Set(lexicon.grammar.personWords);
      this.phrases = this.allPhrases();
      this.tries = this.allTries();
      this.makers = new Set(lexicon.subjects.flatMap((one) => one.makers));
      this.known = new Set(this.phrases.flatMap((phrase) => phrase.parts).concat(lexicon.grammar.neutral, lexicon.grammar.verdict,
        lexicon.grammar.questionWords, lexicon.grammar.otherSubjects, lexicon.grammar.negations));
      this.ordinary = new Set(words().listOf(lexicon.ordinaryWords));
      this.mendable = words().listOf(lexicon.words);
      this.neverAllowed = this.usesNeverAllowed();
    }

    /** All phrases, the longest first, then in the lexicon's order. */
    allPhrases() {
      const all = [];
      const add = (kind, choices) => choices.forEach((choice, place) =>
        words().listOf(choice.phrases).forEach((phrase) => all.push({ kind, place, parts: phrase.split(" "), order: all.length })));
      const { lexicon } = this;
      add("instead", lexicon.uses.map((one) => one.insteadOf || { phrases: "" }));
      add("use", lexicon.uses);
      add("data", lexicon.data);
      add("further", lexicon.furtherUses);
      add("attribute", lexicon.attributes);
      add("language", lexicon.languages);
      for (const kind of ["otherQuestions", "which", "any", "about"]) add(kind, [{ phrases: lexicon.grammar[kind].join() }]);
      return all.sort((a, b) => b.parts.length - a.parts.length || a.order - b.order);
    }

    /**
     * Of phrases with as many words, one whose words follow one another comes before one with others in between: in
     * "internal patient files" stand patient files, and no internal files. The words of a class of data always follow one another.
     */
    allTries() {
      const counts = Array.from(new Set(this.phrases.map((phrase) => phrase.parts.length))).sort((a, b) => b - a);
      return counts.flatMap((count) => {
        const same = this.phrases.filter((phrase) => phrase.parts.length === count);
        return (count > 1 ? [0, GAP] : [0]).flatMap((gap) => same.filter((phrase) => gap === 0 || phrase.kind !== "data").map((phrase) => ({ phrase, gap })));
      });
    }

    /** @returns what was read: {kind: verdict|fact|further|choice|notListed|unlistedFact|unknown, …}; unknown where it is unsure. */
    read(text) {
      const tokens = words().tokensOf(text);
      const found = { mentions: this.names.find(text, tokens), use: [], data: [], further: [], attribute: [], language: [],
        otherQuestions: false, which: false, any: false, about: false, memory: 0, rest: [], asks: false, asksOther: false, maker: false, machine: false, hasClause: false, asksMore: false, asksPerson: false, namesOther: false, others: 0, order: null, isImplied: false, attributeWords: 0, useWords: 0 };
      const free = tokens.map(() => true);
      for (const mention of found.mentions) for (let at = mention.start; at < mention.end; at++) free[at] = false;
      found.mentions = found.mentions.filter((mention) => !this.isAnyOfItsSize(tokens, mention, free) && !this.isDenied(tokens, mention, free));
      tokens.forEach((token, at) => { if (free[at]) token.stem = this.mended(token); });
      this.takeMemory(tokens, free, found);
      found.namesOwner = found.mentions.some((mention) => this.isOwner(tokens, mention));
      const makersNames = this.names.makersNames(tokens);
      this.takePhrases(text, this.places(found.mentions, tokens, free), makersNames, tokens, free, found);
      for (const maker of makersNames) {
        for (let at = maker.start; at < maker.end; at++) if (free[at]) { free[at] = false; found.maker = true; }
      }
      this.takeMaker(text, tokens, free, found);
      this.takeRest(text, tokens, free, found);
      found.asksOther = found.asksOther || found.otherQuestions;
      found.isUsed = found.mentions.some((mention) => !mention.isListed && this.isUsed(tokens, mention));
      // "Which models are …" asks for a licence's models only where one is named.
      const models = this.lexicon.attributes.findIndex((one) => one.id === "models");
      if (found.attribute.includes(models) && !found.mentions.some((mention) => mention.isLicence)) {
        found.attribute = found.attribute.filter((place) => place !== models);
        found.which = true;
      }
      const reading = this.decide(found);
      // "Retrain Meta's on student files": of its models.
      const maker = reading.kind === "choice" && !found.which ? this.names.maker(text, tokens) : null;
      if (!maker) return reading;
      found.mentions = [maker];
      return this.decide(found);
    }

    /**
     * A word's stem; of a word that nothing knows, that of the word which is a typing error away: of one as long, where there are
     * longer or shorter ones too.
     */
    mended(token) {
      const { isOneErrorAway, stemOf } = words();
      const length = Array.from(token.form).length;
      if (length + 1 < LEAST_MENDED || this.known.has(token.stem) || this.ordinary.has(token.form)) return token.stem;
      const near = this.mendable.filter((word) =>
        Math.max(Array.from(word).length, length) >= LEAST_MENDED && isOneErrorAway(word, token.form));
      const equal = near.filter((word) => Array.from(word).length === length);
      const stems = Array.from(new Set((equal.length ? equal : near).map(stemOf)));
      return stems.length === 1 ? stems[0] : token.stem;
    }

    /** Whether a size stands for no model of ours but for any: "how many parameters does a 24B model have". */
    isAnyOfItsSize(tokens, mention, free) {
      const before = mention.start - 1;
      if (!mention.isShort || before < 0 || !this.lexicon.grammar.indefinite.includes(tokens[before].form)) return false;
      for (let at = mention.start; at < mention.end; at++) free[at] = true;
      return true;
    }

    /** Whether a word before a name takes it out of the question; the word is taken with it. */
    isDenied(tokens, mention, free) {
      const before = mention.start - 1;
      if (before < 0 || !this.lexicon.grammar.negations.includes(tokens[before].stem)) return false;
      free[before] = false;
      return true;
    }

    /** The place of the first word before a place that is no article; the place itself where it has none before it. */
    behindArticles(tokens, place) {
      let before = place - 1;
      while (before >= 0 && this.articles.has(tokens[before].form)) before--;
      return before < 0 ? place : before;
    }

    /** Whether a word before a name makes it what something belongs to: "the telephone number of the Mistral team". */
    isOwner(tokens, mention) {
      const before = this.behindArticles(tokens, mention.start);
      if (before > 0 && before < mention.start && this.lexicon.grammar.ownerLinks.includes(tokens[before].form)) return true;
      // "Gemma from payroll" is somebody, but not "Gemma from Google".
      const next = mention.end;
      return mention.isBare && next + 1 < tokens.length && tokens[next].form === "from" && !this.makers.has(tokens[next + 1].form);
    }

    /** Whether a name is followed by what it is used for, or stands at the end. */
    isUsed(tokens, mention) {
      return mention.end < tokens.length && this.usedFor.has(tokens[mention.end].form);
    }

    /** '24 GB', 'two 24 GB cards', with the words around it. */
    takeMemory(tokens, free, found) {
      const units = ["gb", "gib", "g", "gigabyte", "gigabytes", "gig", "gigs"];
      const take = (at) => { if (at >= 0 && at < tokens.length) free[at] = false; };
      tokens.forEach((token, at) => {
        if (found.memory || !free[at]) return;
        const [, digits, unit] = token.form.match(/^([0-9]{1,6})([a-z]*)$/) || [];
        const next = tokens[at + 1];
        const isApart = unit === "" && next !== undefined && units.includes(next.form);
        if (!digits || !(isApart || units.includes(unit))) return;
        take(at);
        if (isApart) take(at + 1);
        const behind = at + (isApart ? 2 : 1);
        for (let place = behind; place < behind + 2 && place < tokens.length; place++) {
          if (!["of", "card", "cards", "gpu", "gpus", "vram", "memory", "karte", "karten", "ram", "laptop", "graphics"].includes(tokens[place].form)) break;
          take(place);
        }
        const before = at > 0 ? tokens[at - 1].form : "";
        if (["one", "single", "a", "eine", "einer"].includes(before) || COUNTS[before]) take(at - 1);
        found.memory = Number(digits) * (COUNTS[before] || 1);
      });
    }

    /** The places that phrases are looked for in: a name counts as one word. */
    places(mentions, tokens) {
      const inside = new Set();
      for (const mention of mentions) for (let at = mention.start + 1; at < mention.end; at++) inside.add(at);
      return tokens.map((_, at) => at).filter((at) => !inside.has(at));
    }

    takePhrases(text, places, makersNames, tokens, free, found) {
      const isCut = (maker, match) => {
        const shared = match.filter((at) => at >= maker.start && at < maker.end).length;
        return shared > 0 && shared < maker.end - maker.start;
      };
      const spots = { use: [], data: [], instead: [] };
      const stems = new Set(tokens.map((token) => token.stem));
      for (const { phrase, gap } of this.tries) {
        if (!stems.has(phrase.parts[0])) continue;
        const match = this.match(phrase.parts, places, tokens, free, gap);
        if (!match || makersNames.some((maker) => isCut(maker, match))) continue;
        if (phrase.kind === "use" && phrase.parts.length === 1 && this.classWords.has(phrase.parts[0]) && this.isFollowed(text, tokens, match[0])) continue;
        for (const at of match) free[at] = false;
        // "A model that was trained on letters": what it is, and not what is asked.
        if (phrase.kind === "otherQuestions" && match[0] > 1 && this.relatives.has(tokens[match[0] - 1].form)) continue;
        if (phrase.kind === "otherQuestions") found.others += OTHER_QUESTION;
        if (["otherQuestions", "which", "any", "about"].includes(phrase.kind)) found[phrase.kind] = true;
        else if (phrase.kind === "instead") {
          spots.instead.push(phrase.place);
          found.useWords = Math.max(found.useWords, phrase.parts.length);
        }
        // "Without names": what is denied is not in it.
        else if (phrase.kind === "data" && match[0] > 0 && free[match[0] - 1] && this.lexicon.grammar.denials.includes(tokens[match[0] - 1].form)) free[match[0] - 1] = false;
        else {
          if (spots[phrase.kind]) spots[phrase.kind].push({ place: phrase.place, match, first: match[0], last: match[match.length - 1] });
          if (phrase.kind === "use") found.useWords = Math.max(found.useWords, phrase.parts.filter((part) => !this.clauseWords.has(part)).length);
          if (phrase.kind === "attribute") found.attributeWords = Math.max(found.attributeWords, phrase.parts.length);
          if (!found[phrase.kind].includes(phrase.place)) found[phrase.kind].push(phrase.place);
        }
      }
      needs().settle(this, found, spots, text, tokens);
      for (const kind of ["use", "data", "further", "attribute", "language"]) found[kind].sort((a, b) => a - b);
    }

    /**
     * A maker stands for its models beside a fact that is more than a line of their pages: "at how many users must we ask Meta for a
     * licence". Beside such a fact no licence is asked for.
     */
    takeMaker(text, tokens, free, found) {
      const idOf = (place) => this.lexicon.attributes[place].id;
      if (found.attribute.every((place) => idOf(place) === "licence" || OF_MODELS.includes(idOf(place)))) return;
      found.attribute = found.attribute.filter((place) => idOf(place) !== "licence");
      const maker = !found.mentions.length && !hasNeed(found) ? this.names.maker(text, tokens) : null;
      if (!maker) return;
      found.mentions = [maker];
      found.maker = true;
      for (let at = maker.start; at < maker.end; at++) free[at] = false;
    }

    /** Where a phrase's words stand, in order and close together; null where they do not. */
    match(parts, places, tokens, free, gap) {
      for (let first = 0; first < places.length; first++) {
        const match = [];
        let at = first;
        for (const part of parts) {
          let limit = match.length ? at + gap : at;
          while (at < places.length && at <= limit && !(free[places[at]] && tokens[places[at]].stem === part)) {
            // "A letter from a customer" is a letter from customer: articles are no words in between.
            if (gap === 0 && match.length && free[places[at]] && this.articles.has(tokens[places[at]].form)) limit++;
            at++;
          }
          if (at >= places.length || at > limit) break;
          match.push(places[at]);
          at++;
        }
        if (match.length === parts.length) return match;
      }
      return null;
    }

    takeRest(text, tokens, free, found) {
      // "Fine" in fine-tuning asks for no verdict.
      found.asks = tokens.some((token, at) => this.verdictWords.has(token.stem) && !(at + 1 < tokens.length && tokens[at + 1].isJoined));
      found.asksWhy = tokens.some((token) => REASON_WORDS.includes(token.form));
      found.asksState = tokens.length > 0 && STATE_WORDS.includes(tokens[0].form);
      const skips = this.skipsAsides(found);
      tokens.forEach((token, at) => {
        if (this.machines.has(token.stem)) found.machine = true;
        if (!free[at] || (skips && this.asides.has(token.form)) || this.takeOrder(token, found)) return;
        if (this.questionWords.has(token.stem)) {
          if (this.asksAnew(text, tokens, at)) {
            found.asksOther = true;
            found.asksMore = found.asksMore || !this.whichOf.has(token.form);
            found.asksPerson = found.asksPerson || this.personWords.has(token.form);
          }
          else found.hasClause = true;
          return;
        }
        // "Any difference between A and B for tuning": the verdict of each.
        if (this.comparing.has(token.stem) && namesSeveral(found) && hasNeed(found)) return;
        const isOther = this.otherSubjects.has(token.stem);
        const asksOther = isOther && !isCase(found) && !this.isPurpose(tokens, at, found);
        if (isOther) found.others++;
        found.asksOther = found.asksOther || asksOther;
        found.asksMore = found.asksMore || asksOther;
        if (!isOther && this.makers.has(token.form)) found.maker = true;
        else if (isOther || !this.neutral.has(token.stem)) this.leave(text, tokens, at, found);
      });
    }

    /** Keeps a word that was not understood. "Voxtral from Mistral" is something else than what the name stands for. */
    leave(text, tokens, at, found) {
      const word = text.slice(tokens[at].start, tokens[at].end);
      // The halves of 'CO2' are one word.
      if (at > 0 && tokens[at - 1].start === tokens[at].start && found.rest[found.rest.length - 1] === word) return;
      found.rest.push(word);
      const next = tokens[at + 1];
      if (!next || next.form === "of" || !this.lexicon.grammar.makerLinks.includes(next.form)) return;
      if (found.mentions.some((mention) => this.behindArticles(tokens, mention.start) === at + 1)) found.namesOther = true;
    }

    /** Takes a word that puts models in order: "which has the longest context", "which is newer, A or B". */
    takeOrder(token, found) {
      if (hasNeed(found) || (found.mentions.length > 0 && !namesSeveral(found))) return false;
      const order = this.lexicon.grammar.orders.find((one) => one.most.includes(token.form) || one.least.includes(token.form));
      if (!order) return false;
      const meant = this.lexicon.attributes.findIndex((one) => one.id === order.attribute);
      if (!found.attribute.length && meant < 0) return false;
      if (!found.attribute.length) {
        found.attribute.push(meant);
        found.isImplied = true;
      }
      found.order = order.most.includes(token.form) ? "most" : "least";
      return true;
    }

    /** Whether a word says what a model is used for: "phi-4 for reports" asks for no report. */
    isPurpose(tokens, at, found) {
      const before = this.behindArticles(tokens, at);
      return before < at && found.mentions.length > 0 && this.purposes.has(tokens[before].form);
    }

    /**
     * Whether words that mean little are overlooked: where a use or a class of data says what is asked of a model, a word asks for
     * a verdict, or no model may serve the use.
     */
    skipsAsides(found) {
      const isWhole = found.use.length > 0 && found.data.length > 0;
      const isNever = found.use.some((use) => this.neverAllowed.has(use));
      if (!found.mentions.length) return hasNeed(found) && (found.asks || isWhole || isNever) && !found.which;
      return hasNeed(found) || found.further.length > 0 || found.attributeWords > 1 || (found.asks && found.mentions.every((mention) => mention.isLicence));
    }

    /** Whether a question word begins the question, or what follows a mark in it; else it ties a clause to what is before it. */
    asksAnew(text, tokens, at) {
      let first = at;
      while (first > 0 && !this.isMarked(text, tokens, first) && this.clauseWords.has(tokens[first - 1].form)) first--;
      return first === 0 || this.isMarked(text, tokens, first);
    }

    /** Whether a mark stands between a word and the one before it. */
    isMarked(text, tokens, at) {
      const gap = text.slice(tokens[at - 1].end, tokens[at].start);
      return MARKS.some((mark) => gap.includes(mark));
    }

    /** Whether a word follows that belongs to this one: "internal plans", but not "plans, internal" or "internal with plans". */
    isFollowed(text, tokens, at) {
      return at + 1 < tokens.length && !this.isMarked(text, tokens, at + 1) && !this.clauseWords.has(tokens[at + 1].form);
    }

    // ---- What is asked.

    decide(found) {
      // "Is Qwen from Alibaba" asks for the maker.
      const maker = this.lexicon.attributes.findIndex((one) => one.id === "maker");
      if (found.maker && !found.asks && !found.asksOther && !found.use.length && !found.data.length && !found.rest.length && !found.attribute.length && maker >= 0) {
        found.attribute.push(maker);
      }
      const named = found.mentions;
      const foreign = named.filter((mention) => !mention.isListed);
      const left = found.rest.length;
      // "The portal where people describe their illness" asks for no place; it may where less is known of the question.
      const isKnown = named.length > 0 && hasNeed(found) && (found.asks || (found.use.length > 0 && found.data.length > 0));
      if (found.hasClause && !isKnown) found.asksOther = true;
      const as = (kind) => Object.assign({ kind }, found);
      if (foreign.length) {
        const isUnsure = found.asksOther || left > (found.asks ? LEFT.askedNotListed : LEFT.notListed) || found.which;
        // "Weights under AGPL, are we allowed to use them" asks for no licence.
        if (found.asks && !isUnsure) return as("notListed");
        if (found.attribute.length && left <= LEFT.unlistedFact) return as("unlistedFact");
        if (isUnsure) return as("unknown");
        return as(found.isUsed || left === 0 ? "notListed" : "unknown");
      }
      if (named.length) return as(this.decideNamed(found, left));
      if (this.asksForList(found)) return as("list");
      if (this.asksWhat(found)) return as("choice");
      if (found.further.length || found.asksOther || this.asksFact(found)) return as("unknown");
      const hasFilter = hasNeed(found) || found.memory > 0 || found.language.length > 0;
      if (found.which && hasFilter) return as(left <= leftOfChoice(found) ? "choice" : "unknown");
      // "Which models are approved": the whole list.
      if (found.which && found.asks && left === 0) return as("choice");
      if (this.isForAll(found)) return as("choice");
      if (found.any && hasNeed(found) && (found.asks || found.data.length || left === 0)) return as(left <= LEFT.any ? "choice" : "unknown");
      return as("unknown");
    }

    /**
     * Whether a use is asked about for all models: "health records in a chatbot for customers" names none. Without a class of data it
     * is, where no model may serve the use. What makes a model what it is speaks of one: "train it on names".
     */
    isForAll(found) {
      if (found.use.length !== 1 || found.rest.length || (!found.asks && found.asksState)) return false;
      const [use] = found.use;
      const speaksOfModel = found.machine || this.lexicon.uses.some((one) => (one.takesIn || []).includes(use));
      return speaksOfModel && (found.data.length > 0 || this.neverAllowed.has(use));
    }

    /** Whether a fact is asked for of all models: "which model has the longest context", "which models are fully open". */
    asksForList(found) {
      if (found.attribute.length !== 1 || !(found.which || found.any || found.order)) return false;
      return !hasNeed(found) && !found.further.length && !found.memory && !found.language.length && !found.rest.length
        && !found.asksMore && !found.otherQuestions && (found.which || found.machine);
    }

    /** Whether "what may talk to visitors about published pages" asks for models, without the word. */
    asksWhat(found) {
      return found.asksOther && !found.asksMore && !found.otherQuestions && !found.hasClause && !found.further.length
        && found.use.length === 1 && found.data.length > 0 && (found.asks || found.memory > 0) && !found.rest.length
        && !this.asksFact(found);
    }

    /** Uses that are blocked for every model with every class of data. */
    usesNeverAllowed() {
      const { subjects, uses, data } = this.lexicon;
      const models = subjects.filter((one) => one.kind === "model" && one.verdicts !== "");
      const blocked = "b".repeat(data.length);
      return new Set(uses.map((_, use) => use).filter((use) => models.length
        && models.every((one) => one.verdicts.slice(use * data.length, (use + 1) * data.length) === blocked)));
    }

    /** Whether models are compared by what they may do: "…, which is allowed". */
    compares(found) {
      return hasNeed(found) && (found.asks || !found.rest.length) && !found.asksMore && !found.otherQuestions && namesSeveral(found);
    }

    /** Whether an attribute is asked for that does not only narrow the choice of models. */
    asksFact(found) {
      const narrows = (found.language.length ? ["languages"] : []).concat(found.memory > 0 ? ["memory"] : []);
      return found.attribute.some((place) => !narrows.includes(this.lexicon.attributes[place].id));
    }

    /** "The research licence of Mistral" is another than Mistral's: here no word may be left. */
    asksLicence(found) {
      return found.attribute.some((place) => this.lexicon.attributes[place].id === "licence");
    }

    /** Whether a fact is asked for that a person or an organisation is named by: "who made Phi", but not "who paid for the card". */
    namesPerson(found) {
      return found.attribute.some((place) => this.lexicon.grammar.personFacts.includes(this.lexicon.attributes[place].id));
    }

    decideNamed(found, left) {
      if (found.namesOther) return "unknown";
      // '70b' may be the number of a house.
      if (found.mentions.some((mention) => mention.isShort) && left > 0) return "unknown";
      const onlyLicences = found.mentions.every((mention) => mention.isLicence);
      const asksFit = found.memory > 0 && !hasNeed(found);
      if (found.attribute.length || asksFit || (found.language.length && !hasNeed(found))) {
        const isSure = found.attributeWords > 1 && found.others === 0 && !found.maker;
        const limit = !found.attribute.length || this.asksLicence(found) || found.isImplied ? 0 : isSure ? LEFT.surelyFact : found.attributeWords > 1 ? LEFT.fact : LEFT.wordOfFact;
        // A word of another subject counts more: "download size of the ONNX file" is no question of memory.
        const others = (found.attributeWords > 1 ? 1 : 2) * found.others;
        const isOne = !found.which || onlyLicences || found.order;
        const isAsked = !found.asksWhy && (!found.asksPerson || this.namesPerson(found));
        return left + others <= limit && isOne && isAsked ? "fact" : "unknown";
      }
      if (found.which && onlyLicences && !hasNeed(found)) return left === 0 ? "fact" : "unknown";
      if ((found.which || found.asksOther) && !this.compares(found)) return "unknown";
      if (found.further.length) return left <= LEFT.further ? "further" : "unknown";
      if (onlyLicences) return left === 0 && (found.asks || found.use.length || !found.data.length) ? "verdict" : "unknown";
      // "Why is SmolLM3 so named" asks for no verdict.
      if (found.asksWhy && !found.asks && !isCase(found)) return "unknown";
      // "The telephone number of the Mistral team" asks for no verdict on telephone numbers.
      if (found.namesOwner && !found.use.length && found.data.length && !found.asks) return "unknown";
      if (isCase(found)) return "verdict";
      if (hasNeed(found)) return left <= leftOfNeed(found) ? "verdict" : "unknown";
      return left === 0 ? "verdict" : "unknown";
    }
  }

  if (typeof module !== "undefined") module.exports = { QuestionReader, OF_MODELS };
  else (window.charter = window.charter || {}).askReading = { QuestionReader, OF_MODELS };
})();
