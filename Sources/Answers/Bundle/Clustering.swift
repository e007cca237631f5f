/// Vectors in groups that lie close together, so that a question loads the groups near to it and no others. A section's
/// vectors stay together: half of them would rank it by half of what it says.
/// Source: Jégou, Douze, Schmid, "Product quantization for nearest neighbor search" (2011), the coarse quantizer.
struct Clustering {
    struct Group {
        /// Places of the vectors, ascending.
        var places: [Int]
        var centroid: QuantizedVector
    }

    private(set) var members: [Group] = []

    /// A section's vectors and their mean direction.
    private struct Section {
        var places: [Int]
        var mean: QuantizedVector
    }

    private static let rounds = 6
    /// How many times the size aimed at a group may have before it is divided again.
    private static let largestShare = 2

    /// Spherical k-means from evenly spaced sections; the same vectors give the same groups.
    ///
    /// - Parameter sections: for each vector a key of the section that it belongs to.
    init(_ vectors: [QuantizedVector], sections keys: [Int]) {
        guard vectors.count > AskBundle.singleClusterLimit else {
            members = vectors.isEmpty ? [] : [Group(places: Array(vectors.indices), centroid: vectors[0])]
            return
        }
        var order: [Int] = [], places: [Int: [Int]] = [:]
        for (place, key) in keys.enumerated() {
            if places[key] == nil { order.append(key) }
            places[key, default: []].append(place)
        }
        let sections = order.compactMap { key -> Section? in
            guard let own = places[key] else { return nil }
            let mean = QuantizedVector.direction(of: own.map { (vectors[$0], 1) })
            return Section(places: own, mean: mean ?? vectors[own[0]])
        }
        members = Self.divide(sections)
    }

    private static func divide(_ sections: [Section]) -> [Group] {
        let total = sections.reduce(0) { $0 + $1.places.count }
        let count = min(sections.count, (total + AskBundle.clusterSize - 1) / AskBundle.clusterSize)
        var centroids = (0..<count).map { sections[$0 * sections.count / count].mean }
        var groups: [[Section]] = []
        for _ in 0...rounds {
            groups = Array(repeating: [], count: count)
            for section in sections { groups[nearest(section.mean, centroids)].append(section) }
            centroids = zip(groups, centroids).map { group, old in
                QuantizedVector.direction(of: group.map { ($0.mean, Float($0.places.count)) }) ?? old
            }
        }
        return zip(groups, centroids).flatMap { group, centroid -> [Group] in
            guard !group.isEmpty else { return [] }
            let places = group.flatMap(\.places).sorted()
            let isLarge = places.count > largestShare * AskBundle.clusterSize
            // Sections that no centroid tells apart stay in one group.
            guard isLarge, group.count > 1, group.count < sections.count else {
                return [Group(places: places, centroid: centroid)]
            }
            return divide(group)
        }
    }

    private static func nearest(_ vector: QuantizedVector, _ centroids: [QuantizedVector]) -> Int {
        var best = 0, most = -Double.infinity
        for (index, centroid) in centroids.enumerated() {
            let similarity = vector.dot(centroid)
            if similarity > most { (best, most) = (index, similarity) }
        }
        return best
    }
}
