import Diagnostics

extension Rule {
    /// What a page says of a licence that SPDX does not list is carried, term by term, by the licence's own words.
    package static let licenceClauses = Rule { library in
        library.pages(of: .licence).flatMap { page -> [Diagnostic] in
            guard page.status == .active, let licence = page.licence, licence.isCustom else { return [] }
            return library.clauseProblems(of: licence, page) + library.unquotedTags(of: licence, page)
        }
    }
}

extension Licence {
    /// The most words that a clause may quote: the text belongs to its maker.
    package static let longestQuotation = 30
}

extension Library {
    /// Clauses without the licence's own words, or with too many of them.
    fileprivate func clauseProblems(of licence: Licence, _ page: Page) -> [Diagnostic] {
        licence.clauses.compactMap { clause in
            guard let quote = clause.quote else {
                return Diagnostic(
                    .error, .clauseQuote, path: displayPath(page), range: clause.sectionRange,
                    "The clause of \(clause.section) is not quoted",
                    explanation: "Nobody but the page says what a licence that SPDX does not list means.",
                    fixes: [.init("add quote: with the words that decide, at most \(Licence.longestQuotation)")])
            }
            let count = quote.value.split(whereSeparator: \.isWhitespace).count
            guard count > Licence.longestQuotation else { return nil }
            return Diagnostic(
                .error, .clauseQuote, path: displayPath(page), range: quote.range,
                "The quotation has \(count) words, at most \(Licence.longestQuotation) are allowed",
                explanation: "The text belongs to its maker; the page quotes briefly.",
                fixes: [.init("quote the words that decide, and tell the rest in summary:")])
        }
    }

    /// Terms that no quoted clause carries.
    fileprivate func unquotedTags(of licence: Licence, _ page: Page) -> [Diagnostic] {
        let carried = Set(licence.clauses.filter { $0.quote != nil }.flatMap(\.tags))
        return licence.statedTags.filter { !carried.contains($0.value) }.map { tag in
            Diagnostic(
                .error, .unquotedTag, path: displayPath(page), range: tag.range,
                "No quoted clause carries '\(tag.value)'",
                fixes: [.init("add a clause with this tag and its quotation, or remove the tag")])
        }
    }
}
