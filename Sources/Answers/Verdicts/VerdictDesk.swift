import Platform

/// Answers questions about models and licences from the files of a site: reads them with its lexicon, and loads the
/// cards of what they name. It keeps what it has loaded, and must not be shared between threads.
final class VerdictDesk {
    private let lexicon: QuestionLexicon
    private let reader: QuestionReader
    private let loadText: (String) -> String?
    private var shards: [String: CardShard] = [:]
    /// How the last question is read, which several ask for.
    private var last: (question: String, reading: QuestionReading)?

    /// Opens a lexicon.
    ///
    /// - Parameters:
    ///   - name: of its file.
    ///   - loadText: what a file of `ask/` holds, by its name; nil where it is missing or damaged.
    init(_ name: String, loadText: @escaping (String) -> String?) throws(AskFileError) {
        self.loadText = loadText
        lexicon = try Self.decode(QuestionLexicon.self, name, loadText)
        guard lexicon.isSound else { throw AskFileError("ask/\(name).js is damaged") }
        reader = QuestionReader(lexicon)
    }

    /// The answer; nil where the question is not about models and licences, or is read with too little certainty. One
    /// without cards says that the portal does not list what was asked for.
    func answer(_ question: String) throws(AskFileError) -> VerdictAnswer? {
        try writer.answer(read(question))
    }

    /// The addresses of all models and licences but those that a question names, their licences and their models; none where
    /// it names none. What these pages say answers nothing about the others, nor about what has no page.
    func strangers(to question: String) -> Set<String> {
        let mentions = read(question).mentions
        guard !mentions.isEmpty else { return [] }
        let named = Set(mentions.flatMap(\.subjects))
        let own = named.union(named.flatMap { lexicon.subjects[$0].related })
        return Set(lexicon.subjects.indices.filter { !own.contains($0) }.map { lexicon.subjects[$0].url })
    }

    /// How a question is read, a line for each part.
    func explanation(of question: String) -> [String] {
        let reading = read(question)
        let shown = writer.shown(reading)
        func line(_ name: String, _ parts: [String]) -> String? {
            parts.isEmpty ? nil : "\(name): \(parts.joined(separator: ", "))"
        }
        return ["read as: \(reading.kind.rawValue)"]
            + [
                line("understood", shown.parts), line("facts", reading.attributes.map { lexicon.attributes[$0].title }),
                line("not understood", shown.left),
                reading.asksOther ? "a word asks for something else than a verdict" : nil,
            ].compactMap(\.self)
    }

    private func read(_ question: String) -> QuestionReading {
        if let last, last.question == question { return last.reading }
        let reading = reader.read(question)
        last = (question, reading)
        return reading
    }

    private var writer: VerdictWriter {
        VerdictWriter(lexicon) { [unowned self] name throws(AskFileError) in
            if let known = self.shards[name] { return known }
            let shard = try Self.decode(CardShard.self, name, self.loadText)
            self.shards[name] = shard
            return shard
        }
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type, _ name: String, _ loadText: (String) -> String?
    ) throws(AskFileError) -> Value {
        guard let text = loadText(name), let value = try? JSONDecoder().decode(type, from: Data(text.utf8)) else {
            throw AskFileError("ask/\(name).js is missing or damaged")
        }
        return value
    }
}

extension QuestionLexicon {
    /// Whether places of subjects and languages are there, so that nothing looks beyond a list.
    fileprivate var isSound: Bool {
        subjects.allSatisfy { subject in
            subject.related.allSatisfy(subjects.indices.contains)
                && subject.languages.allSatisfy(languages.indices.contains)
                && (subject.kind == .licence || subject.verdicts.isEmpty
                    || subject.verdicts.utf8.count == uses.count * data.count)
        }
    }
}
