// The search box in every page's header: results while typing, by the ARIA combobox pattern. Without script the form
// leads to the search page.
(function () {
  "use strict";

  // The first results come at once, the rest when these are drawn: each page takes a file of texts.
  const FIRST_PAGES = 3;
  const SHOWN_PAGES = 5;
  const PAUSE = 60;
  /** How long results wait for an answer, so that it does not push them away under a reader's hand. */
  const ANSWER_WAIT = 150;
  /** A question is looked for among the known ones once the typing stops: they come in a file of their own. */
  const KNOWN_PAUSE = 500;
  const KNOWN_SHOWN = 3;
  const LABELS = {
    allowed: "finder.allowed", conditional: "finder.conditional", blocked: "finder.blocked", several: "finder.several",
    "not-listed": "finder.not_listed",
  };
  const ANSWER_ICONS = {
    allowed: "verdict-allowed", conditional: "verdict-conditional", several: "verdict-conditional", blocked: "verdict-blocked",
    "not-listed": "verdict-blocked", fact: "question",
  };
  const KIND_ICONS = ["policy", "licence", "evaluation", "glossary", "guide"];

  /** A text of the catalogue in the page's language. */
  const say = (name, values) => window.charter.say(name, values);

  /** Whether a text is a question rather than words to look for. */
  function isQuestion(text) {
    return /\?\s*$/.test(text) || text.trim().split(/\s+/).length >= 4;
  }

  /** Known questions that hold all words of a text, the last as a beginning. */
  function questionsWith(text, questions) {
    const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (!words.length) return [];
    return questions.filter((question) => {
      const own = question.toLowerCase().split(/[^\p{L}\p{N}]+/u);
      return words.every((word, place) => own.some((one) => (place === words.length - 1 ? one.startsWith(word) : one === word)));
    });
  }

  /** A picture of the theme's set, by its name. */
  function icon(name) {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    picture.setAttribute("class", "icon");
    picture.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(space, "use");
    use.setAttribute("href", "#icon-" + name);
    picture.append(use);
    return picture;
  }

  function setUp(form) {
    const view = window.charter.finderView;
    const element = view.element;
    const input = form.querySelector("input[type=search]");
    const optionsID = input.id.replace("-box", "-options");
    const list = element("div", { id: optionsID, role: "listbox", "aria-label": say("finder.search_results") });
    const note = element("div", { class: "search-note" });
    const foot = element("div", { class: "search-foot" });
    const panel = element("div", { class: "search-panel", hidden: true }, [note, list, foot]);
    const status = element("div", { class: "off-screen", role: "status" });
    let options = [];
    let active = -1;
    let run = 0;
    let timer = 0;
    // The one that the results shown are in; null where they are in any.
    let language = null;

    form.append(panel, status);
    const states = {
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": optionsID,
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
        { id: input.id.replace("-box", "-option-") + options.length, role: "option", tabindex: "-1", "aria-selected": "false" }, attributes);
      const option = element("a", settings, children);
      options.push(option);
      parent.append(option);
      return option;
    }

    // Recent searches, shown while nothing is typed.
    function showRecent() {
      clear();
      const recent = view.recentSearches();
      if (!recent.length) {
        close();
        return;
      }
      const group = element("div", { role: "group", "aria-label": say("finder.recent_searches") });
      for (const text of recent) {
        const option = addOption(group, { class: "search-recent", href: searchAddress(text) }, [text]);
        option.addEventListener("click", (event) => {
          event.preventDefault();
          input.value = text;
          input.focus();
          update();
        });
      }
      note.append(element("p", {}, [say("finder.recent_searches")]));
      list.append(group);
      const button = element("button", { type: "button" }, [say("finder.clear_recent")]);
      button.addEventListener("click", () => {
        view.forgetSearches();
        status.textContent = say("finder.recent_cleared");
        input.focus();
        close();
      });
      foot.append(button);
      open();
    }

    function searchAddress(text) {
      const filter = language ? "&language=" + encodeURIComponent(language) : "";
      return window.charter.root + "search/index.html?q=" + encodeURIComponent(text) + filter;
    }

    /** Pages in the reader's language; where none of them match, all. */
    async function findForReader(text) {
      const own = view.readersLanguage(await window.charter.searchHeader());
      language = null;
      if (own === null || /(^|\s)language:/i.test(text)) return window.charter.find(text);
      const found = await window.charter.find(text, { language: [own] });
      if (!found.pages.length) return window.charter.find(text);
      language = own;
      return found;
    }

    async function update() {
      const text = input.value;
      if (!text.trim()) {
        run++;
        showRecent();
        return;
      }
      const own = ++run;
      const isCurrent = () => own === run;
      const shown = { answer: null, known: [], search: null };
      const showNow = () => { if (isCurrent()) show(text, shown); };
      try {
        // What is computed takes fewer files than the results and stands before them, so a question's answer is not held up by these.
        const asking = understood(text);
        const inTime = () => Promise.race([asking, new Promise((resolve) => setTimeout(resolve, ANSWER_WAIT))]);
        asking.then((answer) => {
          shown.answer = answer;
          // Where results of what was typed before are shown, they stay until there are new ones.
          if (answer && !shown.search && panel.hidden) showNow();
        });
        if (isQuestion(text)) await inTime();
        if (!isCurrent()) return;
        const found = await findForReader(text);
        const results = await found.show(0, FIRST_PAGES);
        await inTime();
        shown.search = { found, results };
        const isAnswered = Boolean(shown.answer);
        showNow();
        const others = await found.show(FIRST_PAGES, SHOWN_PAGES);
        results.push(...others);
        if (others.length) showNow();
        await asking;
        if (shown.answer && !isAnswered) showNow();
        shown.known = await known(text, isCurrent);
        if (shown.known.length) showNow();
      } catch (error) {
        if (!isCurrent()) return;
        clear();
        addAnswer(text, shown.answer);
        note.append(view.failure(error, update));
        open();
      }
    }

    /** Whether a text may be about a model and something more; one word is looked for. */
    function mayBeUnderstood(text) { return Boolean(form.dataset.ask) && text.trim().split(/\s+/).length >= 2; }

    /** What the decision table or a fact answers; null where the portal answers nothing, or not this. */
    async function understood(text) {
      if (!mayBeUnderstood(text)) return null;
      try {
        const answer = await window.charter.understand(text);
        // Words to look for are no name of a model that the portal ought to list.
        return answer && answer.cards.every((card) => card.kind === "not-listed") && !isQuestion(text) ? null : answer;
      } catch (error) {
        return null;
      }
    }

    /** Questions of the portal that begin as the text does, once nothing is typed for a while. */
    async function known(text, isWanted) {
      if (!form.dataset.ask || text.trim().length < 4) return [];
      await new Promise((resolve) => setTimeout(resolve, KNOWN_PAUSE));
      if (!isWanted()) return [];
      return questionsWith(text, await window.charter.knownQuestions()).slice(0, KNOWN_SHOWN);
    }

    function askAddress(text) {
      return window.charter.root + form.dataset.ask + "?q=" + encodeURIComponent(text.trim());
    }

    /** The answer before all results: its verdict by form, colour and word. */
    function addAnswer(text, answer) {
      const card = answer && answer.cards[0];
      if (!card) return;
      addOption(list, { class: "search-answer is-" + card.kind, href: askAddress(text) }, [
        icon(ANSWER_ICONS[card.kind] || "question"),
        element("strong", {}, [answer.cards.length > 1 ? say("finder.answers", { count: answer.cards.length }) : say(LABELS[card.kind] || "finder.answer")]),
        element("span", {}, [card.text]),
        element("span", { class: "search-onward" }, [say("finder.reasons_and_conditions")]),
      ]);
    }

    function addKnown(questions) {
      if (!questions.length) return;
      const group = element("div", { role: "group", "aria-label": say("finder.known_questions") });
      for (const question of questions) {
        addOption(group, { class: "search-known", href: askAddress(question) }, [icon("question"), element("span", {}, [question])]);
      }
      list.append(group);
    }

    /** Where the portal answers questions, the text can be asked. */
    function addAsk(text) {
      if (!form.dataset.ask) return;
      addOption(list, { class: "search-ask", href: askAddress(text) },
        [say("finder.ask_text", { text: text.trim() })]);
    }

    /** What there is so far: an answer, and once they are found, results below it. */
    function show(text, { answer, known: questions, search }) {
      const chosen = options[active] ? options[active].href : null;
      clear();
      if (search) for (const line of view.notices(search.found)) note.append(element("p", {}, [line]));
      addAnswer(text, answer);
      if (search) addResults(search);
      addKnown(questions);
      if (search) addOnward(text, search);
      addAsk(text);
      foot.append(element("p", { class: "search-keys", "aria-hidden": "true" }, [say("finder.keys")]));
      open();
      // What comes later leaves the choice as it is.
      if (chosen) activate(options.findIndex((option) => option.href === chosen));
      // Said once, when all of it is there.
      if (search) status.textContent = spoken(answer, search);
    }

    function addResults({ found, results }) {
      for (const result of results) addResult(result, found.matched);
      if (!results.length) note.append(element("p", {}, [say("finder.nothing_found") + " "]));
    }

    /** The way to the search page. */
    function addOnward(text, { found, results }) {
      const all = found.pages.length > results.length ? say("finder.all_pages", { count: found.pages.length }) : say("finder.show_on_search_page");
      addOption(list, { class: "search-all", href: searchAddress(text) }, [results.length ? all : say("finder.what_to_try")]);
    }

    /** What a screen reader says of the answer and the results. */
    function spoken(answer, { found, results }) {
      const count = view.countText(found.pages.length);
      const noticed = Array.from(note.children, (line) => line.textContent);
      const said = answer && answer.cards.length ? [answer.cards[0].text] : [];
      return [...said, ...noticed, results.length ? say("finder.use_arrow_keys", { found: count }) : count].join(" ");
    }

    function addResult(result, matched) {
      const group = element("div", { role: "group", "aria-label": result.title, class: "search-group" });
      const root = window.charter.root;
      const head = element("span", { class: "search-title" }, view.marked(result.title, view.marksIn(result.title, matched)));
      const place = element("span", { class: "search-place" }, [
        result.section ? "› " : "", ...view.marked(result.section, view.marksIn(result.section, matched)),
      ]);
      addOption(group, { href: root + view.withMarks(result.url, result.forms) }, [
        icon(KIND_ICONS.includes(result.kind) ? result.kind : "page"),
        element("span", { class: "search-line" }, [
          head, " ", element("span", { class: "kind" }, [view.label(result.kind)]), " ", view.statusBadge(result.status),
        ]),
        result.section ? place : null,
        element("span", { class: "search-excerpt" }, view.marked(result.excerpt, result.marks)),
      ]);
      for (const more of result.sections) {
        addOption(group, { class: "search-more", href: root + view.withMarks(more.url, result.forms) }, [
          "› ", ...view.marked(more.section || say("finder.start_of_page"), view.marksIn(more.section, matched)),
        ]);
      }
      list.append(group);
    }

    input.addEventListener("focus", () => {
      window.charter.prepareSearch();
      if (form.dataset.ask) window.charter.load("ask").catch(() => {});
      if (!input.value.trim()) showRecent();
    });
    input.addEventListener("input", () => {
      if (mayBeUnderstood(input.value)) window.charter.prepareUnderstanding();
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
    form.addEventListener("submit", (event) => {
      view.remember(input.value);
      if (!form.dataset.ask || !isQuestion(input.value)) return;
      event.preventDefault();
      location.href = askAddress(input.value);
    });
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

  /** The box as a dialog over the page; made when it is first asked for. */
  function makeDialog() {
    const form = document.querySelector(".site-header form[role=search]");
    if (!form || !window.HTMLDialogElement) return null;
    const copy = form.cloneNode(true);
    copy.querySelectorAll(".search-panel, [role=status]").forEach((part) => part.remove());
    const input = copy.querySelector("input");
    input.id = "dialog-box";
    input.value = "";
    copy.querySelector("label").htmlFor = input.id;
    const dialog = window.charter.finderView.element("dialog", { class: "box-dialog", "aria-label": say("finder.search") }, [copy]);
    document.body.append(dialog);
    setUp(copy);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    // The first Escape closes the results, the next one the dialog.
    dialog.addEventListener("cancel", (event) => { if (!copy.querySelector(".search-panel").hidden) event.preventDefault(); });
    input.addEventListener("keydown", (event) => { if (event.key === "Escape" && !input.value) dialog.close(); });
    return dialog;
  }

  function setUpShortcuts() {
    let dialog = null;
    document.addEventListener("keydown", (event) => {
      const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      const isCommand = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isSlash && !isCommand) return;
      // A page that is about searching or asking has a box of its own.
      let input = Array.from(document.querySelectorAll("main form[role=search] input[type=search]"))
        .find((one) => one.offsetParent !== null);
      if (!input) {
        dialog = dialog || makeDialog();
        if (!dialog) return;
        if (!dialog.open) dialog.showModal();
        input = dialog.querySelector("input");
      }
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  if (typeof module !== "undefined") {
    module.exports = { isQuestion, questionsWith };
    return;
  }
  // Deferred scripts have all run by then, this one among the first.
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form.search").forEach(setUp);
    setUpShortcuts();
  });
})();
