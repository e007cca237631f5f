import Primitives

/// What the index needs of a page's text: how often each form occurs in each field of each section.
///
/// It depends on the page alone, so it can be made on any thread and kept between builds.
public struct PageAnalysis: Sendable {
    /// A part of a page whose words weigh alike.
    enum Field: Int, CaseIterable {
        case title, tags, heading, ancestors, body
    }

    /// Stands for all sections at once: titles and tags belong to each of them.
    static let wholePage = 0xFFFFF
    /// Sections beyond this one are searched as part of it.
    static let maximumSectionCount = 4000

    /// More words than any field of a page that is read can have.
    private static let maximumLength = 1 << 32

    /// How often a form occurs in a field of a section, packed so that entries are sorted as numbers.
    struct Entry: Sendable {
        /// form << 40 | section << 20 | field << 16 | count
        var bits: UInt64

        /// An entry that counts nothing yet.
        init(form: Int, section: Int, field: Field) {
            bits = UInt64(form) << 40 | UInt64(section) << 20 | UInt64(field.rawValue) << 16
        }

        init(bits: UInt64) { self.bits = bits }

        /// Form, section and field, without the count.
        var position: UInt64 { bits >> 16 }
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

    /// The different words of the page, folded, and the wholes and pieces of compounds.
    var forms: FormTable
    /// In the order of form, section and field; each combination once.
    var entries: [Entry]
    /// For each section the number of words in each field, `[section][field]`. The fields of the whole page are counted
    /// with the first section. Sections that are mere targets have no lengths.
    var lengths: [[Int]]
    var names: [Name]
    /// A BCP 47 tag.
    var language: String
}

extension TextAnalyzer {
    /// Counts the words of a page. Time is that of sorting its words.
    public func analyze(_ page: SearchablePage) -> PageAnalysis {
        var count = PageCount(analyzer: self)
        count.add(page)
        return PageAnalysis(
            forms: count.forms, entries: count.entries, lengths: count.lengths, names: count.names,
            language: page.language)
    }
}

/// A page being counted.
private struct PageCount {
    typealias Field = PageAnalysis.Field

    let analyzer: TextAnalyzer
    var forms = FormTable(capacity: 512)
    var lengths: [[Int]] = []
    var names: [PageAnalysis.Name] = []
    /// An entry without its count for each word, in the order of the text.
    private var occurrences: [UInt64] = []

    init(analyzer: TextAnalyzer) { self.analyzer = analyzer }

    mutating func add(_ page: SearchablePage) {
        let whole = PageAnalysis.wholePage
        var pageLengths = Self.noLengths
        count(([page.title] + page.names).joined(separator: "\n"), whole, .title, &pageLengths)
        count(page.tags.joined(separator: "\n"), whole, .tags, &pageLengths)
        for name in [page.title] + page.names { add(name: name, section: 0) }
        for (index, section) in page.sections.enumerated() {
            add(
                section, number: min(index, PageAnalysis.maximumSectionCount), index == 0 ? pageLengths : Self.noLengths
            )
        }
    }

    private mutating func add(_ section: SearchablePage.Section, number: Int, _ lengths: [Int]) {
        for name in section.names { add(name: name, section: number) }
        var lengths = lengths
        count(section.heading, number, .heading, &lengths)
        if section.isTarget { return }
        count(section.ancestors.joined(separator: "\n"), number, .ancestors, &lengths)
        count(section.text, number, .body, &lengths)
        self.lengths.append(lengths)
    }

    private mutating func add(name: String, section: Int) {
        let key = analyzer.key(of: name)
        if !key.isEmpty, !names.contains(where: { $0.key == key }) { names.append(.init(key: key, section: section)) }
    }

    /// Notes the words of a text. Wholes and pieces of compounds do not count in the length of the field.
    private mutating func count(_ text: String, _ section: Int, _ field: Field, _ lengths: inout [Int]) {
        var length = 0
        analyzer.forEachWord(in: Array(text.utf8)) { form, role, _ in
            if role == .part { length += 1 }
            occurrences.append(
                PageAnalysis.Entry(form: forms.index(of: form), section: section, field: field).bits)
        }
        lengths[field.rawValue] += length
    }

    private static let noLengths = [Int](repeating: 0, count: Field.allCases.count)

    /// The occurrences, those of one position counted together; no count exceeds 16 bits.
    var entries: [PageAnalysis.Entry] {
        var entries: [PageAnalysis.Entry] = []
        for occurrence in occurrences.sorted() {
            if let last = entries.last, last.position == occurrence >> 16 {
                if last.count < 0xFFFF { entries[entries.count - 1].bits += 1 }
            } else {
                entries.append(PageAnalysis.Entry(bits: occurrence + 1))
            }
        }
        return entries
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
        let formCount = try reader.count()
        forms = FormTable(capacity: formCount)
        for _ in 0..<formCount {
            let length = Int(try reader.byte())
            _ = forms.index(of: try reader.slice(byteCount: length))
        }
        guard forms.count == formCount else { throw BinaryError() }
        let entryCount = try reader.count()
        entries = []
        entries.reserveCapacity(entryCount)
        var previous: UInt64 = 0
        for _ in 0..<entryCount {
            previous += UInt64(try reader.number(in: 0...(1 << 48)))
            let count = try reader.number(in: 1...0xFFFF)
            guard previous < 1 << 48 else { throw BinaryError() }
            let entry = Entry(bits: previous << 16 | UInt64(count))
            guard entry.form < formCount, Field(rawValue: entry.field) != nil,
                entry.section == Self.wholePage || entry.section <= Self.maximumSectionCount
            else { throw BinaryError() }
            entries.append(entry)
        }
        lengths = try reader.read()
        let keys = try reader.read([String].self)
        let sections = try reader.read([Int].self)
        let isSound = lengths.allSatisfy { lengths in
            lengths.count == Field.allCases.count && lengths.allSatisfy { (0...Self.maximumLength).contains($0) }
        }
        guard isSound, keys.count == sections.count,
            sections.allSatisfy({ (0...Self.maximumSectionCount).contains($0) })
        else { throw BinaryError() }
        names = zip(keys, sections).map { Name(key: $0, section: $1) }
    }
}
