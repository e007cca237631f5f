import Search

/// A question with the words that answer it, as a site publishes it.
public struct PublishedPair: Sendable {
    /// Where the question comes from.
    public enum Origin: Sendable, Equatable {
        /// A writer put it, with its answer, on the page.
        case curated
        /// A model wrote it, and a person approved or changed it.
        case generated(model: String, reviewer: String)
        /// There is no question: the page's own words are found by likeness.
        case statement
        /// There is no answer: a writer put a question that sounds like others and that nothing on the site answers.
        case unanswered
    }

    /// For a statement, how it reads on its own.
    public var question: String
    /// Word for word as in the section; empty where there is no answer.
    public var quote: String
    public var page: AnswerPage
    public var section: AnswerSection
    public var origin: Origin
}

extension AnswerPage {
    /// What the page answers: curated answers first, then questions that its author states, then near misses, then reviewed
    /// pairs whose text has not changed, then plain statements.
    /// A section for which the decision table answers has none of the last two, and a translation no statements: they are found
    /// by likeness, which is measured in the portal's own language.
    ///
    /// - Parameter ledger: the page's file of the ledger, if it has one.
    public func publishedPairs(ledger: LedgerFile?) -> [PublishedPair] {
        var pairs = curatedPairs.map {
            PublishedPair(question: $0.question, quote: $0.quote, page: self, section: $0.section, origin: .curated)
        }
        guard status == "active" else { return pairs }
        for stated in questions {
            guard let section = sections.first(where: { $0.number == stated.section }), !section.isDecided else {
                continue
            }
            pairs.append(
                PublishedPair(
                    question: stated.question, quote: stated.quote, page: self, section: section, origin: .curated))
        }
        for miss in nearMisses {
            guard let section = sections.first(where: { $0.number == miss.section }) else { continue }
            pairs.append(
                PublishedPair(question: miss.question, quote: "", page: self, section: section, origin: .unanswered))
        }
        let passages = passages
        for pair in ledger?.pairs ?? [] where pair.status.isPublished {
            guard Ledger.standing(of: pair, on: self, passages: passages) == .current,
                let section = section(holding: pair), !section.isDecided
            else { continue }
            pairs.append(
                PublishedPair(
                    question: pair.question, quote: pair.quote, page: self, section: section,
                    origin: .generated(model: pair.model, reviewer: pair.reviewer ?? "")))
        }
        guard !isTranslation else { return pairs }
        let rejected = Set((ledger?.pairs ?? []).filter { $0.status == .rejected }.map(\.quote))
        for passage in passages {
            guard let section = sections.first(where: { $0.number == passage.section }), !section.isDecided else {
                continue
            }
            for statement in passage.statements where section.text.contains(statement.quote) {
                // Words that a reviewer refused as an answer are not offered by themselves either.
                guard !rejected.contains(statement.quote) else { continue }
                pairs.append(
                    PublishedPair(
                        question: statement.reading, quote: statement.quote, page: self, section: section,
                        origin: .statement))
            }
        }
        return pairs
    }
}
