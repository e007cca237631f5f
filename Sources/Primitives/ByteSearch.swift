extension Substring {
    /// Where a text stands first, byte for byte: no canonical equivalence, and many times as fast as `firstRange(of:)`.
    package func firstByteRange(of needle: StaticString) -> Range<Index>? {
        let wanted = UnsafeBufferPointer(start: needle.utf8Start, count: needle.utf8CodeUnitCount)
        guard let first = wanted.first else { return startIndex..<startIndex }
        var start = utf8.startIndex
        while let found = utf8[start...].firstIndex(of: first) {
            if utf8[found...].starts(with: wanted) {
                return found..<utf8.index(found, offsetBy: wanted.count)
            }
            start = utf8.index(after: found)
        }
        return nil
    }
}
