// The texts that scripts show, in the page's language. The build writes them before this file's code, as charter.texts:
// {language, group, point, texts, values}, where a text that goes with a number has two forms, for one and for others.
(function () {
  "use strict";

  /** A whole number in groups of three digits. */
  function grouped(number, separator) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, separator);
  }

  /** What takes a text by its name, such as finder.pages; count decides on its form, and all values stand for {names}. */
  function speaker({ language, group, texts }) {
    const rules = new Intl.PluralRules(language);
    return function say(name, values) {
      const forms = texts[name];
      if (forms === undefined) return name;
      const count = values && values.count;
      const text = typeof forms === "string" ? forms : forms[rules.select(count) === "one" ? 0 : 1];
      return text.replace(/\{(\w+)\}/g, (whole, key) => {
        if (!values || !(key in values)) return whole;
        return key === "count" ? grouped(count, group) : String(values[key]);
      });
    };
  }

  /** A text cut at its marks: [before, marked, after]. */
  function cut(text) {
    const [before, rest] = text.split("[");
    const [marked, after] = (rest || "]").split("]");
    return [before, marked, after];
  }

  if (typeof module !== "undefined") {
    module.exports = { grouped, speaker, cut };
    return;
  }
  const charter = window.charter = window.charter || {};
  charter.say = speaker(charter.texts);
  charter.sayMarked = (name) => cut(charter.say(name));
  /** A word of front matter for readers: retired is außer Kraft. */
  charter.valueText = (value) => charter.texts.values[value] || value.replace(/-/g, " ");
  /** A number with the language's point. */
  charter.decimal = (text) => String(text).replace(".", charter.texts.point);
  /** A number for readers as JavaScript reads numbers. */
  charter.plainNumber = (text) => text.replaceAll(charter.texts.group, "").replace(charter.texts.point, ".");
  /** A title of content within a sentence: German nouns keep their capital. */
  charter.inSentence = (title) => (charter.texts.language === "de" ? title : title.toLowerCase());
  charter.number = (number) => grouped(number, charter.texts.group);
})();
