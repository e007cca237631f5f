// Tables of results that readers can sort by a column and filter by words. The order in which they come is the build's.
(function () {
  "use strict";

  /** What a cell is sorted by: its number, where it starts with one, else its text. */
  function keyOf(text) {
    const plain = window.charter.plainNumber(text);
    const number = parseFloat(plain);
    return Number.isFinite(number) && /^\s*-?[\d.]/.test(plain) ? number : text.trim().toLowerCase();
  }

  /** Compares two keys; numbers come before texts. */
  function byKey(a, b) {
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** Whether a row's text holds all words. */
  function matches(text, query) {
    const row = text.toLowerCase();
    return query.toLowerCase().split(/\s+/).every((word) => row.includes(word));
  }

  function setUpTable(table) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const isUp = head.getAttribute("aria-sort") !== "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
        rows.sort((a, b) => byKey(keyOf(a.cells[column].textContent), keyOf(b.cells[column].textContent)) * (isUp ? 1 : -1));
        body.append(...rows);
      });
    });
    return rows;
  }

  function setUp(main) {
    const tables = Array.from(main.querySelectorAll("table"));
    const rows = tables.map(setUpTable);
    const last = tables[tables.length - 1];
    const label = document.createElement("label");
    label.className = "table-filter";
    const input = document.createElement("input");
    input.type = "search";
    label.append(window.charter.say("reader.show_rows"), input);
    last.closest(".table").before(label);
    input.addEventListener("input", () => {
      for (const row of rows[rows.length - 1]) row.hidden = !matches(row.textContent, input.value.trim());
    });
  }

  if (typeof module !== "undefined") module.exports = { keyOf, byKey, matches };
  else setUp(document.getElementById("main"));
})();
