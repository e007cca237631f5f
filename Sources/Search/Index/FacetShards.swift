/// The values of one facet and the pages that have each.
struct FacetShard: Sendable, Equatable {
    /// A value with its pages, ascending.
    struct Value: Sendable, Equatable {
        var name: String
        var pages: [Int]
    }

    var values: [Value] = []

    init(_ values: [Value]) { self.values = values }

    func encoded() -> [UInt8] {
        var writer = ShardWriter()
        writer.write(values.count)
        for value in values {
            writer.write(value.name)
            writer.write(value.pages.count)
            var gaps = NumberModel()
            var previous = -1
            for page in value.pages {
                writer.write(page - previous - 1, with: &gaps)
                previous = page
            }
        }
        return writer.finish()
    }

    init(decoding bytes: [UInt8]) throws(ShardError) {
        var reader = ShardReader(bytes)
        for _ in 0..<(try reader.count()) {
            let name = String(decoding: try reader.text(), as: UTF8.self)
            var gaps = NumberModel()
            var pages: [Int] = []
            for _ in 0..<(try reader.count()) {
                try reader.checkIsInside()
                pages.append((pages.last ?? -1) + reader.number(with: &gaps) + 1)
            }
            values.append(Value(name: name, pages: pages))
        }
        try reader.finish()
    }
}
