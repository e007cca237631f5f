/// Functions that give the same number on every machine and in every browser: made of additions, multiplications and
/// divisions of IEEE doubles only. `ask-arithmetic.js` holds the same steps.
enum Mathematics {
    /// e to the power of x: 2^k · e^r with |r| ≤ ln 2 / 2, and e^r by its series up to r^13.
    static func exponential(_ x: Double) -> Double {
        guard x > -700 else { return 0 }
        guard x < 700 else { return exponential(699.9) }
        let scaled = x * 1.4426950408889634
        let k = (scaled + (scaled < 0 ? -0.5 : 0.5)).rounded(.towardZero)
        let r = x - k * 0.6931471805599453
        var sum = 1.0
        for n in stride(from: 13.0, through: 1.0, by: -1.0) { sum = 1 + sum * r / n }
        var power = 1.0, base = k < 0 ? 0.5 : 2.0
        var left = Int(k < 0 ? -k : k)
        while left > 0 {
            if left % 2 == 1 { power *= base }
            base *= base
            left /= 2
        }
        return sum * power
    }

    /// 1 / (1 + e^-x).
    static func sigmoid(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }

    /// The dot product of two vectors of one width.
    static func dot(_ a: [Float], _ b: [Float]) -> Double {
        var sum = 0.0
        for index in 0..<min(a.count, b.count) { sum += Double(a[index]) * Double(b[index]) }
        return sum
    }
}
