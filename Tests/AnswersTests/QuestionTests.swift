import Search
import Testing

@testable import Answers

@Suite("Questions")
struct QuestionTests {
    private let check = QuestionCheck()

    @Test(
        "only whole questions count",
        arguments: [
            ("Who approves an exception?", true), ("who approves it now?", true), ("Approves?", false),
            ("What does the statement say?", false), ("The exception is approved.", false),
            ("What is is it?", false), ("Who approves the rule of the rule of the rule of the owner?", false),
            ("What is \"open?", false), ("Which (of the rules applies?", false), ("", false),
        ])
    func wellFormed(line: String, isQuestion: Bool) { #expect((check.question(from: line) != nil) == isQuestion) }

    @Test(
        "numbers, dates, negations and parties of a question stand in its grounds",
        arguments: [
            ("How long are prompts kept after 30 days?", true), ("How long are prompts kept after 60 days?", false),
            ("May Google read prompts?", false), ("May Meta read prompts?", true), ("Is it due in March?", false),
            ("Who may not read prompts?", false), ("Are three people needed?", false),
        ])
    func grounds(question: String, stands: Bool) {
        let texts = ["Prompts are deleted after 30 days at the latest.", "Meta's licence"]
        #expect(check.namesOnlyWhatStands(question, in: texts) == stands)
    }

    @Test("a negation stands where the grounds deny or forbid")
    func negation() {
        #expect(check.namesOnlyWhatStands("What must staff not enter?", in: ["Staff MUST NOT enter keys."]))
        #expect(check.namesOnlyWhatStands("What is not allowed?", in: ["The licence forbids military use."]))
    }

    private let page = AnswerPage(
        url: "rules.html", path: "rules", title: "Rules", kind: "policy", status: "active",
        sections: [
            AnswerSection(
                number: 0, anchor: "keys", heading: "Keys",
                text: "Staff MUST NOT enter keys into any model. The office answers within ten days.")
        ])

    @Test("the best candidate of each statement is kept, the others are counted with the reason")
    func pipeline() throws {
        let writer = ScriptedWriter([
            "Staff MUST NOT enter keys into any model.": [
                "May I enter keys into a model?", "no question", "May Google enter keys?",
                "May I enter keys into a model?",
            ],
            "The office answers within ten days.": ["How long does the office take to answer?"],
        ])
        var settings = QuestionSettings()
        settings.candidateCount = 4
        let pipeline = QuestionPipeline(writer: writer, encoder: WordCountEncoder(), settings: settings)
        let written = try pipeline.write(on: page.passages[0], of: page)
        #expect(
            written.kept.map(\.candidate.question) == [
                "May I enter keys into a model?", "How long does the office take to answer?",
            ])
        #expect(written.writtenCount == 8)
        #expect(written.counts[.malformed] == 1)
        #expect(written.counts[.namesSomethingElse] == 1)
        #expect(written.counts[.repeated] == 4)
    }

    @Test("the weights of the choice fit its features")
    func choice() {
        #expect(Choice.weights.count == Candidate.Features.names.count)
        #expect(Candidate.Features().values.count == Candidate.Features.names.count)
        var likely = Candidate.Features(), unlikely = Candidate.Features()
        likely.logProbability = -0.1
        unlikely.logProbability = -2
        #expect(Choice.score(likely) > Choice.score(unlikely))
    }
}
