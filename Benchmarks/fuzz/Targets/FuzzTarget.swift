import Answers
import Content
import Diagnostics
import Foundation
import Importer
import Markdown
import Portal
import Primitives
import Search
import Site

/// A reader of bytes that nobody vouches for. Whatever they are, it must come back with a value, a diagnostic or an error of
/// its own: a trap, a hang or a gigabyte is a finding.
public struct FuzzTarget: Sendable {
    /// Its name on the command line, and of the folder with its past findings.
    public let name: String
    /// Reads the bytes.
    public let run: @Sendable ([UInt8]) -> Void

    /// All of them.
    public static let all: [FuzzTarget] = [
        .init(name: "models", run: fuzzModelFile),
        .init(name: "markdown") { _ = MarkdownDocument(parsing: text($0)).html() },
        .init(name: "pages", run: fuzzPage),
        .init(name: "data", run: fuzzDataFile),
        .init(name: "ledger") {
            _ = LedgerFile.read(text($0), page: "guides/a", path: "content/answers/guides/a.yaml")
        },
        .init(name: "cache", run: fuzzCache),
        .init(name: "imports", run: fuzzImport),
        .init(name: "manifest", run: fuzzManifest),
        .init(name: "requests", run: fuzzRequest),
        .init(name: "names") { fuzzNames(text($0)) },
        .init(name: "shards", run: fuzzShard),
    ]

    /// The target with a name.
    public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// The first byte says of which kind the page is; the page is read, linked and checked by all rules, and written as HTML.
private func fuzzPage(_ bytes: [UInt8]) {
    let paths = PageKind.allCases.map { kind in
        kind == .glossary ? "glossary.md" : (kind.folder.map { $0 + "/" } ?? "") + "a.md"
    }
    let file = SourceFile(path: paths[Int(bytes.first ?? 0) % paths.count], bytes: Array(bytes.dropFirst()))
    let (page, document) = readPage(file, in: ReadingContext(settings: SiteSettings()))
    var writer = BinaryWriter()
    writer.write(page)
    var reader = BinaryReader(writer.bytes[...])
    var again = BinaryWriter()
    if let kept = try? reader.read(Page.self) { again.write(kept) }
    precondition(again.bytes == writer.bytes, "a page that is kept is not the page that was read")
    _ = Library(
        pages: [page], assets: [], generatedRoutes: [], settings: SiteSettings(),
        today: CalendarDate(secondsSince1970: 0),
        includesDrafts: true)
    _ = document.html()
    _ = numberingRequirements(of: file, in: ReadingContext(settings: SiteSettings()))
}

/// The first byte says which file it is.
private func fuzzDataFile(_ bytes: [UInt8]) {
    let content = Array(bytes.dropFirst()), text = text(content)
    switch (bytes.first ?? 0) % 9 {
    case 0: _ = SiteSettings.read(text, path: "charter.yaml")
    case 1: _ = DecisionRules.read(text, path: "decisions.yaml")
    case 2: _ = ExceptionsRegister.read(text, path: "exceptions.yaml")
    case 3: _ = Deployments.read(text, path: "deployments.yaml")
    case 4: _ = OpennessRecord.read(text, path: "openness.yaml")
    case 5: _ = GoldenQueries.read(text, path: "golden.yaml")
    case 6: _ = GoldenQueries.readRanks(text, path: "golden-run.yaml")
    case 7: _ = try? PortalDocument(json: content)
    default: _ = ModelResult.read(content, name: "results.json")
    }
}

/// The bytes as a cache whose hash is right: what a forger would write.
private func fuzzCache(_ bytes: [UInt8]) {
    let hash = stride(from: 0, to: 64, by: 2).compactMap { start -> UInt8? in
        let digits = Array(sha256(bytes).utf8)[start..<start + 2]
        return UInt8(text(Array(digits)), radix: 16)
    }
    _ = BuildCache(decoding: bytes + hash, threadCount: 1)
}

/// The first byte names the tool, the rest is one of its pages, which takes itself in as a snippet and links to itself. What is
/// written must stand below `content/`, and be read without a trap.
private func fuzzImport(_ bytes: [UInt8]) {
    let origins = Origin.allCases
    let origin = origins[Int(bytes.first ?? 0) % origins.count]
    let page = text(Array(bytes.dropFirst()))
    // Where the tools keep pages: each looks into the first of these folders that it knows.
    let files = [
        "content/a.md": page, "docs/a.md": page, "a.md": page, "snippets/a.md": page,
        "content/b/_index.md": "# B\n\n[a](../a.md)\n", "docs/b/_index.md": "# B\n\n[a](../a.md)\n",
    ]
    let source = ImportSource(
        origin: origin, paths: Set(files.keys).union(["content/a.png", "docs/a.png"]), pages: files, read: { files[$0] }
    )
    for kind in [PageKind.policy, .guide] {
        let request = ImportRequest(
            kind: kind, today: CalendarDate(secondsSince1970: 0), writesNumbers: true, taken: [],
            policyIDs: ["POL-001", "POL-002", "POL-003"])
        for page in planImport(source, request).pages {
            precondition((try? ContentPath(page.path)) != nil, "a page that would not stand below content/")
            _ = readPage(
                SourceFile(path: page.path, bytes: Array(page.text.utf8)), in: ReadingContext(settings: SiteSettings()))
        }
    }
}

/// The first byte says whether the rest is the list of a site's files, or the journal of a change (whose hash is made right
/// here). Whatever a build will remove or rename by them must lie below the site.
private func fuzzManifest(_ bytes: [UInt8]) {
    let content = Array(bytes.dropFirst())
    let paths: [String]
    if bytes.first == 0 {
        paths = pathsOfManifest(text(content)).map(Array.init) ?? []
    } else {
        paths = pathsOfJournal(content + Array(sha256(content).utf8)) ?? []
    }
    for path in paths {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        precondition(parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }, "a path that leads out of the site")
    }
}

/// What a client sends to the preview server, all at once and byte by byte: both must find the same end of the head.
private func fuzzRequest(_ bytes: [UInt8]) {
    let received = Array(bytes.prefix(RequestHead.longest))
    var length: Int?
    var known = 0
    while length == nil, known < received.count {
        let more = min(received.count, known + 7)
        length = RequestHead.length(in: Array(received[..<more]), known: known)
        known = more
    }
    precondition(length == RequestHead.length(in: received, known: 0), "the end of a head depends on how it arrives")
    guard let length, let head = try? RequestHead(received[..<length]) else {
        _ = RequestHead.problem(of: received)
        return
    }
    _ = head.number("after")
    _ = head.path
}

/// Names of licences, dates, addresses and what else is read out of a single line.
private func fuzzNames(_ text: String) {
    _ = LicenceName(text)
    _ = SPDXLicence.named(text)
    _ = CalendarDate(text)
    _ = HTMLOptions().allows(text)
    _ = escapedURL(text)
    _ = PageKind(path: text)
    _ = nearestWord(to: text, among: ["policy", "licence"])
}

/// A site's files for search and answers, of which the input replaces one: two bytes say which, the rest is its content.
private func fuzzShard(_ bytes: [UInt8]) {
    guard bytes.count > 2, let site = PublishedIndex.shared else { return }
    let name = site.names[(Int(bytes[0]) << 8 | Int(bytes[1])) % site.names.count]
    let replaced = Array(bytes.dropFirst(2))
    let load: (String) -> [UInt8]? = { $0 == name ? replaced : site.files[$0] }
    if let searcher = try? Searcher(load: load) {
        for query in ["exception", "\"two people\" licence", "promt kind:policy"] { _ = try? searcher.search(query) }
    }
    if let answers = try? AskSite(load: load, tokenizer: { _ in { Array(0..<min(16, $0.utf8.count)) } }) {
        _ = try? answers.ask("Who approves an exception?")
    }
}

/// The files below `search/` and `ask/` of a built site, which FUZZ_SITE names.
private struct PublishedIndex: Sendable {
    let files: [String: [UInt8]]
    let names: [String]

    static let shared: PublishedIndex? = {
        guard let folder = ProcessInfo.processInfo.environment["FUZZ_SITE"] else { return nil }
        var files: [String: [UInt8]] = [:]
        for part in ["search", "ask"] {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + part)) ?? [] {
                guard name.hasSuffix(".js"),
                    let data = FileManager.default.contents(atPath: "\(folder)/\(part)/\(name)")
                else { continue }
                files["\(part)/\(name)"] = Array(data)
            }
        }
        return files.isEmpty ? nil : PublishedIndex(files: files, names: files.keys.sorted())
    }()
}
