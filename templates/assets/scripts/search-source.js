// Loads the files of the index that a query asks for.
(function () {
  "use strict";

  const isNode = typeof module !== "undefined";
  const index = isNode ? require("./search-index.js") : window.charter.searchIndex;

  /** Why a search failed; kind is missing, damaged or version. */
  class SearchError extends Error {
    constructor(kind, name, message) {
      super(message);
      this.kind = kind;
      this.file = name;
    }
  }

  /** Why a search failed, in the page's language; by the text's name where no page has one. */
  const tell = (kind) => (typeof window === "undefined" || !window.charter || !window.charter.say
    ? messages[kind] : window.charter.say(messages[kind]));
  const messages = { missing: "finder.index_missing", damaged: "finder.index_damaged", version: "finder.index_version" };

  /** Files by name, decoded once; what is asked for and not there is noted in wanted. */
  class Source {
    constructor(header, load) {
      this.header = header;
      this.load = load;
      this.decoded = new Map();
      this.wanted = new Set();
    }

    get(name, decode) {
      if (this.decoded.has(name)) return this.decoded.get(name).value;
      this.wanted.add(name);
      this.decode = this.decode || new Map();
      this.decode.set(name, decode);
      return null;
    }

    dictionary(number) { return this.get(this.header.dictionaries[number].name, index.readDictionary); }

    facet(name) {
      const file = this.header.facets.find((one) => one.facet === name);
      return file ? this.get(file.name, index.readFacet) : [];
    }

    /** A group's list; null until its file is there, undefined where no page has it. */
    postings(group) {
      const shards = this.header.postings;
      if (!shards.length) return undefined;
      const shard = this.get(shards[index.placeOf(group, shards)].name,
        (text) => index.readPostings(text, this.header.pageCount));
      return shard && shard.get(group);
    }

    page(number) {
      let low = 0;
      let high = this.header.fragments.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (number < this.header.fragments[middle].firstPage) high = middle;
        else low = middle;
      }
      const fragment = this.header.fragments[low];
      const pages = this.get(fragment.name, index.readFragment);
      return pages && pages[number - fragment.firstPage];
    }

    /** Loads what is wanted; says whether anything was. */
    async loadWanted() {
      const names = Array.from(this.wanted);
      this.wanted.clear();
      await Promise.all(names.map(async (name) => {
        const text = await this.load(name);
        if (this.decoded.has(name)) return;
        try {
          this.decoded.set(name, { value: this.decode.get(name)(text) });
        } catch (error) {
          throw error instanceof index.DamagedError ? new SearchError("damaged", name, tell("damaged")) : error;
        }
      }));
      return names.length > 0;
    }

    /** Makes passes until nothing is wanted. */
    async complete(pass) {
      for (;;) {
        const result = pass();
        if (!(await this.loadWanted())) return result;
      }
    }

    loadedDictionaries() {
      return this.header.dictionaries.map((shard) => this.decoded.get(shard.name)).filter(Boolean).map((one) => one.value);
    }
  }

  // ---- In the browser: files come as scripts that register themselves.

  const INDEX_NAME = "index-" + index.FORMAT;

  /** Loads files by running them as scripts; pages opened from disk may do nothing else. */
  class ScriptLoader {
    constructor(root) {
      this.root = root;
      this.arrived = new Map();
      this.loading = new Map();
      this.isForeign = false;
      window.charter.shard = (name, text) => {
        this.arrived.set(name, text);
        if (name.startsWith("index-") && name !== INDEX_NAME) this.isForeign = true;
      };
    }

    /** Forgets all that was loaded, so that it is loaded again. */
    forget() {
      this.arrived.clear();
      this.loading.clear();
      this.isForeign = false;
    }

    /** Resolves with the text that the script registers under name; a file of another folder comes with its folder. */
    load(file, name) {
      if (!this.loading.has(name)) {
        // What failed is asked for again next time.
        this.loading.set(name, this.run(file, name).catch((error) => {
          this.loading.delete(name);
          throw error;
        }));
      }
      return this.loading.get(name);
    }

    run(file, name) {
      return new Promise((resolve, reject) => {
        const fail = (kind) => reject(new SearchError(kind, file, tell(kind)));
        const script = document.createElement("script");
        script.onload = () => {
          script.remove();
          if (this.arrived.has(name)) resolve(this.arrived.get(name));
          else fail(this.isForeign ? "version" : "damaged");
        };
        script.onerror = () => {
          script.remove();
          fail("missing");
        };
        script.src = this.root + (file.includes("/") ? file : "search/" + file);
        document.head.appendChild(script);
      });
    }
  }

  const api = {
    Source, SearchError, tell, ScriptLoader, INDEX_NAME,
  };
  if (isNode) module.exports = api;
  else (window.charter = window.charter || {}).searchSource = api;
})();
