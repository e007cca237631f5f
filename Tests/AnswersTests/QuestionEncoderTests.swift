import Primitives
import Testing

@testable import Answers

@Suite("The encoder for questions")
struct QuestionEncoderTests {
    @Test("a token is its row and its place, normed, and a text the mean of its tokens")
    func embeddings() throws {
        let shape = EncoderShape(
            layers: 0, width: 32, feedForwardWidth: 32, heads: 1, positions: 3, normEpsilon: 1e-12)
        func row(_ token: Int) -> [Double] { (0..<32).map { Double((token * 5 + $0 * 3) % 11) / 4 } }
        func step(_ position: Int, _ column: Int) -> Int { (position * 17 + column * 7) % 255 - 127 }
        let scales: [Float] = [0.25, 0.0078125, 0.5]
        var base: [UInt8] = []
        func add(_ number: Float) { withUnsafeBytes(of: number.bitPattern.littleEndian) { base += $0 } }
        for position in 0..<3 {
            add(scales[position])
            base += (0..<32).map { UInt8(bitPattern: Int8(step(position, $0))) }
        }
        let weight = (0..<32).map { Float($0 + 1) / 8 }, bias = (0..<32).map { Float($0 % 4) / 2 }
        for number in weight + bias { add(number) }

        let encoder = try QuestionEncoder(shape: shape, layers: [], base: base)
        // The fourth token stands beyond the positions.
        let vector = encoder.embed([4, 9, 2, 7].map(row))

        var sum = [Double](repeating: 0, count: 32)
        for (position, token) in [4, 9, 2].enumerated() {
            let raw = (0..<32).map { row(token)[$0] + Double(step(position, $0)) * Double(scales[position]) }
            let mean = raw.reduce(0, +) / 32
            let deviation = (raw.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 32).squareRoot()
            for column in 0..<32 {
                sum[column] += (raw[column] - mean) / deviation * Double(weight[column]) + Double(bias[column])
            }
        }
        let length = sum.map { $0 * $0 }.reduce(0, +).squareRoot()
        for column in 0..<32 { #expect(abs(Double(vector[column]) - sum[column] / length) < 1e-6) }
    }

    @Test("a name's letters and digits are two words, the second joined to the first")
    func joined() {
        #expect(
            QuestionWords.tokens(of: "may phi4 and non-llama").map(\.isJoined) == [
                false, false, true, false, false, true,
            ])
        #expect(QuestionWords.tokens(of: "r1 70b").map(\.form) == ["r1", "70b"])
    }
}
