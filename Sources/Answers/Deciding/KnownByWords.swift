/// What a question has in common with known ones by their words; `ask-known-words.js` holds the same steps.
///
/// Words are folded, and have lost their endings where the language's are known. Words that share most of their groups of
/// three letters count as alike, so that endings, halves of German compounds, spellings and typing errors do.
struct KnownByWords {
    /// A question that was looked at.
    struct Known {
        /// Its answer, as a number that all its questions share.
        var answer: Int
        /// Its words, each once.
        var words: [String]
    }

    /// What ``evidence(on:)`` gives.
    static let names = [
        "nearest", "square", "three", "frequent", "explained", "most", "leadNearest", "leadThree", "leadFrequent",
        "leadExplained", "words", "unknown", "missNearest", "leadMiss", "leadMissThree", "missNearer",
    ]
    /// So many of them say what near misses say; they come last.
    static let missNames = 4

    /// How many answers one is compared with.
    private static let count = 12
    /// The shortest word that may be like another, how much they must share, and what that counts beside the word itself.
    private static let leastLetters = 4
    private static let leastAlike = 0.55
    private static let alikeCounts = 0.9

    /// The answers with the nearest questions, the nearest first.
    private(set) var near: [Int] = []
    private let asked: AskedWords
    /// For each answer the places of its questions, the nearest first.
    private var questions: [[Int]]
    private var shares: [Double] = []
    private let known: [Known]
    private let texts: [[String]]
    private var compared: [Int: Compared] = [:]
    private var missNearest = 0.0
    private var missThree = 0.0

    /// What answers are compared by.
    private struct Compared {
        /// Nearest, three, frequent, explained.
        var values: [Double]
        var most: Double
    }

    /// - Parameters:
    ///   - words: of the question, each once.
    ///   - known: known questions.
    ///   - texts: the words of each answer.
    ///   - misses: the words of questions that nothing answers.
    init(_ words: [String], known: [Known], texts: [[String]], misses: [[String]]) {
        let asked = AskedWords(words, known.map(\.words), misses: misses)
        self.asked = asked
        self.known = known
        self.texts = texts
        questions = texts.map { _ in [] }
        let shares = known.map { asked.share(of: $0.words) }
        self.shares = shares
        for (place, one) in known.enumerated() { questions[one.answer].append(place) }
        for answer in texts.indices {
            questions[answer].sort { shares[$0] != shares[$1] ? shares[$0] > shares[$1] : $0 < $1 }
        }
        let missShares = misses.map(asked.share(of:)).sorted(by: >)
        missNearest = missShares.first ?? 0
        missThree = Self.three(missShares)
        near = Array(
            texts.indices.filter { nearness(of: $0) > 0 }.sorted {
                let one = nearness(of: $0), other = nearness(of: $1)
                return one != other ? one > other : $0 < $1
            }.prefix(Self.count))
        for answer in near { compared[answer] = compare(answer) }
    }

    /// What the nearest question of an answer has in common with the one that is asked, 0 to 1.
    private func nearness(of answer: Int) -> Double { questions[answer].first.map { shares[$0] } ?? 0 }

    /// The place of an answer's nearest question among the known ones.
    func nearestQuestion(of answer: Int) -> Int? { questions[answer].first }

    /// How many questions an answer has.
    func questionCount(of answer: Int) -> Int { questions[answer].count }

    /// Whether a question that nothing answers has more in common with this one than all that are known.
    var isMissed: Bool { near.allSatisfy { nearness(of: $0) < missNearest } }

    /// The place of the known question that has most in common with this one, and how much, 0 to 1; nil where a question that
    /// nothing answers has as much.
    var nearest: (place: Int, share: Double)? {
        guard let place = near.first.flatMap(nearestQuestion), shares[place] > missNearest else { return nil }
        return (place, shares[place])
    }

    /// What speaks for and against an answer, in the order of ``names``.
    func evidence(on answer: Int) -> [Double] {
        let found = compared[answer] ?? compare(answer)
        let own = found.values
        let leads = own.indices.map { number in
            var most = 0.0
            for other in near where other != answer { most = max(most, compared[other]?.values[number] ?? 0) }
            return own[number] - most
        }
        return [own[0], own[0] * own[0], own[1], own[2], own[3], found.most / 4] + leads
            + [
                Double(asked.count) / 10, asked.unknown, missNearest, own[0] - missNearest, own[1] - missThree,
                own[0] < missNearest ? 1 : 0,
            ]
    }

    private func compare(_ answer: Int) -> Compared {
        let places = questions[answer]
        let carried = asked.carried(by: places.map { known[$0].words }, text: texts[answer])
        return Compared(
            values: [nearness(of: answer), Self.three(places.map { shares[$0] }), carried.frequent, carried.explained],
            most: carried.most)
    }

    /// The mean of the three greatest, of which those that are not there count as 0.
    private static func three(_ sorted: [Double]) -> Double {
        var sum = 0.0
        for one in sorted.prefix(KnownAnswer.supporting) { sum += one }
        return sum / Double(KnownAnswer.supporting)
    }

    /// The words of a question with those of known questions that are like them.
    private struct AskedWords {
        private let words: [String]
        var count: Int { words.count }
        /// For each word how much each word of the known questions is like it, where it is at all.
        private var alike: [[String: Double]] = []
        private var counts: [String: Int] = [:]
        private let questionCount: Int
        /// The information of all of them.
        private(set) var total = 0.0
        /// The share of the information that no known question has.
        private(set) var unknown = 0.0

        init(_ words: [String], _ known: [[String]], misses: [[String]]) {
            self.words = words
            questionCount = known.count
            for question in known { for word in question { counts[word, default: 0] += 1 } }
            for question in misses { for word in question { counts[word, default: 0] += 0 } }
            let vocabulary = counts.keys.filter { $0.unicodeScalars.count >= leastLetters }
                .map { (word: $0, threes: KnownByWords.threes(of: $0)) }
            for word in words {
                var own: [String: Double] = counts[word] == nil ? [:] : [word: 1]
                if word.unicodeScalars.count >= leastLetters {
                    let threes = KnownByWords.threes(of: word)
                    for other in vocabulary where other.word != word {
                        let both = other.threes.count(where: threes.contains)
                        let share = 2 * Double(both) / Double(threes.count + other.threes.count)
                        if share >= leastAlike { own[other.word] = share * alikeCounts }
                    }
                }
                alike.append(own)
                total += information(of: word)
                if own.isEmpty { unknown += information(of: word) }
            }
            if total > 0 { unknown /= total }
        }

        /// How rare a word is among known questions: the fourth root of their number for each that has it.
        private func information(of word: String) -> Double {
            (Double(questionCount) / Double((counts[word] ?? 0) + 1)).squareRoot().squareRoot()
        }

        /// How much a question and the one that is asked have in common, of what both hold.
        func share(of question: [String]) -> Double {
            var shared = 0.0
            for (place, word) in words.enumerated() where !alike[place].isEmpty {
                var most = 0.0
                for other in question { most = max(most, alike[place][other] ?? 0) }
                shared += most * information(of: word)
            }
            guard shared > 0 else { return 0 }
            var both = total
            for word in question { both += information(of: word) }
            return 2 * shared / both
        }

        /// Which share of the words' information an answer's questions carry, where a word that more of them have counts
        /// more; which share they or the answer carry; and the information of the word that is carried least.
        func carried(by questions: [[String]], text: [String]) -> (frequent: Double, explained: Double, most: Double) {
            var own: [String: Int] = [:]
            for question in questions { for word in question { own[word, default: 0] += 1 } }
            let text = Set(text)
            var frequent = 0.0, explained = 0.0, most = 0.0
            for (place, word) in words.enumerated() {
                var often = 0.0, share = text.contains(word) ? 1.0 : 0
                for (other, likeness) in alike[place] {
                    let count = Double(own[other] ?? 0)
                    often = max(often, likeness * count / (count + 1))
                    if count > 0 || text.contains(other) { share = max(share, likeness) }
                }
                frequent += often * information(of: word)
                explained += share * information(of: word)
                most = max(most, (1 - share) * information(of: word))
            }
            return total > 0 ? (frequent / total, explained / total, most) : (0, 0, 0)
        }
    }

    /// The groups of three letters of a word, with a mark before and behind it, as numbers.
    private static func threes(of word: String) -> Set<UInt64> {
        let letters = Array("^\(word)$".unicodeScalars)
        return Set(
            letters.indices.dropLast(2).map { at in
                letters[at..<at + 3].reduce(0) { $0 << 21 | UInt64($1.value) }
            })
    }
}

/// Whether a question asks what known ones ask, by their words alone: for a language that the encoder was not made for, and
/// sites without one. `ask-known-words.js` holds the same steps.
struct WordDecision {
    /// The chosen answer; nil where none has a word of the question.
    private(set) var chosen: Int?
    /// The probability that its questions ask the same, 0 to 1.
    private(set) var answers = 0.0

    init(_ words: KnownByWords, _ weights: DecidingTable.Known) {
        var most = 0.0
        for answer in words.near {
            let choice = weights.choice.logit(words.evidence(on: answer))
            if chosen == nil || choice > most { (chosen, most) = (answer, choice) }
        }
        if chosen != nil, !words.isMissed { answers = Mathematics.sigmoid(weights.answers.logit([most])) }
    }
}
