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
    ///   - licenceTexts: texts of licences that were fetched, by the SHA-256 of their bytes.
    ///   - pathPrefix: what stands before content paths in diagnostics.
    public init(
        pages: [Page], assets: [SourceFile], data: [SourceFile], licenceTexts texts: [String: [UInt8]] = [:],
        pathPrefix: String
    ) {
        self.init()
        for file in data { read(file, pathPrefix: pathPrefix) }
        checkRecordedPages(pages, pathPrefix)
        let named = pages.filter { !Self.files(namedBy: $0).isEmpty || $0.licence?.texts.isEmpty == false }
        guard !named.isEmpty else { return }
        let files = Dictionary(assets.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        for page in named {
            if let evaluation = page.evaluation {
                readOpenness(of: page, evaluation, in: files, pathPrefix)
                readResults(of: page, evaluation, in: files, pathPrefix)
            }
            if let licence = page.licence { readTexts(of: page, licence, in: files, texts, pathPrefix) }
        }
    }

    /// The files that the page offers its readers beside itself: the text of a licence, and that of its use policy.
    public static func files(offeredBy page: Page) -> [String] {
        (page.licence?.texts ?? []).compactMap { $0.contentPath(besidePage: page.path) }
    }

    /// Content paths of the files that a page names in its front matter.
    public static func files(namedBy page: Page) -> [String] {
        namedFiles(of: page).compactMap { contentPath($0.value, relativeTo: page.path) }
    }

    private static func namedFiles(of page: Page) -> [Located<String>] {
        switch page.details {
        case .licence(let licence):
            licence.texts.compactMap { text in if case .path = text.origin { text.source } else { nil } }
        case .evaluation(let evaluation): [evaluation.opennessFile, evaluation.resultsFile].compactMap { $0 }
        case .policy, .guide, .glossary, .page: []
        }
    }

    // MARK: Files of the site

    private mutating func read(_ file: SourceFile, pathPrefix: String) {
        let text = String(decoding: file.bytes, as: UTF8.self), path = pathPrefix + file.path
        if let page = StatedQuestionFile.page(ofFile: file.path) {
            questions[page] = StatedQuestionFile.read(text, path: path)
            return
        }
        var problems: [Diagnostic] = []
        switch file.path {
        case "decisions.yaml": (decisions, problems) = DecisionRules.read(text, path: path)
        case "exceptions.yaml": (exceptions, problems) = ExceptionsRegister.read(text, path: path)
        case QuotationRecord.path: (quotations, problems) = QuotationRecord.read(text, path: path)
        case "deployments.yaml": (deployments, problems) = Deployments.read(text, path: path)
        default: break
        }
        diagnostics += problems
    }

    /// Entries of the record of quotations on pages that are not there.
    private mutating func checkRecordedPages(_ pages: [Page], _ pathPrefix: String) {
        guard let quotations else { return }
        let known = Set(pages.filter { $0.kind == .licence }.map(\.path))
        for entry in quotations.entries where !known.contains(entry.page.value) {
            diagnostics.append(
                Diagnostic(
                    .warning, .licenceRecord, path: pathPrefix + QuotationRecord.path, range: entry.page.range,
                    "Licence '\(entry.page.value)' has no page",
                    fixes: [.init("run charter licences verify, which writes the record anew")]))
        }
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

    /// The texts of a licence that are at hand.
    private mutating func readTexts(
        of page: Page, _ licence: Licence, in files: [String: SourceFile], _ texts: [String: [UInt8]],
        _ pathPrefix: String
    ) {
        for stated in licence.texts {
            let bytes: [UInt8]?
            if case .path = stated.origin {
                bytes = file(stated.source, of: page, in: files, pathPrefix)?.bytes
            } else {
                bytes = stated.hash.flatMap { texts[$0] }
            }
            guard let bytes else { continue }
            licenceTexts[page.path, default: []].append(
                LicenceText(
                    stated: stated, wording: LicenceWording(String(decoding: bytes, as: UTF8.self)), hash: sha256(bytes)
                ))
        }
    }
}
