/// A text that a decoder reads or writes, as a cache of the keys and values of the tokens it has seen.
///
/// ``fork()`` is cheap: both sequences continue from the same tokens and share their keys and values, which are never
/// written again. A sequence is not thread-safe; forks of one sequence can be used on different threads.
public final class TokenSequence {
    /// Positions that the model has seen.
    public private(set) var length = 0
    /// The segments, and how many positions of each belong to this sequence.
    private(set) var segments: [(segment: KeyValueSegment, length: Int)] = []
    /// Whether this sequence may fill what is free in its last segment; no other one may.
    private var ownsLastSegment = false
    /// Positions that it will have at most, so that no more memory is taken; nil where that is not known.
    var maximumLength: Int?

    /// A sequence that has seen no tokens.
    public init() {}

    /// A sequence that has seen the same tokens and continues independently. Copies no keys or values.
    public func fork() -> TokenSequence { fork(at: length) }

    /// A sequence that has seen the first `count` of the same tokens, at most all of them, and continues independently.
    func fork(at count: Int) -> TokenSequence {
        let other = TokenSequence()
        for (segment, length) in segments where other.length < count {
            let shared = min(length, count - other.length)
            other.segments.append((segment, shared))
            other.length += shared
        }
        return other
    }

    /// Reserves the next `count` positions and returns the slot of each: the index of its segment, and the position
    /// there. Throws a `ModelError` if memory runs out.
    func extend(
        by count: Int, configuration: TextDecoderConfiguration
    ) throws(ModelError) -> [(segment: Int, position: Int)] {
        var slots: [(segment: Int, position: Int)] = []
        while slots.count < count {
            if !ownsLastSegment || segments.last?.segment.freeCapacity == 0 {
                try addSegment(for: count - slots.count, configuration)
            }
            let last = segments.count - 1, segment = segments[last].segment
            let added = min(segment.freeCapacity, count - slots.count)
            for position in 0..<added { slots.append((last, segment.length + position)) }
            segment.fill(added)
            segments[last].length = segment.length
            length += added
        }
        return slots
    }

    private func addSegment(for count: Int, _ shape: TextDecoderConfiguration) throws(ModelError) {
        let shared = segments.last
        // Blocks are never split between segments, so that a fork computes the same bits as a sequence of its own: the
        // fork's part of a shared block is copied.
        let partial = (shared?.length ?? 0) % KeyValueSegment.block
        // A prompt gets what it needs; generated text gets ever larger segments, but never more than it can fill.
        let most = maximumLength.map { $0 - length } ?? .max
        let capacity = partial + max(count, min(512, max(64, length), most))
        let segment = try KeyValueSegment(
            layerCount: shape.layerCount, kvHeadCount: shape.kvHeadCount, headSize: shape.headSize, capacity: capacity)
        if let shared, partial > 0 {
            segment.copy(partial, from: shared.segment, at: shared.length - partial)
            segments[segments.count - 1].length -= partial
            if segments[segments.count - 1].length == 0 { segments.removeLast() }
        }
        segments.append((segment, partial))
        ownsLastSegment = true
    }
}
