// The Ask page: takes a question and shows the verdict or fact that answers it, or a quotation with its source, or says that
// there is none.
(function () {
  "use strict";

  const PAUSE = 400;

  /** A text of the catalogue in the page's language. */
  const say = (name, values) => window.charter.say(name, values);

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
    return url + join + "subject=" + encodeURIComponent(say("answers.mail_subject")) + "&body=" + encodeURIComponent(question + "\n");
  }

  /** Who is responsible for an answer, in words. */
  function provenance(answer) {
    if (answer.origin === "curated") return say("answers.by_writers");
    if (answer.origin === "statement") return say("answers.as_statement");
    const author = answer.model || say("answers.a_person");
    return answer.reviewer
      ? say("answers.written_and_reviewed", { author, reviewer: answer.reviewer }) : say("answers.written_by", { author });
  }

  const LABELS = {
    allowed: "finder.allowed", conditional: "finder.conditional", blocked: "finder.blocked", several: "finder.several",
    "not-listed": "finder.not_listed", fact: "finder.fact",
  };

  /** How a question was read, in words. */
  function readAs(reading) {
    return say("answers.read_as", { parts: reading.parts.join(" · ") })
      + (reading.left.length ? say("answers.not_understood", { words: reading.left.join(", ") }) : "");
  }

  /** A text cut where the words stand that lead elsewhere: [before, link, after]; the whole is the link where none are named. */
  function linkParts(item) {
    const at = item.link === undefined ? -1 : item.text.lastIndexOf(item.link);
    return at < 0 ? ["", item.text, ""] : [item.text.slice(0, at), item.link, item.text.slice(at + item.link.length)];
  }

  /** That the portal does not have the question's language. */
  function languageText(language) {
    return say("answers.asked_in", { asked: language.asked, portal: language.portal });
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
        answer.version ? say("answers.version", { version: answer.version }) : "", answer.owner,
        answer.reviewBy ? say("answers.next_review", { date: answer.reviewBy }) : "",
      ].filter(Boolean);
      return element("p", { class: "ask-facts" }, [
        element("span", { class: "badge status-" + answer.status }, [window.charter.valueText(answer.status)]), " ", parts.join(" · "),
      ]);
    }

    function source(answer) {
      // Of a whole table or list no row is marked.
      const isWhole = answer.lines[answer.lines.length - 1] !== answer.text;
      return element("p", { class: "ask-source" }, [
        element("a", { href: root + (isWhole ? answer.url : withQuote(answer.url, answer.text)) },
          [answer.title + (answer.section ? " › " + answer.section : "")]),
      ]);
    }

    /** The quotation: a sentence, a table with its header, or a list behind the line that introduces it. */
    function quotation(answer) {
      const [first, ...others] = answer.lines;
      const cells = (line, name, scope) => element("tr", {}, line.split(" | ").map((cell) => element(name, scope ? { scope } : {}, [cell])));
      const list = (items) => element("ul", {}, items.map((item) => element("li", {}, [item])));
      const quoted = !others.length ? [element("p", {}, [say("finder.quoted", { word: first })])]
        : first.includes(" | ") ? [element("div", { class: "table", tabindex: "0", role: "group", "aria-label": answer.section || answer.title }, [
          element("table", {}, [
            element("thead", {}, [cells(first, "th", "col")]), element("tbody", {}, others.map((line) => cells(line, "td", null))),
          ]),
        ])]
          : first.endsWith(":") ? [element("p", {}, [first]), list(others)] : [list(answer.lines)];
      return element("blockquote", { cite: root + answer.url }, quoted);
    }

    function card(answer) {
      return element("section", { class: "ask-card", "aria-labelledby": "answer-title" }, [
        element("h2", { id: "answer-title", tabindex: "-1" }, [say("finder.answer")]),
        answer.question ? element("p", { class: "ask-asked" }, [answer.question]) : null,
        quotation(answer), source(answer), facts(answer),
        element("p", { class: "ask-provenance" }, [provenance(answer)]),
      ]);
    }

    /** A part of a card, with what it leads to and its verdict. */
    function part(item) {
      const [before, link, after] = linkParts(item);
      const words = item.url ? [before, element("a", { href: root + item.url }, [link]), after] : [item.text];
      return element("li", item.kind ? { class: "card-verdict" } : {}, words);
    }

    function verdictCard(card, number) {
      const badge = card.kind === "fact" ? null : element("span", { class: "badge verdict-" + card.kind }, [say(LABELS[card.kind])]);
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
        element("h2", { id: "answer-title", tabindex: "-1" }, [answer.cards.length > 1 ? say("finder.answers", { count: answer.cards.length }) : say("finder.answer")]),
        ...answer.cards.map(verdictCard),
        element("p", { class: "ask-provenance" }, [readAs(answer.reading) + say("answers.computed")]),
      ]);
    }

    /** A section that probably holds the answer: a result, not an answer. */
    function mayHelp(help) {
      return element("section", { class: "ask-help", "aria-labelledby": "answer-title" }, [
        element("h2", { id: "answer-title", tabindex: "-1" }, [say("answers.may_help")]),
        element("h3", {}, [element("a", { href: root + help.url }, [help.title + (help.section ? " › " + help.section : "")])]),
        element("p", { class: "search-about" }, [
          element("span", { class: "kind" }, [view.label(help.kind)]), " ", view.statusBadge(help.status),
        ]),
        element("p", { class: "search-excerpt" }, [help.excerpt]),
        element("p", { class: "ask-provenance" }, [say("answers.no_sentence")]),
      ]);
    }

    function otherLanguage(language) {
      return element("section", { class: "ask-none", "aria-labelledby": "answer-title" }, [
        element("h2", { id: "answer-title", tabindex: "-1" }, [languageText(language)]),
        element("p", {}, [say("answers.ask_in_other", { portal: language.portal })]),
      ]);
    }

    function nothing(question, header, unlisted) {
      const contact = header.contact || {};
      const [before, , after] = window.charter.sayMarked("answers.ask_contact");
      const whom = contact.url
        ? element("a", { href: withQuestion(contact.url, question) }, [contact.name || contact.url]) : contact.name;
      return element("section", { class: "ask-none", "aria-labelledby": "answer-title" }, [
        element("h2", { id: "answer-title", tabindex: "-1" }, [say("answers.not_answered")]),
        unlisted.length
          ? element("p", {}, [say("answers.unlisted", { names: unlisted.map((word) => say("finder.quoted", { word })).join(", ") })]) : null,
        element("p", {}, whom ? [before, whom, after] : [say("answers.try_other_words")]),
      ]);
    }

    /** What is shown of a question, and what is said of it. */
    function outcome(question, header, found) {
      if (found.computed) return [computedCards(found.computed), found.computed.text];
      if (found.answer) return [card(found.answer), say("answers.answered_by", { title: found.answer.title })];
      if (found.language) return [otherLanguage(found.language), languageText(found.language)];
      if (found.help) return [mayHelp(found.help), say("answers.may_help_said", { title: found.help.title })];
      return [nothing(question, header, found.unlisted), say("answers.not_answered_said")];
    }

    function showNearest(results, isAnswered) {
      nearestPlace.replaceChildren();
      if (!results.length) return;
      nearestPlace.append(element("section", { "aria-labelledby": "nearest-title" }, [
        element("h2", { id: "nearest-title" }, [say(isAnswered ? "answers.nearest" : "answers.nearest_not_answer")]),
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
      status.textContent = say("answers.looking");
      const slow = setTimeout(() => {
        if (own === run) status.textContent = say("answers.loading");
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
