/// Vectors that lie close together.
struct VectorGroup {
    /// Which vectors, ascending.
    var indices: [Int]
    var centroid: QuantizedVector
}

/// Groups vectors that lie close together, so that a question loads the groups near to it and no others. A section's
/// vectors stay together: half of them would rank it by half of what it says.
///
/// Spherical k-means from evenly spaced sections; the same vectors give the same groups. Time is linear in the vectors
/// times the groups. Source: Jégou, Douze, Schmid, "Product quantization for nearest neighbor search" (2011), the coarse
/// quantizer.
///
/// - Parameter keys: for each vector a key of the section that it belongs to.
func groupedByDirection(_ vectors: [QuantizedVector], sections keys: [Int]) -> [VectorGroup] {
    guard vectors.count > AskBundle.singleClusterLimit else {
        return vectors.first.map { [VectorGroup(indices: Array(vectors.indices), centroid: $0)] } ?? []
    }
    return divided(sections(of: vectors, keys: keys))
}

/// A section's vectors and their mean direction.
private struct VectorSection {
    var indices: [Int]
    var mean: QuantizedVector
}

/// How often the groups are formed anew around their centroids.
private let roundCount = 6
/// A group of more than this times the size aimed at is divided again.
private let largestShare = 2

/// The sections in the order of their first vectors.
private func sections(of vectors: [QuantizedVector], keys: [Int]) -> [VectorSection] {
    var order: [Int] = [], members: [Int: [Int]] = [:]
    for (index, key) in keys.enumerated() {
        if members[key] == nil { order.append(key) }
        members[key, default: []].append(index)
    }
    return order.compactMap { key in
        guard let own = members[key] else { return nil }
        let mean = QuantizedVector.direction(of: own.map { (vectors[$0], 1) })
        return VectorSection(indices: own, mean: mean ?? vectors[own[0]])
    }
}

private func divided(_ sections: [VectorSection]) -> [VectorGroup] {
    let total = sections.reduce(0) { $0 + $1.indices.count }
    let count = min(sections.count, (total + AskBundle.clusterSize - 1) / AskBundle.clusterSize)
    var centroids = (0..<count).map { sections[$0 * sections.count / count].mean }
    var groups: [[VectorSection]] = []
    for _ in 0...roundCount {
        groups = Array(repeating: [], count: count)
        for section in sections { groups[nearest(to: section.mean, centroids)].append(section) }
        centroids = zip(groups, centroids).map { group, old in
            QuantizedVector.direction(of: group.map { ($0.mean, Float($0.indices.count)) }) ?? old
        }
    }
    return zip(groups, centroids).flatMap { group, centroid -> [VectorGroup] in
        guard !group.isEmpty else { return [] }
        let indices = group.flatMap(\.indices).sorted()
        let isLarge = indices.count > largestShare * AskBundle.clusterSize
        // Sections that no centroid tells apart stay in one group.
        guard isLarge, group.count > 1, group.count < sections.count else {
            return [VectorGroup(indices: indices, centroid: centroid)]
        }
        return divided(group)
    }
}

private func nearest(to vector: QuantizedVector, _ centroids: [QuantizedVector]) -> Int {
    var best = 0, most = -Double.infinity
    for (index, centroid) in centroids.enumerated() {
        let similarity = vector.dot(centroid)
        if similarity > most { (best, most) = (index, similarity) }
    }
    return best
}
