/// A vector in eight bits: whole numbers with one scale. The product of two is a sum of whole numbers, so that Swift and every
/// browser agree on it.
public struct QuantizedVector: Sendable, Equatable {
    /// (width), from -127 to 127.
    public var values: [Int8]
    /// What a step of a value counts; 0 for a vector of zeros.
    public var scale: Float

    public init(values: [Int8], scale: Float) {
        self.values = values
        self.scale = scale
    }

    /// Rounds a vector of finite numbers to eight bits; halves are rounded away from zero.
    public init(_ vector: [Float]) {
        let most = vector.reduce(Float(0)) { max($0, $1.magnitude) }
        scale = most / 127
        let scale = scale
        values = vector.map { value in
            guard scale > 0 else { return 0 }
            return Int8(max(-127, min(127, (Double(value) / Double(scale)).rounded(.toNearestOrAwayFromZero))))
        }
    }

    /// The dot product, which is the cosine where both have length 1. Linear in the width.
    public func dot(_ other: QuantizedVector) -> Double {
        var sum = 0
        for index in 0..<min(values.count, other.values.count) { sum += Int(values[index]) * Int(other.values[index]) }
        return Double(sum) * Double(scale) * Double(other.scale)
    }

    /// The direction of a weighted sum, of length 1; nil where the vectors cancel out or there are none.
    static func direction(of parts: [(vector: QuantizedVector, weight: Float)]) -> QuantizedVector? {
        guard let width = parts.first?.vector.values.count else { return nil }
        var sum = [Float](repeating: 0, count: width)
        for (vector, weight) in parts {
            let factor = vector.scale * weight
            for index in 0..<min(width, vector.values.count) { sum[index] += Float(vector.values[index]) * factor }
        }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? QuantizedVector(sum.map { $0 / length }) : nil
    }
}
