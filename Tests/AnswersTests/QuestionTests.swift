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
        var written = WrittenQuestions()
        _ = try pipeline.write(on: [(page.passages[0], page)]) { written = $1 }
        #expect(
            written.kept.map(\.candidate.question) == [
                "May I enter keys into a model?", "How long does the office take to answer?",
            ])
        #expect(written.writtenCount == 8)
        #expect(written.counts[.malformed] == 1)
        #expect(written.counts[.namesSomethingElse] == 1)
        #expect(written.counts[.repeated] == 4)
    }

    @Test("a statement has one question: of another with its words the yes or no is told apart, and it is left over")
    func surplus() throws {
        let writer = ScriptedWriter([
            "Staff MUST NOT enter keys into any model.": [
                "May staff enter keys into any model?", "Which keys must staff not enter into any model?",
                "Must staff enter keys into any model?",
            ]
        ])
        writer.logProbabilities = [-0.05, -0.05, -0.05]
        var settings = QuestionSettings()
        settings.candidateCount = 3
        let pipeline = QuestionPipeline(writer: writer, encoder: WordCountEncoder(), settings: settings)
        var written = WrittenQuestions()
        _ = try pipeline.write(on: [(page.passages[0], page)]) { written = $1 }
        #expect(written.kept.count == 1)
        #expect(written.counts[.surplus] == 1)
        #expect(written.counts[.repeated] == 1)
    }

    @Test("questions on a passage do not depend on what else is written, or in which order it is done")
    func passages() throws {
        let pages = (1...40).map { number in
            AnswerPage(
                url: "p\(number).html", path: "p\(number)", title: "Rules \(number)", kind: "policy", status: "active",
                sections: [
                    AnswerSection(
                        number: 0, anchor: "keys", heading: "Keys",
                        text: number % 4 == 0 ? "" : "Staff MUST NOT enter key \(number) into any model.")
                ])
        }
        let writer = ScriptedWriter([:])
        for number in 1...40 {
            writer.lines["Staff MUST NOT enter key \(number) into any model."] = [
                "May I enter key \(number) into a model?", "Which key \(number) must not be entered?",
            ]
        }
        let pipeline = QuestionPipeline(writer: writer, encoder: WordCountEncoder(), settings: QuestionSettings())
        let work = pages.flatMap { page in page.passages.map { (passage: $0, page: page) } }
        var together: [Int: [String]] = [:]
        _ = try pipeline.write(on: work) { together[$0] = $1.kept.map { "\($0.candidate.question) \($0.score)" } }
        #expect(together.count == work.count && together.values.joined().count > 20)
        for (index, one) in work.enumerated() {
            _ = try pipeline.write(on: [one]) { _, written in
                #expect(together[index] == written.kept.map { "\($0.candidate.question) \($0.score)" })
            }
        }
    }

    @Test("the encoder reads what may be chosen and nothing else, and the choice is the same as if it had read all")
    func comparesWhatMatters() throws {
        let lines = [
            "May I enter keys into a model?", "Which keys do staff enter into any model?", "What must staff not enter?",
            "Why must not one of the keys that staff have at hand ever be given to any model?",
        ]
        func run(comparesAll: Bool) throws -> (kept: [String], rated: [Candidate], read: Set<String>) {
            let writer = ScriptedWriter(["Staff MUST NOT enter keys into any model.": lines])
            writer.logProbabilities = [-0.05, -0.4, -1.5, -3]
            let encoder = WordCountEncoder()
            var settings = QuestionSettings()
            settings.candidateCount = 4
            settings.comparesAll = comparesAll
            let pipeline = QuestionPipeline(writer: writer, encoder: encoder, settings: settings)
            var written = WrittenQuestions()
            _ = try pipeline.write(on: [(page.passages[0], page)]) { written = $1 }
            let kept = written.kept.map { "\($0.candidate.question) \($0.score)" }
            return (kept, written.candidates, Set(encoder.texts))
        }
        let all = try run(comparesAll: true), few = try run(comparesAll: false)
        #expect(!all.kept.isEmpty && few.kept == all.kept)
        #expect(all.rated.map(\.question) == lines && all.read.isSuperset(of: lines))
        let hopeless = all.rated.filter { !CandidateClassifier.mayPass($0.features) }.map(\.question)
        #expect(!hopeless.isEmpty && hopeless.count < lines.count)
        #expect(few.read == all.read.subtracting(hopeless))
    }

    @Test("whether a candidate may pass is what its score says at the best similarity")
    func mayPass() {
        var outcomes: Set<Bool> = []
        for number in 0..<600 {
            var features = Candidate.Features()
            features.logProbability = -Double(number % 50) / 25
            features.copied = Double(number / 50 % 3) / 2
            features.isYesNo = number / 150 % 2 == 0 ? 1 : 0
            features.isRule = number / 300 == 0 ? 1 : 0
            let passes = stride(from: -1.0, through: 1, by: 0.05).contains { similarity in
                var one = features
                one.similarity = similarity
                return CandidateClassifier.score(one) >= CandidateClassifier.threshold
            }
            if passes { #expect(CandidateClassifier.mayPass(features)) }
            outcomes.insert(CandidateClassifier.mayPass(features))
        }
        #expect(outcomes == [true, false])
    }

    @Test("a question that is ordinary as language scores higher")
    func choice() {
        var likely = Candidate.Features(), unlikely = Candidate.Features()
        likely.logProbability = -0.1
        unlikely.logProbability = -2
        #expect(CandidateClassifier.score(likely) > CandidateClassifier.score(unlikely))
    }

    @Test("each feature counts with its own weight, and has a name of its own")
    func features() {
        let plain = CandidateClassifier.score(Candidate.Features())
        #expect(abs(plain - Mathematics.sigmoid(CandidateClassifier.intercept)) < 1e-12)
        for feature in CandidateClassifier.features {
            var features = Candidate.Features()
            features.set(feature.name, 1)
            #expect(features[keyPath: feature.value] == 1, "\(feature.name)")
            let score = CandidateClassifier.score(features)
            #expect(abs(score - Mathematics.sigmoid(CandidateClassifier.intercept + feature.weight)) < 1e-12)
        }
        #expect(Set(CandidateClassifier.features.map(\.name)).count == 12)
        #expect(Set(CandidateClassifier.features.map(\.value)).count == 12)
    }
}

extension Candidate.Features {
    /// Sets the feature that rated questions call so.
    fileprivate mutating func set(_ name: String, _ value: Double) {
        switch name {
        case "log_probability": logProbability = value
        case "similarity": similarity = value
        case "copied": copied = value
        case "names_page": namesPage = value
        case "length": length = value
        case "is_yes_no": isYesNo = value
        case "is_who": isWho = value
        case "is_when": isWhen = value
        case "is_why": isWhy = value
        case "statement_length": statementLength = value
        case "is_rule": isRule = value
        case "votes": votes = value
        default: Issue.record("no feature is called \(name)")
        }
    }
}
