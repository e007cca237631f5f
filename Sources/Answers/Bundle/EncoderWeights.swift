/// The weights of an encoder of the BERT family with mean pooling, as its export for the browser needs them.
public protocol EncoderWeights: AnyObject {
    var shape: EncoderShape { get }
    /// The vocabulary's pieces by token.
    var vocabulary: [String] { get }
    /// A tensor, row by row, by its name such as `encoder.layer.0.output.dense.weight`, with or without `bert.` before it in the
    /// file. Weights of linear layers are (out, in).
    func tensor(_ name: String) throws -> [Float]
}

/// The shape of an encoder.
public struct EncoderShape: Sendable, Equatable {
    public var layers: Int
    /// The width of its vectors; a multiple of 32 and of ``heads``.
    public var width: Int
    /// A multiple of 32.
    public var feedForwardWidth: Int
    public var heads: Int
    /// How many tokens a text may have; longer texts are cut.
    public var positions: Int
    /// Added to the variance in each layer norm.
    public var normEpsilon: Double

    public init(layers: Int, width: Int, feedForwardWidth: Int, heads: Int, positions: Int, normEpsilon: Double) {
        self.layers = layers
        self.width = width
        self.feedForwardWidth = feedForwardWidth
        self.heads = heads
        self.positions = positions
        self.normEpsilon = normEpsilon
    }
}

/// A matrix in four bits: groups of 32 columns, each with a scale and a minimum in half precision, chosen for the least squared
/// error. A weight is `code * scale + minimum`.
struct FourBitMatrix: Equatable {
    /// Columns that share a scale and a minimum.
    static let group = 32

    var rows: Int
    var columns: Int
    /// (rows, columns), 0 to 15.
    var codes: [UInt8]
    /// (rows, columns / 32): what a step of a code counts.
    var scales: [Float]
    /// (rows, columns / 32): what the code 0 stands for.
    var minima: [Float]

    init(rows: Int, columns: Int, codes: [UInt8], scales: [Float], minima: [Float]) {
        self.rows = rows
        self.columns = columns
        self.codes = codes
        self.scales = scales
        self.minima = minima
    }

    /// Rounds weights, (rows, columns) row by row, to four bits.
    init(_ weights: ArraySlice<Float>, rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        let groups = rows * columns / Self.group
        codes = [UInt8](repeating: 0, count: rows * columns)
        scales = [Float](repeating: 0, count: groups)
        minima = [Float](repeating: 0, count: groups)
        weights.withUnsafeBufferPointer { weights in
            for group in 0..<groups {
                let start = group * Self.group
                quantize(UnsafeBufferPointer(rebasing: weights[start..<start + Self.group]), group)
            }
        }
    }

    /// The shares of a group's range that are tried: to clip an outlier may cost less than a coarser step for all others.
    private static let shares: [Float] = [1, 0.92, 0.84]

    private mutating func quantize(_ values: UnsafeBufferPointer<Float>, _ group: Int) {
        var low = values[0], high = values[0]
        for value in values {
            low = min(low, value)
            high = max(high, value)
        }
        let middle = (low + high) / 2
        var least = Float.infinity
        for lower in Self.shares {
            for upper in Self.shares {
                let minimum = Float(Float16(middle - (middle - low) * lower))
                let scale = max(Float(Float16((middle + (high - middle) * upper - minimum) / 15)), 6e-8)
                var error: Float = 0
                for value in values {
                    let code = max(0, min(15, ((value - minimum) / scale).rounded()))
                    let difference = code * scale + minimum - value
                    error += difference * difference
                }
                guard error < least else { continue }
                least = error
                scales[group] = scale
                minima[group] = minimum
            }
        }
        let scale = scales[group], minimum = minima[group]
        for (offset, value) in values.enumerated() {
            codes[group * Self.group + offset] = UInt8(max(0, min(15, ((value - minimum) / scale).rounded())))
        }
    }

    /// Two codes a byte, the first in the lower half; then scale and minimum of each group.
    func write(to writer: inout ByteWriter) {
        for index in stride(from: 0, to: codes.count, by: 2) { writer.append(codes[index] | codes[index + 1] << 4) }
        for index in scales.indices {
            writer.append(half: scales[index])
            writer.append(half: minima[index])
        }
    }

    init(from reader: inout LittleEndianReader, rows: Int, columns: Int) throws(AskFileError) {
        self.rows = rows
        self.columns = columns
        codes = []
        codes.reserveCapacity(rows * columns)
        for byte in try reader.bytes(rows * columns / 2) {
            codes.append(byte & 15)
            codes.append(byte >> 4)
        }
        scales = []
        minima = []
        for _ in 0..<(rows * columns / Self.group) {
            scales.append(try reader.half())
            minima.append(try reader.half())
        }
    }
}
