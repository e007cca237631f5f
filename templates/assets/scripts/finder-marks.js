// Marks the words that a search found on the page it led to: page.html?mark=a+b#section. Escape takes the marks away.
(function () {
  "use strict";

  /** The words to mark in an address's query. */
  function wordsToMark(query) {
    const match = /[?&]mark=([^&]*)/.exec(query);
    if (!match) return [];
    return match[1].split("+").map((word) => {
      try {
        return decodeURIComponent(word);
      } catch (error) {
        return "";
      }
    }).filter(Boolean).slice(0, 40);
  }

  function markText(node, forms) {
    const text = node.nodeValue;
    const marks = [];
    window.charter.words(text, (form, role, start, end) => {
      if (role === "part" && forms.has(form)) marks.push([start, end]);
    });
    if (!marks.length) return 0;
    const view = window.charter.finderView;
    node.replaceWith(...view.pieces(text, marks).map((piece) =>
      piece.isMarked ? view.element("mark", { class: "found" }, [piece.text]) : piece.text));
    return marks.length;
  }

  function markPage(forms) {
    const main = document.querySelector("main");
    if (!main) return 0;
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("script, style, button, .tip, .toc, .print-head") || !node.nodeValue.trim()
        ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes.reduce((count, node) => count + markText(node, forms), 0);
  }

  /** The sentence to mark in an address's query. */
  function quoteToMark(query) {
    return (new URLSearchParams(query).get("quote") || "").slice(0, 2000);
  }

  /** Marks a quotation below an element, however its markup cuts it; white space and the bars between cells do not count. */
  function markQuote(quote, start) {
    const main = document.querySelector("main");
    const isCounted = (c) => !/[\s|]/.test(c);
    const wanted = Array.from(quote).filter(isCounted).join("");
    if (!main || !wanted) return 0;
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("script, style, button, .tip, .toc, .print-head, .permalink") ||
      (start && !(start.compareDocumentPosition(node) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)))
        ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    let text = "";
    const places = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let i = 0; i < node.nodeValue.length; i++) {
        if (!isCounted(node.nodeValue[i])) continue;
        text += node.nodeValue[i];
        places.push([node, i]);
      }
    }
    const at = text.indexOf(wanted);
    if (at < 0) return 0;
    const parts = new Map();
    for (const [node, i] of places.slice(at, at + wanted.length)) {
      if (parts.has(node)) parts.get(node)[1] = i + 1;
      else parts.set(node, [i, i + 1]);
    }
    const view = window.charter.finderView;
    for (const [node, mark] of parts) {
      node.replaceWith(...view.pieces(node.nodeValue, [mark]).map((piece) =>
        piece.isMarked ? view.element("mark", { class: "found" }, [piece.text]) : piece.text));
    }
    return parts.size;
  }

  function unmark() {
    document.querySelectorAll("mark.found").forEach((mark) => {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    });
  }

  async function start() {
    const words = wordsToMark(location.search);
    const quote = quoteToMark(location.search);
    if (!words.length && !quote) return;
    // A text is cut into words as the search does it; without it nothing is marked.
    if (!quote && !(await window.charter.load("search").then(() => true, () => false))) return;
    const anchor = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const count = quote ? markQuote(quote, anchor) || markQuote(quote, null) : markPage(new Set(words));
    if (!count) return;
    const view = window.charter.finderView;
    const button = view.element("button", { type: "button" }, [window.charter.say("finder.clear_marks")]);
    const bar = view.element("p", { class: "marks-bar", role: "status" }, [
      quote ? window.charter.say("finder.answer_marked") : window.charter.say("finder.words_marked", { count }),
      button,
    ]);
    function clear() {
      unmark();
      bar.remove();
      document.removeEventListener("keydown", onKey);
      try {
        history.replaceState(null, "", location.pathname + location.hash);
      } catch (error) {
        // Pages opened from disk keep their address.
      }
    }
    function onKey(event) {
      if (event.key === "Escape" && !event.defaultPrevented) clear();
    }
    button.addEventListener("click", clear);
    document.addEventListener("keydown", onKey);
    document.querySelector("main").prepend(bar);
    const target = quote ? document.querySelector("mark.found") : anchor;
    if (target) target.scrollIntoView({ block: quote ? "center" : "start" });
  }

  if (typeof module !== "undefined") module.exports = { wordsToMark, quoteToMark };
  else document.addEventListener("DOMContentLoaded", start);
})();
