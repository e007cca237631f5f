import Foundation

/// The parts of `api/portal.json` that a comparison looks at.
public struct PortalSnapshot: Sendable {
    /// Requirements by id.
    public var requirements: [String: Requirement] = [:]
    /// Verdicts by model, use and class of data.
    public var decisions: [Case: Verdict] = [:]
    /// Licences by address.
    public var licences: [String: Licence] = [:]
    /// Titles by address.
    public var pages: [String: String] = [:]
    /// Every address with an anchor.
    public var anchors: Set<String> = []
    /// Quotations by question and page.
    public var answers: [Question: String] = [:]

    /// What a requirement says, and where.
    public struct Requirement: Sendable, Hashable {
        /// How strongly it binds, such as `MUST NOT`.
        public var level: String
        /// Its sentence.
        public var text: String
        /// Its address below the site's root.
        public var url: String
    }

    /// One model in one use with one class of data, each by its name for readers.
    public struct Case: Sendable, Hashable {
        /// The model.
        public var model: String
        /// The use.
        public var use: String
        /// The class of data.
        public var data: String
    }

    /// What was decided of a case.
    public struct Verdict: Sendable, Hashable {
        /// `allowed`, `conditional` or `blocked`.
        public var verdict: String
        /// Each reason with its clause.
        public var reasons: [String]
    }

    /// What was decided about a licence.
    public struct Licence: Sendable, Hashable {
        /// The page's title.
        public var title: String
        /// `approved`, `conditional` or `prohibited`.
        public var decision: String
    }

    /// A question that a page answers.
    public struct Question: Sendable, Hashable {
        /// In the words that staff use.
        public var question: String
        /// The page's address.
        public var page: String
    }

    // MARK: Reading

    private struct File: Decodable {
        struct Page: Decodable {
            struct Section: Decodable { var id: String }
            var url: String
            var title: String
            var status: String
            var sections: [Section]
        }
        struct Requirement: Decodable {
            var id: String
            var level: String
            var text: String
            var url: String
        }
        struct Licence: Decodable {
            var url: String
            var name: String
            var decision: String
        }
        struct Named: Decodable { var title: String }
        struct Reason: Decodable {
            var text: String
            var verdict: String
            var clause: String
        }
        struct Case: Decodable {
            var model: Int
            var use: Int
            var data: Int
            var verdict: String
            var reasons: [Int]
        }
        struct Decisions: Decodable {
            var uses: [Named]
            var data: [Named]
            var models: [Named]
            var reasons: [Reason]
            var cases: [Case]
        }
        struct Answer: Decodable {
            var question: String
            var quote: String
            var url: String
        }
        var form: Int
        var pages: [Page]
        var requirements: [Requirement]
        var licences: [Licence]
        var decisions: Decisions?
        var answers: [Answer]?
    }

    /// Why a file cannot be compared.
    public enum ReadingError: Error, Sendable { case noExport, otherForm(Int) }

    /// Reads `api/portal.json`.
    public init(_ bytes: [UInt8]) throws(ReadingError) {
        guard let file = try? JSONDecoder().decode(File.self, from: Data(bytes)) else { throw .noExport }
        guard file.form == 1 else { throw .otherForm(file.form) }
        for entry in file.requirements {
            requirements[entry.id] = Requirement(level: entry.level, text: entry.text, url: entry.url)
        }
        for entry in file.licences { licences[entry.url] = Licence(title: entry.name, decision: entry.decision) }
        for page in file.pages {
            pages[page.url] = page.title
            anchors.formUnion(page.sections.map { page.url + "#" + $0.id })
        }
        anchors.formUnion(file.requirements.map(\.url))
        for entry in file.answers ?? [] {
            answers[Question(question: entry.question, page: entry.url.splitFragment.path)] = entry.quote
        }
        guard let table = file.decisions else { return }
        for entry in table.cases {
            guard table.models.indices.contains(entry.model), table.uses.indices.contains(entry.use),
                table.data.indices.contains(entry.data)
            else { throw .noExport }
            let reasons = entry.reasons.filter { table.reasons.indices.contains($0) }.map { table.reasons[$0] }
            let place = Case(
                model: table.models[entry.model].title, use: table.uses[entry.use].title,
                data: table.data[entry.data].title)
            decisions[place] = Verdict(
                verdict: entry.verdict,
                reasons: reasons.filter { $0.verdict == entry.verdict }.map { "\($0.text) (\($0.clause))" })
        }
    }
}
