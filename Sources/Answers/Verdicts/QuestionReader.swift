/// Reads questions about models and licences: what they name, what they ask, and what is not understood. It says
/// ``QuestionReading/Kind/unknown`` where it is unsure. `ask-reading.js` holds the same steps.
struct QuestionReader {
    /// How many other words may stand between two words of a phrase.
    private static let gap = 2

    /// So many words of another subject is a phrase worth that asks for something else.
    private static let otherQuestion = 3

    /// How long a word or what it is mended to must be.
    private static let leastMended = 6

    let lexicon: QuestionLexicon
    /// Uses that no model may serve, whatever the data.
    let neverAllowed: Set<Int>
    private let names: NameFinder
    private let neutral: Set<String>
    private let verdictWords: Set<String>
    private let questionWords: Set<String>
    private let otherSubjects: Set<String>
    private let comparing: Set<String>
    private let relatives: Set<String>
    private let purposes: Set<String>
    let articles: Set<String>
    private let clauseWords: Set<String>
    private let whichOf: Set<String>
    private let personWords: Set<String>
    let machines: Set<String>
    private let asides: Set<String>
    /// Words that stand for a class of data alone.
    private let classWords: Set<String>
    private let makers: Set<String>
    private let denials: Set<String>
    /// The phrases in the order that they are looked for, each with how many words may stand between its own.
    private let tries: [(phrase: Phrase, gap: Int)]
    /// All stems that are known, so that nothing is to be mended.
    private let known: Set<String>
    private let ordinary: Set<String>

    /// A phrase with what it stands for.
    private struct Phrase {
        enum Kind { case use, data, further, instead, attribute, language, other, which, any, about }

        var kind: Kind
        var place: Int
        var parts: [String]
        var order: Int
    }

    init(_ lexicon: QuestionLexicon) {
        self.lexicon = lexicon
        names = NameFinder(lexicon)
        let grammar = lexicon.grammar
        neutral = Set(grammar.neutral)
        verdictWords = Set(grammar.verdict)
        questionWords = Set(grammar.questionWords)
        otherSubjects = Set(grammar.otherSubjects)
        comparing = Set(grammar.comparing)
        relatives = Set(grammar.relatives)
        purposes = Set(grammar.purposes)
        articles = Set(grammar.articles)
        clauseWords = Set(grammar.clauseWords)
        whichOf = Set(grammar.whichOf)
        personWords = Set(grammar.personWords)
        machines = Set(grammar.machines)
        asides = Set(grammar.asides)
        classWords = Set(lexicon.data.flatMap(\.phrases).filter { !$0.contains(" ") })
        makers = Set(lexicon.subjects.flatMap(\.makers))
        denials = Set(grammar.denials)
        neverAllowed = Self.neverAllowed(lexicon)
        let phrases = Self.phrases(of: lexicon)
        tries = Self.tries(phrases)
        known = Set(phrases.flatMap(\.parts)).union(grammar.neutral + grammar.verdict + grammar.negations)
            .union(questionWords).union(otherSubjects)
        ordinary = Set(lexicon.ordinaryWords)
    }

    /// All phrases, the longest first, then in the lexicon's order.
    private static func phrases(of lexicon: QuestionLexicon) -> [Phrase] {
        var all: [Phrase] = []
        func add(_ kind: Phrase.Kind, _ lists: [[String]]) {
            for (place, list) in lists.enumerated() {
                for phrase in list {
                    let parts = phrase.split(separator: " ").map(String.init)
                    all.append(Phrase(kind: kind, place: place, parts: parts, order: all.count))
                }
            }
        }
        add(.instead, lexicon.uses.map { $0.insteadOf?.phrases ?? [] })
        add(.use, lexicon.uses.map(\.phrases))
        add(.data, lexicon.data.map(\.phrases))
        add(.further, lexicon.furtherUses.map(\.phrases))
        add(.attribute, lexicon.attributes.map(\.phrases))
        add(.language, lexicon.languages.map(\.phrases))
        let grammar = lexicon.grammar
        add(.other, [grammar.otherQuestions])
        add(.which, [grammar.which])
        add(.any, [grammar.any])
        add(.about, [grammar.about])
        return all.sorted { $0.parts.count != $1.parts.count ? $0.parts.count > $1.parts.count : $0.order < $1.order }
    }

    /// Of phrases with as many words, one whose words follow one another comes before one with others in between: in
    /// "internal patient files" stand patient files, and no internal files. The words of a class of data always follow one
    /// another.
    private static func tries(_ phrases: [Phrase]) -> [(Phrase, Int)] {
        Set(phrases.map(\.parts.count)).sorted(by: >).flatMap { count in
            let same = phrases.filter { $0.parts.count == count }
            let wide = count > 1 ? same.filter { $0.kind != .data } : []
            return same.map { ($0, 0) } + wide.map { ($0, gap) }
        }
    }

    func read(_ text: String) -> QuestionReading {
        var question = Question(text)
        var reading = QuestionReading()
        var free = question.tokens.map { _ in true }
        let named = names.find(in: question)
        for mention in named { for place in mention.tokens { free[place] = false } }
        reading.mentions = named.filter { !isAnyOfItsSize($0, question, &free) && !isDenied($0, question, &free) }
        for place in question.tokens.indices where free[place] {
            question.tokens[place].stem = mended(question.tokens[place])
        }
        takeMemory(question, &free, &reading)
        let makersNames = names.makersNames(in: question)
        reading.namesOwner = reading.mentions.contains { isOwner($0, question) }
        takePhrases(question, makersNames, &free, &reading)
        for place in makersNames.joined() where free[place] {
            free[place] = false
            reading.namesMaker = true
        }
        takeMaker(question, &free, &reading)
        takeRest(question, free, &reading)
        reading.isUsed = reading.mentions.contains { !$0.isListed && isUsed($0, question) }
        // "Which models are …" asks for a licence's models only where one is named.
        if let models = lexicon.attributes.firstIndex(where: { $0.id == "models" }),
            reading.attributes.contains(models), !reading.mentions.contains(where: \.isLicence)
        {
            reading.attributes.removeAll { $0 == models }
            reading.asksWhich = true
        }
        // "The portal where people describe their illness" asks for no place; it may where less is known of the question.
        let isKnown =
            !reading.mentions.isEmpty && reading.hasNeed
            && (reading.asksVerdict || (!reading.uses.isEmpty && !reading.data.isEmpty))
        if reading.hasClause, !isKnown { reading.asksOther = true }
        // "Is Qwen from Alibaba" asks for the maker.
        if reading.namesMaker, !reading.asksVerdict, !reading.asksOther, !reading.hasNeed, reading.rest.isEmpty,
            reading.attributes.isEmpty,
            let maker = lexicon.attributes.firstIndex(where: { $0.id == "maker" })
        {
            reading.attributes = [maker]
        }
        reading.kind = kind(of: reading)
        // "Retrain Meta's on student files": of its models.
        if reading.kind == .choice, !reading.asksWhich, let maker = names.maker(in: question) {
            reading.mentions = [maker]
            reading.kind = kind(of: reading)
        }
        return reading
    }

    /// A word's stem; of a word that nothing knows, that of the word which is a typing error away: of one as long,
    /// where there are longer or shorter ones too.
    private func mended(_ token: QuestionToken) -> String {
        let length = token.form.unicodeScalars.count
        guard length + 1 >= Self.leastMended, !known.contains(token.stem), !ordinary.contains(token.form) else {
            return token.stem
        }
        let near = lexicon.words.filter {
            max($0.unicodeScalars.count, length) >= Self.leastMended && QuestionWords.isOneErrorAway($0, token.form)
        }
        let equal = near.filter { $0.unicodeScalars.count == length }
        let stems = Set((equal.isEmpty ? near : equal).map(QuestionWords.stem))
        return stems.count == 1 ? stems.first ?? token.stem : token.stem
    }

    /// Whether a size stands for no model of ours but for any: "how many parameters does a 24B model have".
    private func isAnyOfItsSize(_ mention: NameMention, _ question: Question, _ free: inout [Bool]) -> Bool {
        let before = mention.tokens.lowerBound - 1
        guard mention.isShort, before >= 0, lexicon.grammar.indefinite.contains(question.tokens[before].form) else {
            return false
        }
        for place in mention.tokens { free[place] = true }
        return true
    }

    /// Whether a word before a name takes it out of the question; the word is taken with it.
    private func isDenied(_ mention: NameMention, _ question: Question, _ free: inout [Bool]) -> Bool {
        let before = mention.tokens.lowerBound - 1
        guard before >= 0, lexicon.grammar.negations.contains(question.tokens[before].stem) else { return false }
        free[before] = false
        return true
    }

    /// Whether a word before a name makes it what something belongs to.
    private func isOwner(_ mention: NameMention, _ question: Question) -> Bool {
        let first = mention.tokens.lowerBound, before = behindArticles(first, question)
        if before > 0, before < first, lexicon.grammar.ownerLinks.contains(question.tokens[before].form) { return true }
        // "Gemma from payroll" is somebody, but not "Gemma from Google".
        let next = mention.tokens.upperBound
        return mention.isBare && next + 1 < question.tokens.count && question.tokens[next].form == "from"
            && !makers.contains(question.tokens[next + 1].form)
    }

    /// Whether a name is followed by what it is used for.
    private func isUsed(_ mention: NameMention, _ question: Question) -> Bool {
        let end = mention.tokens.upperBound
        return end < question.tokens.count && lexicon.grammar.usedFor.contains(question.tokens[end].form)
    }

    // MARK: Memory

    private static let counts = [
        "two": 2, "three": 3, "four": 4, "eight": 8, "zwei": 2, "drei": 3, "vier": 4, "acht": 8,
    ]
    private static let memoryUnits = ["gb", "gib", "g", "gigabyte", "gigabytes", "gig", "gigs"]
    private static let memoryNouns = [
        "of", "card", "cards", "gpu", "gpus", "vram", "memory", "karte", "karten", "ram", "laptop", "graphics",
    ]

    /// `24 GB`, `two 24 GB cards`, with the words around it.
    private func takeMemory(_ question: Question, _ free: inout [Bool], _ reading: inout QuestionReading) {
        let tokens = question.tokens
        for (place, token) in tokens.enumerated() where reading.memory == 0 && free[place] {
            let digits = token.form.utf8.prefix { (0x30...0x39).contains($0) }
            let unit = String(token.form.dropFirst(digits.count))
            guard (1...6).contains(digits.count), unit.utf8.allSatisfy({ (0x61...0x7A).contains($0) }),
                let number = Int(String(Substring(digits)))
            else { continue }
            let isApart = unit.isEmpty && place + 1 < tokens.count && Self.memoryUnits.contains(tokens[place + 1].form)
            guard isApart || Self.memoryUnits.contains(unit) else { continue }
            free[place] = false
            if isApart { free[place + 1] = false }
            let behind = place + (isApart ? 2 : 1)
            for next in behind..<max(behind, min(tokens.count, behind + 2)) {
                guard Self.memoryNouns.contains(tokens[next].form) else { break }
                free[next] = false
            }
            let before = place > 0 ? tokens[place - 1].form : ""
            if ["one", "single", "a", "eine", "einer"].contains(before) || Self.counts[before] != nil {
                free[place - 1] = false
            }
            reading.memory = number * (Self.counts[before] ?? 1)
        }
    }

    // MARK: Phrases

    private func takePhrases(
        _ question: Question, _ makersNames: [Range<Int>], _ free: inout [Bool], _ reading: inout QuestionReading
    ) {
        var spots = NeedSpots()
        // A name counts as one word.
        let inside = Set(reading.mentions.flatMap { $0.tokens.dropFirst() })
        let places = question.tokens.indices.filter { !inside.contains($0) }
        for (phrase, gap) in tries {
            guard let match = match(phrase.parts, places, question, free, gap: gap),
                makersNames.allSatisfy({ Set($0).isSubset(of: match) || Set($0).isDisjoint(with: match) })
            else { continue }
            if phrase.kind == .use, phrase.parts.count == 1, classWords.contains(phrase.parts[0]),
                let place = match.first,
                stands(before: place + 1, in: question)
            {
                continue
            }
            for place in match { free[place] = false }
            switch phrase.kind {
            case .use:
                reading.uses.append(phrase.place)
                reading.useWords = max(reading.useWords, phrase.parts.count { !clauseWords.contains($0) })
                spots.uses.append(.init(place: phrase.place, match: match))
            case .data:
                // "Without names": what is denied is not in it.
                let before = (match.first ?? 0) - 1
                if before >= 0, free[before], denials.contains(question.tokens[before].form) {
                    free[before] = false
                } else {
                    reading.data.append(phrase.place)
                    spots.data.append(.init(place: phrase.place, match: match))
                }
            case .instead:
                spots.instead.append(phrase.place)
                reading.useWords = max(reading.useWords, phrase.parts.count)
            case .further: reading.furtherUses.append(phrase.place)
            case .attribute:
                reading.attributes.append(phrase.place)
                reading.attributeWords = max(reading.attributeWords, phrase.parts.count)
            case .language: reading.languages.append(phrase.place)
            case .other:
                // "A model that was trained on letters": what it is, and not what is asked.
                if let before = match.first.map({ $0 - 1 }), before > 0,
                    relatives.contains(question.tokens[before].form)
                {
                    break
                }
                reading.asksOther = true
                reading.asksMore = true
                reading.otherWords += Self.otherQuestion
            case .which: reading.asksWhich = true
            case .any: reading.namesAny = true
            case .about: break
            }
        }
        settle(&reading, spots, question)
        for list in [\QuestionReading.uses, \.data, \.furtherUses, \.attributes, \.languages] {
            reading[keyPath: list] = Set(reading[keyPath: list]).sorted()
        }
    }

    /// Whether a word follows that belongs to the one before: "internal plans", but not "plans, internal" or "internal with
    /// plans".
    private func stands(before place: Int, in question: Question) -> Bool {
        place < question.tokens.count && !isMarked(place, question)
            && !clauseWords.contains(question.tokens[place].form)
    }

    /// Where a phrase's words stand, in order and close together; nil where they do not.
    private func match(_ parts: [String], _ places: [Int], _ question: Question, _ free: [Bool], gap: Int) -> [Int]? {
        for first in places.indices {
            var match: [Int] = []
            var at = first
            for part in parts {
                var limit = match.isEmpty ? at : at + gap
                while at < places.count, at <= limit, !(free[places[at]] && question.tokens[places[at]].stem == part) {
                    // "A letter from a customer" is a letter from customer: articles are no words in between.
                    if gap == 0, !match.isEmpty, free[places[at]], articles.contains(question.tokens[places[at]].form) {
                        limit += 1
                    }
                    at += 1
                }
                if at >= places.count || at > limit { break }
                match.append(places[at])
                at += 1
            }
            if match.count == parts.count { return match }
        }
        return nil
    }

    /// A maker stands for its models beside a fact that is more than a line of their pages: "at how many users must we ask
    /// Meta for a licence". Beside such a fact no licence is asked for.
    private func takeMaker(_ question: Question, _ free: inout [Bool], _ reading: inout QuestionReading) {
        let others = reading.attributes.map { lexicon.attributes[$0].id }
            .filter { $0 != "licence" && !QuestionLexicon.ofModels.contains($0) }
        guard !others.isEmpty else { return }
        reading.attributes.removeAll { lexicon.attributes[$0].id == "licence" }
        guard reading.mentions.isEmpty, !reading.hasNeed, let maker = names.maker(in: question) else { return }
        reading.mentions = [maker]
        reading.namesMaker = true
        for place in maker.tokens { free[place] = false }
    }

    private func takeRest(_ question: Question, _ free: [Bool], _ reading: inout QuestionReading) {
        let tokens = question.tokens
        // `fine` in fine-tuning asks for no verdict.
        reading.asksVerdict = tokens.indices.contains { place in
            verdictWords.contains(tokens[place].stem) && !(place + 1 < tokens.count && tokens[place + 1].isJoined)
        }
        reading.asksWhy = tokens.contains { Self.reasonWords.contains($0.form) }
        reading.asksState = tokens.first.map { Self.stateWords.contains($0.form) } ?? false
        let skips = skipsAsides(reading)
        for (place, token) in tokens.enumerated() {
            if machines.contains(token.stem) { reading.namesMachine = true }
            guard free[place], !(skips && asides.contains(token.form)), !takeOrder(token, &reading) else { continue }
            if questionWords.contains(token.stem) {
                guard asksAnew(place, question) else {
                    reading.hasClause = true
                    continue
                }
                reading.asksOther = true
                if !whichOf.contains(token.form) { reading.asksMore = true }
                if personWords.contains(token.form) { reading.asksPerson = true }
            } else if comparing.contains(token.stem), reading.namesSeveral, reading.hasNeed {
                // "Any difference between A and B for tuning": the verdict of each.
                continue
            } else if otherSubjects.contains(token.stem) {
                reading.otherWords += 1
                if !reading.isCase, !isPurpose(place, question, reading) {
                    reading.asksOther = true
                    reading.asksMore = true
                }
                leave(place, question, &reading)
            } else if makers.contains(token.form) {
                reading.namesMaker = true
            } else if !neutral.contains(token.stem) {
                leave(place, question, &reading)
            }
        }
    }

    /// Keeps a word that was not understood. "Voxtral from Mistral" is something else than what the name stands for.
    private func leave(_ place: Int, _ question: Question, _ reading: inout QuestionReading) {
        let word = question.text(of: place..<place + 1)
        // The halves of `CO2` are one word.
        if place > 0, question.isSameWord(place, place - 1), reading.rest.last == word { return }
        reading.rest.append(word)
        let next = place + 1
        guard next < question.tokens.count, lexicon.grammar.makerLinks.contains(question.tokens[next].form),
            question.tokens[next].form != "of"
        else { return }
        let isName = reading.mentions.contains { behindArticles($0.tokens.lowerBound, question) == next }
        if isName { reading.namesOther = true }
    }

    /// Takes a word that puts models in order: "which has the longest context", "which is newer, A or B".
    private func takeOrder(_ token: QuestionToken, _ reading: inout QuestionReading) -> Bool {
        guard !reading.hasNeed, reading.mentions.isEmpty || reading.namesSeveral else { return false }
        for order in lexicon.grammar.orders {
            let isMost = order.most.contains(token.form)
            guard isMost || order.least.contains(token.form) else { continue }
            let meant = lexicon.attributes.firstIndex { $0.id == order.attribute }
            if reading.attributes.isEmpty {
                guard let meant else { return false }
                reading.attributes = [meant]
                reading.impliesAttribute = true
            }
            reading.order = isMost ? .most : .least
            return true
        }
        return false
    }

    /// Whether a word says what a model is used for: "phi-4 for reports" asks for no report.
    private func isPurpose(_ place: Int, _ question: Question, _ reading: QuestionReading) -> Bool {
        let before = behindArticles(place, question)
        return before < place && !reading.mentions.isEmpty && purposes.contains(question.tokens[before].form)
    }

    /// Whether words that mean little are overlooked: where a use or a class of data says what is asked of a model, a
    /// word asks for a verdict, or no model may serve the use.
    private func skipsAsides(_ reading: QuestionReading) -> Bool {
        if reading.mentions.isEmpty {
            let isWhole = !reading.uses.isEmpty && !reading.data.isEmpty
            let isNever = reading.uses.contains(where: neverAllowed.contains)
            return reading.hasNeed && (reading.asksVerdict || isWhole || isNever) && !reading.asksWhich
        }
        return reading.hasNeed || !reading.furtherUses.isEmpty || reading.attributeWords > 1
            || (reading.asksVerdict && reading.namesOnlyLicences)
    }

    private static let reasonWords: Set = ["why", "warum", "weshalb", "wieso"]

    /// Words that begin a question about how something is.
    private static let stateWords: Set = [
        "is", "are", "was", "were", "do", "has", "have", "had", "ist", "sind", "hat", "haben",
    ]

    /// What parts of a question stand between.
    private static let marks = [",", ";", ":", ".", "?", "!", "(", ")", "–", "—", " - "]

    /// Whether a question word begins the question, or what follows a mark in it; else it ties a clause to what is before
    /// it.
    private func asksAnew(_ place: Int, _ question: Question) -> Bool {
        var first = place
        while first > 0, !isMarked(first, question), clauseWords.contains(question.tokens[first - 1].form) {
            first -= 1
        }
        return first == 0 || isMarked(first, question)
    }

    /// Whether a mark stands between a word and the one before it.
    func isMarked(_ place: Int, _ question: Question) -> Bool {
        let gap = question.gap(before: place)
        return Self.marks.contains(where: gap.contains)
    }
}
