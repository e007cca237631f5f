import Diagnostics
import Portal
import Primitives

extension DataFiles {
    /// Reads the site's data files and what the pages name.
    ///
    /// - Parameters:
    ///   - pages: the pages that are built: what a draft names is read where drafts are built.
    ///   - assets: the files beside the pages.
    ///   - data: what ``SourceTree/data`` holds.
    ///   - pathPrefix: what stands before content paths in diagnostics.
    public init(pages: [Page], assets: [SourceFile], data: [SourceFile], pathPrefix: String) {
        self.init()
        for file in data { read(file, pathPrefix: pathPrefix) }
        let named = pages.filter { !Self.files(namedBy: $0).isEmpty }
        guard !named.isEmpty else { return }
        let files = Dictionary(assets.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        for page in named {
            if let evaluation = page.evaluation {
                readOpenness(of: page, evaluation, in: files, pathPrefix)
                readResults(of: page, evaluation, in: files, pathPrefix)
            }
            if let licence = page.licence { readText(of: page, licence, in: files, pathPrefix) }
        }
    }

    /// The file that the page offers its readers beside itself: the text of a licence.
    public static func file(offeredBy page: Page) -> String? {
        guard case .licence(let licence) = page.details else { return nil }
        return licence.textFile.flatMap { contentPath($0.value, relativeTo: page.path) }
    }

    /// Content paths of the files that a page names in its front matter.
    public static func files(namedBy page: Page) -> [String] {
        namedFiles(of: page).compactMap { contentPath($0.value, relativeTo: page.path) }
    }

    private static func namedFiles(of page: Page) -> [Located<String>] {
        switch page.details {
        case .licence(let licence): [licence.textFile].compactMap { $0 }
        case .evaluation(let evaluation): [evaluation.opennessFile, evaluation.resultsFile].compactMap { $0 }
        case .policy, .guide, .glossary, .page: []
        }
    }

    // MARK: Files of the site

    private mutating func read(_ file: SourceFile, pathPrefix: String) {
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

    // MARK: Files that pages name

    /// The file that a page names; where it is not there, a diagnostic says so.
    private mutating func file(
        _ name: Located<String>?, of page: Page, in files: [String: SourceFile], _ pathPrefix: String
    ) -> SourceFile? {
        guard let name else { return nil }
        if let path = contentPath(name.value, relativeTo: page.path), let file = files[path] { return file }
        diagnostics.append(
            Diagnostic(
                .error, .brokenLink, path: pathPrefix + page.path, range: name.range,
                "File '\(name.value)' does not exist beside the page",
                fixes: [.init("correct the name, or add the file")]))
        return nil
    }

    private mutating func readOpenness(
        of page: Page, _ evaluation: Evaluation, in files: [String: SourceFile], _ pathPrefix: String
    ) {
        guard let file = file(evaluation.opennessFile, of: page, in: files, pathPrefix) else { return }
        let (record, problems) = OpennessRecord.read(
            String(decoding: file.bytes, as: UTF8.self), path: pathPrefix + file.path)
        openness[page.path] = record
        diagnostics += problems
    }

    private mutating func readResults(
        of page: Page, _ evaluation: Evaluation, in files: [String: SourceFile], _ pathPrefix: String
    ) {
        guard let name = evaluation.resultsFile, let file = file(name, of: page, in: files, pathPrefix) else { return }
        if let read = ModelResult.read(file.bytes, name: name.value) {
            results[page.path] = read
        } else {
            diagnostics.append(
                Diagnostic(
                    .error, .resultsFile, path: pathPrefix + page.path, range: name.range,
                    "'\(file.path)' is not a results file of lm-evaluation-harness",
                    fixes: [.init("name the JSON file that --output_path wrote, with a 'results' object")]))
        }
    }

    private mutating func readText(
        of page: Page, _ licence: Licence, in files: [String: SourceFile], _ pathPrefix: String
    ) {
        guard let file = file(licence.textFile, of: page, in: files, pathPrefix) else { return }
        let path = pathPrefix + page.path, hash = sha256(file.bytes), expected = licence.textSHA256?.value.lowercased()
        let words = String(decoding: file.bytes, as: UTF8.self).collapsed
        licenceTexts[page.path] = LicenceText(words: words, hash: hash, isChanged: expected != nil && expected != hash)
        if expected == nil {
            diagnostics.append(
                Diagnostic(
                    .error, .licenceText, path: path, range: licence.textFile?.range ?? .fileStart,
                    "The stored text has no hash to be compared with", fixes: [.init("add text_sha256: \(hash)")]))
        } else if expected != hash {
            diagnostics.append(
                Diagnostic(
                    .warning, .licenceText, path: path, range: licence.textSHA256?.range ?? .fileStart,
                    "The stored text has changed: its SHA-256 is \(hash)",
                    explanation:
                        "The page and every model under the licence are marked until somebody has read the text again.",
                    fixes: [.init("read the text, correct the page, and set text_sha256: \(hash)")]))
        }
        for quote in licence.clauses.compactMap(\.quote) where !words.contains(quote.value.collapsed) {
            diagnostics.append(
                Diagnostic(
                    .error, .quoteNotInText, path: path, range: quote.range,
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
