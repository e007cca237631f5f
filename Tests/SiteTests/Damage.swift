import TestSupport

/// Bytes as somebody might alter them: flipped, set to the edges of numbers, cut out, doubled.
enum Damage {
    /// One to three alterations, the same for the same seed.
    static func of(_ bytes: [UInt8], seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        var bytes = bytes
        for _ in 0...random.below(3) where !bytes.isEmpty {
            let place = random.below(bytes.count)
            let end = min(bytes.count, place + 1 + random.below(12))
            switch random.below(6) {
            case 0: bytes[place] ^= 1 << UInt8(random.below(8))
            case 1: bytes[place] = [0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF][random.below(7)]
            // Counts and lengths of many bytes: the largest, the smallest, and ones that just fit.
            case 2:
                bytes.replaceSubrange(place..<end, with: [UInt8](repeating: 0xFF, count: 9) + [UInt8(random.below(3))])
            case 3: bytes.replaceSubrange(place...place, with: [0xFE, 0xFF, 0xFF, 0xFF, UInt8(random.below(16))])
            case 4: bytes.removeSubrange(place..<end)
            default: bytes.insert(contentsOf: bytes[place..<end], at: place)
            }
        }
        return bytes
    }
}
