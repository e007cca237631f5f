import Diagnostics
import Primitives

extension Rule {
    /// A stated question names a requirement or a heading of its page.
    package static let statedQuestions = Rule { $0.checkStatedQuestions() }
}

extension Library {
    fileprivate func checkStatedQuestions() -> [Diagnostic] {
        pages.flatMap { page in
            page.metadata.questions.compactMap { stated in
                guard let place = stated.place, !page.answers(at: place.value) else { return nil }
                let names = page.requirements.map { "R\($0.number)" } + page.sections.map(\.id)
                let near = Suggestion(for: place.value, among: names)
                return Diagnostic(
                    .error, .questionPlace, path: displayPath(page), range: place.range,
                    "Questions stand at '\(place.value)', which is neither a requirement nor a heading of this page"
                        + near.question,
                    fixes: [.init(near.advice(otherwise: "name a requirement such as R3, or the id of a heading"))])
            }
        }
    }
}

extension Page {
    fileprivate func answers(at place: String) -> Bool {
        requirements.contains { $0.isCalled(place, in: policy?.id ?? "") } || sections.contains { $0.id == place }
    }
}

extension Requirement {
    /// Whether a name is this requirement's, in short (R3) or in full (POL-001-R3).
    public func isCalled(_ name: String, in policy: String) -> Bool { name == "R\(number)" || name == id(in: policy) }
}
