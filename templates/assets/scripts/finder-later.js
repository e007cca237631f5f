// Search and answers are most of the scripts, and few readers of a page use them: they are loaded when the first of their
// functions is called. Until then these stand in for them. Pages that are about searching or asking load them at once.
(function () {
  "use strict";

  const FUNCTIONS = {
    search: ["search", "find", "pagesOf", "searchHeader", "loadShard", "nearestWords", "prepareSearch"],
    ask: ["ask", "understand", "questionVector", "prepareAsk", "prepareUnderstanding", "askHeader", "knownQuestions"],
  };
  /** What stands on the other part's functions. */
  const NEEDS = { search: [], ask: ["search"] };
  /** What these give where the part cannot be loaded: they only make something ready, or suggest. */
  const OPTIONAL = { prepareSearch: undefined, prepareAsk: undefined, prepareUnderstanding: undefined, knownQuestions: [] };

  /**
   * Loads parts of the scripts once each, and again after a failure.
   *
   * @param {function(string): Promise} run loads one part
   */
  function makeLoader(run) {
    const loading = new Map();
    function load(part) {
      if (!loading.has(part)) {
        const all = Promise.all([...NEEDS[part].map(load), run(part)]);
        loading.set(part, all.catch((error) => {
          loading.delete(part);
          throw error;
        }));
      }
      return loading.get(part);
    }
    return load;
  }

  /** Functions that load their part and then are what it brought, for each that is not there yet. */
  function standIn(charter, load) {
    for (const part of Object.keys(FUNCTIONS)) {
      for (const name of FUNCTIONS[part]) {
        if (charter[name]) continue;
        const own = charter[name] = (...values) => load(part).then(() => {
          if (charter[name] === own) throw new Error("assets/scripts/" + part + ".js has no " + name);
          return charter[name](...values);
        }).catch((error) => {
          if (name in OPTIONAL) return OPTIONAL[name];
          throw error;
        });
      }
    }
  }

  if (typeof module !== "undefined") {
    module.exports = { makeLoader, standIn };
    return;
  }

  const charter = window.charter = window.charter || {};
  const own = document.currentScript;
  charter.root = own ? own.src.replace(/assets\/scripts\/[^/]*$/, "") : "";

  /** Runs the script that the page names for a part; nothing where the page has loaded it already. */
  function run(part) {
    const place = document.querySelector("meta[name='charter-" + part + "']");
    if (!place) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.onload = resolve;
      script.onerror = () => {
        script.remove();
        reject(Object.assign(new Error(charter.say("finder.part_missing")), { kind: "missing" }));
      };
      script.src = place.content;
      document.head.appendChild(script);
    });
  }

  /** Loads the part search or ask, for what is about to need it. */
  charter.load = makeLoader(run);
  standIn(charter, charter.load);
})();
