// Runs before the page is drawn, so that a chosen theme does not flash. Without a choice the system's theme holds.
(function () {
  "use strict";
  try {
    var theme = localStorage.getItem("charter-theme");
    if (theme === "light" || theme === "dark") document.documentElement.setAttribute("data-theme", theme);
  } catch (error) {
    // Storage may be forbidden; the system's theme is then used.
  }
  document.documentElement.classList.add("has-script");
  // One page fades into the next where the browser can; between pages from disk it cannot, and says so as an error.
  if (/^http/.test(location.protocol) && document.adoptedStyleSheets && !window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
    var sheet = new CSSStyleSheet();
    sheet.replaceSync("@view-transition { navigation: auto; }");
    document.adoptedStyleSheets = [sheet];
  }
})();
