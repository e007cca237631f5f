import Content
import Markdown
import Portal
import Primitives

/// A page on its way.
struct PlannedPage {
    let source: String
    let kind: PageKind
    var path = ""
    var title: String
    var lines: [SourceLine]
    var notes = ImportNotes()
    private let foreign: ForeignPage
    private var header = ""

    /// Reads a page: its title is the one in front matter, its first heading or its file's name.
    init(_ source: String, _ text: String, kind: PageKind) throws(ForeignSyntaxError) {
        self.source = source
        self.kind = kind
        foreign = try ForeignPage(text)
        lines = foreign.lines.withCodeMarked
        let given = foreign.value("title")?.value.text?.trimmed ?? ""
        let heading = Self.title(in: lines)
        title = given.isEmpty ? heading?.text ?? Self.title(ofFile: source) : given
        if let heading, given.isEmpty || heading.text == given {
            lines.removeSubrange(heading.range)
            if given.isEmpty { notes.mapped(heading.line, "the first heading as title") }
        } else if given.isEmpty {
            notes.mapped(0, "the file's name as title: \(title)")
        }
    }

    /// Old addresses that its keys name.
    var addresses: [String] {
        let keys = ["slug", "id", "url", "path", "permalink"]
        let folder = source.split(separator: "/").dropLast().joined(separator: "/")
        return foreign.entries.filter { keys.contains($0.key.lowercased()) }.compactMap(\.value.text).flatMap {
            $0.hasPrefix("/") ? [$0] : [folder + "/" + $0, $0]
        }
    }

    private static func title(ofFile path: String) -> String {
        var parts = withoutEnding(path).split(separator: "/").map(String.init)
        if let last = parts.last, ["index", "_index", "readme"].contains(last.lowercased()), parts.count > 1 {
            parts.removeLast()
        }
        let words = (parts.last ?? path).split { "-_ ".contains($0) }.joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The heading of the first level that the text begins with.
    private static func title(in lines: [SourceLine]) -> (text: String, range: ClosedRange<Int>, line: Int)? {
        guard let index = lines.firstIndex(where: { !$0.isBlank && !$0.text.hasPrefix("import ") }),
            !lines[index].isCode
        else { return nil }
        let line = lines[index]
        func plain(_ text: some StringProtocol) -> String {
            MarkdownDocument(parsing: String(text)).blocks.map(\.plainText).joined(separator: " ")
                .replacing(/\s*\{#[^}]*\}$/, with: "")
        }
        if line.text.hasPrefix("# ") { return (plain(line.text.dropFirst(2)), index...index, line.number) }
        if index + 1 < lines.count, lines[index + 1].text.firstMatch(of: /^=+\s*$/) != nil {
            return (plain(line.text), index...(index + 1), line.number)
        }
        return nil
    }

    // MARK: Steps

    /// Maps what the tool adds to markdown, and HTML.
    mutating func mapText(_ site: ImportSource, folder: String) {
        switch site.origin {
        case .mkdocs:
            var text = MaterialText(
                snippet: { name in site.places(ofSnippet: name, below: folder).lazy.compactMap(site.read).first },
                notes: notes)
            lines = text.map(lines)
            notes = text.notes
        case .docusaurus:
            var text = DirectiveText(notes: notes)
            lines = text.map(lines)
            notes = text.notes
        case .hugo, .zola:
            var text = ShortcodeText(isZola: site.origin == .zola, notes: notes)
            lines = text.map(lines)
            notes = text.notes
        case .documents, .markdown: break
        }
        var plain = PlainMarkdown(isMDX: site.origin == .docusaurus, notes: notes)
        lines = plain.map(lines)
        notes = plain.notes
        lowerHeadings()
    }

    /// The title is the heading of the first level: others go down, with all below them.
    private mutating func lowerHeadings() {
        let first = lines.first { !$0.isCode && $0.text.hasPrefix("# ") }
        guard let first else { return }
        notes.mapped(first.number, "headings one level lower, since the title is the one of the first level")
        lines = lines.map { line in
            !line.isCode && line.text.firstMatch(of: /^#{1,5}\s/) != nil ? line.with("#" + line.text) : line
        }
    }

    mutating func mapFrontMatter(today: CalendarDate, policyID: String) {
        let name = path.split(separator: "/").last.map { String($0.dropLast(3)) } ?? "page"
        var mapping = FrontMatterMapping(
            header: PageHeader(kind: kind, title: title, name: name, today: today, policyID: policyID), kind: kind,
            today: today, notes: notes)
        mapping.map(foreign.entries)
        (header, notes) = (mapping.header.text, mapping.notes)
    }

    /// Ids of the headings, as the page will have them.
    var headingIDs: Set<String> {
        let text = lines.map(\.text).joined(separator: "\n")
        let document = MarkdownDocument(parsing: text, options: MarkdownOptions(admonitions: portalAdmonitions))
        var ids = Set<String>()
        for block in document.blocks { if case .heading(_, let id, _) = block.kind { ids.insert(id) } }
        return ids
    }

    /// The page, and the line of the source that each of its lines comes from.
    var whole: (text: String, sourceLines: [Int]) {
        var text = header + "\n",
            numbers = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { _ in 0 }
        var isBlank = true
        for line in lines {
            // Where something went, one empty line is enough.
            if line.isBlank, isBlank, !line.isCode { continue }
            isBlank = line.isBlank
            text += line.text + "\n"
            numbers += line.text.split(separator: "\n", omittingEmptySubsequences: false).map { _ in line.number }
        }
        while text.hasSuffix("\n\n"), !numbers.isEmpty {
            text.removeLast()
            numbers.removeLast()
        }
        return (text, numbers)
    }

    // MARK: Rules

    /// Finds sentences that bind and says which number each would have; with `writesNumbers`, writes it, and the words in
    /// capitals that make it a requirement.
    mutating func proposeRules(writesNumbers: Bool) {
        let marked = lines.map { line -> SourceLine in
            guard !line.isCode, !line.text.hasPrefix("#"), !line.text.trimmed.hasPrefix("> [!") else { return line }
            return line.with(
                line.text.outsideCode { part in
                    part.replacing(/\b(must not|shall not|must|shall)\b/) { $0.output.1.uppercased() }
                })
        }
        var capital = self
        capital.lines = marked
        let (text, numbers) = capital.whole
        let context = ReadingContext(settings: SiteSettings.read(nil, path: "").0)
        let file = SourceFile(path: path, bytes: Array(text.utf8))
        let (numbered, given) = numberingRequirements(of: file, in: context)
        let own = Set(
            readPage(SourceFile(path: path, bytes: Array(whole.text.utf8)), in: context).page.requirements.map(\.text))
        for rule in given {
            let line = numbers.indices.contains(rule.range.start.line - 1) ? numbers[rule.range.start.line - 1] : 0
            let words =
                own.contains(rule.text)
                ? "" : writesNumbers ? ", with its word in capitals" : ", once its word is in capitals"
            notes.rule(line, "R\(rule.number)\(words): \(rule.text)")
        }
        guard writesNumbers, !given.isEmpty else { return }
        // Only text within lines was changed: as many lines as before.
        let body = String(decoding: numbered, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .dropFirst(header.split(separator: "\n", omittingEmptySubsequences: false).count)
        lines = zip(body, numbers.dropFirst(numbers.count - numbers.reversed().prefix { $0 > 0 }.count)).map {
            SourceLine($0, $1)
        }
    }
}
