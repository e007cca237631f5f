import Content
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
    /// Files that other pages take in, and that are no pages.
    public var snippets: [String]
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
    let snippets = source.snippets(below: site.contentFolder)
    for path in source.pages.keys.sorted() where !snippets.contains(path) {
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
        pages: imported, files: files.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 },
        snippets: snippets.intersection(source.pages.keys).sorted(), problems: problems)
}

extension ImportSource {
    /// Where MkDocs may look for a snippet.
    func places(ofSnippet name: String, below folder: String) -> [String] {
        [folder, "", "includes/", "snippets/", folder + "includes/", folder + "snippets/"].map { $0 + name }
    }

    /// Pages that others take in as snippets.
    fileprivate func snippets(below folder: String) -> Set<String> {
        guard origin == .mkdocs else { return [] }
        let names = pages.values.flatMap { text in
            text.matches(of: /-+8<-+\s+["']([^"']+)["']/).map { String($0.output.1) }
        }
        return Set(names.compactMap { places(ofSnippet: $0, below: folder).first(where: paths.contains) })
    }
}
