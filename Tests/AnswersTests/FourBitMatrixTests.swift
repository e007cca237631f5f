import Testing

@testable import Answers

@Suite("Weights in four bits")
struct FourBitMatrixTests {
    /// The sum of squared differences between a group's weights and what its codes stand for.
    private func error(_ matrix: FourBitMatrix, _ weights: [Float], group: Int) -> Float {
        (0..<FourBitMatrix.group).reduce(0) { sum, offset in
            let index = group * FourBitMatrix.group + offset
            let difference = Float(matrix.codes[index]) * matrix.scales[group] + matrix.minima[group] - weights[index]
            return sum + difference * difference
        }
    }

    /// The same sum for one choice of a group's ends.
    private func error(_ weights: ArraySlice<Float>, from low: Float, to high: Float) -> Float {
        let minimum = Float(Float16(low)), scale = Float(Float16((high - minimum) / 15))
        return weights.reduce(0) { sum, weight in
            let code = ((weight - minimum) / scale).rounded()
            let difference = Swift.min(15, Swift.max(0, code)) * scale + minimum - weight
            return sum + difference * difference
        }
    }

    @Test("each group has the range of least error among those that are tried", arguments: 1...20)
    func least(seed: UInt64) throws {
        var state = seed
        func next() -> Float {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 23) - 1
        }
        // Sums of three are shaped like real weights; now and then one lies far out.
        let weights = (0..<64).map { $0 % 21 == 5 ? next() * 4 : next() + next() + next() }
        let matrix = FourBitMatrix(weights[...], rows: 2, columns: 32)
        for group in 0..<2 {
            let own = weights[group * 32..<group * 32 + 32]
            let low = try #require(own.min()), high = try #require(own.max())
            let middle = (low + high) / 2
            let tried: [Float] = [1, 0.92, 0.84]
            let errors = tried.flatMap { lower in
                tried.map { error(own, from: middle - (middle - low) * lower, to: middle + (high - middle) * $0) }
            }
            let least = try #require(errors.min())
            #expect(abs(error(matrix, weights, group: group) - least) <= least * 1e-5)
            #expect(least < (try #require(errors.max())))
        }
    }

    @Test("equal weights stay what they are")
    func equal() {
        let matrix = FourBitMatrix([Float](repeating: 0.5, count: 32)[...], rows: 1, columns: 32)
        #expect(error(matrix, [Float](repeating: 0.5, count: 32), group: 0) < 1e-6)
    }
}
