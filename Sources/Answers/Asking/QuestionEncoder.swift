import Search

/// The encoder as the site ships it, for questions: the same sums in the same order as `ask-encoder.js`, so that terminal and
/// browser rank alike.
///
/// Sources: Devlin et al., "BERT" (2019); Hendrycks, Gimpel, "Gaussian error linear units" (2016).
final class QuestionEncoder {
    private let shape: EncoderShape
    private let layers: [Layer]
    /// (position, width).
    private let positions: [[Double]]
    private let embeddingNorm: Norm

    /// A layer norm; both have the encoder's width.
    private struct Norm {
        let weight: [Double]
        let bias: [Double]
    }

    /// A linear layer in four bits; see ``FourBitMatrix``.
    private struct Linear {
        let rows: Int
        let columns: Int
        /// (rows, columns), 0 to 15.
        let codes: [Float]
        /// (rows, columns / 32).
        let scales: [Double]
        /// (rows, columns / 32).
        let minima: [Double]
        /// (rows).
        let bias: [Double]
    }

    private struct Layer {
        /// Query, key, value, attention's output, up, down.
        let linear: [Linear]
        let attentionNorm: Norm
        let outputNorm: Norm
    }

    /// Reads the encoder's files; those that are cut short are an error.
    ///
    /// - Parameters:
    ///   - layers: the bytes of a file for each layer.
    ///   - base: the bytes of the positions and the first norm.
    init(shape: EncoderShape, layers: [[UInt8]], base: [UInt8]) throws(AskFileError) {
        self.shape = shape
        let width = shape.width
        var reader = LittleEndianReader(base)
        var positions: [[Double]] = []
        for _ in 0..<shape.positions {
            let scale = Double(try reader.float())
            positions.append(try reader.signedBytes(width).map { Double($0) * scale })
        }
        self.positions = positions
        embeddingNorm = try Self.norm(from: &reader, width)
        var read: [Layer] = []
        for bytes in layers { read.append(try Self.layer(bytes, shape)) }
        self.layers = read
    }

    private static func norm(from reader: inout LittleEndianReader, _ width: Int) throws(AskFileError) -> Norm {
        Norm(weight: try reader.floats(width).map(Double.init), bias: try reader.floats(width).map(Double.init))
    }

    private static func layer(_ bytes: [UInt8], _ shape: EncoderShape) throws(AskFileError) -> Layer {
        var reader = LittleEndianReader(bytes)
        let width = shape.width, inner = shape.feedForwardWidth
        var linear: [Linear] = []
        for number in 0..<6 {
            let rows = number == 4 ? inner : width, columns = number == 5 ? inner : width
            let matrix = try FourBitMatrix(from: &reader, rows: rows, columns: columns)
            linear.append(
                Linear(
                    rows: rows, columns: columns, codes: matrix.codes.map(Float.init),
                    scales: matrix.scales.map(Double.init), minima: matrix.minima.map(Double.init),
                    bias: try reader.floats(rows).map(Double.init)))
        }
        return Layer(
            linear: linear, attentionNorm: try norm(from: &reader, width), outputNorm: try norm(from: &reader, width))
    }

    /// The vector of a text, (width), of length 1. Time is quadratic in the tokens and in the width.
    ///
    /// - Parameter rows: its tokens' rows of the embeddings, (token, width); those beyond the positions do not count.
    func embed(_ rows: [[Double]]) -> [Float] {
        let width = shape.width
        // (token, width), as are all matrices below but those of the feed-forward layer.
        var x: [[Double]] = []
        for (position, word) in rows.prefix(shape.positions).enumerated() {
            x.append((0..<width).map { word[$0] + positions[position][$0] })
        }
        Self.normalize(&x, embeddingNorm, shape.normEpsilon)
        for layer in layers {
            var mixed = attend(layer, x)
            for token in x.indices { for index in 0..<width { mixed[token][index] += x[token][index] } }
            Self.normalize(&mixed, layer.attentionNorm, shape.normEpsilon)
            var inner = Self.apply(layer.linear[4], mixed)
            for token in inner.indices {
                for index in inner[token].indices { inner[token][index] = Self.gelu(inner[token][index]) }
            }
            var output = Self.apply(layer.linear[5], inner)
            for token in x.indices { for index in 0..<width { output[token][index] += mixed[token][index] } }
            Self.normalize(&output, layer.outputNorm, shape.normEpsilon)
            x = output
        }
        var mean = [Double](repeating: 0, count: width)
        for token in x { for index in 0..<width { mean[index] += token[index] } }
        var length = 0.0
        for value in mean { length += value * value }
        length = length.squareRoot()
        return mean.map { length > 0 ? Float($0 / length) : 0 }
    }

    /// Self-attention: from (token, width) to (token, width).
    private func attend(_ layer: Layer, _ x: [[Double]]) -> [[Double]] {
        let query = Self.apply(layer.linear[0], x), key = Self.apply(layer.linear[1], x)
        let value = Self.apply(layer.linear[2], x)
        let size = shape.width / shape.heads
        let scale = 1 / Double(size).squareRoot()
        var mixed = x.map { _ in [Double](repeating: 0, count: shape.width) }
        for head in 0..<shape.heads {
            let columns = head * size..<(head + 1) * size
            for token in x.indices {
                var scores: [Double] = []
                var most = -Double.infinity
                for other in x.indices {
                    var sum = 0.0
                    for column in columns { sum += query[token][column] * key[other][column] }
                    scores.append(sum * scale)
                    most = max(most, sum * scale)
                }
                var total = 0.0
                for other in scores.indices {
                    scores[other] = Mathematics.exponential(scores[other] - most)
                    total += scores[other]
                }
                for other in scores.indices {
                    let share = scores[other] / total
                    for column in columns { mixed[token][column] += share * value[other][column] }
                }
            }
        }
        return Self.apply(layer.linear[3], mixed)
    }

    /// Weights times each row: from (token, columns) to (token, rows), group by group of columns. Eight tokens are multiplied
    /// together, so that weights are read once; each has its sums in the order that it would have alone.
    private static func apply(_ linear: Linear, _ x: [[Double]]) -> [[Double]] {
        typealias Tokens = SIMD8<Double>
        let group = FourBitMatrix.group, groups = linear.columns / group
        var output = x.map { _ in [Double](repeating: 0, count: linear.rows) }
        for first in stride(from: 0, to: x.count, by: Tokens.scalarCount) {
            let lanes = 0..<min(Tokens.scalarCount, x.count - first)
            var input = [Tokens](repeating: .zero, count: linear.columns)
            for lane in lanes { for index in input.indices { input[index][lane] = x[first + lane][index] } }
            var sums = [Tokens](repeating: .zero, count: groups)
            for index in input.indices { sums[index / group] += input[index] }
            linear.codes.withUnsafeBufferPointer { codes in
                input.withUnsafeBufferPointer { input in
                    for row in 0..<linear.rows {
                        var total = Tokens(repeating: linear.bias[row])
                        for number in 0..<groups {
                            let start = number * group
                            var sum = Tokens.zero
                            for column in start..<start + group {
                                sum += Double(codes[row * linear.columns + column]) * input[column]
                            }
                            let index = row * groups + number
                            total += linear.scales[index] * sum + linear.minima[index] * sums[number]
                        }
                        for lane in lanes { output[first + lane][row] = total[lane] }
                    }
                }
            }
        }
        return output
    }

    /// Gives each row mean 0 and variance 1, then scales and shifts it. Source: Ba, Kiros, Hinton, "Layer normalization" (2016).
    private static func normalize(_ x: inout [[Double]], _ norm: Norm, _ epsilon: Double) {
        for token in x.indices {
            let width = x[token].count
            var mean = 0.0
            for value in x[token] { mean += value }
            mean /= Double(width)
            var variance = 0.0
            for value in x[token] { variance += (value - mean) * (value - mean) }
            variance /= Double(width)
            let deviation = (variance + epsilon).squareRoot()
            for index in 0..<width {
                x[token][index] = (x[token][index] - mean) / deviation * norm.weight[index] + norm.bias[index]
            }
        }
    }

    /// x · Φ(x), with the error function by Abramowitz and Stegun, 7.1.26.
    static func gelu(_ x: Double) -> Double {
        let z = (x < 0 ? -x : x) * 0.7071067811865476
        let t = 1 / (1 + 0.3275911 * z)
        let sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
        let error = 1 - sum * Mathematics.exponential(-z * z)
        return 0.5 * x * (1 + (x < 0 ? -error : error))
    }
}
