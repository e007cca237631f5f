import Diagnostics
import Portal
import Primitives

// The facts of pages in the build cache. A change of any of these needs a new magic word in CacheFile.swift; the
// tool's identity, part of every cache, covers releases.

/// Lines and columns of files that are at most 64 MiB long; positions are added and subtracted unchecked.
private let placeNumbers = 0...(1 << 27)

extension SourceRange: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(start.line)
        writer.write(start.column)
        writer.write(end.line - start.line)
        writer.write(end.column)
    }

    package init(from reader: inout BinaryReader) throws(BinaryError) {
        let line = try reader.number(in: placeNumbers)
        let start = SourcePosition(line: line, column: try reader.number(in: placeNumbers))
        let lineCount = try reader.number(in: -line...placeNumbers.upperBound)
        self.init(start, SourcePosition(line: line + lineCount, column: try reader.number(in: placeNumbers)))
    }
}

extension CalendarDate: BinaryCodable {
    package func write(to writer: inout BinaryWriter) { writer.write(daysSince1970) }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(secondsSince1970: try reader.number(in: -10_000_000...10_000_000) * 86_400)
    }
}

extension FrontMatterValue: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(range)
        switch content {
        case .text(let value):
            writer.append(0)
            writer.write(value)
        case .date(let value):
            writer.append(1)
            writer.write(value)
        case .integer(let value):
            writer.append(2)
            writer.write(value)
        case .number(let value):
            writer.append(3)
            writer.write(value)
        case .bool(let value):
            writer.append(4)
            writer.write(value)
        case .list(let value):
            writer.append(5)
            writer.write(value)
        case .object(let value):
            writer.append(6)
            writer.write(value)
        }
    }

    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self = try reader.nested { reader throws(BinaryError) in try Self(contentFrom: &reader) }
    }

    private init(contentFrom reader: inout BinaryReader) throws(BinaryError) {
        range = try reader.read()
        switch try reader.byte() {
        case 0: content = .text(try reader.read())
        case 1: content = .date(try reader.read())
        case 2: content = .integer(try reader.read())
        case 3: content = .number(try reader.read())
        case 4: content = .bool(try reader.read())
        case 5: content = .list(try reader.read())
        case 6: content = .object(try reader.read())
        default: throw BinaryError()
        }
    }
}

extension FrontMatter: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(values.count)
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            writer.write(key)
            writer.write(value)
        }
    }

    package init(from reader: inout BinaryReader) throws(BinaryError) {
        let count = try reader.count()
        self.init()
        for _ in 0..<count {
            let key = try reader.read(String.self)
            values[key] = try reader.read(FrontMatterValue.self)
        }
    }
}

extension Severity: BinaryCodable {}
extension DiagnosticID: BinaryCodable {}
extension Requirement.Level: BinaryCodable {}

extension Diagnostic: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(severity)
        writer.write(id)
        writer.write(path)
        writer.write(summary)
        writer.write(range)
        writer.write(explanation)
        writer.write(notes)
        writer.write(fixes)
    }

    package init(from reader: inout BinaryReader) throws(BinaryError) {
        let severity = try reader.read(Severity.self)
        let id = try reader.read(DiagnosticID.self), path = try reader.read(String.self)
        let summary = try reader.read(String.self)
        self.init(
            severity, id, path: path, range: try reader.read(), summary, explanation: try reader.read(),
            notes: try reader.read(),
            fixes: try reader.read())
    }
}

extension Diagnostic.Note: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(path)
        writer.write(range)
        writer.write(text)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(path: try reader.read(), range: try reader.read(), text: try reader.read())
    }
}

extension Diagnostic.Fix: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(title)
        writer.write(replacement)
        writer.write(range)
        writer.write(isSafe)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(
            try reader.read(), replacement: try reader.read(), range: try reader.read(), isSafe: try reader.read())
    }
}

extension Page.SectionFact: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(id)
        writer.write(level)
        writer.write(title)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(id: try reader.read(), level: try reader.number(in: 1...6), title: try reader.read())
    }
}

extension Page.Wording: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        for part in [section, title, text] { writer.write(part) }
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(section: try reader.read(), title: try reader.read(), text: try reader.read())
    }
}

extension OutgoingLink: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        switch target {
        case .link(let url):
            writer.append(0)
            writer.write(url)
        case .image(let url):
            writer.append(1)
            writer.write(url)
        case .reference(let target, let fragment, let text):
            writer.append(2)
            writer.write(target)
            writer.write(fragment)
            writer.write(text)
        }
        writer.write(range)
    }

    package init(from reader: inout BinaryReader) throws(BinaryError) {
        let target: Target =
            switch try reader.byte() {
            case 0: .link(try reader.read())
            case 1: .image(try reader.read())
            case 2: .reference(target: try reader.read(), fragment: try reader.read(), text: try reader.read())
            default: throw BinaryError()
            }
        self.init(target: target, range: try reader.read())
    }
}

extension Requirement: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(number)
        writer.write(isPinned)
        writer.write(level)
        for part in [text, sectionID, sectionTitle] { writer.write(part) }
        writer.write(range)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(
            number: try reader.number(in: 0...(1 << 62)), isPinned: try reader.read(), level: try reader.read(),
            text: try reader.read(),
            sectionID: try reader.read(), sectionTitle: try reader.read(), range: try reader.read())
    }
}

extension GlossaryTerm: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(id)
        writer.write(name)
        writer.write(otherNames)
        writer.write(definition)
        writer.write(range)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(
            id: try reader.read(), name: try reader.read(), otherNames: try reader.read(),
            definition: try reader.read(), range: try reader.read())
    }
}

extension TermMention: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(rule)
        writer.write(sentence)
        writer.write(range)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(rule: try reader.read(), sentence: try reader.read(), range: try reader.read())
    }
}

extension Page {
    /// A page made from what was read of it; its typed parts are read from the front matter where they are not given.
    ///
    /// - Parameter presentationHash: computed where it is not known.
    convenience init(
        path: String, edition: String? = nil, sourceHash: String, frontMatter: FrontMatter,
        metadata: PageMetadata? = nil,
        details: PageDetails? = nil, title: String? = nil, summary: String = "", sections: [SectionFact] = [],
        links: [OutgoingLink] = [], requirements: [Requirement] = [], terms: [GlossaryTerm] = [],
        mentions: [TermMention] = [], diagnostics: [Diagnostic] = [], isChangedSinceReview: Bool = false,
        wording: [Wording] = [], presentationHash: String? = nil
    ) {
        let slug = Self.slug(ofPath: path), title = title ?? slug
        let kind = PageKind(path: path, edition: edition)
        let schema = Schema.byKind[kind]
        var coded = BinaryWriter()
        coded.write(frontMatter)
        self.init(
            path: path, edition: edition, sourceHash: sourceHash, metadata: metadata ?? PageMetadata(frontMatter),
            details: details ?? PageDetails(kind, frontMatter, slug: slug, title: title),
            codedFrontMatter: coded.bytes, title: title, summary: summary, sections: sections, links: links,
            requirements: requirements, terms: terms, mentions: mentions, diagnostics: diagnostics,
            isChangedSinceReview: isChangedSinceReview, wording: wording,
            pastDates: schema?.pastDates(in: frontMatter) ?? [], people: schema?.people(in: frontMatter) ?? [],
            presentationHash: presentationHash
                ?? Self.hashOfPresentation(
                    [path, title, summary], coded.bytes, sections, requirements, terms, isChangedSinceReview))
    }

    /// A hash of all that other pages and lists may show of a page.
    private static func hashOfPresentation(
        _ texts: [String], _ frontMatter: [UInt8], _ sections: [SectionFact], _ requirements: [Requirement],
        _ terms: [GlossaryTerm], _ isChangedSinceReview: Bool
    ) -> String {
        var writer = BinaryWriter()
        for text in texts { writer.write(text) }
        writer.append(frontMatter[...])
        writer.write(sections)
        writer.write(requirements)
        writer.write(terms)
        writer.write(isChangedSinceReview)
        return sha256(writer.bytes)
    }
}

extension Page: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(path)
        writer.write(edition)
        writer.write(sourceHash)
        writer.append(codedFrontMatter[...])
        writer.write(title)
        writer.write(summary)
        writer.write(sections)
        writer.write(links)
        writer.write(requirements)
        writer.write(terms)
        writer.write(mentions)
        writer.write(diagnostics)
        writer.write(isChangedSinceReview)
        writer.write(wording)
        writer.write(presentationHash)
    }

    package convenience init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(
            path: try reader.read(), edition: try reader.read(), sourceHash: try reader.read(),
            frontMatter: try reader.read(FrontMatter.self),
            title: try reader.read(String.self), summary: try reader.read(), sections: try reader.read(),
            links: try reader.read(), requirements: try reader.read(), terms: try reader.read(),
            mentions: try reader.read(), diagnostics: try reader.read(), isChangedSinceReview: try reader.read(),
            wording: try reader.read(), presentationHash: try reader.read(String.self))
    }
}
