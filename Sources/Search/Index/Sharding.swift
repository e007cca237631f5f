import Primitives

/// Cuts a list into shards at positions that follow from the items themselves, so that a change in one item leaves all
/// shards but its own as they were. Linear. Source: content-defined chunking, as in A. Muthitacharoen, B. Chen,
/// D. Mazières, "A low-bandwidth network file system" (2001).
///
/// - Parameters:
///   - sizes: each item's estimated bytes.
///   - marks: a hash of each item's name.
/// - Returns: ranges of items, each of about `target` bytes; an item much larger than that ends its shard.
func shardRanges(sizes: [Int], marks: [UInt32], target: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var size = 0
    func close(before end: Int) {
        if end > start { ranges.append(start..<end) }
        start = end
        size = 0
    }
    for index in sizes.indices {
        if size >= target / 2, size + sizes[index] > target * 3 / 2 { close(before: index) }
        size += sizes[index]
        // Beyond half the target, a mark ends the shard with a chance that lets it reach the target on average.
        let reach = max(1, target / 2 / max(1, sizes[index]))
        if size >= target / 2, marks[index] % UInt32(truncatingIfNeeded: reach) == 0 { close(before: index + 1) }
    }
    close(before: sizes.count)
    return ranges
}

/// The first 40 bits of the SHA-256 of a shard's content, which name its file: browsers may keep it for ever.
struct ShardHash: Sendable, Equatable {
    /// Five bytes.
    var bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(of content: [UInt8]) { bytes = Array(SHA256.hash(content).prefix(5)) }

    /// Base 32, in lower case only, for file systems that ignore case.
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// Eight letters and digits.
    var name: String {
        let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return String(
            decoding: stride(from: 35, through: 0, by: -5).map { Self.letters[Int(value >> UInt64($0) & 31)] },
            as: UTF8.self)
    }

    /// The hash in a shard's path, nil where the path is not that of a shard.
    init?(ofFileAt path: String) {
        let name = path.split(separator: "/").last?.split(separator: ".").first?.split(separator: "-").last ?? ""
        guard name.utf8.count == 8 else { return nil }
        var value: UInt64 = 0
        for letter in name.utf8 {
            guard let digit = Self.letters.firstIndex(of: letter) else { return nil }
            value = value << 5 | UInt64(digit)
        }
        bytes = stride(from: 32, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt64($0)) }
    }
}

/// The shortest text that sorts after `previous` but not after `next`; empty without `previous`.
func separator(after previous: ArraySlice<UInt8>?, before next: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let previous else { return [] }
    var count = 0
    for (a, b) in zip(previous, next) {
        if a != b { break }
        count += 1
    }
    return next.prefix(count + 1)
}
