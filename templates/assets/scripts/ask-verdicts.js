// What a reading is answered with: cards that the build wrote, chosen and put in order. No verdict is computed here; the choice
// among models counts letters of the decision table. Sources/Answers/Verdicts/VerdictWriter.swift holds the same steps.
(function () {
  "use strict";

  const { OF_MODELS } = typeof module !== "undefined" ? require("./ask-reading.js") : window.charter.askReading;

  /** A text of the catalogue in the page's language. */
  const say = (name, values) => window.charter.say(name, values);

  /** More cards answer nothing. */
  const CARDS = 6;
  const KINDS = { a: "allowed", c: "conditional", b: "blocked" };
  /** What an answer to a reading is called. */
  const ANSWERS = { verdict: "verdict", further: "verdict", fact: "fact", list: "fact", unlistedFact: "fact", choice: "choice", notListed: "not-listed" };

  const isJudged = (subject) => subject.kind === "model" && subject.verdicts !== "";
  const slugOf = (subject) => subject.url.split("/").pop().replace(/\.html$/, "");

  const notStated = ({ subject, title }) =>
    ({ kind: "fact", text: say("verdicts.not_stated", { title: subject.title, fact: title }), url: subject.url, groups: [] });

  class VerdictWriter {
    /** @param {function(string): Promise<object>} load the content of a file of cards by its name */
    constructor(lexicon, load) {
      this.lexicon = lexicon;
      this.load = load;
    }

    /**
     * @returns {Promise<{kind, text, url, verdict, cards, cells, reading}|null>} null where the reading is unsure or the portal
     *   says nothing. One without cards: the portal does not list what was asked for, and so knows nothing of it.
     */
    async answer(found) {
      const cards = await this.cards(found);
      if (!cards) return null;
      const [first] = cards;
      return {
        kind: ANSWERS[found.kind], text: cards.map((card) => card.text).join(" "), url: first ? first.url : "",
        verdict: first && cards.every((card) => card.kind === first.kind) ? first.kind : "several",
        cards, cells: this.cells(found), reading: this.reading(found),
      };
    }

    async cards(found) {
      switch (found.kind) {
        case "notListed": return this.notListed(found);
        case "unlistedFact": return [];
        case "fact": return this.facts(found);
        case "list": return this.list(found);
        case "further": return this.all(this.subjects(found), found.further.map((place) => this.lexicon.furtherUses[place])
          .map(({ id, title }) => ({ key: "further:" + id, title })));
        case "verdict": return this.verdicts(found);
        case "choice": return [this.choice(found)];
        default: return null;
      }
    }

    // ---- Cards of subjects.

    async card(file, key) {
      const shard = JSON.parse(await this.load(file));
      const card = shard.cards[key];
      return card && Object.assign({}, card, {
        groups: card.groups.map((group) => ({ label: group.label, items: group.items.map((item) => shard.items[item]) })),
      });
    }

    /**
     * Each subject's card for each key; where one is missing and others are there, that is said. Null where there are too many, or none
     * is there, unless that is to be said too.
     *
     * @param {{key: string, title: string}[]} wanted
     */
    async all(subjects, wanted, saysNone) {
      if (!subjects.length || !wanted.length || subjects.length * wanted.length > CARDS) return null;
      const all = subjects.flatMap((place) => wanted.map(({ key, title }) => ({ subject: this.lexicon.subjects[place], key, title })));
      const cards = await Promise.all(all.map(({ subject, key }) => this.card(subject.cards, key)));
      return saysNone || cards.some(Boolean) ? cards.map((card, at) => card || notStated(all[at])) : null;
    }

    /** A fact of all models. */
    async list(found) {
      const { lists, attributes } = this.lexicon;
      const card = lists && await this.card(lists, (found.order || "most") + ":" + attributes[found.attribute[0]].id);
      return card ? [card] : null;
    }

    /** What the question names, each once, in its order. */
    subjects(found) {
      return Array.from(new Set(found.mentions.flatMap((mention) => mention.subjects)));
    }

    /**
     * The addresses of all models and licences but those that a question names, their licences and their models; none where it names none.
     * What these pages say answers nothing about the others, nor about what has no page.
     */
    strangers(found) {
      const { subjects } = this.lexicon;
      const named = this.subjects(found);
      const own = new Set(named.concat(named.flatMap((place) => subjects[place].related)));
      return new Set(found.mentions.length ? subjects.filter((_, place) => !own.has(place)).map((one) => one.url) : []);
    }

    async facts(found) {
      const { attributes } = this.lexicon;
      const subjects = this.subjects(found);
      const wanted = found.attribute.map((place) => attributes[place]).filter(({ id }) => id !== "languages" || !found.language.length);
      const spoken = found.language.flatMap((language) => subjects.map((place) => this.speaks(place, language)));
      if (found.memory) spoken.push(...subjects.map((place) => this.fits(place, found.memory)));
      if (spoken.some((card) => !card)) return null;
      if (!wanted.length && spoken.length) return spoken;
      if (!wanted.length) wanted.push(attributes.find(({ id }) => id === "models"));
      // Each model's page has a place for these facts, stated or not.
      const hasPlaces = wanted.every(({ id }) => OF_MODELS.includes(id)) && subjects.every((place) => this.lexicon.subjects[place].kind === "model");
      const cards = await this.all(subjects, wanted.map(({ id, title }) => ({ key: "fact:" + id, title })), hasPlaces);
      return cards && spoken.concat(cards);
    }

    /** How many of a model's formats fit into so many GB; null for a licence, and where none is known. */
    fits(place, memory) {
      const subject = this.lexicon.subjects[place];
      if (!subject.memory.length) return null;
      const count = subject.memory.filter((one) => one <= memory).length;
      const text = say("verdicts.formats_fit", { title: subject.title, count, all: subject.memory.length, memory });
      return { kind: "fact", text, url: subject.url + "#hardware-title", groups: [] };
    }

    /** Whether a model's maker lists a language; null for a licence. */
    speaks(place, language) {
      const subject = this.lexicon.subjects[place];
      const name = this.lexicon.languages[language].title;
      if (subject.kind !== "model") return null;
      const word = subject.languages.includes(language) ? "verdicts.speaks"
        : subject.speaksMany ? "verdicts.speaks_many" : "verdicts.speaks_not";
      return { kind: "fact", text: say(word, { title: subject.title, language: name }), url: subject.url, groups: [] };
    }

    // ---- Verdicts.

    async verdicts(found) {
      const none = [{ id: "", title: "" }];
      const uses = found.use.length ? found.use.map((place) => this.lexicon.uses[place]) : none;
      const data = found.data.length ? found.data.map((place) => this.lexicon.data[place]) : none;
      const cards = [];
      for (const place of this.withLicences(found)) {
        const isModel = this.lexicon.subjects[place].kind === "model";
        if (isModel && !this.lexicon.subjects[place].verdicts) return null;
        const keys = uses.flatMap((use) => (isModel ? data : none).map((one) =>
          ({ key: use.id + "/" + one.id, title: [use.title, one.title].filter(Boolean).join(", ") })));
        const own = await this.all([place], keys);
        if (!own) return null;
        cards.push(...own);
      }
      return cards.length && cards.length <= CARDS ? cards : null;
    }

    /** A family's bare name, with no use and no data, may mean a licence of that name too. */
    withLicences(found) {
      const subjects = this.subjects(found);
      if (found.use.length || found.data.length) return subjects;
      for (const mention of found.mentions.filter((one) => one.isBare)) {
        const names = new Set(mention.subjects.flatMap((place) => this.lexicon.subjects[place].families));
        this.lexicon.subjects.forEach((subject, place) => {
          if (subject.kind === "licence" && !subjects.includes(place) && subject.families.some((name) => names.has(name))) {
            subjects.push(place);
          }
        });
      }
      return subjects;
    }

    async notListed(found) {
      const { modelNotListed, licenceNotListed, subjects } = this.lexicon;
      if (!modelNotListed || !licenceNotListed) return null;
      const cards = found.mentions.filter((mention) => !mention.isListed).map((mention) => {
        const card = mention.isLicence ? licenceNotListed : modelNotListed;
        const others = mention.family.map((place) => ({ text: subjects[place].title, url: subjects[place].url }));
        const groups = others.length ? card.groups.concat([{ label: say("verdicts.listed_under_this_name"), items: others }]) : card.groups;
        return Object.assign({}, card, { text: card.text.replace("{name}", () => mention.name), groups });
      });
      const listed = Object.assign({}, found, { mentions: found.mentions.filter((mention) => mention.isListed) });
      const others = listed.mentions.length ? await this.verdicts(listed) : [];
      return others && cards.length + others.length <= CARDS ? cards.concat(others) : null;
    }

    // ---- Which model.

    choice(found) {
      const models = this.lexicon.subjects.filter(isJudged);
      const judged = models.map((model) => ({ model, kind: this.kind(model, found), against: this.against(model, found) }));
      const fits = judged.filter((one) => one.kind !== "blocked" && !one.against);
      const kinds = new Set(fits.map((one) => one.kind));
      const depends = found.use.length ? "verdicts.depends_on_data" : found.data.length ? "verdicts.depends_on_use"
        : "verdicts.depends_on_both";
      const isOpen = !found.use.length && !found.data.length && !found.memory && !found.language.length;
      const group = (label, some) => ({ label: say(label), items: some.map((one) => this.item(one, found)) });
      return {
        kind: !fits.length ? "blocked" : kinds.size === 1 ? fits[0].kind : "several",
        text: fits.length ? say(isOpen ? "verdicts.models_allowed" : "verdicts.models_fit", { count: fits.length, all: models.length, needs: this.needs(found) })
          : say("verdicts.no_model_fits", { needs: this.needs(found) }),
        url: this.chooserAddress(found),
        groups: [
          group("verdicts.allowed", fits.filter((one) => one.kind === "allowed")),
          group("verdicts.conditional", fits.filter((one) => one.kind === "conditional")),
          group(depends, fits.filter((one) => one.kind === "several")),
          group("verdicts.blocked", judged.filter((one) => one.kind === "blocked")),
          group("verdicts.ruled_out", judged.filter((one) => one.kind !== "blocked" && one.against)),
        ].filter((one) => one.items.length),
      };
    }

    item({ model, kind, against }, found) {
      const use = found.use.length === 1 ? this.lexicon.uses[found.use[0]].id : "";
      const data = found.data.length === 1 ? this.lexicon.data[found.data[0]].id : "";
      const anchor = use ? "#" + use + (data ? "-" + data : "") : "";
      const item = { text: model.title + (kind !== "blocked" && against ? ": " + against : ""), link: model.title,
        url: model.decisions + anchor };
      return kind === "several" ? item : Object.assign(item, { kind });
    }

    /** The verdict that all cases in question share; several where they differ. */
    kind(model, found) {
      const letters = new Set();
      for (const use of this.named(this.lexicon.uses, found.use)) {
        for (const data of this.named(this.lexicon.data, found.data)) letters.add(model.verdicts[use * this.lexicon.data.length + data]);
      }
      return letters.size === 1 ? KINDS[Array.from(letters)[0]] : "several";
    }

    /** What other than the rules counts against a model; empty where nothing does. */
    against(model, found) {
      const parts = [];
      if (found.memory && !model.memory.some((one) => one <= found.memory)) parts.push(say("verdicts.no_format_fits", { memory: found.memory }));
      for (const language of found.language) {
        if (!model.languages.includes(language) && !model.speaksMany) {
          parts.push(say("verdicts.not_its_language", { language: this.lexicon.languages[language].title }));
        }
      }
      return parts.join("; ");
    }

    needs(found) {
      const uses = found.use.map((place) => say("verdicts.use", { use: this.lexicon.uses[place].title }));
      const data = found.data.map((place) => say("verdicts.data", { data: window.charter.inSentence(this.lexicon.data[place].title) }));
      const languages = found.language.map((place) => this.lexicon.languages[place].title);
      return (uses.length ? uses : [say("verdicts.any_use")]).concat(data.length ? data : [say("verdicts.any_data")],
        found.memory ? [found.memory + " GB"] : [], languages).join(", ");
    }

    /** The chooser with its fields filled in. */
    chooserAddress(found) {
      const fields = [];
      const use = found.use.length === 1 ? this.lexicon.uses[found.use[0]].id : "";
      if (use) fields.push("use=" + use);
      if (found.data.length === 1) fields.push("data=" + this.lexicon.data[found.data[0]].id);
      if (found.memory) fields.push("memory=" + found.memory);
      if (found.language.length === 1) fields.push("language=" + this.lexicon.languages[found.language[0]].title);
      return this.lexicon.chooser + (fields.length ? "?" + fields.join("&") : "") + "#" + (use || "all-title");
    }

    // ---- The cases behind the cards.

    /** The cases in question; of a choice those of the models that nothing else rules out; none for what no rule decides. */
    cells(found) {
      const { subjects, uses, data } = this.lexicon;
      const models = found.kind === "verdict" ? this.subjects(found).map((place) => subjects[place]).filter(isJudged)
        : found.kind === "choice" ? subjects.filter((one) => isJudged(one) && !this.against(one, found)) : [];
      return models.flatMap((model) => this.named(uses, found.use).flatMap((use) => this.named(data, found.data).map((one) => ({
        model: slugOf(model), use: uses[use].id, data: data[one].id, verdict: KINDS[model.verdicts[use * data.length + one]],
      }))));
    }

    /** The places that were named; all where none were. */
    named(list, places) {
      return places.length ? places : list.map((_, place) => place);
    }

    // ---- How the question was read.

    /** In ids, and in words for the reader: what was named, and what was not understood. */
    reading(found) {
      const { subjects, uses, data, languages, attributes, furtherUses } = this.lexicon;
      const titles = (list, places) => places.map((place) => list[place].title);
      const all = this.withLicences(found).map((place) => subjects[place]);
      const slugs = (kind) => all.filter((one) => one.kind === kind).map(slugOf);
      // Where nothing is known of one name, those that are listed beside it are not meant.
      const meant = found.mentions.filter((mention) => found.kind !== "unlistedFact" || !mention.isListed);
      const names = meant.map((mention) => (mention.isListed ? titles(subjects, mention.subjects).join(", ") : mention.name));
      const isCase = found.kind === "choice" || (found.kind === "verdict" && slugs("model").length > 0);
      const parts = names.slice();
      if (found.kind === "fact" || found.kind === "list") parts.push(...titles(attributes, found.attribute));
      else if (found.kind === "further") parts.push(...titles(furtherUses, found.further));
      else {
        parts.push(...(isCase && !found.use.length ? [say("verdicts.any_use")] : titles(uses, found.use)));
        parts.push(...(isCase && !found.data.length ? [say("verdicts.any_data")] : titles(data, found.data).map((one) => say("verdicts.data", { data: one }))));
      }
      parts.push(...titles(languages, found.language));
      if (found.memory) parts.push(found.memory + " GB");
      return {
        models: slugs("model"), licences: slugs("licence"), uses: found.use.map((place) => uses[place].id),
        data: found.data.map((place) => data[place].id), names, parts, left: found.rest,
      };
    }
  }

  if (typeof module !== "undefined") module.exports = { VerdictWriter };
  else (window.charter = window.charter || {}).askVerdicts = { VerdictWriter };
})();
