/// Where a group of words occurs: its pages in order, each with its sections and the group's impact in each.
struct PostingList: Sendable, Equatable {
    /// Page numbers, ascending.
    var pages: [Int] = []
    /// For each page the index at which its sections end in the two lists below.
    var ends: [Int] = []
    var sections: [Int] = []
    /// 1 to 15.
    var impacts: [UInt8] = []
}

/// Codes posting lists.
///
/// Models are chosen by how dense a list is: the binary logarithm of the site's pages for each page of the list. So a
/// shard may mix frequent and rare words.
struct PostingModels {
    private var gaps = [NumberModel](repeating: NumberModel(), count: 24)
    private var sectionCounts = [NumberModel](repeating: NumberModel(), count: 4)
    private var firstSections = [NumberModel](repeating: NumberModel(), count: 4)
    private var sectionGaps = NumberModel()
    private var impacts = [TreeModel](repeating: TreeModel(bits: 4), count: 12)

    static func density(pageCount: Int, siteCount: Int) -> Int {
        var density = 0
        while density < 23, pageCount << (density + 1) <= siteCount { density += 1 }
        return density
    }

    mutating func write(_ list: PostingList, siteCount: Int, to writer: inout ShardWriter) {
        writer.write(list.pages.count)
        let density = Self.density(pageCount: list.pages.count, siteCount: siteCount)
        let few = min(density, 3)
        var previousPage = -1
        var start = 0
        for (index, page) in list.pages.enumerated() {
            writer.write(page - previousPage - 1, with: &gaps[density])
            previousPage = page
            let end = list.ends[index]
            writer.write(end - start - 1, with: &sectionCounts[few])
            for posting in start..<end {
                if posting == start {
                    writer.write(list.sections[posting], with: &firstSections[few])
                } else {
                    writer.write(list.sections[posting] - list.sections[posting - 1] - 1, with: &sectionGaps)
                }
                let kind = list.sections[posting] == 0 ? 0 : posting == start ? 1 : 2
                writer.write(Int(list.impacts[posting]), with: &impacts[few * 3 + kind])
            }
            start = end
        }
    }

    mutating func read(siteCount: Int, from reader: inout ShardReader) throws(ShardError) -> PostingList {
        var list = PostingList()
        let count = try reader.count()
        guard count <= siteCount else { throw ShardError() }
        let density = Self.density(pageCount: count, siteCount: siteCount)
        let few = min(density, 3)
        var page = -1
        for _ in 0..<count {
            page += reader.number(with: &gaps[density]) + 1
            guard page < siteCount else { throw ShardError() }
            list.pages.append(page)
            let sectionCount = reader.number(with: &sectionCounts[few]) + 1
            guard sectionCount <= PageAnalysis.maximumSectionCount + 1 else { throw ShardError() }
            var section = 0
            for posting in 0..<sectionCount {
                section =
                    posting == 0
                    ? reader.number(with: &firstSections[few]) : section + reader.number(with: &sectionGaps) + 1
                list.sections.append(section)
                let kind = section == 0 ? 0 : posting == 0 ? 1 : 2
                list.impacts.append(UInt8(reader.number(with: &impacts[few * 3 + kind])))
            }
            list.ends.append(list.sections.count)
        }
        try reader.checkIsInside()
        return list
    }
}

/// The groups of a shard with their lists, in the order of the groups' names.
struct PostingShard {
    var groups: [[UInt8]] = []
    var lists: [PostingList] = []

    static func encode(groups: [ArraySlice<UInt8>], lists: [PostingList], siteCount: Int) -> [UInt8] {
        var writer = ShardWriter()
        writer.write(groups.count)
        var previous: ArraySlice<UInt8> = []
        for group in groups {
            writer.write(group, after: previous)
            previous = group
        }
        var models = PostingModels()
        for list in lists { models.write(list, siteCount: siteCount, to: &writer) }
        return writer.finish()
    }

    init(decoding bytes: [UInt8], siteCount: Int) throws(ShardError) {
        var reader = ShardReader(bytes)
        let count = try reader.count()
        for _ in 0..<count { groups.append(try reader.text(after: groups.last ?? [])) }
        var models = PostingModels()
        for _ in 0..<count { lists.append(try models.read(siteCount: siteCount, from: &reader)) }
        try reader.finish()
    }
}
