import Diagnostics
import Portal
import Primitives

// The facts of pages in the build cache. A change of any of these needs a new magic word in CacheFile.swift; the
// tool's identity, part of every cache, covers releases.

extension SourceRange: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(start.line)
        writer.write(start.column)
        writer.write(end.line - start.line)
        writer.write(end.column)
    }

    package init(from reader: inout BinaryReader) throws(BinaryError) {
        let line = try reader.read(Int.self)
        let start = SourcePosition(line: line, column: try reader.read())
        let (end, overflows) = line.addingReportingOverflow(try reader.read(Int.self))
        guard !overflows else { throw BinaryError() }
        self.init(start, SourcePosition(line: end, column: try reader.read()))
    }
}

extension CalendarDate: BinaryCodable {
    package func write(to writer: inout BinaryWriter) { writer.write(daysSince1970) }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        let days = try reader.read(Int.self)
        guard (-10_000_000...10_000_000).contains(days) else { throw BinaryError() }
        self.init(secondsSince1970: days * 86_400)
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
        let count = try reader.read(Int.self)
        guard count >= 0, count <= reader.remaining else { throw BinaryError() }
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
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(try reader.read(), replacement: try reader.read())
    }
}

extension Page.SectionFact: BinaryCodable {
    package func write(to writer: inout BinaryWriter) {
        writer.write(id)
        writer.write(level)
        writer.write(title)
    }
    package init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(id: try reader.read(), level: try reader.read(), title: try reader.read())
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
            number: try reader.read(), isPinned: try reader.read(), level: try reader.read(), text: try reader.read(),
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
        path: String, sourceHash: String, frontMatter: FrontMatter, metadata: PageMetadata? = nil,
        details: PageDetails? = nil, title: String? = nil, summary: String = "", sections: [SectionFact] = [],
        links: [OutgoingLink] = [], requirements: [Requirement] = [], terms: [GlossaryTerm] = [],
        mentions: [TermMention] = [], diagnostics: [Diagnostic] = [], isChangedSinceReview: Bool = false,
        presentationHash: String? = nil
    ) {
        let slug = Self.slug(ofPath: path), title = title ?? slug
        var coded = BinaryWriter()
        coded.write(frontMatter)
        self.init(
            path: path, sourceHash: sourceHash, metadata: metadata ?? PageMetadata(frontMatter),
            details: details ?? PageDetails(PageKind(path: path), frontMatter, slug: slug, title: title),
            codedFrontMatter: coded.bytes, title: title, summary: summary, sections: sections, links: links,
            requirements: requirements, terms: terms, mentions: mentions, diagnostics: diagnostics,
            isChangedSinceReview: isChangedSinceReview,
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
        writer.write(presentationHash)
    }

    package convenience init(from reader: inout BinaryReader) throws(BinaryError) {
        self.init(
            path: try reader.read(), sourceHash: try reader.read(), frontMatter: try reader.read(FrontMatter.self),
            title: try reader.read(String.self), summary: try reader.read(), sections: try reader.read(),
            links: try reader.read(), requirements: try reader.read(), terms: try reader.read(),
            mentions: try reader.read(), diagnostics: try reader.read(), isChangedSinceReview: try reader.read(),
            presentationHash: try reader.read(String.self))
    }
}
