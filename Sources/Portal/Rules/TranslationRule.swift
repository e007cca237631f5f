import Diagnostics

extension Rule {
    /// A translation has an original, says no less and no other than its requirements, and is not older.
    package static let translations = Rule { library in
        library.settings.languages.isEmpty
            ? [] : library.pages.flatMap { $0.edition == nil ? [] : library.checkTranslation($0) }
    }
}

extension Library {
    fileprivate func checkTranslation(_ page: Page) -> [Diagnostic] {
        guard let original = original(of: page) else {
            guard page.kind.governs, !page.isIntroduction else { return [] }
            return [
                Diagnostic(
                    .error, .translationOriginal, path: displayPath(page), range: page.statedID?.range ?? .fileStart,
                    "Translation has no original: there is no '\(pathPrefix)\(page.ownPath)'",
                    explanation:
                        "What governs is decided once, in the portal's own language; registers and decisions know that page alone.",
                    fixes: [.init("write the original, or give both the same path or id")])
            ]
        }
        return [behind(page, original)].compactMap(\.self) + differences(page, original)
    }

    private func behind(_ page: Page, _ original: Page) -> Diagnostic? {
        guard let delay = delay(of: page) else { return nil }
        let summary =
            switch delay {
            case .changed: "Translation is of another text than '\(original.path)' is now"
            case .version(let own, let version):
                "Translation is of version \(own); '\(original.path)' is version \(version)"
            case .date(let own, let day): "Translation is of \(own); '\(original.path)' was changed on \(day)"
            }
        let fix =
            switch delay {
            case .changed: "bring it up to date, and set translation_of to \(original.sourceHash)"
            case .version(_, let version): "bring it up to date, and set version to \(version)"
            case .date: "bring it up to date, and set updated to the day on which that was done"
            }
        return Diagnostic(
            .warning, .translationBehind, path: displayPath(page),
            range: page.metadata.translationOf?.range ?? .fileStart, summary,
            notes: [.init(path: displayPath(original), range: .fileStart, text: "the original")], fixes: [.init(fix)])
    }

    /// Requirements that one of both pages lacks, or that bind otherwise.
    private func differences(_ page: Page, _ original: Page) -> [Diagnostic] {
        func requirements(_ page: Page) -> [Int: Requirement] {
            Dictionary(page.requirements.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        }
        let own = requirements(page), others = requirements(original)
        return Set(own.keys).union(others.keys).sorted().compactMap { number in
            let summary: String
            switch (own[number], others[number]) {
            case (let translated?, let governing?):
                guard translated.level != governing.level else { return nil }
                summary =
                    "R\(number) says \(translated.level.rawValue) here and \(governing.level.rawValue) in '\(original.path)'"
            case (nil, _): summary = "R\(number) of '\(original.path)' is missing in the translation"
            case (_, nil): summary = "R\(number) is not in '\(original.path)', which governs"
            }
            return Diagnostic(
                .warning, .translationRequirement, path: displayPath(page), range: own[number]?.range ?? .fileStart,
                summary,
                notes: [
                    .init(path: displayPath(original), range: others[number]?.range ?? .fileStart, text: "the original")
                ], fixes: [.init("make both say the same, with the same number")])
        }
    }
}
