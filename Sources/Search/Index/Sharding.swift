import Crypto

/// Cuts a list into shards at places that follow from the items themselves, so that a change in one item leaves the
/// shards beyond its own as they were. Source: content-defined chunking, as in A. Muthitacharoen, B. Chen,
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

/// The name of a shard from what it holds: browsers may keep it for ever.
func shardName(_ prefix: String, _ bytes: [UInt8]) -> String { prefix + "-" + shardHash(bytes).name }

/// 40 bits of the SHA-256 of a shard.
struct ShardHash: Sendable, Equatable {
    var bytes: [UInt8]

    /// Eight letters and digits, all lower case for file systems that know no other.
    var name: String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return String(
            decoding: stride(from: 35, through: 0, by: -5).map { letters[Int(value >> UInt64($0) & 31)] },
            as: UTF8.self)
    }
}

func shardHash(_ bytes: [UInt8]) -> ShardHash { ShardHash(bytes: Array(SHA256.hash(data: bytes).prefix(5))) }

/// The shortest text that sorts behind `previous` and not behind `next`.
func separator(after previous: ArraySlice<UInt8>?, before next: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let previous else { return [] }
    var count = 0
    for (a, b) in zip(previous, next) {
        if a != b { break }
        count += 1
    }
    return next.prefix(count + 1)
}
