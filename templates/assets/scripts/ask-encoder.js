// A sentence encoder of the BERT family in plain JavaScript: weights in four bits, sums in the order of
// Sources/Answers/Asking/QuestionEncoder.swift, work in slices so that the page stays responsive.
// Sources: Devlin et al., "BERT" (2019); Hendrycks, Gimpel, "Gaussian error linear units" (2016).
(function () {
  "use strict";

  const isNode = typeof module !== "undefined";
  const { exponential, gelu } = isNode ? require("./ask-arithmetic.js") : window.charter.askArithmetic;

  const GROUP = 32;
  /** Milliseconds that the page waits at most. */
  const SLICE = 12;

  /** Reads numbers with the lowest byte first. */
  class Bytes {
    constructor(bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.offset = 0;
    }
    take(count) {
      const part = this.bytes.subarray(this.offset, this.offset + count);
      if (part.length < count) throw new RangeError("cut short");
      this.offset += count;
      return part;
    }
    byte() { return this.view.getUint8(this.offset++); }
    short() { this.offset += 2; return this.view.getUint16(this.offset - 2, true); }
    integer() { this.offset += 4; return this.view.getUint32(this.offset - 4, true); }
    float() { this.offset += 4; return this.view.getFloat32(this.offset - 4, true); }
    half() {
      const bits = this.short();
      const exponent = (bits >> 10) & 31;
      const fraction = bits & 1023;
      const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
      return bits & 0x8000 ? -size : size;
    }
    floats(count) { return Float64Array.from({ length: count }, () => this.float()); }
  }

  /** A matrix in four bits: codes from 0 to 15, a scale and a minimum for each 32 columns. */
  function readMatrix(reader, rows, columns) {
    const codes = new Uint8Array(rows * columns);
    const packed = reader.take(codes.length / 2);
    for (let i = 0; i < packed.length; i++) {
      codes[2 * i] = packed[i] & 15;
      codes[2 * i + 1] = packed[i] >> 4;
    }
    const groups = codes.length / GROUP;
    const scales = new Float64Array(groups);
    const minima = new Float64Array(groups);
    for (let i = 0; i < groups; i++) {
      scales[i] = reader.half();
      minima[i] = reader.half();
    }
    return { rows, columns, codes, scales, minima };
  }

  function readNorm(reader, width) {
    return { weight: reader.floats(width), bias: reader.floats(width) };
  }

  function readLayer(bytes, shape) {
    const reader = new Bytes(bytes);
    const linear = [];
    for (let number = 0; number < 6; number++) {
      const matrix = readMatrix(reader, number === 4 ? shape.inner : shape.width, number === 5 ? shape.inner : shape.width);
      matrix.bias = reader.floats(matrix.rows);
      linear.push(matrix);
    }
    return { linear, attentionNorm: readNorm(reader, shape.width), outputNorm: readNorm(reader, shape.width) };
  }

  /** Packed rows of the embeddings by token; returns the tokens in the file's order. */
  function readRows(bytes, width, rows) {
    const reader = new Bytes(bytes);
    const tokens = Array.from({ length: reader.integer() }, () => reader.short());
    for (const token of tokens) rows.set(token, reader.take(width / 2 + (width / GROUP) * 4));
    return tokens;
  }

  /** A row is unpacked when a question needs it: of thousands it uses a few. */
  function unpackedRow(packed, width) {
    const { codes, scales, minima } = readMatrix(new Bytes(packed), 1, width);
    return Float64Array.from(codes, (code, i) => code * scales[Math.floor(i / GROUP)] + minima[Math.floor(i / GROUP)]);
  }

  /** Inputs that are multiplied together, so that their weights are read once; rows of inputs are filled up to the second. */
  const WIDE = 8, NARROW = 4;

  /** Some rows of weights times eight inputs from a token on. */
  function applyToEight(matrix, input, sums, output, token, from, to) {
    const { columns, codes, scales, minima, bias, rows } = matrix;
    const groups = columns / GROUP;
    const a = token * columns, b = a + columns, c = b + columns, d = c + columns;
    const e = d + columns, f = e + columns, g = f + columns, h = g + columns;
    for (let row = from; row < to; row++) {
      let ta = bias[row], tb = ta, tc = ta, td = ta, te = ta, tf = ta, tg = ta, th = ta;
      for (let group = 0; group < groups; group++) {
        const start = group * GROUP, place = row * columns + start;
        let sa = 0, sb = 0, sc = 0, sd = 0, se = 0, sf = 0, sg = 0, sh = 0;
        for (let i = 0; i < GROUP; i++) {
          const weight = codes[place + i];
          const at = start + i;
          sa += weight * input[a + at];
          sb += weight * input[b + at];
          sc += weight * input[c + at];
          sd += weight * input[d + at];
          se += weight * input[e + at];
          sf += weight * input[f + at];
          sg += weight * input[g + at];
          sh += weight * input[h + at];
        }
        const scale = scales[row * groups + group], minimum = minima[row * groups + group];
        const at = token * groups + group;
        ta += scale * sa + minimum * sums[at];
        tb += scale * sb + minimum * sums[at + groups];
        tc += scale * sc + minimum * sums[at + 2 * groups];
        td += scale * sd + minimum * sums[at + 3 * groups];
        te += scale * se + minimum * sums[at + 4 * groups];
        tf += scale * sf + minimum * sums[at + 5 * groups];
        tg += scale * sg + minimum * sums[at + 6 * groups];
        th += scale * sh + minimum * sums[at + 7 * groups];
      }
      const place = token * rows + row;
      output[place] = ta;
      output[place + rows] = tb;
      output[place + 2 * rows] = tc;
      output[place + 3 * rows] = td;
      output[place + 4 * rows] = te;
      output[place + 5 * rows] = tf;
      output[place + 6 * rows] = tg;
      output[place + 7 * rows] = th;
    }
  }

  /** The same for four inputs. */
  function applyToFour(matrix, input, sums, output, token, from, to) {
    const { columns, codes, scales, minima, bias, rows } = matrix;
    const groups = columns / GROUP;
    const a = token * columns, b = a + columns, c = b + columns, d = c + columns;
    for (let row = from; row < to; row++) {
      let ta = bias[row], tb = ta, tc = ta, td = ta;
      for (let group = 0; group < groups; group++) {
        const start = group * GROUP, place = row * columns + start;
        let sa = 0, sb = 0, sc = 0, sd = 0;
        for (let i = 0; i < GROUP; i++) {
          const weight = codes[place + i];
          sa += weight * input[a + start + i];
          sb += weight * input[b + start + i];
          sc += weight * input[c + start + i];
          sd += weight * input[d + start + i];
        }
        const scale = scales[row * groups + group], minimum = minima[row * groups + group];
        const at = token * groups + group;
        ta += scale * sa + minimum * sums[at];
        tb += scale * sb + minimum * sums[at + groups];
        tc += scale * sc + minimum * sums[at + 2 * groups];
        td += scale * sd + minimum * sums[at + 3 * groups];
      }
      const place = token * rows + row;
      output[place] = ta;
      output[place + rows] = tb;
      output[place + 2 * rows] = tc;
      output[place + 3 * rows] = td;
    }
  }

  function normalize(x, count, width, norm, epsilon) {
    for (let token = 0; token < count; token++) {
      const start = token * width;
      let mean = 0;
      for (let i = 0; i < width; i++) mean += x[start + i];
      mean /= width;
      let variance = 0;
      for (let i = 0; i < width; i++) variance += (x[start + i] - mean) * (x[start + i] - mean);
      variance /= width;
      const deviation = Math.sqrt(variance + epsilon);
      for (let i = 0; i < width; i++) x[start + i] = (x[start + i] - mean) / deviation * norm.weight[i] + norm.bias[i];
    }
  }

  class Encoder {
    /**
     * @param shape width, inner, heads, positions, epsilon
     * @param layers bytes of each layer's file
     * @param base bytes of the positions and the first norm
     * @param pause lets the page do other things, where time is up
     */
    constructor(shape, base, pause) {
      this.shape = shape;
      this.pause = pause;
      this.layers = [];
      this.rows = new Map();
      this.common = new Set();
      this.mean = null;
      this.meanings = new Map();
      const reader = new Bytes(base);
      this.positions = [];
      for (let i = 0; i < shape.positions; i++) {
        const scale = reader.float();
        const bytes = reader.take(shape.width);
        this.positions.push(Float64Array.from(bytes, (value) => ((value << 24) >> 24) * scale));
      }
      this.norm = readNorm(reader, shape.width);
    }

    addLayer(bytes) { this.layers.push(readLayer(bytes, this.shape)); }

    addRows(bytes) { readRows(bytes, this.shape.width, this.rows); }

    /** Adds the rows that every question loads. */
    async addCommon(bytes) {
      const { width } = this.shape;
      const tokens = readRows(bytes, width, this.rows);
      this.common = new Set(tokens);
      const mean = new Float64Array(width);
      for (const token of tokens) {
        const row = unpackedRow(this.rows.get(token), width);
        for (let i = 0; i < width; i++) mean[i] += row[i];
        await this.pause(SLICE);
      }
      for (let i = 0; i < width; i++) mean[i] /= Math.max(1, tokens.length);
      this.mean = mean;
    }

    /**
     * What a word means before it stands in a sentence: the mean of its tokens' rows, without what all rows have in common. A vector
     * of length 1; null where there is none.
     *
     * @param {string} word folded
     * @param {number[]} tokens its own
     * @param {Set<number>} own those of the question; of other words only those have a meaning whose rows every question loads
     */
    meaning(word, tokens, own) {
      if (!tokens.length || !tokens.every((token) => this.common.has(token) || own.has(token))) return null;
      if (!this.meanings.has(word)) this.meanings.set(word, this.meaningOf(tokens));
      return this.meanings.get(word);
    }

    meaningOf(tokens) {
      const { width } = this.shape;
      const sum = new Float64Array(width);
      for (const token of tokens) {
        const row = unpackedRow(this.rows.get(token), width);
        for (let i = 0; i < width; i++) sum[i] += row[i];
      }
      let length = 0;
      for (let i = 0; i < width; i++) {
        sum[i] = sum[i] / tokens.length - this.mean[i];
        length += sum[i] * sum[i];
      }
      length = Math.sqrt(length);
      return length > 0 ? sum.map((value) => value / length) : null;
    }

    /** Weights times each of count inputs, (token, columns) to (token, rows). */
    async apply(matrix, input, count) {
      const { columns, rows } = matrix;
      const groups = columns / GROUP, filled = Math.ceil(count / NARROW) * NARROW;
      const inputs = new Float64Array(filled * columns);
      inputs.set(input);
      const sums = new Float64Array(filled * groups);
      for (let token = 0; token < count; token++) {
        for (let i = 0; i < columns; i++) sums[token * groups + Math.floor(i / GROUP)] += inputs[token * columns + i];
      }
      const output = new Float64Array(filled * rows);
      const step = Math.max(8, Math.floor(1200000 / (columns * count)));
      for (let row = 0; row < rows; row += step) {
        const end = Math.min(rows, row + step);
        let token = 0;
        for (; token + WIDE <= filled; token += WIDE) applyToEight(matrix, inputs, sums, output, token, row, end);
        if (token < filled) applyToFour(matrix, inputs, sums, output, token, row, end);
        await this.pause(SLICE);
      }
      return output.subarray(0, count * rows);
    }

    async attend(layer, x, count) {
      const { width, heads } = this.shape;
      const query = await this.apply(layer.linear[0], x, count);
      const key = await this.apply(layer.linear[1], x, count);
      const value = await this.apply(layer.linear[2], x, count);
      const size = width / heads;
      const scale = 1 / Math.sqrt(size);
      const mixed = new Float64Array(count * width);
      const scores = new Float64Array(count);
      for (let head = 0; head < heads; head++) {
        const first = head * size;
        for (let token = 0; token < count; token++) {
          let most = -Infinity;
          for (let other = 0; other < count; other++) {
            let sum = 0;
            for (let i = first; i < first + size; i++) sum += query[token * width + i] * key[other * width + i];
            scores[other] = sum * scale;
            most = Math.max(most, scores[other]);
          }
          let total = 0;
          for (let other = 0; other < count; other++) {
            scores[other] = exponential(scores[other] - most);
            total += scores[other];
          }
          for (let other = 0; other < count; other++) {
            const share = scores[other] / total;
            for (let i = first; i < first + size; i++) mixed[token * width + i] += share * value[other * width + i];
          }
        }
        await this.pause(SLICE);
      }
      return this.apply(layer.linear[3], mixed, count);
    }

    /** The vector of a text's tokens, length 1. */
    async embed(tokens) {
      const { width, epsilon } = this.shape;
      const used = tokens.slice(0, this.shape.positions);
      const count = used.length;
      let x = new Float64Array(count * width);
      used.forEach((token, place) => {
        const row = unpackedRow(this.rows.get(token), width);
        for (let i = 0; i < width; i++) x[place * width + i] = row[i] + this.positions[place][i];
      });
      normalize(x, count, width, this.norm, epsilon);
      for (const layer of this.layers) {
        const mixed = await this.attend(layer, x, count);
        for (let i = 0; i < mixed.length; i++) mixed[i] += x[i];
        normalize(mixed, count, width, layer.attentionNorm, epsilon);
        const inner = await this.apply(layer.linear[4], mixed, count);
        for (let i = 0; i < inner.length; i++) inner[i] = gelu(inner[i]);
        const output = await this.apply(layer.linear[5], inner, count);
        for (let i = 0; i < output.length; i++) output[i] += mixed[i];
        normalize(output, count, width, layer.outputNorm, epsilon);
        x = output;
      }
      const mean = new Float64Array(width);
      for (let token = 0; token < count; token++) for (let i = 0; i < width; i++) mean[i] += x[token * width + i];
      let length = 0;
      for (const value of mean) length += value * value;
      length = Math.sqrt(length);
      return Float32Array.from(mean, (value) => (length > 0 ? value / length : 0));
    }
  }

  const api = { Encoder, Bytes, SLICE };
  if (isNode) module.exports = api;
  else window.charter.askEncoder = api;
})();
