// What changed since a reader last looked: the day of the last visit is kept in this browser only.
(function () {
  "use strict";

  const KEY = "charter-last-visit";

  /** Of dates as YYYY-MM-DD, how many are on or after the day of the last visit; none where there was no visit. */
  function countSince(dates, last) {
    return last ? dates.filter((date) => date >= last).length : 0;
  }

  function words(count) {
    return count === 0 ? window.charter.say("reader.nothing_changed") : window.charter.say("reader.changes_since", { count });
  }

  /** The day of the visit before today's, and today's kept beside it; null where nothing is kept. */
  function lastVisit(today) {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "{}");
      const last = kept.day && kept.day !== today ? kept.day : kept.before || null;
      localStorage.setItem(KEY, JSON.stringify({ day: today, before: last }));
      return last;
    } catch (error) {
      return null;
    }
  }

  function start() {
    const news = document.querySelector(".news");
    if (!news) return;
    const last = lastVisit(new Date().toISOString().slice(0, 10));
    if (!last) return;
    const items = Array.from(news.querySelectorAll("li"));
    const isNew = (item) => item.querySelector("time").dateTime >= last;
    items.filter(isNew).forEach((item) => item.classList.add("is-new"));
    document.querySelector(".news-since").textContent = words(countSince(items.map((item) => item.querySelector("time").dateTime), last));
  }

  if (typeof module !== "undefined") module.exports = { countSince, words };
  else document.addEventListener("DOMContentLoaded", start);
})();
