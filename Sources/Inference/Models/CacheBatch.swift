import CTensor

/// Where the keys and values of a batch's rows are kept, and what each row may look at.
final class CacheBatch {
    private var segments: [(segment: CacheSegment, length: Int)] = []
    private var rows: [(firstSegment: Int, segment: Int, position: Int, visible: Int)] = []

    /// Adds the rows of a sequence, which has these segments. A row sees what is before it and itself, or all.
    func add(
        _ added: [(segment: CacheSegment, length: Int)], _ places: [(segment: Int, position: Int)],
        seesAll: Bool = false
    ) {
        let first = segments.count
        segments.append(contentsOf: added)
        for place in places {
            rows.append(
                (first, place.segment, place.position, seesAll ? added[place.segment].length : place.position + 1))
        }
    }

    /// Leaves the rows of some places, ascending.
    func keep(_ kept: [Int]) { rows = kept.map { rows[$0] } }

    /// Gives a layer's places and views to a body, as the kernels take them.
    func withLayer<Result>(
        _ layer: Int, _ body: (UnsafePointer<ct_place>?, UnsafePointer<ct_view>?) -> Result
    ) -> Result {
        let raw = segments.map { $0.segment.raw(layer: layer, length: $0.length) }
        return raw.withUnsafeBufferPointer { raw in
            let places = rows.map { row in
                ct_place(
                    segment: raw.baseAddress.map { $0 + row.firstSegment + row.segment }, position: Int32(row.position))
            }
            // A row sees all of the earlier segments, and its share of its own.
            let views = rows.map { row in
                ct_view(
                    segments: raw.baseAddress.map { $0 + row.firstSegment }, segment_count: Int32(row.segment + 1),
                    visible: Int32(row.visible))
            }
            return places.withUnsafeBufferPointer { places in
                views.withUnsafeBufferPointer { views in body(places.baseAddress, views.baseAddress) }
            }
        }
    }
}
