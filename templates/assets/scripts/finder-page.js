// The search page: all results, filters with counts, an address that can be shared.
(function () {
  "use strict";

  const STEP = 10;
  const FIRST = 3;
  const PAUSE = 120;
  const titled = ["kind", "status", "decision", "openness", "owner", "tag", "language"];

  /** A text of the catalogue in the page's language. */
  const say = (name, values) => window.charter.say(name, values);

  /** What a facet is called; undefined for one that the catalogue does not know. */
  function titleOf(facet) {
    return titled.includes(facet) ? say("finder." + facet) : undefined;
  }

  /** The query and filters in an address: ?q=…&kind=policy&kind=guide, or the same after # for pages from disk. */
  function readAddress(search, hash) {
    const text = hash.length > 1 && hash.includes("=") ? hash.slice(1) : search.slice(1);
    const state = { text: "", filters: {} };
    for (const [key, value] of new URLSearchParams(text)) {
      if (key === "q") state.text = value;
      else if (value) (state.filters[key] = state.filters[key] || []).push(value);
    }
    return state;
  }

  /** The same as text. */
  function writeAddress(state) {
    const parameters = new URLSearchParams();
    if (state.text) parameters.set("q", state.text);
    for (const facet of Object.keys(state.filters).sort()) {
      for (const value of state.filters[facet]) parameters.append(facet, value);
    }
    return parameters.toString();
  }

  function setUp(page) {
    const view = window.charter.finderView;
    const element = view.element;
    const form = page.querySelector("form[role=search]");
    const input = form.querySelector("input[type=search]");
    const status = page.querySelector(".search-status");
    const notes = page.querySelector(".search-notes");
    const list = page.querySelector(".search-results");
    const more = page.querySelector(".search-next");
    const filters = page.querySelector(".search-filters");
    const nothing = page.querySelector(".search-nothing");
    let state = readAddress(location.search, location.hash);
    let run = 0;
    let timer = 0;
    let shown = 0;
    let found = null;
    let hasPreferred = false;

    function keepAddress() {
      const address = writeAddress(state);
      try {
        history.replaceState(null, "", location.pathname + (address ? "?" + address : ""));
      } catch (error) {
        // A page opened from disk may not change its address, except for what stands after the #.
        location.hash = address;
      }
    }

    async function search() {
      const own = ++run;
      if (!state.text.trim() && !Object.keys(state.filters).length) {
        clear();
        return;
      }
      page.setAttribute("aria-busy", "true");
      try {
        await preferLanguage();
        const next = await window.charter.find(state.text, state.filters);
        const results = await next.show(0, FIRST);
        if (own !== run) return;
        found = next;
        clear();
        for (const line of view.notices(found)) notes.append(element("p", {}, [line]));
        addResults(results);
        status.textContent = view.countText(found.pages.length);
        nothing.hidden = found.pages.length > 0;
        if (!found.pages.length) suggest();
        await showMore(own, STEP - FIRST);
        const facets = await found.counts();
        if (own === run) showFilters(facets);
      } catch (error) {
        if (own !== run) return;
        clear();
        notes.append(view.failure(error, search));
        status.textContent = say("finder.search_failed");
      } finally {
        if (own === run) page.removeAttribute("aria-busy");
      }
    }

    /** Where there are pages in several languages, those in the reader's come first; the filter says so and can be taken off. */
    async function preferLanguage() {
      if (hasPreferred) return;
      hasPreferred = true;
      if (state.filters.language) return;
      const own = view.readersLanguage(await window.charter.searchHeader());
      if (own) state.filters.language = [own];
    }

    function clear() {
      list.replaceChildren();
      notes.replaceChildren();
      status.textContent = "";
      nothing.hidden = true;
      more.hidden = true;
      shown = 0;
    }

    function addResults(results) {
      for (const result of results) list.append(resultItem(result));
      shown += results.length;
      more.hidden = shown >= found.pages.length;
    }

    async function showMore(own, count) {
      if (shown >= found.pages.length) return null;
      const results = await found.show(shown, shown + count);
      if (own !== run) return null;
      const place = list.children.length;
      addResults(results);
      return list.children[place];
    }

    function resultItem(result) {
      const root = window.charter.root;
      const link = (url, text, isTitle) => {
        const place = element("a", { href: root + view.withMarks(url, result.forms) },
          view.marked(text, view.marksIn(text, found.matched)));
        place.addEventListener("click", () => view.remember(state.text));
        return isTitle ? element("h2", {}, [place]) : place;
      };
      const heading = result.section ? result.title + " › " + result.section : result.title;
      const sections = result.sections.map((one) =>
        element("li", {}, [link(one.url, one.section || say("finder.start_of_page"), false)]));
      return element("li", {}, [
        link(result.url, heading, true),
        element("p", { class: "search-about" }, [
          element("span", { class: "kind" }, [view.label(result.kind)]), " ", view.statusBadge(result.status),
          element("span", { class: "search-address" }, [" " + result.url]),
        ]),
        element("p", { class: "search-excerpt" }, view.marked(result.excerpt, result.marks)),
        sections.length ? element("ul", { class: "search-sections", "aria-label": say("finder.more_in_this_page") }, sections) : null,
      ]);
    }

    /** The nearest words and fewer filters, each a next step. */
    function suggest() {
      const ways = nothing.querySelector(".search-ways");
      ways.replaceChildren();
      const add = (text, change) => {
        const button = element("button", { type: "button" }, [text]);
        button.addEventListener("click", () => {
          change();
          input.value = state.text;
          keepAddress();
          search();
          input.focus();
        });
        ways.append(element("li", {}, [button]));
      };
      if (Object.keys(state.filters).length) add(say("finder.without_filters"), () => { state.filters = {}; });
      for (const word of found.unknown) {
        window.charter.nearestWords(word, 3).then((words) => {
          for (const other of words) {
            add(say("finder.search_for", { word: other }), () => { state.text = state.text.replace(new RegExp(escaped(word), "i"), other); });
          }
        }).catch(() => {});
      }
    }

    function showFilters(facets) {
      filters.replaceChildren();
      for (const facet of facets) {
        const chosen = state.filters[facet.facet] || [];
        const values = facet.values.filter((one) => one.count > 0 || chosen.includes(one.value));
        if (values.length < 2 && !chosen.length) continue;
        const rows = values.map((one) => {
          const box = element("input", { type: "checkbox", name: facet.facet, value: one.value });
          box.checked = chosen.includes(one.value);
          box.addEventListener("change", () => choose(facet.facet, one.value, box.checked));
          return element("label", {}, [box, " " + (facet.facet === "language" ? view.languageName(one.value) : view.label(one.value)) + " ", element("span", { class: "count" }, [window.charter.number(one.count)])]);
        });
        const isOpen = chosen.length > 0 || ["language", "kind", "status", "decision"].includes(facet.facet);
        filters.append(element("details", { open: isOpen && !window.matchMedia("(max-width: 62rem)").matches }, [
          element("summary", {}, [titleOf(facet.facet) || view.label(facet.facet), chosen.length ? " (" + chosen.length + ")" : ""]),
          element("fieldset", {}, [element("legend", { class: "off-screen" }, [titleOf(facet.facet) || facet.facet]), ...rows]),
        ]));
      }
      filters.hidden = !filters.children.length;
    }

    function choose(facet, value, isChosen) {
      const values = (state.filters[facet] || []).filter((other) => other !== value);
      if (isChosen) values.push(value);
      if (values.length) state.filters[facet] = values;
      else delete state.filters[facet];
      keepAddress();
      search().then(() => {
        const box = filters.querySelector("input[name='" + facet + "'][value=" + JSON.stringify(value) + "]");
        if (box) {
          box.closest("details").open = true;
          box.focus();
        }
      });
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        state.text = input.value;
        keepAddress();
        search();
      }, PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      state.text = input.value;
      view.remember(state.text);
      keepAddress();
      search();
    });
    more.querySelector("button").addEventListener("click", () => {
      showMore(run, STEP).then((first) => { if (first) first.querySelector("a").focus(); });
    });
    window.addEventListener("hashchange", () => {
      const next = readAddress(location.search, location.hash);
      if (writeAddress(next) === writeAddress(state)) return;
      state = next;
      input.value = state.text;
      search();
    });
    page.querySelectorAll(".needs-script").forEach((part) => { part.hidden = false; });
    input.value = state.text;
    if (!state.text) input.focus();
    search();
  }

  function escaped(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  }

  if (typeof module !== "undefined") {
    module.exports = { readAddress, writeAddress };
  } else {
    document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".search-page").forEach(setUp));
  }
})();
