import Primitives

/// What the index needs of a page's text: which forms stand how often in which field of which section.
///
/// Depends on the page alone, so it is made on any thread and kept between builds.
public struct PageAnalysis: Sendable {
    /// A part of a page whose words weigh alike.
    enum Field: Int, CaseIterable {
        case title, tags, heading, ancestors, body
    }

    /// Stands for all sections: titles and tags belong to each.
    static let wholePage = 0xFFFFF
    /// Sections beyond this are searched as part of it.
    static let maximumSectionCount = 4000

    /// How often a form stands in a field of a section.
    struct Entry: Sendable {
        /// form << 40 | section << 20 | field << 16 | count
        var bits: UInt64
        var form: Int { Int(bits >> 40) }
        var section: Int { Int(bits >> 20 & 0xFFFFF) }
        var field: Int { Int(bits >> 16 & 15) }
        var count: Int { Int(bits & 0xFFFF) }
    }

    /// A name and the section it leads to.
    struct Name: Sendable {
        /// All words of the name, folded and written together.
        var key: String
        var section: Int
    }

    var forms: FormTable
    /// By form, section and field.
    var entries: [Entry]
    /// Words by section and field; the fields of the whole page stand with the first section. Sections that are mere
    /// targets come after these.
    var lengths: [[Int]]
    var names: [Name]
    var language: String

    /// Analyses a page.
    public init(_ page: SearchPage, with analyzer: TextAnalyzer) {
        forms = FormTable(capacity: 512)
        entries = []
        lengths = []
        names = []
        language = page.language
        var occurrences: [UInt64] = []
        var forms = forms

        func read(_ text: String, section: Int, field: Field) -> Int {
            var length = 0
            analyzer.forEachWord(in: Array(text.utf8)) { form, role, _ in
                if role == .part { length += 1 }
                let index = forms.index(of: form)
                occurrences.append(UInt64(index) << 40 | UInt64(section) << 20 | UInt64(field.rawValue) << 16)
            }
            return length
        }
        func add(_ name: String, section: Int) {
            let key = analyzer.key(of: name)
            if !key.isEmpty, !names.contains(where: { $0.key == key }) {
                names.append(Name(key: key, section: section))
            }
        }

        let title = ([page.title] + page.names).joined(separator: "\n")
        let titleLength = read(title, section: Self.wholePage, field: .title)
        let tagLength = read(page.tags.joined(separator: "\n"), section: Self.wholePage, field: .tags)
        add(page.title, section: 0)
        for name in page.names { add(name, section: 0) }
        for (number, section) in page.sections.enumerated() {
            let number = min(number, Self.maximumSectionCount)
            for name in section.names { add(name, section: number) }
            if section.isTarget {
                _ = read(section.heading, section: number, field: .heading)
                continue
            }
            var lengths = [0, 0, 0, 0, 0]
            if number == 0 {
                lengths[Field.title.rawValue] = titleLength
                lengths[Field.tags.rawValue] = tagLength
            }
            lengths[Field.heading.rawValue] = read(section.heading, section: number, field: .heading)
            lengths[Field.ancestors.rawValue] = read(
                section.ancestors.joined(separator: "\n"), section: number, field: .ancestors)
            lengths[Field.body.rawValue] = read(section.text, section: number, field: .body)
            self.lengths.append(lengths)
        }
        self.forms = forms
        occurrences.sort()
        for occurrence in occurrences {
            if let last = entries.last, last.bits & ~0xFFFF == occurrence {
                if last.count < 0xFFFF { entries[entries.count - 1].bits += 1 }
            } else {
                entries.append(Entry(bits: occurrence + 1))
            }
        }
    }
}

extension PageAnalysis: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(language)
        writer.write(forms.count)
        for index in 0..<forms.count {
            writer.append(UInt8(forms[index].count))
            writer.append(forms[index])
        }
        writer.write(entries.count)
        var previous: UInt64 = 0
        for entry in entries {
            writer.write(Int((entry.bits >> 16) - previous))
            writer.write(entry.count)
            previous = entry.bits >> 16
        }
        writer.write(lengths)
        writer.write(names.map(\.key))
        writer.write(names.map(\.section))
    }

    package init(from reader: inout BinaryReader) throws(BinaryError) {
        language = try reader.read()
        let formCount = try reader.read(Int.self)
        guard formCount >= 0, formCount <= reader.remaining else { throw BinaryError() }
        forms = FormTable(capacity: formCount)
        for _ in 0..<formCount {
            let length = Int(try reader.byte())
            _ = forms.index(of: try reader.slice(byteCount: length))
        }
        guard forms.count == formCount else { throw BinaryError() }
        let entryCount = try reader.read(Int.self)
        guard entryCount >= 0, entryCount <= reader.remaining else { throw BinaryError() }
        entries = []
        entries.reserveCapacity(entryCount)
        var previous: UInt64 = 0
        for _ in 0..<entryCount {
            let gap = try reader.read(Int.self)
            let count = try reader.read(Int.self)
            guard gap >= 0, (1...0xFFFF).contains(count) else { throw BinaryError() }
            previous &+= UInt64(gap)
            let entry = Entry(bits: previous << 16 | UInt64(count))
            guard entry.form < formCount else { throw BinaryError() }
            entries.append(entry)
        }
        lengths = try reader.read()
        let keys = try reader.read([String].self)
        let sections = try reader.read([Int].self)
        guard keys.count == sections.count, lengths.allSatisfy({ $0.count == Field.allCases.count }) else {
            throw BinaryError()
        }
        names = zip(keys, sections).map { Name(key: $0, section: $1) }
    }
}

/// Breaks texts into words; keeps tables that are costly to make, so use one per thread or page.
public final class TextAnalyzer {
    private var breaker = WordBreaker()

    /// An analyzer of its own tables.
    public init() {}

    func forEachWord(in text: [UInt8], _ body: (ArraySlice<UInt8>, WordBreaker.Role, Range<Int>) -> Void) {
        breaker.forEachWord(in: text, body)
    }

    /// All words of a name, folded and written together.
    func key(of name: String) -> String {
        var key: [UInt8] = []
        breaker.forEachWord(in: Array(name.utf8)) { form, role, _ in
            if role == .part { key += form }
        }
        return String(decoding: key, as: UTF8.self)
    }
}

extension TextAnalyzer {
    /// The folded words of a text, without wholes and pieces.
    public func words(of text: String) -> [String] {
        var words: [String] = []
        breaker.forEachWord(in: Array(text.utf8)) { form, role, _ in
            if role == .part { words.append(String(decoding: form, as: UTF8.self)) }
        }
        return words
    }
}
