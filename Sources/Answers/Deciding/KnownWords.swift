import Search

/// What a known answer and its questions carry of the words of a question; `ask-known.js` holds the same steps.
struct KnownWords {
    /// The nearest known question, and the answer.
    let nearest: CarriedWords
    let answer: CarriedWords
    /// The share of the question's information that the known questions carry; a word that more of them have counts more.
    var frequent = 0.0
    /// The share that the nearest known question carries.
    var carried = 0.0
    /// The share that the answer or the page's title carry.
    var answered = 0.0
    /// The share that any of them carry.
    var explained = 0.0
    /// The information of the rarest word that none of them carry.
    var most = 0.0
    /// Like ``explained``, where a word counts that means nearly the same.
    var aligned = 0.0
    /// The most information that a word keeps of which none of them has the meaning.
    var strange = 0.0
    /// The share of the words that the site does not have.
    var unknown = 0.0

    /// - Parameters:
    ///   - meanings: the vector of a folded word, of length 1; nil where there is none.
    init(
        _ asked: AskedQuestion, _ answer: KnownAnswer, _ look: QuestionLook, meanings: (String) throws -> [Double]?
    ) rethrows {
        nearest = CarriedWords(answer.nearest.question)
        self.answer = CarriedWords(answer.nearest.text)
        guard asked.information > 0 else { return }
        let questions = [nearest] + answer.questions.dropFirst().map { CarriedWords($0.question) }
        let texts = [self.answer, CarriedWords(answer.nearest.title)]
        var counts: [String: Double] = [:]
        for question in questions { for stem in question.stems { counts[stem, default: 0] += 1 } }
        let own = try Self.meanings(of: questions + texts, look, meanings)
        for word in asked.words {
            let count = counts[word.stem] ?? 0
            frequent += count / (count + 1) * word.information
            carried += nearest.share(of: word) * word.information
            var answered = 0.0
            for text in texts { answered = max(answered, text.share(of: word)) }
            self.answered += answered * word.information
            var share = answered
            for question in questions { share = max(share, question.share(of: word)) }
            explained += share * word.information
            if share < 0.5 { most = max(most, word.information) }
            if share < 1, let meaning = try meanings(word.form) {
                for other in own { share = max(share, Self.product(meaning, other)) }
            }
            aligned += share * word.information
            strange = max(strange, (1 - share) * word.information)
            if !word.isKnown { unknown += word.information }
        }
        frequent /= asked.information
        carried /= asked.information
        self.answered /= asked.information
        explained /= asked.information
        aligned /= asked.information
        unknown /= asked.information
    }

    /// The vectors of the words of some texts that carry meaning, each once.
    private static func meanings(
        of texts: [CarriedWords], _ look: QuestionLook, _ meanings: (String) throws -> [Double]?
    ) rethrows -> [[Double]] {
        var seen: Set<String> = [], found: [[Double]] = []
        for text in texts {
            for (form, stem) in zip(text.forms, text.stems) where !look.isLight(stem) && seen.insert(form).inserted {
                if let meaning = try meanings(form) { found.append(meaning) }
            }
        }
        return found
    }

    private static func product(_ one: [Double], _ other: [Double]) -> Double {
        var sum = 0.0
        for index in 0..<min(one.count, other.count) { sum += one[index] * other[index] }
        return sum
    }
}
