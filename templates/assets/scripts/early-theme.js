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
  // A transition between pages that the browser gives up, as it does for pages opened from disk, is no error.
  ["pageswap", "pagereveal"].forEach(function (name) {
    window.addEventListener(name, function (event) {
      if (!event.viewTransition) return;
      event.viewTransition.ready.catch(function () {});
      event.viewTransition.finished.catch(function () {});
    });
  });
})();
