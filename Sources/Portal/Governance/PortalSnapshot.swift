/// What a ``PortalDocument`` says, in the form in which two of them are compared: each thing under the name that stays
/// the same.
public struct PortalSnapshot: Sendable {
    /// By id.
    var requirements: [String: PortalDocument.Requirement] = [:]
    var decisions: [Case: Verdict] = [:]
    /// By address.
    var licences: [String: PortalDocument.Licence] = [:]
    /// Titles by address, and every address with an anchor.
    var pages: [String: String] = [:]
    var anchors: Set<String> = []
    /// Quotations by question and page.
    var answers: [Question: String] = [:]

    struct Case: Hashable {
        var model: String
        var use: String
        var data: String
    }

    struct Verdict: Hashable {
        var verdict: String
        /// Those that decide, each with its clause.
        var reasons: [String]
    }

    struct Question: Hashable {
        var question: String
        var page: String
    }

    /// The document's decisions must be consistent, as ``PortalDocument/Decisions/isConsistent`` says.
    package init(_ document: PortalDocument) {
        for entry in document.requirements { requirements[entry.id] = entry }
        for entry in document.licences { licences[entry.url] = entry }
        for page in document.pages {
            pages[page.url] = page.title
            anchors.formUnion(page.sections.map { page.url + "#" + $0.id })
        }
        anchors.formUnion(document.requirements.map(\.url))
        for entry in document.answers {
            answers[Question(question: entry.question, page: entry.url.splitFragment.path)] = entry.quote
        }
        guard let table = document.decisions else { return }
        for entry in table.cases {
            let place = Case(
                model: table.models[entry.model].title, use: table.uses[entry.use].title,
                data: table.data[entry.data].title)
            let decisive = entry.reasons.map { table.reasons[$0] }.filter { $0.verdict == entry.verdict }
            decisions[place] = Verdict(
                verdict: entry.verdict, reasons: decisive.map { "\($0.text) (\($0.clause))" })
        }
    }
}
