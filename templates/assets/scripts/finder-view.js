// What the search box and the search page share: how results look, what is kept of recent searches.
(function () {
  "use strict";

  const RECENT_KEY = "charter-recent-searches";
  const RECENT_LIMIT = 8;
  const MARK_LIMIT = 24;

  /** A text of the catalogue in the page's language. */
  const say = (name, values) => window.charter.say(name, values);

  /** An element with attributes and children; a string child is text, never markup. */
  function element(name, attributes, children) {
    const node = document.createElement(name);
    for (const key of Object.keys(attributes || {})) {
      const value = attributes[key];
      if (value === true) node.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
    }
    for (const child of children || []) if (child !== null) node.append(child);
    return node;
  }

  /** A text cut into pieces at pairs of positions: [{text, isMarked}]. */
  function pieces(text, marks) {
    const result = [];
    let at = 0;
    for (const [start, end] of marks) {
      if (start > at) result.push({ text: text.slice(at, start), isMarked: false });
      result.push({ text: text.slice(start, end), isMarked: true });
      at = end;
    }
    if (at < text.length) result.push({ text: text.slice(at), isMarked: false });
    return result;
  }

  function marked(text, marks) {
    return pieces(text, marks).map((piece) => piece.isMarked ? element("mark", {}, [piece.text]) : piece.text);
  }

  /** Where the words of a text stand that a query matched. */
  function marksIn(text, matched) {
    const marks = [];
    window.charter.words(text, (form, role, start, end) => {
      if (role === "part" && matched.has(form)) marks.push([start, end]);
    });
    return marks;
  }

  /** An address with the words that the page is to mark: page.html?mark=a+b#section. */
  function withMarks(url, forms) {
    const words = Array.from(forms).slice(0, MARK_LIMIT);
    if (!words.length) return url;
    const hash = url.indexOf("#");
    const page = hash < 0 ? url : url.slice(0, hash);
    return page + "?mark=" + words.map(encodeURIComponent).join("+") + (hash < 0 ? "" : url.slice(hash));
  }

  /** A value of a filter for readers: open-weights is Open weights. */
  function label(value) {
    const text = window.charter.valueText(value);
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  /** The language that the page is in, where the site has pages in others too; null elsewhere. */
  function readersLanguage(header) {
    const isMixed = header.facets.some((one) => one.facet === "language");
    return isMixed ? document.documentElement.lang || null : null;
  }

  /** A language in the words of the page's own. */
  function languageName(tag) {
    try {
      return new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "language" }).of(tag);
    } catch (error) {
      return tag;
    }
  }

  function statusBadge(status) {
    return status === "active" ? null : element("span", { class: "badge status-" + status }, [window.charter.valueText(status)]);
  }

  /** The words of a message about what was searched instead. */
  function notices(found) {
    const lines = found.corrections.map((one) =>
      say("finder.corrected", { word: one.word, instead: one.instead }));
    if (found.isRelaxed) lines.unshift(say("finder.relaxed"));
    if (found.pages.length && found.unknown.length) {
      lines.push(say("finder.unknown_words", { words: found.unknown.map((word) => say("finder.quoted", { word })).join(", ") }));
    }
    return lines;
  }

  function countText(count) {
    return count === 0 ? say("finder.nothing_found") : say("finder.pages", { count });
  }

  // ---- Recent searches, kept in this browser only.

  function recentSearches() {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT_KEY) || "[]");
      return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, RECENT_LIMIT) : [];
    } catch (error) {
      return [];
    }
  }

  function withRecent(kept, text) {
    return [text].concat(kept.filter((other) => other !== text)).slice(0, RECENT_LIMIT);
  }

  function remember(text) {
    const query = text.trim();
    if (!query) return;
    try {
      localStorage.setItem(RECENT_KEY, JSON.stringify(withRecent(recentSearches(), query)));
    } catch (error) {
      // Storage may be forbidden; then nothing is kept.
    }
  }

  function forgetSearches() {
    try {
      localStorage.removeItem(RECENT_KEY);
    } catch (error) {
      // Nothing was kept.
    }
  }

  /** A failure in words, with a button that tries again. */
  function failure(error, retry) {
    const again = element("button", { type: "button" }, [say("finder.try_again")]);
    again.addEventListener("click", retry);
    const reason = error && error.kind ? error.message : say("finder.search_failed");
    return element("div", { class: "search-failure", role: "alert" }, [element("p", {}, [reason]), again]);
  }

  const view = {
    element, pieces, marked, marksIn, withMarks, label, readersLanguage, languageName, statusBadge, notices, countText, recentSearches, withRecent,
    remember, forgetSearches, failure,
  };
  if (typeof module !== "undefined") module.exports = view;
  else (window.charter = window.charter || {}).finderView = view;
})();
