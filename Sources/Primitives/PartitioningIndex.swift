extension RandomAccessCollection where Index == Int {
    /// The first place whose element belongs to the second part, the end where none does; found by halving.
    ///
    /// - Parameter belongsInSecondPart: false for all elements up to some place and true from there on.
    @inlinable
    package func partitioningIndex(where belongsInSecondPart: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if belongsInSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
