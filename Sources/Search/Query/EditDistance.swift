/// The number of insertions, deletions, substitutions and swaps of neighbours between two words, or nil where it is more
/// than `limit`. Time is the product of the lengths. Source: optimal string alignment, after F. J. Damerau (1964).
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in 1...max(1, a.count) where i <= a.count {
        var row = [i]
        var best = i
        for j in 1...max(1, b.count) where j <= b.count {
            let cost = a[i - 1] == b[j - 1] ? 0 : 1
            var value = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { value = min(value, before[j - 2] + 1) }
            row.append(value)
            best = min(best, value)
        }
        if best > limit { return nil }
        before = last
        last = row
    }
    return last[b.count] <= limit ? last[b.count] : nil
}

/// How many typing errors are looked for in a word of a length in Unicode scalars.
func allowedEdits(length: Int) -> Int { length < 4 ? 0 : length < 8 ? 1 : 2 }
