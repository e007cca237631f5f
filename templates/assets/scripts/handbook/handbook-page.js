// The handbook: a reader chooses which policies it holds, by hand or by its address (?policies=POL-001,POL-004), and prints it.
// Without script it holds all.
(function () {
  "use strict";

  /** The policies in an address: after ? or, for pages opened from disk, after #; empty where it names none. */
  function namedIn(search, hash) {
    const behind = new URLSearchParams(hash.slice(1)).get("policies");
    const text = behind || new URLSearchParams(search).get("policies") || "";
    return text.split(",").map((id) => id.trim().toUpperCase()).filter(Boolean);
  }

  /** Which of the named there are, in the handbook's order, and which there are not. All are chosen where none is there. */
  function choose(named, all) {
    const chosen = all.filter((id) => named.includes(id));
    return { chosen: chosen.length ? chosen : all, unknown: named.filter((id) => !all.includes(id)) };
  }

  /** The set in words, for the title sheet. */
  function setInWords(chosen, all, say) {
    return chosen.length === all.length ? say("handbook.all_in_force", { number: all.length })
      : say("handbook.some_in_force", { ids: chosen.join(", "), number: chosen.length, total: all.length });
  }

  function setUp(form) {
    const boxes = Array.from(form.querySelectorAll("input[name=policies]"));
    const parts = Array.from(document.querySelectorAll("[data-policy]"));
    const rows = Array.from(document.querySelectorAll("[data-requirement]"));
    const status = form.querySelector(".chooser-status");
    const all = boxes.map((box) => box.value);

    function show(chosen, message) {
      const isChosen = new Set(chosen);
      for (const part of parts) part.hidden = !isChosen.has(part.dataset.policy);
      for (const row of rows) row.hidden = !isChosen.has(row.dataset.requirement.replace(/-R\d+$/, ""));
      for (const box of boxes) box.checked = isChosen.has(box.value);
      document.querySelector(".handbook-set").textContent = setInWords(chosen, all, window.charter.say);
      document.querySelector(".handbook-count").textContent = String(rows.filter((row) => !row.hidden).length);
      status.textContent = message;
      lead();
    }

    /** A link to a policy that is not part of the set leads to the policy's own page. */
    function lead() {
      document.querySelectorAll("main .body :is(a[href], a[data-inside])").forEach((link) => {
        const inside = link.dataset.inside || link.getAttribute("href");
        if (!inside.startsWith("#")) return;
        const place = document.getElementById(decodeURIComponent(inside.slice(1)));
        const policy = place && place.closest("article[data-policy]");
        if (!policy) return;
        link.dataset.inside = inside;
        const anchor = inside.slice(1).replace(policy.id + ".", "");
        const address = policy.hidden ? policy.dataset.url : "";
        // A copy for paper may know no address of the page.
        if (policy.hidden && !address) link.removeAttribute("href");
        else link.setAttribute("href", policy.hidden ? address + (anchor === policy.id ? "" : "#" + anchor) : inside);
      });
    }

    function keepAddress(chosen) {
      const query = chosen.length === all.length ? "" : "policies=" + chosen.join(",");
      try {
        history.replaceState(null, "", location.pathname + (query ? "?" + query : ""));
      } catch (error) {
        // A page opened from disk may not change its address, except for what stands after the #.
        location.hash = query;
      }
    }

    form.addEventListener("change", () => {
      const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
      if (!chosen.length) {
        status.textContent = window.charter.say("handbook.choose_one");
        return;
      }
      show(chosen, "");
      keepAddress(chosen);
    });
    form.querySelector(".handbook-all").addEventListener("click", () => {
      show(all, "");
      keepAddress(all);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (boxes.some((box) => box.checked)) window.print();
    });
    const { chosen, unknown } = choose(namedIn(location.search, location.hash), all);
    show(chosen, unknown.length ? window.charter.say("handbook.not_there", { ids: unknown.join(", ") }) : "");
    form.hidden = false;
  }

  if (typeof module !== "undefined") module.exports = { namedIn, choose, setInWords };
  else document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".handbook-chooser").forEach(setUp));
})();
