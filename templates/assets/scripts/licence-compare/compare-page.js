// Licences side by side: leaves the columns of the two that the reader chooses. Without script all columns are there.
(function () {
  "use strict";

  /** The two names in an address: ?a=…&b=…, or after # for pages opened from disk. */
  function readChoice(search, hash) {
    const parameters = new URLSearchParams(hash.includes("=") ? hash.slice(1) : search.slice(1));
    return [parameters.get("a") || "", parameters.get("b") || ""];
  }

  /** Which columns stay: the first and those of the names; all where no two different names are known. */
  function columnsToShow(titles, names) {
    const places = names.map((name) => titles.indexOf(name, 1)).filter((place) => place > 0);
    return new Set(places).size === 2 ? new Set([0, ...places]) : new Set(titles.keys());
  }

  function setUp(main) {
    const tables = Array.from(main.querySelectorAll("table"));
    const titles = Array.from(tables[0].tHead.rows[0].cells, (cell) => cell.textContent.trim());
    const isFile = location.protocol === "file:";
    const selects = [];

    function show() {
      const names = selects.map((one) => one.value);
      const shown = columnsToShow(titles, names);
      for (const table of tables) {
        for (const row of table.rows) {
          Array.from(row.cells).forEach((cell, place) => { cell.hidden = !shown.has(place); });
          // Rows that concern neither of the two are hidden; rows in which they do not differ stay, but muted.
          const texts = Array.from(row.cells).filter((cell, place) => place > 0 && shown.has(place)).map((cell) => cell.textContent.trim());
          row.hidden = shown.size === 3 && texts.every((text) => text === "–");
          row.classList.toggle("quiet", shown.size === 3 && texts.every((text) => text === texts[0]));
        }
      }
      const parameters = new URLSearchParams();
      if (shown.size === 3) names.forEach((name, place) => parameters.set("ab"[place], name));
      const text = parameters.toString();
      history.replaceState(null, "", (isFile ? "#" : "?") + text);
    }

    const box = document.createElement("div");
    box.className = "compare-choice";
    const wanted = readChoice(location.search, location.hash);
    ["reader.compare", "reader.with"].forEach((name, place) => {
      const label = document.createElement("label");
      const select = document.createElement("select");
      select.append(new Option(window.charter.say(place ? "reader.all_others" : "reader.all_licences"), ""));
      for (const title of titles.slice(1)) select.append(new Option(title, title));
      select.value = titles.includes(wanted[place]) ? wanted[place] : "";
      select.addEventListener("change", show);
      label.append(window.charter.say(name), select);
      selects.push(select);
      box.append(label);
    });
    main.querySelector(".lead").after(box);
    if (wanted[0] && wanted[1]) show();
  }

  if (typeof module !== "undefined") module.exports = { readChoice, columnsToShow };
  else setUp(document.getElementById("main"));
})();
