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

  function unmark() {
    document.querySelectorAll("mark.found").forEach((mark) => {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    });
  }

  function start() {
    const words = wordsToMark(location.search);
    if (!words.length) return;
    const count = markPage(new Set(words));
    if (!count) return;
    const view = window.charter.finderView;
    const button = view.element("button", { type: "button" }, ["Clear marks"]);
    const bar = view.element("p", { class: "marks-bar", role: "status" }, [
      count === 1 ? "1 word of your search is marked. " : count + " words of your search are marked. ", button,
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
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.scrollIntoView();
  }

  if (typeof module !== "undefined") module.exports = { wordsToMark };
  else document.addEventListener("DOMContentLoaded", start);
})();
