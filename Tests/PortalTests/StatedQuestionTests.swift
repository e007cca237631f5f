import Content
import Diagnostics
import TestSupport
import Testing

@testable import Portal

/// Questions that writers state, in front matter and in files of their own.
@Suite("Stated questions")
struct StatedQuestionTests {
    private let use = policy("POL-001", body: "## Keys\n\nStaff MUST ask. {#R1}")

    private func problems(_ library: Library) -> [String] {
        library.diagnostics.inReadingOrder().map {
            "\($0.path):\($0.range.start.line):\($0.range.start.column): \($0.severity.rawValue): \($0.summary)"
        }
    }

    @Test("those of the front matter come first, each with the file that it stands in; a place may be given twice")
    func bothPlaces() throws {
        let text = "questions: [{at: R1, asked_as: [may I]}, {at: R1, asked_as: [must I]}, {at: keys}]"
        let page = policy(
            "POL-001", body: "## Keys\n\nStaff MUST ask. {#R1}", extra: "questions: [{at: R1, asked_as: [can I]}]")
        let found = library([page, file("guides/a.md")], data: ["questions/policies/pol-001.yaml": text])
        #expect(problems(found) == [])
        let stated = found.statedQuestions(of: try #require(found.pages.first { $0.kind == .policy }))
        #expect(stated.map(\.path) == ["content/policies/pol-001.md", "content/questions/policies/pol-001.yaml"])
        #expect(stated.flatMap(\.questions).map(\.askedAs) == [["can I"], ["may I"], ["must I"], []])
        let none = found.statedQuestions(of: try #require(found.pages.first { $0.kind == .guide }))
        #expect(none.flatMap(\.questions).isEmpty)
    }

    @Test("a place that the page does not have is told in the file that names it, at its line")
    func places() {
        let text = "questions:\n  - {at: R1, asked_as: [may I]}\n  - at: key\n    asked_as: [why]\n"
        let found = library([use], data: ["questions/policies/pol-001.yaml": text])
        #expect(
            problems(found) == [
                "content/questions/policies/pol-001.yaml:3:9: error: Questions stand at 'key', which is neither a requirement nor a heading of 'policies/pol-001.md'; did you mean 'keys'?"
            ])
        #expect(found.diagnostics.map(\.id) == [.questionPlace])
    }

    @Test("a file whose page does not exist is told, with the nearest page; what is wrong in it is told too")
    func pages() {
        let found = library([use], data: ["questions/policies/pol-01.yaml": "questions:\n  - {at: R1, askd_as: [x]}"])
        #expect(
            problems(found) == [
                "content/questions/policies/pol-01.yaml:1:1: error: These questions are for the page 'policies/pol-01.md', which does not exist; did you mean 'policies/pol-001.md'?",
                "content/questions/policies/pol-01.yaml:2:14: error: Key 'askd_as' is not known in 'questions'; did you mean 'asked_as'?",
            ])
        #expect(
            found.diagnostics.first?.fixes.map(\.title) == [
                "rename the file to 'content/questions/policies/pol-001.yaml'"
            ])
        let far = library([use], data: ["questions/elsewhere/something.yaml": "questions: []"])
        #expect(far.diagnostics.first?.fixes.map(\.title) == ["rename the file with its page, or remove it"])
    }

    @Test("a near miss that a page of its language answers is told; elsewhere it is none")
    func nearMisses() {
        let other = policy("POL-002", body: "Staff MUST write. {#R1}")
        let german = file(
            "de/policies/pol-001.md", SamplePage.policy("POL-001"), body: "## Schlüssel\n\nAlle MÜSSEN fragen. {#R1}")
        let miss = "questions:\n  - at: R1\n    asked_as: [may I]\n    not_answered: [who pays, \"Must I write?\"]\n"
        func told(_ files: [String: String]) -> [String] {
            problems(library([use, other, german], data: files, settings: "languages: [de]"))
                .filter { $0.contains("nothing answers") }
        }
        let here = "questions/policies/pol-001.yaml"
        #expect(
            told([here: miss, "questions/policies/pol-002.yaml": "questions: [{at: R1, asked_as: [must I write]}]"])
                == [
                    "content/questions/policies/pol-001.yaml:2:9: warning: 'Must I write?' is stated as a question that nothing answers, and 'policies/pol-002.md' states that it answers it"
                ])
        #expect(told([here: miss]) == [])
        #expect(
            told([here: miss, "questions/de/policies/pol-001.yaml": "questions: [{at: R1, asked_as: [must I write]}]"])
                == [])
    }

    @Test("of a draft that is not built nothing is told; where drafts are built, all is")
    func drafts() {
        let draft = policy("POL-001", body: "Staff MUST ask. {#R1}", status: "draft")
        let data = ["questions/policies/pol-001.yaml": "questions:\n  - {at: R7, ask: [x]}"]
        #expect(library([draft], data: data).diagnostics == [])
        let ids = library([draft], data: data, drafts: true).diagnostics.map(\.id)
        #expect(Set(ids) == [.questionPlace, .frontMatterUnknown])
    }

    @Test("a translation has questions of its own, at its own path")
    func editions() throws {
        let german = file(
            "de/policies/pol-001.md", SamplePage.policy("POL-001"), body: "## Schlüssel\n\nAlle MÜSSEN fragen. {#R1}")
        let data = [
            "questions/de/policies/pol-001.yaml":
                "questions: [{at: R1, asked_as: [darf ich]}, {at: keys, asked_as: [wozu]}]"
        ]
        let found = library([use, german], data: data, settings: "languages: [de]")
        #expect(
            found.diagnostics.filter { $0.id == .questionPlace }.map(\.path) == [
                "content/questions/de/policies/pol-001.yaml"
            ])
        let page = try #require(found.pages.first { $0.path == "de/policies/pol-001.md" })
        #expect(page.edition == "de")
        #expect(found.statedQuestions(of: page).flatMap(\.questions).flatMap(\.askedAs) == ["darf ich", "wozu"])
        let original = try #require(found.original(of: page))
        #expect(found.statedQuestions(of: original).flatMap(\.questions).isEmpty)
    }
}
