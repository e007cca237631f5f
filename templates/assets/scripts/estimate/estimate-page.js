// Estimates with inputs that readers change. MemoryEstimate.swift and CostEstimate.swift hold the same formulas; a browser test
// compares the two.
(function () {
  "use strict";

  const GIBIBYTE = 1073741824;
  const DAYS_PER_MONTH = 30.4;

  /** A text of the catalogue in the page's language. */
  const say = (name, values) => window.charter.say(name, values);

  /** GiB for the parts of a model: weights, cache, activations, and all together. */
  function memory(m) {
    const weights = m.parameters * 1e9 * m.bits / 8 / GIBIBYTE;
    const full = (m.layers - m.windowLayers) * m.context;
    const window = m.windowLayers * Math.min(m.context, m.window);
    const cache = m.sequences * m.cacheWidth * m.cacheBytes * (full + window) / GIBIBYTE;
    const activations = 4 * (m.step * m.width * 12 + m.sequences * m.vocabulary) / GIBIBYTE;
    return { weights, cache, activations, total: weights + cache + activations };
  }

  /** A month's costs, and when owning pays off; null for never. */
  function cost(c) {
    const running = c.watts / 1000 * c.hours * DAYS_PER_MONTH * c.energy * c.overhead + c.staff * c.rate;
    const own = c.price / (c.years * 12) + running;
    const api = c.input * c["input-price"] + c.output * c["output-price"];
    return {
      own, running, api, months: api > running ? c.price / (api - running) : null,
      tokens: api > 0 ? own / api * (c.input + c.output) : null,
    };
  }

  /** With one digit after the point, as the build writes it. */
  function oneDigit(value) {
    return value === null || !Number.isFinite(value) ? say("reader.never") : window.charter.decimal((Math.round(value * 10) / 10).toFixed(1));
  }

  function numbers(form, names) {
    const found = {};
    for (const name of names) found[name] = Number(form.elements[name].value);
    return found;
  }

  const SHAPE = ["parameters", "layers", "width", "cacheWidth", "windowLayers", "window", "vocabulary"];

  function setUpMemory(form) {
    const status = form.querySelector(".chooser-status");
    function show() {
      const result = memory(numbers(form, SHAPE.concat("bits", "context", "sequences", "cacheBytes", "step")));
      status.textContent = Number.isFinite(result.total)
        ? say("reader.memory_result", {
          total: oneDigit(result.total), weights: oneDigit(result.weights), cache: oneDigit(result.cache),
          activations: oneDigit(result.activations),
        })
        : say("reader.fill_in_every_field");
    }
    function takeModel() {
      const data = form.elements.model.selectedOptions[0].dataset;
      for (const name of SHAPE) form.elements[name].value = data[name];
    }
    form.elements.model.addEventListener("change", takeModel);
    form.elements.format.addEventListener("change", () => { form.elements.bits.value = form.elements.format.value; });
    form.addEventListener("input", show);
    form.addEventListener("change", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.elements.format.value = "4.85";
    form.elements.bits.value = form.elements.format.value;
    takeModel();
    form.hidden = false;
    show();
  }

  function setUpCost(form, table) {
    const names = Array.from(form.elements, (one) => one.name).filter(Boolean);
    function show() {
      const result = cost(numbers(form, names));
      [result.own, result.running, result.api, result.months, result.tokens].forEach((value, row) => {
        table.tBodies[0].rows[row].cells[1].textContent = oneDigit(value);
      });
    }
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
  }

  if (typeof module !== "undefined") {
    module.exports = { memory, cost, oneDigit };
  } else {
    setUpMemory(document.querySelector(".memory-form"));
    setUpCost(document.querySelector(".cost-form"), document.querySelector(".cost-result table"));
  }
})();
