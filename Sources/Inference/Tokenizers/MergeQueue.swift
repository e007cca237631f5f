/// Merges neighbouring symbols of a piece of text, always the pair of the lowest rank and the leftmost of equal ones,
/// until no pair can be merged. Takes n log n steps for n symbols.
struct MergeQueue<Rank: Comparable> {
    /// A symbol and the indices of its neighbours, -1 at the ends; a symbol merged into its left neighbour has token
    /// -1.
    private struct Symbol {
        var token: Int
        var previous: Int
        var next: Int
    }

    private struct Candidate {
        var rank: Rank
        var left: Int
        /// The tokens when the pair was found: if they have changed since, the candidate is out of date.
        var leftToken: Int
        var rightToken: Int
        var merged: Int
    }

    private var symbols: [Symbol]
    private var heap: [Candidate] = []
    /// What a pair of tokens merges into, and its rank, lower first; nil if it does not merge.
    private let merge: (_ left: Int, _ right: Int) -> (rank: Rank, merged: Int)?

    init(_ tokens: [Int], merge: @escaping (Int, Int) -> (rank: Rank, merged: Int)?) {
        self.merge = merge
        symbols = tokens.indices.map {
            Symbol(token: tokens[$0], previous: $0 - 1, next: $0 + 1 < tokens.count ? $0 + 1 : -1)
        }
        for index in symbols.indices { consider(index) }
    }

    /// Merges all pairs and returns the tokens that are left.
    mutating func run() -> [Int] {
        while let candidate = pop() {
            let left = symbols[candidate.left]
            guard left.next >= 0, left.token == candidate.leftToken, symbols[left.next].token == candidate.rightToken
            else { continue }
            let right = symbols[left.next]
            symbols[left.next].token = -1
            symbols[candidate.left] = Symbol(token: candidate.merged, previous: left.previous, next: right.next)
            if right.next >= 0 { symbols[right.next].previous = candidate.left }
            if left.previous >= 0 { consider(left.previous) }
            consider(candidate.left)
        }
        var result: [Int] = []
        var index = symbols.isEmpty ? -1 : 0
        while index >= 0 {
            result.append(symbols[index].token)
            index = symbols[index].next
        }
        return result
    }

    /// Queues the pair that starts at a symbol, if it can be merged.
    private mutating func consider(_ left: Int) {
        let right = symbols[left].next
        guard right >= 0, let found = merge(symbols[left].token, symbols[right].token) else { return }
        push(
            Candidate(
                rank: found.rank, left: left, leftToken: symbols[left].token, rightToken: symbols[right].token,
                merged: found.merged))
    }

    private func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
        a.rank < b.rank || (a.rank == b.rank && a.left < b.left)
    }

    private mutating func push(_ candidate: Candidate) {
        heap.append(candidate)
        var index = heap.count - 1
        while index > 0, precedes(heap[index], heap[(index - 1) / 2]) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func pop() -> Candidate? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var index = 0
        while true {
            var lowest = index
            for child in [index * 2 + 1, index * 2 + 2] where child < heap.count && precedes(heap[child], heap[lowest])
            {
                lowest = child
            }
            if lowest == index { return first }
            heap.swapAt(index, lowest)
            index = lowest
        }
    }
}
