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

  function storedTheme() {
    try {
      var theme = localStorage.getItem("charter-theme");
      return themes.indexOf(theme) > 0 ? theme : "system";
    } catch (error) {
      return "system";
    }
  }

  function setUpTheme(button) {
    function show(theme) {
      button.textContent = "Theme: " + theme;
      if (theme === "system") document.documentElement.removeAttribute("data-theme");
      else document.documentElement.setAttribute("data-theme", theme);
    }
    show(storedTheme());
    button.hidden = false;
    button.addEventListener("click", function () {
      var theme = nextTheme(button.textContent.replace("Theme: ", ""));
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
        button.textContent = worked ? "Copied" : "Press Ctrl+C";
        announce(worked ? "Copied" : "Copying failed");
        setTimeout(function () { button.textContent = caption; }, 2000);
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
      box.appendChild(copyButton("Copy", "Copy code", function () { return block.textContent; }));
    });
    document.querySelectorAll(".requirement[data-cite]").forEach(function (requirement) {
      var permalink = requirement.nextElementSibling;
      var button = copyButton("Cite", "Copy citation of " + requirement.id, function () {
        return citation(requirement.dataset.cite, location.href, requirement.id);
      });
      (permalink || requirement).insertAdjacentElement("afterend", button);
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

  function start() {
    document.querySelectorAll("button.theme").forEach(setUpTheme);
    document.querySelectorAll("details.menu").forEach(setUpMenu);
    setUpCopying();
    setUpTooltips();
  }

  if (typeof module !== "undefined") {
    module.exports = { nextTheme, citation };
  } else if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
