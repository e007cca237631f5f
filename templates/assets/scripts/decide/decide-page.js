// The chooser: what staff need against the table that the build made of the portal's rules. It decides nothing itself.
(function () {
  "use strict";

  const STRICTNESS = { allowed: 0, conditional: 1, blocked: 2 };
  const CLASSES = ["open-science", "open-tooling", "open-model", "open-weights", "closed"];
  const KEYS = ["use", "data", "memory", "language", "openness", "osi"];

  /** A text of the catalogue in the page's language. */
  const say = (name, values) => window.charter.say(name, values);

  /** The smallest format that fits into so many GB of memory; null where none does, undefined where none is known. */
  function fitting(formats, memory) {
    if (!formats.length) return undefined;
    // Cards are sold in units of 2^30 bytes, though they are called GB.
    const fits = formats.filter((one) => one.gib <= memory);
    return fits.length ? fits.reduce((best, one) => (one.gib > best.gib ? one : best)) : null;
  }

  function speaks(model, language) {
    return model.languages.some((one) => one === language || /^more than/.test(one));
  }

  /** What other than the rules counts against a model for these needs. */
  function blockers(model, needs) {
    const found = [];
    if (needs.memory) {
      const format = fitting(model.formats, Number(needs.memory));
      if (format === undefined) found.push(say("reader.memory_unknown"));
      else if (format === null) {
        found.push(say("reader.no_format_fits", { memory: window.charter.decimal(needs.memory), tokens: window.charter.texts.context }));
      }
    }
    if (needs.language && !speaks(model, needs.language)) found.push(say("reader.maker_does_not_list", { language: needs.language }));
    if (needs.openness && CLASSES.indexOf(model.openness) > CLASSES.indexOf(needs.openness)) {
      found.push(say("reader.less_open"));
    }
    if (needs.osi && !model.osi_approved) found.push(say("reader.licence_not_osi"));
    return found;
  }

  /**
   * All models, the fittest first: by verdict, whether something speaks against them, OSI-approved licences before others
   * ("open source wherever possible"), then the more open.
   */
  function choose(table, needs) {
    const use = Math.max(0, table.uses.findIndex((one) => one.id === needs.use));
    const data = Math.max(0, table.data.findIndex((one) => one.id === needs.data));
    return table.cases.filter((one) => one.use === use && one.data === data).map((one) => {
      const model = table.models[one.model];
      const reasons = one.reasons.map((number) => table.reasons[number]);
      return {
        model, verdict: one.verdict, against: blockers(model, needs),
        reasons: reasons.filter((reason) => reason.verdict === one.verdict),
        format: needs.memory ? fitting(model.formats, Number(needs.memory)) : null,
        url: model.decisions + "#" + table.uses[use].id + "-" + table.data[data].id, place: one.model,
      };
    }).sort((a, b) =>
      Number(a.verdict === "blocked" || a.against.length > 0) - Number(b.verdict === "blocked" || b.against.length > 0)
      || STRICTNESS[a.verdict] - STRICTNESS[b.verdict] || a.against.length - b.against.length
      || Number(b.model.osi_approved) - Number(a.model.osi_approved)
      || CLASSES.indexOf(a.model.openness) - CLASSES.indexOf(b.model.openness) || a.place - b.place);
  }

  /** Needs in an address: ?use=…, or after # for pages opened from disk. */
  function readNeeds(search, hash) {
    const text = hash.includes("=") ? hash.slice(1) : search.slice(1);
    const needs = {};
    for (const [key, value] of new URLSearchParams(text)) if (KEYS.includes(key) && value) needs[key] = value;
    return needs;
  }

  function writeNeeds(needs) {
    const parameters = new URLSearchParams();
    for (const key of KEYS) if (needs[key]) parameters.set(key, needs[key]);
    return parameters.toString();
  }

  function element(name, properties, children) {
    const made = document.createElement(name);
    for (const key of Object.keys(properties || {})) made.setAttribute(key, properties[key]);
    for (const child of [].concat(children || [])) made.append(child);
    return made;
  }

  function shown(result, root) {
    const isOut = result.verdict === "blocked" || result.against.length > 0;
    const reasons = result.against.map((text) => element("li", {}, text)).concat(
      result.reasons.slice(0, 3).map((reason) =>
        element("li", {}, [reason.text + " ", element("a", { href: root + reason.url }, reason.clause)])));
    const facts = [result.model.licence, result.format ? say("reader.about_memory", { format: result.format.format, memory: window.charter.decimal(result.format.gib) }) : ""];
    return element("li", { class: "choice" + (isOut ? " is-out" : "") }, [
      element("h2", {}, [element("a", { href: root + result.url }, result.model.title), " ",
        element("span", { class: "badge verdict-" + result.verdict }, say("reader." + result.verdict))]),
      element("p", { class: "quiet" }, facts.filter(Boolean).join(" · ")),
      element("ul", {}, reasons),
    ]);
  }

  function setUp(form, table) {
    const root = (document.querySelector(".brand").getAttribute("href") || "").replace(/index\.html$/, "");
    const status = form.querySelector(".chooser-status");
    const list = form.querySelector(".chooser-results");
    const isFile = location.protocol === "file:";

    function needs() {
      const found = {};
      for (const key of KEYS) found[key] = form.elements[key].value.trim();
      return found;
    }
    function show() {
      const now = needs();
      const results = choose(table, now);
      const fit = results.filter((one) => one.verdict !== "blocked" && !one.against.length);
      list.replaceChildren(...results.map((one) => shown(one, root)));
      status.textContent = fit.length
        ? say("reader.models_fit", { count: fit.length, title: fit[0].model.title }) : say("reader.no_model_fits");
      const address = writeNeeds(now);
      // Chrome does not change the query of a page from disk.
      history.replaceState(null, "", isFile ? "#" + address : "?" + address + (/^#.*=/.test(location.hash) ? "" : location.hash));
    }

    const wanted = readNeeds(location.search, location.hash);
    for (const key of KEYS) if (wanted[key]) form.elements[key].value = wanted[key];
    for (const key of ["use", "data", "language", "openness", "osi"]) {
      // A value that the form does not know leaves nothing chosen.
      if (form.elements[key].selectedIndex < 0) form.elements[key].selectedIndex = 0;
    }
    form.hidden = false;
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
  }

  if (typeof module !== "undefined") {
    module.exports = { choose, blockers, fitting, readNeeds, writeNeeds };
  } else {
    document.addEventListener("DOMContentLoaded", () => {
      const form = document.querySelector(".chooser");
      const table = window.charter && window.charter.decisionTable;
      if (form && table) setUp(form, table);
    });
  }
})();
