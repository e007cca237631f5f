import CTensor

/// The slots of a batch's rows in the key/value cache, and which cached positions each row attends to.
final class AttentionBatch {
    private var segments: [(segment: KeyValueSegment, length: Int)] = []
    private var rows: [(firstSegment: Int, segment: Int, position: Int, visible: Int)] = []

    /// Adds the rows of a sequence: its segments, and the slot of each row. With a causal mask, a row attends to the
    /// positions before its own and to itself; otherwise to the whole sequence.
    func add(
        _ sequence: [(segment: KeyValueSegment, length: Int)], _ slots: [(segment: Int, position: Int)],
        isCausal: Bool = true
    ) {
        let first = segments.count
        segments.append(contentsOf: sequence)
        for slot in slots {
            let visible = isCausal ? slot.position + 1 : sequence[slot.segment].length
            rows.append((first, slot.segment, slot.position, visible))
        }
    }

    /// Keeps only the rows with these indices, which ascend.
    func keep(_ indices: [Int]) { rows = indices.map { rows[$0] } }

    /// Passes a layer's slots `[row]` and views `[row]` to a closure, as the kernels take them.
    func withLayer<Result>(
        _ layer: Int, _ body: (UnsafePointer<ct_slot>?, UnsafePointer<ct_view>?) -> Result
    ) -> Result {
        let raw = segments.map { $0.segment.raw(layer: layer, length: $0.length) }
        return raw.withUnsafeBufferPointer { raw in
            let slots = rows.map { row in
                ct_slot(
                    segment: raw.baseAddress.map { $0 + row.firstSegment + row.segment }, position: Int32(row.position))
            }
            // A row attends to all of the earlier segments, and to part of its own.
            let views = rows.map { row in
                ct_view(
                    segments: raw.baseAddress.map { $0 + row.firstSegment }, segment_count: Int32(row.segment + 1),
                    visible: Int32(row.visible))
            }
            return slots.withUnsafeBufferPointer { slots in
                views.withUnsafeBufferPointer { views in body(slots.baseAddress, views.baseAddress) }
            }
        }
    }
}
