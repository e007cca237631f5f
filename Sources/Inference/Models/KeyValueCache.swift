import CTensor
import Foundation

/// Room for the keys and values of a run of positions, in all layers, in half precision. A sequence writes to its last
/// segment; what is full or shared is only read.
final class CacheSegment: @unchecked Sendable {
    /// Positions of a block: keys are kept in blocks, so that one load feeds so many scores.
    static let block = 16

    let capacity: Int
    /// Positions that are filled.
    private(set) var length = 0
    private let memory: UnsafeMutablePointer<UInt16>
    private let layers: Int
    private let keyHeads: Int
    private let headSize: Int

    init(layers: Int, keyHeads: Int, headSize: Int, capacity: Int) throws(ModelError) {
        self.capacity = (capacity + Self.block - 1) / Self.block * Self.block
        (self.layers, self.keyHeads, self.headSize) = (layers, keyHeads, headSize)
        let byteCount = layers * self.capacity * keyHeads * headSize * 2 * MemoryLayout<UInt16>.size
        guard let memory = malloc(byteCount + 64) else {
            throw ModelError("no memory for the keys and values of \(capacity) positions (\(byteCount) bytes)")
        }
        self.memory = memory.assumingMemoryBound(to: UInt16.self)
    }

    deinit { free(memory) }

    var room: Int { capacity - length }
    func fill(_ count: Int) { length += count }

    private func keys(layer: Int) -> UnsafeMutablePointer<UInt16> {
        memory + layer * capacity * keyHeads * headSize * 2
    }
    private func values(layer: Int) -> UnsafeMutablePointer<UInt16> {
        keys(layer: layer) + capacity * keyHeads * headSize
    }

    /// What the kernels are told of a layer, for a reader who sees so many positions.
    func raw(layer: Int, length: Int) -> ct_segment {
        ct_segment(
            keys: keys(layer: layer), values: values(layer: layer), capacity: Int32(capacity), length: Int32(length))
    }

    /// Starts with a copy of the positions of another segment from a block's start on, fewer than a block.
    func copy(_ count: Int, from other: CacheSegment, at start: Int) {
        for layer in 0..<layers {
            for head in 0..<keyHeads {
                let target = head * capacity * headSize, source = (head * other.capacity + start) * headSize
                (keys(layer: layer) + target).update(
                    from: other.keys(layer: layer) + source, count: Self.block * headSize)
                (values(layer: layer) + target).update(
                    from: other.values(layer: layer) + source, count: count * headSize)
            }
        }
        length = count
    }
}

/// A text that a decoder reads or writes, with the keys and values of what it has seen.
///
/// `fork()` is cheap: both go on from here and share what was seen, which is never written again.
public final class Sequence {
    /// Positions that the model has seen.
    public private(set) var length = 0
    /// Segments, and how much of each belongs to this sequence.
    private(set) var segments: [(segment: CacheSegment, length: Int)] = []
    /// Whether the last segment belongs to this sequence alone.
    private var ownsLast = false

    public init() {}

    /// A sequence that has seen the same and goes its own way.
    public func fork() -> Sequence {
        let other = Sequence()
        other.length = length
        other.segments = segments
        ownsLast = false
        return other
    }

    /// Makes room for the next `count` positions and returns the segment and place of each.
    func extend(by count: Int, configuration: DecoderConfiguration) throws(ModelError) -> [(
        segment: Int, position: Int
    )] {
        var places: [(segment: Int, position: Int)] = []
        while places.count < count {
            if !ownsLast || segments.last?.segment.room == 0 {
                try addSegment(for: count - places.count, configuration)
            }
            let last = segments.count - 1, segment = segments[last].segment
            let taken = min(segment.room, count - places.count)
            for position in 0..<taken { places.append((last, segment.length + position)) }
            segment.fill(taken)
            segments[last].length = segment.length
            length += taken
        }
        return places
    }

    private func addSegment(for count: Int, _ shape: DecoderConfiguration) throws(ModelError) {
        let shared = segments.last
        // Blocks stay whole, so that a fork computes the same bits as a text of its own: its part of one is copied.
        let begun = (shared?.length ?? 0) % CacheSegment.block
        // A prompt gets what it needs; what is written grows by ever larger steps.
        let capacity = begun + max(count, min(512, max(64, length)))
        let segment = try CacheSegment(
            layers: shape.layers, keyHeads: shape.keyHeads, headSize: shape.headSize, capacity: capacity)
        if let shared, begun > 0 {
            segment.copy(begun, from: shared.segment, at: shared.length - begun)
            segments[segments.count - 1].length -= begun
            if segments[segments.count - 1].length == 0 { segments.removeLast() }
        }
        segments.append((segment, begun))
        ownsLast = true
    }
}
