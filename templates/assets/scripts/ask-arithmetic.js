// Numbers that come out alike in Swift and in every browser. Sources/Answers/Mathematics.swift and QuantizedVector.swift hold
// the same steps in the same order.
(function () {
  "use strict";

  /** e to the power of x: 2^k · e^r, and e^r by its series. */
  function exponential(x) {
    if (!(x > -700)) return 0;
    if (!(x < 700)) return exponential(699.9);
    const scaled = x * 1.4426950408889634;
    const k = Math.trunc(scaled + (scaled < 0 ? -0.5 : 0.5));
    const r = x - k * 0.6931471805599453;
    let sum = 1;
    for (let n = 13; n >= 1; n--) sum = 1 + sum * r / n;
    let power = 1;
    let base = k < 0 ? 0.5 : 2;
    for (let left = Math.abs(k); left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) power *= base;
      base *= base;
    }
    return sum * power;
  }

  function sigmoid(x) {
    return 1 / (1 + exponential(-x));
  }

  /** x · Φ(x), with the error function by Abramowitz and Stegun, 7.1.26. */
  function gelu(x) {
    const z = (x < 0 ? -x : x) * 0.7071067811865476;
    const t = 1 / (1 + 0.3275911 * z);
    const sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    const error = 1 - sum * exponential(-z * z);
    return 0.5 * x * (1 + (x < 0 ? -error : error));
  }

  /** A vector in eight bits with one scale. */
  function quantized(vector) {
    let most = 0;
    for (const value of vector) most = Math.max(most, Math.abs(value));
    const scale = Math.fround(most / 127);
    const values = new Int8Array(vector.length);
    for (let i = 0; i < vector.length && scale > 0; i++) {
      const share = vector[i] / scale;
      // Halves round away from zero.
      const whole = share < 0 ? -Math.floor(-share + 0.5) : Math.floor(share + 0.5);
      values[i] = Math.max(-127, Math.min(127, whole));
    }
    return { values, scale };
  }

  /** The product of two of them; the second starts at a place of a longer array. */
  function dot(a, values, start, scale) {
    let sum = 0;
    const own = a.values;
    for (let i = 0; i < own.length; i++) sum += own[i] * values[start + i];
    return sum * a.scale * scale;
  }

  const api = { exponential, sigmoid, gelu, quantized, dot };
  if (typeof module !== "undefined") module.exports = api;
  else (window.charter = window.charter || {}).askArithmetic = api;
})();
