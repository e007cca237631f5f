import Foundation
import TestSupport
import Testing

@testable import Answers

@Suite("Statements")
struct StatementTests {
    private func statements(_ text: String) -> [Statement] {
        AnswerSection(number: 0, anchor: "a", heading: "A", text: text).statements
    }

    @Test("sentences end where they end, not at abbreviations, versions or numbers of a list")
    func sentences() {
        #expect(
            "Ask the office, e.g. by mail. It answers in ten days! Version 3.1 stays. See Art. 9 of the law.".sentences
                == [
                    "Ask the office, e.g. by mail.", "It answers in ten days!", "Version 3.1 stays.",
                    "See Art. 9 of the law.",
                ])
        #expect("He said \"no.\" Then he left.".sentences == ["He said \"no.\"", "Then he left."])
        #expect("".sentences.isEmpty)
        #expect("...".sentences == ["..."])
    }

    @Test("a sentence that leans on the one before is quoted with it, three at most")
    func dependent() {
        let found = statements(
            "The licence ends on a breach. It cannot be renewed. This is final. It stays so. Nobody may appeal.")
        #expect(
            found.map(\.quote) == [
                "The licence ends on a breach. It cannot be renewed. This is final.", "It stays so. Nobody may appeal.",
            ])
    }

    @Test("a fragment and a question are quoted with what follows")
    func fragments() {
        #expect(
            statements("Customer-facing: blocked. The licence forbids it.").map(\.quote) == [
                "Customer-facing: blocked. The licence forbids it."
            ])
        #expect(
            statements("How is it accepted? By a click or by use.").map(\.quote) == [
                "How is it accepted? By a click or by use."
            ])
        #expect(statements("How is it accepted?").isEmpty)
    }

    @Test("an item is read behind the sentence that introduces its list, a row with its table's header")
    func listsAndTables() {
        let list = statements("The request names:\nthe model and its version\nthe purpose of its use")
        #expect(list.map(\.quote) == ["the model and its version", "the purpose of its use"])
        #expect(list[0].reading == "The request names: the model and its version")
        let table = statements("Class | Assistant\nPublic | yes\nSecret | no")
        #expect(table.map(\.quote) == ["Public | yes", "Secret | no"])
        #expect(table[1].reading == "Class: Secret; Assistant: no")
    }

    @Test("every statement stands in its section word for word")
    func verbatim() {
        let text = "One thing is allowed.  Two spaces stand before this.\nA | B\nx | y\nDone: all of it."
        let found = statements(text)
        #expect(
            found.map(\.quote) == [
                "One thing is allowed.", "Two spaces stand before this.", "x | y", "Done: all of it.",
            ])
        #expect(found.allSatisfy { text.contains($0.quote) })
        // Joined over two spaces a statement is not verbatim; whoever quotes leaves it out.
        let joined = statements("The licence ends.  It cannot be renewed.")
        #expect(joined.map(\.quote) == ["The licence ends. It cannot be renewed."])
    }

    @Test("passages hold at most 120 words and their hashes follow the text and the names above it")
    func passages() {
        let long = (0..<40).map { "Sentence number \($0) says a little of something." }.joined(separator: " ")
        func page(_ title: String, _ text: String) -> AnswerPage {
            AnswerPage(
                url: "a.html", path: "a", title: title, kind: "policy", status: "active",
                sections: [AnswerSection(number: 0, anchor: "s", heading: "S", text: text)])
        }
        let passages = page("T", long).passages
        #expect(passages.count == 3)
        #expect(passages.allSatisfy { $0.text.wordCount <= 120 })
        #expect(passages.map(\.hash) == page("T", long).passages.map(\.hash))
        #expect(passages[0].hash != page("U", long).passages[0].hash)
        #expect(passages[0].hash != page("T", "X" + long).passages[0].hash)
        #expect(passages[2].hash == page("T", long).passages[2].hash)
    }

    private struct Case: Decodable {
        var name: String
        var text: String
        var quote: String
        var lines: [String]
    }

    @Test(
        "a quotation is shown with what it is read with, as the recorded cases say, which the scripts' tests read too")
    func quotedLines() throws {
        let recorded = try #require(Repository.text("Tests/Data/quoted-lines.json"))
        for one in try JSONDecoder().decode([Case].self, from: Data(recorded.utf8)) {
            #expect(QuotedLines(one.quote, in: one.text).lines == one.lines, "\(one.name)")
        }
    }
}
