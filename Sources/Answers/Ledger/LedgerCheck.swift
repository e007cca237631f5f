import Diagnostics

extension Ledger {
    /// What a writer or reviewer should know: pairs that left the site because their text changed, passages without
    /// questions, files of pages that are gone.
    ///
    /// - Parameters:
    ///   - pages: the pages as they are now.
    ///   - drafts: paths of pages that are not built; their files wait for them.
    ///   - pathPrefix: what stands before content paths in diagnostics.
    ///   - isFrozen: whether passages without questions are an error.
    public func diagnostics(
        for pages: [AnswerPage], drafts: Set<String> = [], pathPrefix: String, isFrozen: Bool = false
    ) -> [Diagnostic] {
        let byPath = Dictionary(pages.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [Diagnostic] = []
        for file in files.values.sorted(by: { $0.page < $1.page }) {
            let path = Self.path(of: file.page, pathPrefix: pathPrefix)
            guard let page = byPath[file.page] else {
                guard !drafts.contains(file.page) else { continue }
                found.append(
                    Diagnostic(
                        .warning, .answersWithoutPage, path: path, "Page '\(file.page).md' of these answers is gone",
                        fixes: [.init("rename the file with its page, or remove it")]))
                continue
            }
            found += stale(file, page, path)
        }
        return found + (isFrozen ? behind(pages, pathPrefix: pathPrefix) : [])
    }

    /// Passages on which no questions were written yet, an error for each page: whoever asks wants the ledger complete.
    public func behind(_ pages: [AnswerPage], pathPrefix: String) -> [Diagnostic] {
        pages.filter { $0.status == "active" && !$0.isTranslation }.compactMap { page in
            let known = Set(files[page.path]?.passages ?? [])
            let new = page.passages.filter { !known.contains($0.hash) }
            guard let first = new.first else { return nil }
            return Diagnostic(
                .error, .answersBehind, path: pathPrefix + page.path + ".md",
                new.count == 1 ? "A passage has no questions yet" : "\(new.count) passages have no questions yet",
                explanation: "The first begins: \(first.text.prefix(80))",
                fixes: [.init("run 'charter answers generate' and review what it adds")])
        }
    }

    private func stale(_ file: LedgerFile, _ page: AnswerPage, _ path: String) -> [Diagnostic] {
        let passages = page.passages
        return file.pairs.filter(\.status.isPublished).compactMap { pair in
            switch Self.standing(of: pair, on: page, passages: passages) {
            case .current: nil
            case .passageChanged:
                Diagnostic(
                    .warning, .answerNeedsReview, path: path,
                    "The text around the answer to '\(pair.question)' has changed; it left the site",
                    fixes: [.init("look at it again: charter answers review \(file.page)")])
            case .quoteGone:
                Diagnostic(
                    .warning, .answerQuoteGone, path: path,
                    "The page no longer holds the answer to '\(pair.question)'; it left the site",
                    explanation: "Quoted was: \(pair.quote.prefix(120))",
                    fixes: [.init("choose new words or reject it: charter answers review \(file.page)")])
            }
        }
    }

    static func path(of page: String, pathPrefix: String) -> String { "\(pathPrefix)answers/\(page).yaml" }
}
