// The search box in every page's header: results while typing, by the ARIA combobox pattern. Without script the form
// leads to the search page.
(function () {
  "use strict";

  // The first results come at once, the rest when these are drawn: each page takes a file of texts.
  const FIRST_PAGES = 3;
  const SHOWN_PAGES = 5;
  const PAUSE = 60;

  function setUp(form) {
    const view = window.charter.finderView;
    const element = view.element;
    const input = form.querySelector("input[type=search]");
    const list = element("div", { id: "search-options", role: "listbox", "aria-label": "Search results" });
    const note = element("div", { class: "search-note" });
    const foot = element("div", { class: "search-foot" });
    const panel = element("div", { class: "search-panel", hidden: true }, [note, list, foot]);
    const status = element("div", { class: "off-screen", role: "status" });
    let options = [];
    let active = -1;
    let run = 0;
    let timer = 0;

    form.append(panel, status);
    const states = {
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "search-options",
      "aria-haspopup": "listbox", autocomplete: "off", spellcheck: "false",
    };
    for (const key of Object.keys(states)) input.setAttribute(key, states[key]);

    function open() {
      panel.hidden = false;
      input.setAttribute("aria-expanded", String(options.length > 0));
    }

    function close() {
      run++;
      panel.hidden = true;
      input.setAttribute("aria-expanded", "false");
      activate(-1);
    }

    function clear() {
      list.replaceChildren();
      note.replaceChildren();
      foot.replaceChildren();
      options = [];
      activate(-1);
    }

    function activate(number) {
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = number;
      const option = options[active];
      if (!option) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    function addOption(parent, attributes, children) {
      const settings = Object.assign(
        { id: "search-option-" + options.length, role: "option", tabindex: "-1", "aria-selected": "false" }, attributes);
      const option = element("a", settings, children);
      options.push(option);
      parent.append(option);
      return option;
    }

    // Former searches, shown while nothing is typed.
    function showRecent() {
      clear();
      const recent = view.recentSearches();
      if (!recent.length) {
        close();
        return;
      }
      const group = element("div", { role: "group", "aria-label": "Recent searches" });
      for (const text of recent) {
        const option = addOption(group, { class: "search-recent", href: searchAddress(text) }, [text]);
        option.addEventListener("click", (event) => {
          event.preventDefault();
          input.value = text;
          input.focus();
          update();
        });
      }
      note.append(element("p", {}, ["Recent searches"]));
      list.append(group);
      const button = element("button", { type: "button" }, ["Clear recent searches"]);
      button.addEventListener("click", () => {
        view.forgetSearches();
        status.textContent = "Recent searches cleared";
        input.focus();
        close();
      });
      foot.append(button);
      open();
    }

    function searchAddress(text) {
      return window.charter.root + "search/index.html?q=" + encodeURIComponent(text);
    }

    async function update() {
      const text = input.value;
      if (!text.trim()) {
        run++;
        showRecent();
        return;
      }
      const own = ++run;
      try {
        const found = await window.charter.find(text);
        const results = await found.show(0, FIRST_PAGES);
        if (own === run) show(text, found, results);
        const others = await found.show(FIRST_PAGES, SHOWN_PAGES);
        if (own === run && others.length) show(text, found, results.concat(others));
      } catch (error) {
        if (own !== run) return;
        clear();
        note.append(view.failure(error, update));
        open();
      }
    }

    /** Where the portal answers questions, the text can be asked. */
    function addAsk(text) {
      if (!form.dataset.ask) return;
      addOption(list, { class: "search-ask", href: window.charter.root + form.dataset.ask + "?q=" + encodeURIComponent(text.trim()) },
        ["Ask “" + text.trim() + "”"]);
    }

    function show(text, found, results) {
      const chosen = active;
      clear();
      for (const line of view.notices(found)) note.append(element("p", {}, [line]));
      for (const result of results) addResult(result, found.matched);
      const count = view.countText(found.pages.length);
      if (results.length) {
        addOption(list, { class: "search-all", href: searchAddress(text) },
          [found.pages.length > results.length ? "All " + found.pages.length + " pages" : "Show on the search page"]);
      } else {
        note.append(element("p", {}, ["Nothing was found. "]));
        addOption(list, { class: "search-all", href: searchAddress(text) }, ["What to try next"]);
      }
      addAsk(text);
      foot.append(element("p", { class: "search-keys", "aria-hidden": "true" }, ["↑ ↓ to move, Enter to open, Esc to close"]));
      open();
      // Pages that come later stand below those that are there.
      if (chosen >= 0 && results.length > FIRST_PAGES) activate(chosen);
      const noticed = Array.from(note.children, (line) => line.textContent).join(" ");
      status.textContent = (noticed ? noticed + " " : "") + count + (results.length ? ", use the arrow keys." : "");
    }

    function addResult(result, matched) {
      const group = element("div", { role: "group", "aria-label": result.title, class: "search-group" });
      const root = window.charter.root;
      const head = element("span", { class: "search-title" }, view.marked(result.title, view.marksIn(result.title, matched)));
      const place = element("span", { class: "search-place" }, [
        result.section ? "› " : "", ...view.marked(result.section, view.marksIn(result.section, matched)),
      ]);
      addOption(group, { href: root + view.withMarks(result.url, result.forms) }, [
        element("span", { class: "search-line" }, [
          head, " ", element("span", { class: "kind" }, [view.label(result.kind)]), " ", view.statusBadge(result.status),
        ]),
        result.section ? place : null,
        element("span", { class: "search-excerpt" }, view.marked(result.excerpt, result.marks)),
      ]);
      for (const more of result.sections) {
        addOption(group, { class: "search-more", href: root + view.withMarks(more.url, result.forms) }, [
          "› ", ...view.marked(more.section || "Start of the page", view.marksIn(more.section, matched)),
        ]);
      }
      list.append(group);
    }

    input.addEventListener("focus", () => {
      window.charter.prepareSearch();
      if (!input.value.trim()) showRecent();
    });
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(update, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (panel.hidden) {
          update();
          return;
        }
        const step = event.key === "ArrowDown" ? 1 : -1;
        const count = options.length + 1;
        if (options.length) activate((active + 1 + step + count) % count - 1);
      } else if (event.key === "Enter" && options[active]) {
        event.preventDefault();
        options[active].click();
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (panel.hidden) input.value = "";
        else close();
      } else if (event.key === "Tab" && event.target === input && foot.querySelector("button") === null) {
        close();
      }
    });
    list.addEventListener("click", (event) => {
      if (event.target.closest("[role=option]") && input.value.trim()) view.remember(input.value);
    });
    form.addEventListener("submit", () => view.remember(input.value));
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) close();
    });
    // A press on the panel keeps the focus in the box.
    panel.addEventListener("mousedown", (event) => {
      if (!event.target.closest("button")) event.preventDefault();
    });
  }

  /** Whether a key press belongs to a field that takes text. */
  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function setUpShortcuts() {
    document.addEventListener("keydown", (event) => {
      const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      const isCommand = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isSlash && !isCommand) return;
      const inputs = Array.from(document.querySelectorAll("form[role=search] input[type=search]"));
      const input = inputs.reverse().find((one) => one.offsetParent !== null);
      if (!input) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  // Deferred scripts have all run by then, this one among the first.
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".site-header form[role=search]").forEach(setUp);
    setUpShortcuts();
  });
})();
