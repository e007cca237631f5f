// The Ask page: takes a question and shows the verdict or fact that answers it, or a quotation with its source, or says that
// there is none.
(function () {
  "use strict";

  const PAUSE = 400;

  /** The question in an address: ?q=… or, for pages opened from disk, #q=… */
  function questionIn(search, hash) {
    const behind = new URLSearchParams(hash.slice(1)).get("q");
    return (behind || new URLSearchParams(search).get("q") || "").trim();
  }

  /** An address with the sentence that the page is to mark: page.html?quote=…#section. */
  function withQuote(url, quote) {
    const hash = url.indexOf("#");
    const page = hash < 0 ? url : url.slice(0, hash);
    return page + "?quote=" + encodeURIComponent(quote) + (hash < 0 ? "" : url.slice(hash));
  }

  /** A contact's address with the question filled in. */
  function withQuestion(url, question) {
    if (!url.startsWith("mailto:")) return url;
    const join = url.includes("?") ? "&" : "?";
    return url + join + "subject=" + encodeURIComponent("Question to the portal") + "&body=" + encodeURIComponent(question + "\n");
  }

  /** Who is responsible for an answer, in words. */
  function provenance(answer) {
    if (answer.origin === "curated") return "Question and answer by the page's writers.";
    if (answer.origin === "statement") return "Found as the page's own words, without a reviewed question.";
    const by = answer.reviewer ? ", reviewed by " + answer.reviewer : "";
    return "Question written by " + (answer.model || "a person") + by + "; the answer is the page's own text.";
  }

  const LABELS = {
    allowed: "Allowed", conditional: "Conditional", blocked: "Not allowed", several: "It depends", "not-listed": "Not listed", fact: "Fact",
  };

  /** How a question was read, in words. */
  function readAs(reading) {
    return "Read as: " + reading.parts.join(" · ") + "." + (reading.left.length ? " Not understood: " + reading.left.join(", ") + "." : "");
  }

  /** A text cut where the words stand that lead elsewhere: [before, link, after]; the whole is the link where none are named. */
  function linkParts(item) {
    const at = item.link === undefined ? -1 : item.text.lastIndexOf(item.link);
    return at < 0 ? ["", item.text, ""] : [item.text.slice(0, at), item.link, item.text.slice(at + item.link.length)];
  }

  /** That the portal does not have the question's language. */
  function languageText(language) {
    return "Asked in " + language.asked + "; this portal answers in " + language.portal + ".";
  }

  function setUp(page) {
    const view = window.charter.finderView;
    const element = view.element;
    const root = window.charter.root;
    const form = page.querySelector(".ask-form");
    const input = form.querySelector("input");
    const status = page.querySelector(".ask-status");
    const answerPlace = page.querySelector(".ask-answer");
    const nearestPlace = page.querySelector(".ask-nearest");
    let run = 0;

    function facts(answer) {
      const parts = [
        answer.version ? "version " + answer.version : "", answer.owner,
        answer.reviewBy ? "next review " + answer.reviewBy : "",
      ].filter(Boolean);
      return element("p", { class: "ask-facts" }, [
        element("span", { class: "badge status-" + answer.status }, [answer.status]), " ", parts.join(" · "),
      ]);
    }

    function source(answer) {
      return element("p", { class: "ask-source" }, [
        element("a", { href: root + withQuote(answer.url, answer.text) },
          [answer.title + (answer.section ? " › " + answer.section : "")]),
      ]);
    }

    /** The quotation; the cells of a row stand apart. */
    function quotation(answer) {
      return element("blockquote", { cite: root + answer.url }, [element("p", {}, ["“" + answer.text + "”"])]);
    }

    function card(answer) {
      return element("section", { class: "ask-card", "aria-labelledby": "answer-title" }, [
        element("h2", { id: "answer-title", tabindex: "-1" }, ["Answer"]),
        answer.question ? element("p", { class: "ask-asked" }, [answer.question]) : null,
        quotation(answer), source(answer), facts(answer),
        element("p", { class: "ask-provenance" }, [provenance(answer)]),
      ]);
    }

    /** A part of a card, with what it leads to and its verdict. */
    function part(item) {
      const [before, link, after] = linkParts(item);
      const words = item.url ? [before, element("a", { href: root + item.url }, [link]), after] : [item.text];
      return element("li", item.kind ? { class: "verdict-line" } : {}, words);
    }

    function verdictCard(card, number) {
      const badge = card.kind === "fact" ? null : element("span", { class: "badge verdict-" + card.kind }, [LABELS[card.kind]]);
      const title = "verdict-title-" + number;
      return element("section", { class: "ask-card verdict-card is-" + card.kind, "aria-labelledby": title }, [
        badge && element("p", { class: "verdict-badge" }, [badge]),
        element("h3", { id: title, class: "verdict-text" }, [element("a", { href: root + card.url }, [card.text])]),
        ...card.groups.flatMap((group) => [
          element("h4", {}, [group.label]), element("ul", {}, group.items.map(part)),
        ]),
      ]);
    }

    /** A verdict or a fact: a card for each reading, and how the question was read. */
    function computedCards(answer) {
      return element("div", { class: "ask-computed", role: "group", "aria-labelledby": "answer-title" }, [
        element("h2", { id: "answer-title", tabindex: "-1" }, [answer.cards.length > 1 ? answer.cards.length + " answers" : "Answer"]),
        ...answer.cards.map(verdictCard),
        element("p", { class: "ask-provenance" }, [readAs(answer.reading) + " Computed from the decision table and the facts of the pages."]),
      ]);
    }

    /** A section that probably holds the answer: a result, not an answer. */
    function mayHelp(help) {
      return element("section", { class: "ask-help", "aria-labelledby": "answer-title" }, [
        element("h2", { id: "answer-title", tabindex: "-1" }, ["This section may help"]),
        element("h3", {}, [element("a", { href: root + help.url }, [help.title + (help.section ? " › " + help.section : "")])]),
        element("p", { class: "search-about" }, [
          element("span", { class: "kind" }, [view.label(help.kind)]), " ", view.statusBadge(help.status),
        ]),
        element("p", { class: "search-excerpt" }, [help.excerpt]),
        element("p", { class: "ask-provenance" }, ["No sentence of the portal surely answers the question; read the section."]),
      ]);
    }

    function otherLanguage(language) {
      return element("section", { class: "ask-none", "aria-labelledby": "answer-title" }, [
        element("h2", { id: "answer-title", tabindex: "-1" }, [languageText(language)]),
        element("p", {}, ["Ask in " + language.portal + ", or look at what the words find below."]),
      ]);
    }

    function nothing(question, header, unlisted) {
      const contact = header.contact || {};
      const whom = contact.url
        ? element("a", { href: withQuestion(contact.url, question) }, [contact.name || contact.url]) : contact.name;
      return element("section", { class: "ask-none", "aria-labelledby": "answer-title" }, [
        element("h2", { id: "answer-title", tabindex: "-1" }, ["The portal does not answer this"]),
        unlisted.length
          ? element("p", {}, [unlisted.map((name) => "“" + name + "”").join(", ") + " is not listed here, so the portal says nothing of it."]) : null,
        element("p", {}, whom ? ["Ask ", whom, "; your question is filled in."] : ["Try other words."]),
      ]);
    }

    /** What is shown of a question, and what is said of it. */
    function outcome(question, header, found) {
      if (found.computed) return [computedCards(found.computed), found.computed.text];
      if (found.answer) return [card(found.answer), "Answered by " + found.answer.title + "."];
      if (found.language) return [otherLanguage(found.language), languageText(found.language)];
      if (found.help) return [mayHelp(found.help), "This section may help: " + found.help.title + "."];
      return [nothing(question, header, found.unlisted), "The portal does not answer this."];
    }

    function showNearest(results, isAnswered) {
      nearestPlace.replaceChildren();
      if (!results.length) return;
      nearestPlace.append(element("section", { "aria-labelledby": "nearest-title" }, [
        element("h2", { id: "nearest-title" }, [isAnswered ? "Nearest passages" : "Nearest passages (not an answer)"]),
        element("ol", { class: "search-results" }, results.map((result) => element("li", {}, [
          element("h3", {}, [element("a", { href: root + result.url },
            [result.title + (result.section ? " › " + result.section : "")])]),
          element("p", { class: "search-about" }, [
            element("span", { class: "kind" }, [view.label(result.kind)]), " ", view.statusBadge(result.status),
          ]),
          element("p", { class: "search-excerpt" }, [result.excerpt]),
        ]))),
      ]));
    }

    async function ask() {
      const question = input.value.trim();
      const own = ++run;
      answerPlace.replaceChildren();
      nearestPlace.replaceChildren();
      if (!question) {
        status.textContent = "";
        return;
      }
      page.classList.add("is-asked");
      page.setAttribute("aria-busy", "true");
      status.textContent = "Looking for the answer …";
      const slow = setTimeout(() => {
        if (own === run) status.textContent = "Loading what it takes to understand the question; this happens once …";
      }, PAUSE);
      try {
        const header = await window.charter.askHeader();
        const found = await window.charter.ask(question, {
          onWords: (results) => { if (own === run) showNearest(results, false); },
        });
        if (own !== run) return;
        const [shown, said] = outcome(question, header, found);
        answerPlace.append(shown);
        const { help } = found;
        showNearest(found.results.filter((one) => !help || one.url !== help.url), Boolean(found.answer));
        status.textContent = said;
      } catch (error) {
        if (own === run) {
          status.textContent = "";
          answerPlace.replaceChildren(view.failure(error, ask));
        }
      } finally {
        clearTimeout(slow);
        if (own === run) page.removeAttribute("aria-busy");
      }
    }

    function keepAddress() {
      const question = input.value.trim();
      const address = question ? "q=" + encodeURIComponent(question) : "";
      try {
        history.replaceState(null, "", location.pathname + (address ? "?" + address : ""));
      } catch (error) {
        location.hash = address;
      }
    }

    async function addKnown() {
      const list = page.querySelector("#ask-known");
      if (list.children.length) return;
      const known = await window.charter.knownQuestions();
      list.append(...known.slice(0, 400).map((question) => element("option", { value: question }, [])));
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keepAddress();
      ask();
    });
    input.addEventListener("focus", () => {
      window.charter.prepareAsk();
      addKnown();
    });
    page.querySelectorAll("a[data-question]").forEach((link) => link.addEventListener("click", (event) => {
      event.preventDefault();
      input.value = link.dataset.question;
      keepAddress();
      ask();
      input.focus();
    }));
    window.addEventListener("hashchange", () => {
      const question = questionIn("", location.hash);
      if (!question || question === input.value.trim()) return;
      input.value = question;
      ask();
    });
    page.querySelectorAll(".needs-script").forEach((part) => { part.hidden = false; });
    input.value = questionIn(location.search, location.hash);
    if (input.value) ask();
    else input.focus();
  }

  if (typeof module !== "undefined") module.exports = { questionIn, withQuote, withQuestion, provenance, readAs, linkParts, languageText };
  else document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".ask-page").forEach(setUp));
})();
