/// Vectors in groups that lie close together, so that a question loads the groups near to it and no others.
/// Source: Jégou, Douze, Schmid, "Product quantization for nearest neighbor search" (2011), the coarse quantizer.
struct Clustering {
    struct Group {
        /// Places of the vectors.
        var places: [Int]
        var centroid: QuantizedVector
    }

    private(set) var members: [Group]

    private static let rounds = 6

    /// Spherical k-means from evenly spaced vectors; the same vectors give the same groups.
    init(_ vectors: [QuantizedVector]) {
        guard vectors.count > AskBundle.singleClusterLimit else {
            members = vectors.isEmpty ? [] : [Group(places: Array(vectors.indices), centroid: vectors[0])]
            return
        }
        let count = (vectors.count + AskBundle.clusterSize - 1) / AskBundle.clusterSize
        var centroids = (0..<count).map { vectors[$0 * vectors.count / count] }
        var owners = [Int](repeating: 0, count: vectors.count)
        for _ in 0..<Self.rounds {
            for (place, vector) in vectors.enumerated() { owners[place] = Self.nearest(vector, centroids) }
            centroids = Self.means(of: vectors, owners, centroids)
        }
        for (place, vector) in vectors.enumerated() { owners[place] = Self.nearest(vector, centroids) }
        var places = [[Int]](repeating: [], count: count)
        for (place, owner) in owners.enumerated() { places[owner].append(place) }
        members = zip(places, centroids).filter { !$0.0.isEmpty }.map { Group(places: $0, centroid: $1) }
    }

    private static func nearest(_ vector: QuantizedVector, _ centroids: [QuantizedVector]) -> Int {
        var best = 0, most = -Double.infinity
        for (index, centroid) in centroids.enumerated() {
            let similarity = vector.dot(centroid)
            if similarity > most { (best, most) = (index, similarity) }
        }
        return best
    }

    private static func means(
        of vectors: [QuantizedVector], _ owners: [Int], _ old: [QuantizedVector]
    ) -> [QuantizedVector] {
        let width = vectors.first?.values.count ?? 0
        var sums = [[Float]](repeating: [Float](repeating: 0, count: width), count: old.count)
        for (vector, owner) in zip(vectors, owners) {
            for index in 0..<width { sums[owner][index] += Float(vector.values[index]) * vector.scale }
        }
        return zip(sums, old).map { sum, old in
            let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return length > 0 ? QuantizedVector(sum.map { $0 / length }) : old
        }
    }
}
