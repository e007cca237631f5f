/// What a ``PortalDocument`` says, in the form in which two of them are compared: each thing under the name that stays
/// the same.
public struct PortalSnapshot: Sendable {
    /// By id.
    var requirements: [String: PortalDocument.Requirement] = [:]
    var decisions: [Case: Verdict] = [:]
    /// Titles of uses and of classes of data.
    var choices: Set<String> = []
    /// By address, like models.
    var licences: [String: PortalDocument.Licence] = [:]
    var models: [String: PortalDocument.Model] = [:]
    /// By address, and every address with an anchor.
    var pages: [String: PortalDocument.Page] = [:]
    var anchors: Set<String> = []
    /// Quotations by question and page.
    var answers: [Question: String] = [:]
    /// By id, like deployments and withdrawn requirements.
    var exceptions: [String: PortalDocument.Exception] = [:]
    var deployments: [String: PortalDocument.Deployment] = [:]
    var withdrawn: [String: PortalDocument.Withdrawal] = [:]
    /// Hashes by path; nil where the document is of a release that did not list them, like settings.
    var files: [String: String]?
    var settings: [String: String]?

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
        for entry in document.models { models[entry.url] = entry }
        for entry in document.exceptions { exceptions[entry.id] = entry }
        for entry in document.deployments { deployments[entry.id] = entry }
        for entry in document.withdrawn ?? [] { withdrawn[entry.id] = entry }
        files = document.files.map { Dictionary($0.map { ($0.path, $0.sha256) }, uniquingKeysWith: { $1 }) }
        settings = document.settings
        for page in document.pages {
            pages[page.url] = page
            anchors.formUnion(page.sections.map { page.url + "#" + $0.id })
        }
        anchors.formUnion(document.requirements.map(\.url))
        for entry in document.answers {
            answers[Question(question: entry.question, page: entry.url.splitFragment.path)] = entry.quote
        }
        guard let table = document.decisions else { return }
        choices = Set(table.uses.map { "use: \($0.title)" } + table.data.map { "data: \($0.title)" })
        for entry in table.cases {
            let place = Case(
                model: table.models[entry.model].title, use: table.uses[entry.use].title,
                data: table.data[entry.data].title)
            let decisive = entry.reasons.map { table.reasons[$0] }.filter { $0.verdict == entry.verdict }
            decisions[place] = Verdict(
                verdict: entry.verdict, reasons: decisive.map { "\($0.text) (\($0.clause))" })
        }
    }

    /// The same with pages under other addresses.
    ///
    /// - Parameter renames: new addresses by old ones.
    func renamed(_ renames: [String: String]) -> PortalSnapshot {
        guard !renames.isEmpty else { return self }
        func renamed(_ url: String) -> String {
            let (path, fragment) = url.splitFragment
            return (renames[path] ?? path).appending(fragment: fragment)
        }
        func byNewName<Value>(_ values: [String: Value]) -> [String: Value] {
            Dictionary(values.map { (renamed($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        var snapshot = self
        snapshot.pages = byNewName(pages)
        snapshot.licences = byNewName(licences)
        snapshot.models = byNewName(models).mapValues { model in
            var model = model
            model.licence = model.licence.map(renamed)
            return model
        }
        snapshot.anchors = Set(anchors.map(renamed))
        snapshot.answers = Dictionary(
            answers.map { (Question(question: $0.key.question, page: renamed($0.key.page)), $0.value) },
            uniquingKeysWith: { first, _ in first })
        return snapshot
    }
}
