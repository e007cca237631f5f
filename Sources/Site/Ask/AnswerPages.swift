import Answers
import Portal
import Search

extension AnswerPage {
    /// A page as questions are asked of it, from what search finds of it.
    ///
    /// - Parameters:
    ///   - stated: the questions that are stated for the page, wherever they stand.
    ///   - hasDecisions: whether rules decide which model may serve which use. The evaluator's word on a use is then one
    ///     reason among others, and no answer.
    init(_ page: Page, _ search: SearchablePage, stated: [PageMetadata.StatedQuestions], hasDecisions: Bool) {
        let path = page.path.hasSuffix(".md") ? String(page.path.dropLast(3)) : page.path
        let name = page.licence?.name ?? page.title
        // The table of facts is searched as a line of the page's start; it is not a sentence to quote.
        let facts = SearchablePage.facts(of: page).joined(separator: ", ")
        self.init(
            url: page.url, path: path, title: name, kind: page.kind.rawValue, status: page.status.rawValue,
            version: page.version ?? "", owner: page.metadata.owner ?? "",
            reviewBy: page.metadata.reviewBy?.value.description ?? "",
            sections: search.sections.enumerated().filter { !$0.element.isTarget && !$0.element.text.isEmpty }.map {
                number, section in
                let text =
                    number == 0 && !facts.isEmpty && section.text.hasSuffix(facts)
                    ? String(section.text.dropLast(facts.count)) : section.text
                // Nor is the description, which says what the page is about.
                let summary = page.metadata.description ?? ""
                return AnswerSection(
                    number: number, anchor: section.anchor, heading: section.heading, ancestors: section.ancestors,
                    text: text, isCurated: section.anchor == "faq-title",
                    introduction: number == 0 && !summary.isEmpty && text.hasPrefix(summary) ? summary : nil,
                    isDecided: hasDecisions && page.kind == .evaluation && section.anchor == "uses-title")
            }, isTranslation: page.edition != nil)
        for entry in stated {
            guard let place = entry.place?.value, let answer = answer(at: place, of: page) else { continue }
            let section = answer.section.number
            questions += entry.askedAs.map { StatedQuestion(question: $0, quote: answer.quote, section: section) }
            nearMisses += entry.notAnswered.map { NearMiss(question: $0, section: section) }
        }
    }

    /// What stands at a requirement or a heading: the requirement's words, the first statement under the heading; nil where
    /// there is none.
    private func answer(at place: String, of page: Page) -> (quote: String, section: AnswerSection)? {
        guard let requirement = page.requirements.first(where: { $0.isCalled(place, in: page.policy?.id ?? "") }) else {
            return sections.first { $0.anchor == place }.flatMap { section in
                section.statements.first.map { ($0.quote, section) }
            }
        }
        guard let section = sections.first(where: { $0.anchor == requirement.sectionID }) else { return nil }
        if section.text.contains(requirement.text) { return (requirement.text, section) }
        // A row of a table, which reads as a sentence only with the table's header.
        return section.statements.first { $0.reading == requirement.text }.map { ($0.quote, section) }
    }
}
