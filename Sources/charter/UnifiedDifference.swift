/// The difference of two texts as `diff -U0` shows it, empty where there is none.
///
/// - Parameter path: what stands behind `---` and `+++`.
func unifiedDifference(from old: [UInt8], to new: [UInt8], path: String) -> String {
    func lines(_ text: [UInt8]) -> [Substring] {
        String(decoding: text, as: UTF8.self).split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }
    let before = lines(old), after = lines(new)
    var gone = Set<Int>(), come = Set<Int>()
    for change in after.difference(from: before) {
        switch change {
        case .remove(let line, _, _): gone.insert(line)
        case .insert(let line, _, _): come.insert(line)
        }
    }
    guard !gone.isEmpty || !come.isEmpty else { return "" }
    var text = "--- \(path)\n+++ \(path)\n"
    var left = 0, right = 0
    while left < before.count || right < after.count {
        let removed = before[left...].indices.prefix { gone.contains($0) }
        let added = after[right...].indices.prefix { come.contains($0) }
        if removed.isEmpty, added.isEmpty {
            (left, right) = (left + 1, right + 1)
            continue
        }
        text += "@@ -\(place(left, removed.count)) +\(place(right, added.count)) @@\n"
        text += removed.map { "-\(before[$0])\n" }.joined() + added.map { "+\(after[$0])\n" }.joined()
        (left, right) = (left + removed.count, right + added.count)
    }
    return text
}

/// `17`, `17,2`, or `16,0` for what is put in behind line 16.
private func place(_ index: Int, _ count: Int) -> String {
    switch count {
    case 0: "\(index),0"
    case 1: "\(index + 1)"
    default: "\(index + 1),\(count)"
    }
}
