import Diagnostics
import Primitives

extension Rule {
    /// A stated question names a requirement or a heading of its page, a file of questions a page, and what nothing answers is
    /// stated nowhere else as a way of asking.
    package static let statedQuestions = Rule {
        $0.checkStatedQuestions() + $0.checkNearMisses() + $0.checkQuestionFiles()
    }
}

extension Library {
    /// What pages state, entry by entry, each with the file that it stands in.
    private var statedEntries: [(page: Page, path: String, stated: PageMetadata.StatedQuestions)] {
        pages.flatMap { page in
            statedQuestions(of: page).flatMap { path, questions in questions.map { (page, path, $0) } }
        }
    }

    fileprivate func checkStatedQuestions() -> [Diagnostic] {
        statedEntries.compactMap { page, path, stated in
            guard let place = stated.place, !page.answers(at: place.value) else { return nil }
            let names = page.requirements.map { "R\($0.number)" } + page.sections.map(\.id)
            let near = Suggestion(for: place.value, among: names)
            let owner = path == displayPath(page) ? "this page" : "'\(page.path)'"
            return Diagnostic(
                .error, .questionPlace, path: path, range: place.range,
                "Questions stand at '\(place.value)', which is neither a requirement nor a heading of \(owner)"
                    + near.question,
                fixes: [
                    .init(near.advice(otherwise: "name a requirement such as R3, or the id of a heading"))
                ])
        }
    }

    /// Near misses that a page has come to answer: Ask would stay silent beside the answer.
    fileprivate func checkNearMisses() -> [Diagnostic] {
        let entries = statedEntries
        var answered: [String?: [[Substring]: String]] = [:]
        for (page, _, stated) in entries {
            for text in stated.askedAs { answered[page.edition, default: [:]][words(of: text)] = page.path }
        }
        return entries.flatMap { page, path, stated in
            stated.notAnswered.compactMap { text in
                guard let place = stated.place, let answering = answered[page.edition]?[words(of: text)] else {
                    return nil
                }
                return Diagnostic(
                    .warning, .questionAnswered, path: path, range: place.range,
                    "'\(text)' is stated as a question that nothing answers, and '\(answering)' states that it answers it",
                    fixes: [
                        .init("remove it from not_answered here, or from asked_as there if that does not answer it")
                    ])
            }
        }
    }

    /// A question's words, so that case and marks do not count.
    private func words(of question: String) -> [Substring] {
        question.lowercased().split { !$0.isLetter && !$0.isNumber }
    }

    /// Problems of the files in `questions/`, but for those of drafts that are not built.
    fileprivate func checkQuestionFiles() -> [Diagnostic] {
        dataFiles.questions.sorted { $0.key < $1.key }.filter { !leftOut.contains($0.key) }.flatMap { page, file in
            guard indexByPath[page] == nil else { return file.diagnostics }
            let near = Suggestion(for: page, among: pages.map(\.path))
            let advice = near.map { pathPrefix + StatedQuestionFile.file(ofPage: $0) }.advice(
                "rename the file to", otherwise: "rename the file with its page, or remove it")
            let missing = Diagnostic(
                .error, .questionPlace, path: file.path,
                "These questions are for the page '\(page)', which does not exist"
                    + near.question, fixes: [.init(advice)])
            return [missing] + file.diagnostics
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
