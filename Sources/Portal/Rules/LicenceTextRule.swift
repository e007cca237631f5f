import Diagnostics

extension Rule {
    /// Quotations of licences stand in the texts that their pages name, and the record in git says so; a model whose
    /// licence has a changed text waits until somebody has read it.
    package static let licenceTexts = Rule { library in
        library.pages(of: .licence).flatMap { library.textProblems(of: $0) } + library.checkTextsOfModels()
    }
}

extension Library {
    /// Whether a text beside a licence's page is another than the page was written for.
    public func hasChangedText(_ page: Page) -> Bool {
        dataFiles.licenceTexts[page.path]?.contains(where: \.isChanged) ?? false
    }

    /// Quotations that are not in the texts which are at hand, or not where the page says.
    public func quotationProblems(of page: Page) -> [Diagnostic] {
        guard let licence = page.licence, let texts = dataFiles.licenceTexts[page.path] else { return [] }
        let path = displayPath(page)
        return licence.quotations.compactMap { quotation in
            switch find(quotation.words.value, in: quotation.section, of: texts) {
            case .found: return nil
            case .elsewhere(let heading):
                return Diagnostic(
                    .error, .quoteSection, path: path, range: quotation.sectionRange,
                    "The quotation does not stand in section \(quotation.section) of the text",
                    explanation: "The last number before it is that of: \(heading)",
                    fixes: [.init("name the section that it stands in")])
            case .absent:
                // What one text lacks, another that is not here may have.
                guard texts.count == licence.texts.count else { return nil }
                let nearest = texts.lazy.compactMap { $0.wording.nearest(to: quotation.words.value) }.first
                return Diagnostic(
                    .error, .quoteNotInText, path: path, range: quotation.words.range,
                    "The quotation is not in the text, word for word",
                    explanation: "White space and kinds of quotation marks do not count; everything else does.",
                    fixes: [
                        .init(
                            nearest.map { "copy the words from the text; the nearest passage is: \($0)" }
                                ?? "copy the words from the text, or name the text that they stand in")
                    ])
            }
        }
    }

    private func find(_ quote: String, in section: String, of texts: [DataFiles.LicenceText]) -> LicenceWording.Finding
    {
        var best = LicenceWording.Finding.absent
        for text in texts {
            switch text.wording.find(quote, in: section) {
            case .found: return .found
            case .elsewhere(let heading): best = .elsewhere(heading: heading)
            case .absent: break
            }
        }
        return best
    }

    /// What is wrong with a licence's texts, quotations and record.
    fileprivate func textProblems(of page: Page) -> [Diagnostic] {
        guard let licence = page.licence else { return [] }
        return licence.texts.flatMap { sourceProblems(of: $0, page) } + changedTexts(of: page)
            + quotationProblems(of: page) + missingRecord(of: page, licence)
    }

    private func sourceProblems(of text: Licence.StoredText, _ page: Page) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        if let source = text.source, text.origin == nil {
            problems.append(
                Diagnostic(
                    .error, .licenceText, path: displayPath(page), range: source.range,
                    "Source '\(source.value)' is not a place that a text can come from",
                    fixes: [.init("write pypi:package==version:path/in/wheel, an https address, or a path")]))
        }
        if let hash = text.sha256, text.hash == nil {
            problems.append(
                Diagnostic(
                    .error, .licenceText, path: displayPath(page), range: hash.range,
                    "'\(hash.value)' is not a SHA-256",
                    fixes: [.init("write the 64 hexadecimal digits that sha256sum prints")]))
        }
        return problems
    }

    private func changedTexts(of page: Page) -> [Diagnostic] {
        (dataFiles.licenceTexts[page.path] ?? []).filter(\.isChanged).map { text in
            Diagnostic(
                .warning, .licenceText, path: displayPath(page), range: text.stated.sha256?.range ?? .fileStart,
                "The stored text has changed: its SHA-256 is \(text.hash)",
                explanation:
                    "The page and every model under the licence are marked until somebody has read the text again.",
                fixes: [.init("read the text, correct the page, and set sha256: \(text.hash)")])
        }
    }

    /// A page in force may say that it was reviewed only if its quotations were looked up.
    private func missingRecord(of page: Page, _ licence: Licence) -> [Diagnostic] {
        guard page.status == .active, let reviewed = page.metadata.reviewed else { return [] }
        let summary: String
        let fix: String
        if licence.texts.isEmpty {
            summary = "The page says that it was reviewed, but names no text that its quotations could be looked up in"
            fix =
                "name the licence's text: below text:, then run charter licences pull and verify; or leave reviewed: out"
        } else if dataFiles.quotations?.entry(on: page) == nil {
            summary =
                "The page says that it was reviewed, but its quotations have not been looked up since they changed"
            fix = "run charter licences pull, then charter licences verify; or leave reviewed: out"
        } else {
            return []
        }
        return [
            Diagnostic(
                .error, .licenceRecord, path: displayPath(page), range: reviewed.range, summary, fixes: [.init(fix)])
        ]
    }

    /// Models under a licence whose stored text has changed.
    fileprivate func checkTextsOfModels() -> [Diagnostic] {
        guard dataFiles.licenceTexts.values.contains(where: { $0.contains(where: \.isChanged) }) else { return [] }
        return pages(of: .evaluation).compactMap { page in
            guard page.status != .retired, let name = page.evaluation?.licence,
                let licence = licence(named: name.value), hasChangedText(licence)
            else { return nil }
            return Diagnostic(
                .warning, .licenceText, path: displayPath(page), range: name.range,
                "The text of the model's licence, \(licence.title), has changed since its page was written",
                fixes: [.init("wait for the licence's page before the model is put to new uses")])
        }
    }
}
