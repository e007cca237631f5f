/// Which of the uses and classes of data that a question names are asked about.
extension QuestionReader {
    /// Where phrases of uses and classes of data stand.
    struct NeedSpots {
        struct Spot {
            /// In the lexicon's list.
            var place: Int
            /// Places of its words among the question's.
            var match: [Int]

            var first: Int { match.first ?? 0 }
            var last: Int { match.last ?? 0 }
        }

        var uses: [Spot] = []
        var data: [Spot] = []
        /// Uses of which something says that they are meant, in the lexicon's list.
        var instead: [Int] = []
    }

    /// Words that join what is asked about: "tune it and hand it on" asks for both.
    private static let joints: Set = ["and", "or", "then", "und", "oder", "dann"]
    /// Words behind which stands whose or about whom something is.
    private static let links: Set = ["of", "from", "about", "on", "von", "vom", "aus", "über"]
    /// Words behind which stands what something belongs to.
    private static let owners: Set = ["of", "von", "vom"]

    /// Takes out what is named and not asked about.
    func settle(_ reading: inout QuestionReading, _ spots: NeedSpots, _ question: Question) {
        takeOutOrigins(&reading, spots, question)
        takeOutOwners(&reading, spots, question)
        takeOutParts(&reading, spots, question)
        joinData(&reading, spots, question)
        // "It writes to customers, and I read it first": staff use it under their own name.
        for use in spots.instead {
            let others = lexicon.uses[use].insteadOf?.uses ?? []
            reading.uses.removeAll { others.contains($0) }
            reading.uses.append(use)
        }
    }

    /// "Sell a model that was tuned": the tuning is past.
    private func takeOutOrigins(_ reading: inout QuestionReading, _ spots: NeedSpots, _ question: Question) {
        for use in spots.uses {
            for other in spots.uses where lexicon.uses[use.place].takesIn?.contains(other.place) ?? false {
                let between = min(use.first, other.first)..<max(use.first, other.first)
                guard !between.contains(where: { Self.joints.contains(question.tokens[$0].form) }) else { continue }
                reading.uses.removeAll { $0 == other.place }
            }
        }
    }

    /// "Train it on the chats of customers", "names of customers": whose data they are, and not who reads what it writes.
    private func takeOutOwners(_ reading: inout QuestionReading, _ spots: NeedSpots, _ question: Question) {
        for place in Set(reading.uses) {
            let own = spots.uses.filter { $0.place == place }
            let areOwners = own.allSatisfy { use in
                isLinked(use.first, question)
                    && spots.data.contains { $0.last == behindArticles(use.first, question) - 1 }
            }
            if areOwners { reading.uses.removeAll { $0 == place } }
        }
        let changing = Set(
            lexicon.uses.enumerated().flatMap { place, use in use.takesIn.map { [place] + $0 } ?? [] })
        guard reading.uses.contains(where: changing.contains) else { return }
        for place in Set(reading.uses).subtracting(changing) {
            let own = spots.uses.filter { $0.place == place }
            if own.allSatisfy({ $0.match.count == 1 && isLinked($0.first, question) }) {
                reading.uses.removeAll { $0 == place }
            }
        }
    }

    /// "The name of a tuned model": what belongs to a model is none of the data that it sees.
    private func takeOutParts(_ reading: inout QuestionReading, _ spots: NeedSpots, _ question: Question) {
        let tokens = question.tokens
        let uses = Set(spots.uses.flatMap(\.match))
        for data in spots.data {
            guard data.last + 1 < tokens.count, Self.owners.contains(tokens[data.last + 1].form) else { continue }
            var next = data.last + 2
            while next < tokens.count, articles.contains(tokens[next].form) || uses.contains(next) { next += 1 }
            guard next < tokens.count, machines.contains(tokens[next].stem) else { continue }
            reading.data.removeAll { $0 == data.place }
        }
    }

    /// "Religion of pupils" is one class of data, the more sensitive one.
    private func joinData(_ reading: inout QuestionReading, _ spots: NeedSpots, _ question: Question) {
        let sorted = spots.data.sorted { $0.first < $1.first }
        for (one, next) in zip(sorted, sorted.dropFirst()) where one.place != next.place {
            let least = min(one.place, next.place)
            // Or "union member lists", one word after the other.
            let isOne =
                next.first == one.last + 1
                ? !isMarked(next.first, question)
                : isLinked(next.first, question) && behindArticles(next.first, question) - 1 == one.last
            guard least > 0, one.last < next.first, isOne else { continue }
            reading.data.removeAll { $0 == least }
        }
    }

    /// Whether such a word stands before a place, with nothing but articles in between.
    private func isLinked(_ place: Int, _ question: Question) -> Bool {
        let link = behindArticles(place, question)
        return link < place && Self.links.contains(question.tokens[link].form)
    }

    /// The place of the first word before a place that is no article; the place itself where it has none before it.
    func behindArticles(_ place: Int, _ question: Question) -> Int {
        var before = place - 1
        while before >= 0, articles.contains(question.tokens[before].form) { before -= 1 }
        return before < 0 ? place : before
    }

    /// Uses that are blocked for every model with every class of data.
    static func neverAllowed(_ lexicon: QuestionLexicon) -> Set<Int> {
        let models = lexicon.subjects.filter(\.isJudged).map { Array($0.verdicts) }
        guard !models.isEmpty else { return [] }
        return Set(
            lexicon.uses.indices.filter { use in
                let cases = use * lexicon.data.count..<(use + 1) * lexicon.data.count
                return models.allSatisfy { letters in
                    cases.allSatisfy { letters.indices.contains($0) && letters[$0] == "b" }
                }
            })
    }
}
