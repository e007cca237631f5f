// What pages do beyond being read: theme, menu, copying, tooltips. Every page works without it.
(function () {
  "use strict";

  var themes = ["system", "light", "dark"];

  /** The theme after current in the order system, light, dark. */
  function nextTheme(current) {
    return themes[(themes.indexOf(current) + 1) % themes.length];
  }

  /** A requirement's citation with its address: POL-001-R3, version 2.1, 2026-10-01, https://…#POL-001-R3. */
  function citation(cite, address, id) {
    return cite + ", " + address.split("#")[0] + "#" + id;
  }

  /** A text of the catalogue in the page's language. */
  function say(name, values) {
    return window.charter.say(name, values);
  }

  function storedTheme() {
    try {
      var theme = localStorage.getItem("charter-theme");
      return themes.indexOf(theme) > 0 ? theme : "system";
    } catch (error) {
      return "system";
    }
  }

  function setUpTheme(button) {
    var words = button.querySelector("span") || button;
    var current = storedTheme();
    function show(theme) {
      current = theme;
      words.textContent = say("reader.theme_" + theme);
      button.title = words.textContent;
      if (theme === "system") document.documentElement.removeAttribute("data-theme");
      else document.documentElement.setAttribute("data-theme", theme);
    }
    show(current);
    button.hidden = false;
    button.addEventListener("click", function () {
      var theme = nextTheme(current);
      try {
        if (theme === "system") localStorage.removeItem("charter-theme");
        else localStorage.setItem("charter-theme", theme);
      } catch (error) {
        // The choice then holds for this page only.
      }
      show(theme);
    });
  }

  // On a phone the menu is folded; without script it stays open.
  function setUpMenu(menu) {
    var narrow = window.matchMedia("(max-width: 62rem)");
    function fold() {
      menu.open = !narrow.matches;
    }
    fold();
    menu.classList.add("is-set");
    narrow.addEventListener("change", fold);
  }

  function copy(text, done) {
    function fallback() {
      var area = document.createElement("textarea");
      area.value = text;
      area.className = "off-screen";
      document.body.appendChild(area);
      area.select();
      done(document.execCommand("copy"));
      area.remove();
    }
    // The clipboard interface is missing on file shares and plain http.
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { done(true); }, fallback);
    } else {
      fallback();
    }
  }

  function copyButton(caption, label, text) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = caption;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", function () {
      copy(text(), function (worked) {
        button.textContent = say(worked ? "reader.copied" : "reader.press_copy");
        button.classList.add("is-done");
        announce(say(worked ? "reader.copied" : "reader.copy_failed"));
        setTimeout(function () {
          button.textContent = caption;
          button.classList.remove("is-done");
        }, 2000);
      });
    });
    return button;
  }

  var status = null;

  /** Says something to screen readers. */
  function announce(text) {
    if (!status) {
      status = document.createElement("div");
      status.className = "off-screen";
      status.setAttribute("role", "status");
      document.body.appendChild(status);
    }
    status.textContent = text;
  }

  function setUpCopying() {
    document.querySelectorAll("pre").forEach(function (block) {
      var box = document.createElement("div");
      box.className = "code-box";
      block.parentNode.insertBefore(box, block);
      box.appendChild(block);
      box.appendChild(copyButton(say("reader.copy"), say("reader.copy_code"), function () { return block.textContent; }));
    });
    document.querySelectorAll(".requirement[data-cite]").forEach(function (requirement) {
      var button = copyButton(say("reader.cite"), say("reader.copy_citation", { id: requirement.id }), function () {
        return citation(requirement.dataset.cite, location.href, requirement.id);
      });
      button.classList.add("cite");
      requirement.insertAdjacentElement("afterend", button);
    });
  }

  // A tooltip goes away on Escape and comes back with the next hover or focus.
  function setUpTooltips() {
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      document.querySelectorAll(".term").forEach(function (term) {
        if (term.matches(":hover, :focus-within")) term.classList.add("dismissed");
      });
    });
    document.querySelectorAll(".term").forEach(function (term) {
      function restore() { term.classList.remove("dismissed"); }
      term.addEventListener("mouseleave", restore);
      term.addEventListener("focusout", restore);
    });
  }

  // A matrix is changed for another by its address; the page then stays where it is.
  function setUpSwitches() {
    document.querySelectorAll(".switch a").forEach(function (link) {
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        var top = window.scrollY;
        location.replace(link.hash);
        window.scrollTo({ top: top, behavior: "instant" });
        var panel = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        panel.querySelector(".switch [aria-current]").focus({ preventScroll: true });
      });
    });
  }

  /** Tables that fit their place keep their header in sight; whether they do changes with the window. */
  function setUpTables() {
    if (!window.ResizeObserver) return;
    var sizes = new ResizeObserver(function (entries) {
      entries.forEach(function (entry) {
        var table = entry.target.firstElementChild;
        entry.target.classList.toggle("fits", table.offsetWidth <= entry.target.clientWidth);
      });
    });
    document.querySelectorAll(".table").forEach(function (box) { sizes.observe(box); });
  }

  function start() {
    document.querySelectorAll("button.theme").forEach(setUpTheme);
    document.querySelectorAll("details.menu").forEach(setUpMenu);
    setUpCopying();
    setUpTooltips();
    setUpSwitches();
    setUpTables();
  }

  if (typeof module !== "undefined") {
    module.exports = { nextTheme, citation };
  } else if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
