/// What a model wrote on a passage, before the choice.
struct PassageDraft {
    let passage: Passage
    let page: AnswerPage
    let statements: [Statement]
    /// Samples of each statement.
    let candidateCount: Int
    var candidates: [Candidate] = []
    /// What has been counted so far.
    private(set) var written = WrittenQuestions()

    init(passage: Passage, page: AnswerPage, statements: [Statement], candidateCount: Int) {
        (self.passage, self.page, self.statements) = (passage, page, statements)
        self.candidateCount = candidateCount
    }

    /// Adds the candidates among the texts that were written on a statement, and counts the others with the reason.
    mutating func add(_ texts: [WrittenText], on statement: Statement, _ check: QuestionCheck) {
        guard let section = page.section(of: passage) else { return }
        let grounds = [statement.quote, statement.reading, page.title, section.heading] + section.ancestors
        let vote = 1 / Double(candidateCount)
        var indices: [String: Int] = [:]
        for text in texts {
            written.writtenCount += 1
            written.tokenCount += text.tokenCount
            guard let question = check.question(from: text.text) else {
                written.counts[.malformed, default: 0] += 1
                continue
            }
            let key = question.lowercased()
            if let known = indices[key] {
                candidates[known].features.votes += vote
                written.counts[.repeated, default: 0] += 1
                continue
            }
            guard check.namesOnlyWhatStands(question, in: grounds) else {
                written.counts[.namesSomethingElse, default: 0] += 1
                continue
            }
            indices[key] = candidates.count
            var features = Candidate.Features()
            features.logProbability = text.logProbability
            features.votes = vote
            candidates.append(Candidate(question: question, statement: statement, features: features))
        }
    }

    /// Finds the features that follow from words.
    mutating func addWordFeatures(_ words: WordFeatures) {
        for index in candidates.indices {
            let question = candidates[index].question, statement = candidates[index].statement
            words.add(to: &candidates[index].features, question: question, statement: statement, title: page.title)
        }
    }

    /// The candidates at these indices with their statements, whose vectors ``compare(_:at:)`` takes: the questions, then the
    /// statements.
    func textsToCompare(at indices: [Int]) -> [String] {
        indices.map { candidates[$0].question } + readings(of: indices)
    }

    /// Takes the vectors of ``textsToCompare(at:)``: how alike question and statement are.
    mutating func compare(_ vectors: [[Float]], at indices: [Int]) {
        let readings = readings(of: indices)
        for (place, index) in indices.enumerated() {
            let reading = indices.count + (readings.firstIndex(of: candidates[index].statement.reading) ?? 0)
            candidates[index].features.similarity = Mathematics.dot(vectors[place], vectors[reading])
        }
    }

    /// The statements of candidates, as they are read.
    private func readings(of indices: [Int]) -> [String] {
        indices.map { candidates[$0].statement.reading }.reduce(into: []) { all, reading in
            if all.last != reading { all.append(reading) }
        }
    }
}

extension AnswerPage {
    /// The section in which a passage stands.
    func section(of passage: Passage) -> AnswerSection? { sections.first { $0.number == passage.section } }
}
