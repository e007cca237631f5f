import Content
import Markdown
import Portal
import Primitives

/// What is imported: the files of another tool's site, or documents that pandoc has read.
public struct ImportSource {
    /// The tool.
    public var origin: Origin
    /// All files below the folder, with `/`.
    public var paths: Set<String>
    /// The texts of pages, by path.
    public var pages: [String: String]
    /// A text file below the folder; nil where there is none.
    public var read: (String) -> String?

    /// A source of which the pages were read.
    public init(origin: Origin, paths: Set<String>, pages: [String: String], read: @escaping (String) -> String?) {
        (self.origin, self.paths, self.pages, self.read) = (origin, paths, pages, read)
    }

    /// Those of the files that are pages of the tool.
    ///
    /// - Parameter paths: all files below the folder.
    public static func pages(of origin: Origin, in paths: Set<String>) -> [String] {
        let folder = contentFolder(of: origin, in: paths)
        return paths.filter { $0.hasPrefix(folder) && origin.isPage($0) }.sorted()
    }

    static func contentFolder(of origin: Origin, in paths: Set<String>) -> String {
        origin.contentFolders.first { folder in paths.contains { $0.hasPrefix(folder) } } ?? ""
    }
}

/// What is wanted of an import.
public struct ImportRequest: Sendable {
    /// What the pages become.
    public var kind: PageKind
    /// The day of the import.
    public var today: CalendarDate
    /// Whether rules get their numbers in the text.
    public var writesNumbers: Bool
    /// Paths below `content/` that are taken.
    public var taken: Set<String>
    /// The next free ids of policies, as many as there are pages.
    public var policyIDs: [String]

    /// A request.
    public init(
        kind: PageKind, today: CalendarDate, writesNumbers: Bool, taken: Set<String>, policyIDs: [String]
    ) {
        (self.kind, self.today, self.writesNumbers) = (kind, today, writesNumbers)
        (self.taken, self.policyIDs) = (taken, policyIDs)
    }
}

/// What an import writes, and what it says of it.
public struct ImportPlan: Sendable {
    /// A page, always a draft.
    public struct ImportedPage: Sendable {
        /// Its old path.
        public var source: String
        /// Its new one, below `content/`.
        public var path: String
        public var text: String
        public var notes: [ImportNote]
        /// The line of the source that each of its lines comes from; 0 for those that are new.
        public var sourceLines: [Int]
    }

    /// By their old paths.
    public var pages: [ImportedPage]
    /// Files that pages refer to: old path and new one.
    public var files: [(source: String, path: String)]
    /// Why nothing can be written: `path:line: what is wrong`.
    public var problems: [String]
}

/// Turns a site of another tool into pages: front matter, then what the tool adds to markdown, then HTML, then links.
///
/// Depends on its arguments alone, writes nothing, and reads nothing but what ``ImportSource/read`` gives.
public func planImport(_ source: ImportSource, _ request: ImportRequest) -> ImportPlan {
    var site = ForeignSite(
        origin: source.origin, contentFolder: ImportSource.contentFolder(of: source.origin, in: source.paths),
        paths: source.paths, taken: Set(request.taken.map { $0.lowercased() }))
    var problems: [String] = []
    var pages: [PlannedPage] = []
    for path in source.pages.keys.sorted() {
        do throws(ForeignSyntaxError) {
            var page = try PlannedPage(path, source.pages[path] ?? "", kind: request.kind)
            page.path = site.add(path, title: page.title, kind: request.kind, addresses: page.addresses)
            pages.append(page)
        } catch {
            problems.append("\(path):\(error.line): front matter cannot be read: \(error.problem)")
        }
    }
    for index in pages.indices {
        pages[index].mapText(source, folder: site.contentFolder)
        let id = request.policyIDs.indices.contains(index) ? request.policyIDs[index] : ""
        pages[index].mapFrontMatter(today: request.today, policyID: id)
    }
    let headings = Dictionary(pages.map { ($0.path, $0.headingIDs) }, uniquingKeysWith: { first, _ in first })
    var files: [String: String] = [:]
    for index in pages.indices {
        let page = pages[index]
        var links = LinkMapping(
            source: page.source, path: page.path, kind: page.kind, headings: headings, site: site, files: files,
            notes: page.notes)
        pages[index].lines = links.map(page.lines)
        (pages[index].notes, site, files) = (links.notes, links.site, links.files)
    }
    let imported = pages.map { page -> ImportPlan.ImportedPage in
        var page = page
        if page.kind == .policy { page.proposeRules(writesNumbers: request.writesNumbers) }
        let (text, lines) = page.whole
        return .init(
            source: page.source, path: page.path, text: text, notes: page.notes.inReadingOrder, sourceLines: lines)
    }
    return ImportPlan(
        pages: imported, files: files.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }, problems: problems)
}

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
            let places = [folder, "", "includes/", "snippets/", folder + "includes/", folder + "snippets/"]
            var text = MaterialText(
                snippet: { name in places.lazy.compactMap { site.read($0 + name) }.first }, notes: notes)
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
