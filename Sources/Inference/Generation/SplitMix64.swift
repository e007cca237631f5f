/// A reproducible random number generator.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
struct SplitMix64 {
    private var qkv: UInt64

    init(seed: UInt64) { qkv = seed }

    private mutating func next() -> UInt64 {
        qkv &+= 0x9E37_79B9_7F4A_7C15
        var mixed = qkv
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A uniform number, at least 0 and below 1, of 53 random bits.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
