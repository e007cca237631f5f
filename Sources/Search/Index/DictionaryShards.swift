/// A form as it occurs in texts, and the group of words that it belongs to.
struct DictionaryEntry: Sendable, Equatable {
    var form: [UInt8]
    var group: [UInt8]
    /// The binary logarithm of the number of pages that hold the group, rounded down.
    var level: Int
}

/// A name of a page or section.
struct NameEntry: Sendable, Equatable {
    /// ``fnv1a(_:)`` of the name's words written together.
    var hash: UInt32
    var page: Int
    var section: Int
}

/// The forms of a range of the alphabet, and the names whose words, written together, fall into it.
struct DictionaryShard {
    var entries: [DictionaryEntry] = []
    var names: [NameEntry] = []

    /// Each group is written as the number of bytes cut off its form and the bytes put on.
    static func encode(_ entries: [DictionaryEntry], names: [NameEntry]) -> [UInt8] {
        var writer = ShardWriter()
        var cuts = NumberModel()
        var levels = TreeModel(bits: 5)
        var endings = NumberModel()
        var characters = BitModels(count: 256)
        writer.write(entries.count)
        var previous: [UInt8] = []
        for entry in entries {
            writer.write(entry.form[...], after: previous[...])
            var common = 0
            for (a, b) in zip(entry.form, entry.group) {
                if a != b { break }
                common += 1
            }
            writer.write(entry.form.count - common, with: &cuts)
            writer.write(entry.group.count - common, with: &endings)
            for byte in entry.group.dropFirst(common) {
                var node = 1
                for shift in stride(from: 7, through: 0, by: -1) {
                    let bit = byte >> UInt8(shift) & 1
                    writer.write(bit == 1, with: &characters, at: node)
                    node = node << 1 | Int(bit)
                }
            }
            writer.write(entry.level, with: &levels)
            previous = entry.form
        }
        writer.write(names.count)
        var pages = NumberModel()
        var sections = NumberModel()
        for name in names {
            for shift in stride(from: 24, through: 0, by: -8) {
                writer.write(byte: UInt8(truncatingIfNeeded: name.hash >> UInt32(shift)))
            }
            writer.write(name.page, with: &pages)
            writer.write(name.section, with: &sections)
        }
        return writer.finish()
    }

    init(decoding bytes: [UInt8]) throws(ShardError) {
        var reader = ShardReader(bytes)
        var cuts = NumberModel()
        var levels = TreeModel(bits: 5)
        var endings = NumberModel()
        var characters = BitModels(count: 256)
        var previous: [UInt8] = []
        for _ in 0..<(try reader.count()) {
            let form = try reader.text(after: previous)
            let cut = reader.number(with: &cuts)
            let ending = reader.number(with: &endings)
            guard cut <= form.count, ending < 256 else { throw ShardError() }
            var group = Array(form.dropLast(cut))
            for _ in 0..<ending {
                var node = 1
                for _ in 0..<8 { node = node << 1 | (reader.bit(with: &characters, at: node) ? 1 : 0) }
                group.append(UInt8(truncatingIfNeeded: node))
            }
            entries.append(DictionaryEntry(form: form, group: group, level: reader.number(with: &levels)))
            previous = form
        }
        var pages = NumberModel()
        var sections = NumberModel()
        for _ in 0..<(try reader.count()) {
            try reader.checkIsInside()
            var hash: UInt32 = 0
            for _ in 0..<4 { hash = hash << 8 | UInt32(reader.byte()) }
            let page = reader.number(with: &pages)
            names.append(NameEntry(hash: hash, page: page, section: reader.number(with: &sections)))
        }
        try reader.finish()
    }
}
