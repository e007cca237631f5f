import CTensor
import Platform

/// The keys and values of a run of positions, in all layers, in half precision. Only the sequence that made a segment
/// fills it, and what is filled is never written again: others may share it up to where it was filled when they forked.
///
/// Memory: `[layer, key or value, kv head, capacity x head size]`; `ct_kv_segment` says how a layer's part is laid out.
final class KeyValueSegment: @unchecked Sendable {
    /// Positions of a block: keys are stored in blocks, so that one load feeds this many scores.
    static let block = 16

    /// Positions that fit, a multiple of the block.
    let capacity: Int
    /// Positions that are filled.
    private(set) var length = 0
    private let memory: UnsafeMutablePointer<UInt16>
    private let layerCount: Int
    private let kvHeadCount: Int
    private let headSize: Int

    /// Allocates at least `capacity` positions. Throws a `ModelError` if memory runs out.
    init(layerCount: Int, kvHeadCount: Int, headSize: Int, capacity: Int) throws(ModelError) {
        self.capacity = (capacity + Self.block - 1) / Self.block * Self.block
        (self.layerCount, self.kvHeadCount, self.headSize) = (layerCount, kvHeadCount, headSize)
        let byteCount = layerCount * self.capacity * kvHeadCount * headSize * 2 * MemoryLayout<UInt16>.size
        guard let memory = malloc(byteCount + 64) else {
            throw ModelError(
                "there is not enough memory for the keys and values of \(capacity) positions (\(byteCount) bytes)")
        }
        self.memory = memory.assumingMemoryBound(to: UInt16.self)
    }

    deinit { free(memory) }

    /// Positions that can still be filled.
    var freeCapacity: Int { capacity - length }
    /// Marks the next positions as filled.
    func fill(_ count: Int) { length += count }

    private func keys(layer: Int) -> UnsafeMutablePointer<UInt16> {
        memory + layer * capacity * kvHeadCount * headSize * 2
    }
    private func values(layer: Int) -> UnsafeMutablePointer<UInt16> {
        keys(layer: layer) + capacity * kvHeadCount * headSize
    }

    /// A layer as the kernels take it, for a reader who sees the first `length` positions.
    func raw(layer: Int, length: Int) -> ct_kv_segment {
        ct_kv_segment(
            keys: keys(layer: layer), values: values(layer: layer), capacity: Int32(capacity), length: Int32(length))
    }

    /// Starts this segment with a copy of `count` positions of another one, fewer than a block, from `start`, where a
    /// block begins.
    func copy(_ count: Int, from other: KeyValueSegment, at start: Int) {
        for layer in 0..<layerCount {
            for head in 0..<kvHeadCount {
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
