// Which models and licences a question names. Sources/Answers/Verdicts/NameFinder.swift holds the same steps.
(function () {
  "use strict";

  const words = () => (typeof module !== "undefined" ? require("./ask-words.js") : window.charter.askWords);

  const NONE = [];
  /** How many words may stand between a family's name and the word that makes a licence of it. */
  const LICENCE_REACH = 3;
  /** The shortest name in which one typing error is overlooked. */
  const LEAST_TYPED = 5;
  /** The shortest word that may be a name which the portal has never heard of. */
  const LEAST_UNHEARD = 4;
  /** Words between a model and another of its family. */
  const JOINTS = ["or", "and", "vs", "versus", "oder", "und"];

  const split = (name) => name.split(" ");
  const isVersion = (form) => /[0-9]/.test(form);
  /** A number of parameters, such as 9b or 1.5b. */
  const isSize = (form) => /^[0-9][0-9.]*b$/.test(form);

  /**
   * @typedef {{start, end, subjects: number[], isLicence, isListed, isBare, name}} Mention
   * isShort: a size alone, such as '70b';
   * start and end are places of tokens; isBare: the family alone, without a version; family: all that share the name.
   */
  class NameFinder {
    constructor(lexicon) {
      this.lexicon = lexicon;
      this.grammar = lexicon.grammar;
      this.ordinary = new Set(words().listOf(lexicon.ordinaryWords));
      this.neutral = new Set(lexicon.grammar.neutral);
      const choices = [].concat(lexicon.uses, lexicon.data, lexicon.furtherUses, lexicon.attributes, lexicon.languages);
      this.knownStems = new Set(choices.flatMap((one) => words().listOf(one.phrases).flatMap(split))
        .concat(lexicon.grammar.otherSubjects, lexicon.grammar.machines, lexicon.grammar.questionWords));
      const models = [], licences = [];
      lexicon.subjects.forEach((subject, place) => (subject.kind === "model" ? models : licences).push(place));
      this.shortNames = new Set(models.flatMap((place) => lexicon.subjects[place].names));
      this.modelNames = this.table(models, (one) => one.families.concat(one.names));
      this.licenceNames = this.table(licences, (one) => one.families.concat(one.names));
      // 'Googles' is a genitive too.
      this.makers = this.table(models, (one) => one.makers.concat(one.makers.map((name) => name + "s")));
      this.products = this.list(lexicon.products);
      this.foreignLicences = this.list(lexicon.licences);
    }

    /** Names with the subjects that they may stand for, the longest first. */
    table(places, namesOf) {
      const found = new Map();
      for (const place of places) {
        for (const name of namesOf(this.lexicon.subjects[place])) {
          if (!found.has(name)) found.set(name, []);
          if (!found.get(name).includes(place)) found.get(name).push(place);
        }
      }
      return this.longestFirst(Array.from(found, ([name, subjects]) => ({ name, parts: split(name), subjects })));
    }

    list(names) {
      return this.longestFirst(names.map((name) => ({ name, parts: split(name), subjects: NONE })));
    }

    longestFirst(entries) {
      return entries.sort((a, b) => b.parts.length - a.parts.length || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    }

    find(text, tokens) {
      const mentions = [];
      let at = 0;
      while (at < tokens.length) {
        const last = mentions[mentions.length - 1];
        const mention = this.mayStart(tokens, at, last) ? this.mentionAt(text, tokens, at) : null;
        at = mention ? mention.end : at + 1;
        if (mention) mentions.push(this.withSizeBefore(text, tokens, mention, mentions));
        for (let next = mention; next;) {
          next = this.sibling(text, tokens, mentions[mentions.length - 1]);
          // 'The bigger Mistral, the 4' is one of them.
          if (next && mentions[mentions.length - 1].isBare) mentions.pop();
          if (next) mentions.push(next);
          at = next ? next.end : at;
        }
      }
      return mentions;
    }

    /** 'The 3B Qwen2.5': a size before a family's name is the model's, and no other model. */
    withSizeBefore(text, tokens, mention, mentions) {
      const { start, end, family, isLicence, isShort } = mention;
      const size = start > 0 ? tokens[start - 1].form : "";
      if (!isSize(size) || isLicence || isShort || !family.length || tokens[start].isJoined
        || tokens.slice(start, end).some((token) => isSize(token.form))) return mention;
      const last = mentions[mentions.length - 1];
      if (last && last.start === start - 1 && last.end === start) mentions.pop();
      const subjects = mention.subjects.filter((place) => this.fits(place, [size]));
      return this.mention(text, tokens, start - 1, end, { subjects, isListed: subjects.length > 0, family });
    }

    /** 'Mistral Small 3 or 4': another version behind a model's name is another model of its family; null where none is. */
    sibling(text, tokens, last) {
      let start = last.end;
      if (last.isLicence || !last.isListed || start >= tokens.length) return null;
      if (!last.isBare && JOINTS.includes(tokens[start].form)) start++;
      else if (!text.slice(tokens[start - 1].end, tokens[start].start).includes(",")) return null;
      while (start < tokens.length && this.grammar.articles.includes(tokens[start].form)) start++;
      if (start >= tokens.length || this.mentionAt(text, tokens, start)) return null;
      const all = this.lexicon.subjects;
      const families = new Set(last.subjects.flatMap((place) => all[place].families));
      const family = all.map((_, place) => place).filter((place) => all[place].kind === "model" && all[place].families.some((name) => families.has(name)));
      const { end, marks } = this.behindVersions(tokens, start, family.flatMap((place) => all[place].marks));
      const subjects = family.filter((place) => this.fits(place, marks));
      if (!marks.some(isVersion) || !subjects.length || (!last.isBare && subjects.some((place) => last.subjects.includes(place)))) return null;
      return this.mention(text, tokens, last.isBare ? last.start : start, end, { subjects, isListed: true, family });
    }

    /** Where makers' names of two words and more stand: the face in 'Hugging Face' is nobody's. */
    makersNames(tokens) {
      return tokens.flatMap((_, start) => this.makers.filter((maker) => maker.parts.length > 1 && this.standsAt(maker, tokens, start, false))
        .map((maker) => ({ start, end: start + maker.parts.length })));
    }

    /** A name is no other word's second half ('non-llama'), unless what is before it is a name too. */
    mayStart(tokens, at, last) {
      return !tokens[at].isJoined || (last !== undefined && last.end === at)
        || this.makers.some((maker) => maker.parts.length === 1 && maker.parts[0] === tokens[at - 1].form);
    }

    mentionAt(text, tokens, at) {
      // 'Allen AI's OLMo', 'Meta Llama 3.3': the maker is part of the name, unless it is the family's name as well.
      const isName = this.entryAt(this.modelNames, tokens, at, false) || this.entryAt(this.licenceNames, tokens, at, false);
      const maker = isName ? null : this.entryAt(this.makers, tokens, at, false);
      const start = maker ? at + maker.parts.length : at;
      const model = start < tokens.length ? this.entryAt(this.modelNames, tokens, start, true) : null;
      const licence = start < tokens.length ? this.entryAt(this.licenceNames, tokens, start, true) : null;
      const product = this.entryAt(this.products, tokens, at, false) || null;
      const length = (entry) => (entry ? entry.parts.length : 0);
      // What is written as it should be is no other name with a typing error: 'Mixtral' is not Mistral.
      const isLonger = product && (at + length(product) > start + length(model)
        || (at + length(product) === start + length(model) && !isName && !maker));
      if (isLonger && length(product) >= length(licence)) return this.product(text, tokens, at, product);
      const foreign = this.entryAt(this.foreignLicences, tokens, at, false);
      if (foreign && length(foreign) > Math.max(length(model), length(licence))) {
        const end = this.behindVersions(tokens, at + length(foreign), NONE).end;
        return this.mention(text, tokens, at, this.behindLicenceWord(tokens, end) || end, { isLicence: true });
      }
      const asLicence = licence ? this.licence(text, tokens, at, start, licence, model) : null;
      if (asLicence) return asLicence;
      if (model) return this.model(text, tokens, at, start, model);
      return (maker ? this.makersModel(text, tokens, at, maker) : null) || this.unheardOf(text, tokens, at);
    }

    /** The longest entry whose words stand at a place. */
    entryAt(entries, tokens, at, mayErr) {
      const exact = entries.find((entry) => this.standsAt(entry, tokens, at, false));
      return exact || (mayErr ? entries.find((entry) => this.standsAt(entry, tokens, at, true)) : null) || null;
    }

    standsAt(entry, tokens, at, mayErr) {
      if (at + entry.parts.length > tokens.length) return false;
      return entry.parts.every((part, number) => {
        const form = tokens[at + number].form;
        return form === part || (mayErr && this.isTypedWrong(form, part));
      });
    }

    isTypedWrong(form, part) {
      return Math.max(Array.from(form).length, Array.from(part).length) >= LEAST_TYPED && !isVersion(form + part)
        && !this.ordinary.has(form) && words().isOneErrorAway(form, part);
    }

    // ---- What follows a name.

    /** Versions, sizes and words of a name behind it: {end, marks}. */
    behindVersions(tokens, at, known) {
      const { variants, formats, units, licenceWords } = this.grammar;
      const marks = [];
      let end = at;
      while (end < tokens.length) {
        const form = tokens[end].form;
        const next = tokens[end + 1];
        if (licenceWords.includes(form)) break;
        // 'fp8' is two words.
        const isHalf = next !== undefined && next.start === tokens[end].start;
        if (formats.includes(isHalf ? form + " " + next.form : form)) {
          // An ending such as -instruct makes no other model.
          if (!tokens[end].isJoined) break;
          if (isHalf) end++;
        } else if (isVersion(form)) {
          // 'gemma 3 users', but 'gemma3 card': a number in the same word as the name counts nothing.
          if (!tokens[end].isJoined && next && units.includes(next.form) && !next.isJoined) break;
          marks.push(form);
        } else if (known.includes(form) && !this.neutral.has(tokens[end].stem)) {
          marks.push(form);
        } else if (known.some((mark) => this.isTypedWrong(form, mark))) {
          marks.push(known.find((mark) => this.isTypedWrong(form, mark)));
        } else if (variants.includes(form)) {
          marks.push(form);
        } else if (marks.some((mark) => variants.includes(mark) && !known.includes(mark))
          && this.entryAt(this.modelNames, tokens, end, false)) {
          // 'R1 distill Llama 70B' is one name.
          marks.push(form);
        } else {
          break;
        }
        end++;
      }
      return { end, marks };
    }

    /** Where a licence's word ends that follows soon; null where none does. */
    behindLicenceWord(tokens, at) {
      const { licenceWords, licenceLinks } = this.grammar;
      for (let place = at; place < tokens.length && place <= at + LICENCE_REACH; place++) {
        if (licenceWords.includes(tokens[place].form)) {
          let end = place + 1;
          while (end < tokens.length && (licenceWords.includes(tokens[end].form)
            || (tokens[end].form === "of" && tokens[end + 1] && tokens[end + 1].form === "use"))) {
            end += tokens[end].form === "of" ? 2 : 1;
          }
          return end;
        }
        if (!licenceLinks.includes(tokens[place].form) && !isVersion(tokens[place].form)) return null;
      }
      return null;
    }

    /** 'Apache License 2.0': a version behind the licence's word, where one of the licences has it. */
    behindOwnVersion(tokens, at, subjects) {
      let end = at;
      while (end < tokens.length && isVersion(tokens[end].form) && subjects.some((place) => this.fits(place, [tokens[end].form]))) end++;
      return end;
    }

    /** Whether the marks behind a name are a subject's; '2', 'v2' and '2.0' are one version, '72' and '72b' one size. */
    fits(place, marks) {
      const own = this.lexicon.subjects[place].marks;
      return marks.every((mark) =>
        [mark, mark[0] === "v" ? mark.slice(1) : mark].some((one) => own.includes(one) || own.includes(one + ".0") || own.includes(one + "b")));
    }

    // ---- Sorts of names.

    mention(text, tokens, start, end, more) {
      const last = tokens[end - 1];
      const name = text.slice(tokens[start].start, last.end);
      return Object.assign({ start, end, subjects: [], isLicence: false, isListed: false, isBare: false, isShort: false, family: [], name }, more);
    }

    product(text, tokens, at, product) {
      const { end } = this.behindVersions(tokens, at + product.parts.length, NONE);
      return this.mention(text, tokens, at, end, {});
    }

    model(text, tokens, at, start, model) {
      const known = model.subjects.flatMap((place) => this.lexicon.subjects[place].marks);
      const { end, marks } = this.behindVersions(tokens, start + model.parts.length, known);
      // 'Alibaba 70b' is none of another maker's.
      const maker = start > at && this.shortNames.has(model.name) ? this.entryAt(this.makers, tokens, at, false) : null;
      const own = model.subjects.filter((place) => !maker || maker.subjects.includes(place));
      const subjects = own.filter((place) => this.fits(place, marks));
      return this.mention(text, tokens, at, end, {
        subjects, isListed: subjects.length > 0, isBare: marks.length === 0 && !isVersion(model.name),
        isShort: isSize(model.name) && marks.length === 0 && start === at, family: model.subjects,
      });
    }

    licence(text, tokens, at, start, licence, model) {
      const behind = this.behindVersions(tokens, start + licence.parts.length,
        licence.subjects.flatMap((place) => this.lexicon.subjects[place].marks));
      const closed = this.behindLicenceWord(tokens, behind.end);
      // A family's name is the model's, unless the licence is named; a longer name of a licence is the licence's.
      if (!closed && model && model.parts.length >= licence.parts.length) return null;
      if (!closed && this.isOrdinary(text, tokens, start, licence)) return null;
      const end = closed ? this.behindOwnVersion(tokens, closed, licence.subjects) : behind.end;
      const between = tokens.slice(start + licence.parts.length, end).map((token) => token.form);
      const marks = between.filter((form) => isVersion(form));
      const told = licence.subjects.filter((place) => this.fits(place, marks));
      // 'Mistral research licence': a word of one licence's name tells it from the others.
      const named = told.filter((place) =>
        between.some((form) => form !== "model" && this.lexicon.subjects[place].marks.includes(form)));
      const subjects = named.length ? named : told;
      return this.mention(text, tokens, at, end, {
        subjects, isLicence: true, isListed: subjects.length > 0, family: licence.subjects,
      });
    }

    /** Whether a name is a word as well, as MIT is in German, and not written in capitals. */
    isOrdinary(text, tokens, at, entry) {
      if (entry.parts.length !== 1 || !this.neutral.has(tokens[at].stem)) return false;
      const written = text.slice(tokens[at].start, tokens[at].end);
      return written !== written.toUpperCase();
    }

    /**
     * A word that the portal has never heard of is the name of a model where a size follows ('ZebraLM 9B'), and of a licence where a
     * licence's words do ('the Zephyrus Public Licence').
     */
    unheardOf(text, tokens, at) {
      const { form, stem, start, end } = tokens[at];
      if (isVersion(form) || Array.from(form).length < LEAST_UNHEARD || this.ordinary.has(form) || this.neutral.has(stem) || this.knownStems.has(stem)) return null;
      const versions = this.behindVersions(tokens, at + 1, NONE);
      // A house has no capital behind its number.
      const isSized = tokens.slice(at + 1, versions.end).some((token) => isSize(token.form) && text.slice(token.start, token.end).endsWith("B"));
      if (isSized) return this.mention(text, tokens, at, versions.end, {});
      if (!/^\p{Lu}/u.test(text.slice(start, end))) return null;
      const closed = this.behindLicenceWord(tokens, at + 1);
      if (!closed || !tokens.slice(at + 1, closed).some((token) => this.grammar.licenceKinds.includes(token.form))) return null;
      return this.mention(text, tokens, at, closed, { isLicence: true });
    }

    /** The first maker that a question names, for all of its models; null where it names none. */
    maker(text, tokens) {
      for (let at = 0; at < tokens.length; at++) {
        const maker = this.entryAt(this.makers, tokens, at, false);
        if (maker) return this.mention(text, tokens, at, at + maker.parts.length, { subjects: maker.subjects, isListed: true, family: [] });
      }
      return null;
    }

    /** 'Microsoft's small one', 'the model from Microsoft': a maker with a noun stands for its models. */
    makersModel(text, tokens, at, maker) {
      const { modelNouns, modelAdjectives, makerLinks, articles } = this.grammar;
      const isNoun = (place) => tokens[place] !== undefined && modelNouns.includes(tokens[place].form);
      const behind = at + maker.parts.length;
      let noun = behind;
      while (noun < tokens.length && modelAdjectives.includes(tokens[noun].form)) noun++;
      const end = isNoun(noun) ? noun + 1 : behind;
      let before = at - 1;
      while (before >= 0 && articles.includes(tokens[before].form)) before--;
      if (end === behind && !(before > 0 && makerLinks.includes(tokens[before].form) && isNoun(before - 1))) return null;
      return this.mention(text, tokens, at, end, { subjects: maker.subjects, isListed: true });
    }
  }

  if (typeof module !== "undefined") module.exports = { NameFinder };
  else (window.charter = window.charter || {}).askNames = { NameFinder };
})();
