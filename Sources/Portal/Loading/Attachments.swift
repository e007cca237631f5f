import Diagnostics
import Primitives

/// Files that pages name in their front matter and that rules need, read and checked against what the pages say of them.
public struct Attachments: Sendable {
    /// Files of the Model Openness Tool, by the evaluation's path.
    public internal(set) var openness: [String: OpennessRecord] = [:]
    /// Stored texts of licences, by the licence's path.
    public internal(set) var licenceTexts: [String: LicenceText] = [:]
    /// Results files, by the evaluation's path.
    public internal(set) var results: [String: [ModelResult]] = [:]
    /// `decisions.yaml`, where there is one.
    public internal(set) var decisions: DecisionRules?
    /// `exceptions.yaml`, where there is one.
    public internal(set) var exceptions: ExceptionsRegister?
    /// `deployments.yaml`, where there is one.
    public internal(set) var deployments: Deployments?
    public internal(set) var diagnostics: [Diagnostic] = []

    /// A licence's text as it is stored.
    public struct LicenceText: Sendable, Hashable {
        /// With each run of white space as one space.
        var words: String
        public var hash: String
        /// Whether the page expects another hash.
        public var isChanged: Bool
    }

    public init() {}

    /// Reads what the pages name, and files of data.
    ///
    /// - Parameters:
    ///   - assets: the files beside the pages.
    ///   - data: what ``SourceTree/data`` holds.
    public init(pages: [Page], assets: [SourceFile], data: [SourceFile], pathPrefix: String) {
        for file in data {
            let text = String(decoding: file.bytes, as: UTF8.self), path = pathPrefix + file.path
            var problems: [Diagnostic] = []
            switch file.path {
            case "decisions.yaml": (decisions, problems) = DecisionRules.read(text, path: path)
            case "exceptions.yaml": (exceptions, problems) = ExceptionsRegister.read(text, path: path)
            case "deployments.yaml": (deployments, problems) = Deployments.read(text, path: path)
            default: break
            }
            diagnostics += problems
        }
        let named = pages.filter { page in
            (page.kind == .licence || page.kind == .evaluation)
                && Self.keys.contains { page.frontMatter.values[$0] != nil }
        }
        guard !named.isEmpty else { return }
        let files = Dictionary(assets.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        for page in named {
            if let file = file("openness_file", of: page, in: files, pathPrefix) {
                let (record, problems) = OpennessRecord.read(
                    String(decoding: file.bytes, as: UTF8.self), path: pathPrefix + file.path)
                openness[page.path] = record
                diagnostics += problems
            }
            if let file = file("results_file", of: page, in: files, pathPrefix) {
                if let read = ModelResult.read(file.bytes, name: page.frontMatter.text("results_file") ?? file.path) {
                    results[page.path] = read
                } else {
                    diagnostics.append(
                        Diagnostic(
                            .error, "results-file", path: pathPrefix + page.path,
                            range: page.frontMatter.range("results_file"),
                            "'\(file.path)' is no results file of lm-evaluation-harness",
                            fixes: [.init("name the JSON file that --output_path wrote, with a 'results' object")]))
                }
            }
            if let file = file("text_file", of: page, in: files, pathPrefix) { addText(file, of: page, pathPrefix) }
        }
    }

    private static let keys = ["openness_file", "text_file", "results_file"]

    /// Content paths of the files that a page names.
    public static func files(namedBy page: Page) -> [String] {
        keys.compactMap { key in page.frontMatter.text(key).flatMap { contentPath($0, relativeTo: page.path) } }
    }

    private mutating func file(
        _ key: String, of page: Page, in files: [String: SourceFile], _ pathPrefix: String
    ) -> SourceFile? {
        guard let name = page.frontMatter.text(key) else { return nil }
        if let path = contentPath(name, relativeTo: page.path), let file = files[path] { return file }
        diagnostics.append(
            Diagnostic(
                .error, "broken-link", path: pathPrefix + page.path, range: page.frontMatter.range(key),
                "File '\(name)' does not exist beside the page",
                fixes: [.init("correct the name, or add the file")]))
        return nil
    }

    private mutating func addText(_ file: SourceFile, of page: Page, _ pathPrefix: String) {
        let hash = sha256(file.bytes)
        let expected = page.frontMatter.text("text_sha256")?.lowercased()
        let words = String(decoding: file.bytes, as: UTF8.self).collapsed
        licenceTexts[page.path] = LicenceText(words: words, hash: hash, isChanged: expected != nil && expected != hash)
        if expected == nil {
            diagnostics.append(
                Diagnostic(
                    .error, "licence-text", path: pathPrefix + page.path, range: page.frontMatter.range("text_file"),
                    "The stored text has no hash to be compared with",
                    fixes: [.init("add text_sha256: \(hash)")]))
        } else if expected != hash {
            diagnostics.append(
                Diagnostic(
                    .warning, "licence-text", path: pathPrefix + page.path,
                    range: page.frontMatter.range("text_sha256"),
                    "The stored text has changed: its SHA-256 is \(hash)",
                    explanation:
                        "The page and every model under the licence are marked until somebody has read the text again.",
                    fixes: [.init("read the text, correct the page, and set text_sha256: \(hash)")]))
        }
        for clause in Licence(page).clauses {
            guard let quote = clause.quote, !words.contains(quote.collapsed) else { continue }
            diagnostics.append(
                Diagnostic(
                    .error, "quote-not-in-text", path: pathPrefix + page.path, range: clause.quoteRange,
                    "The quotation is not in '\(file.path)', word for word",
                    explanation: "Line breaks and runs of spaces do not count; everything else does.",
                    fixes: [.init("copy the words from the stored text")]))
        }
    }
}

extension String {
    /// With each run of white space as one space.
    fileprivate var collapsed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
