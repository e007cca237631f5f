/// A model, licence or service that a question names.
struct NameMention: Equatable {
    /// Places of its words among the question's.
    var tokens: Range<Int>
    /// Places in the lexicon; empty where it has no page.
    var subjects: [Int] = []
    /// Whether it is named as a licence.
    var isLicence = false
    /// Whether it is the family's name alone, without a version.
    var isBare = false
    /// Whether it is a size alone, such as `70b`.
    var isShort = false
    /// All subjects that share the family's name.
    var family: [Int] = []
    /// As the question writes it.
    var name: String

    var isListed: Bool { !subjects.isEmpty }
}

/// Finds which models and licences a question names. `ask-names.js` holds the same steps.
struct NameFinder {
    /// How many words may stand between a family's name and the word that makes a licence of it.
    private static let licenceReach = 3
    /// The shortest name in which one typing error is overlooked.
    private static let leastTyped = 5
    /// The shortest word that may be a name which the portal has never heard of.
    private static let leastUnheard = 4

    private let lexicon: QuestionLexicon
    private let ordinary: Set<String>
    private let neutral: Set<String>
    /// Stems of words that phrases of uses, data and facts have.
    private let knownStems: Set<String>
    private let shortNames: Set<String>
    private let modelNames: [Entry]
    private let licenceNames: [Entry]
    private let makers: [Entry]
    private let products: [Entry]
    private let foreignLicences: [Entry]

    /// A name with the subjects that it may stand for.
    private struct Entry {
        var name: String
        var parts: [String]
        var subjects: [Int]
    }

    init(_ lexicon: QuestionLexicon) {
        self.lexicon = lexicon
        ordinary = Set(lexicon.ordinaryWords)
        neutral = Set(lexicon.grammar.neutral)
        let choices = lexicon.uses + lexicon.data + lexicon.furtherUses + lexicon.attributes + lexicon.languages
        knownStems = Set(choices.flatMap(\.phrases).flatMap(Self.parts)).union(lexicon.grammar.otherSubjects)
            .union(lexicon.grammar.machines).union(lexicon.grammar.questionWords)
        let models = lexicon.subjects.indices.filter { lexicon.subjects[$0].kind == .model }
        let licences = lexicon.subjects.indices.filter { lexicon.subjects[$0].kind == .licence }
        shortNames = Set(models.flatMap { lexicon.subjects[$0].names })
        modelNames = Self.table(models, lexicon) { $0.families + $0.names }
        licenceNames = Self.table(licences, lexicon) { $0.families + $0.names }
        // `Googles` is a genitive too.
        makers = Self.table(models, lexicon) { one in one.makers + one.makers.map { $0 + "s" } }
        products = Self.list(lexicon.products)
        foreignLicences = Self.list(lexicon.licences)
    }

    private static func table(
        _ places: [Int], _ lexicon: QuestionLexicon, names: (QuestionLexicon.Subject) -> [String]
    ) -> [Entry] {
        var owners: [String: [Int]] = [:]
        for place in places {
            for name in names(lexicon.subjects[place]) where !(owners[name] ?? []).contains(place) {
                owners[name, default: []].append(place)
            }
        }
        return longestFirst(owners.map { Entry(name: $0.key, parts: parts($0.key), subjects: $0.value) })
    }

    private static func list(_ names: [String]) -> [Entry] {
        longestFirst(names.map { Entry(name: $0, parts: parts($0), subjects: []) })
    }

    private static func parts(_ name: String) -> [String] { name.split(separator: " ").map(String.init) }

    private static func longestFirst(_ entries: [Entry]) -> [Entry] {
        entries.sorted { a, b in
            a.parts.count != b.parts.count
                ? a.parts.count > b.parts.count : a.name.utf16.lexicographicallyPrecedes(b.name.utf16)
        }
    }

    /// Finds all names of a question in order.
    func find(in question: Question) -> [NameMention] {
        var mentions: [NameMention] = []
        var place = 0
        while place < question.tokens.count {
            let mention = mayStart(question, place, after: mentions.last) ? mention(question, place) : nil
            place = mention?.tokens.upperBound ?? place + 1
            guard let mention else { continue }
            mentions.append(withSizeBefore(mention, question, &mentions))
            while let last = mentions.last, let sibling = sibling(of: last, question) {
                // `The bigger Mistral, the 4` is one of them.
                if last.isBare { mentions.removeLast() }
                mentions.append(sibling)
                place = sibling.tokens.upperBound
            }
        }
        return mentions
    }

    /// `The 3B Qwen2.5`: a size before a family's name is the model's, and no other model.
    private func withSizeBefore(
        _ mention: NameMention, _ question: Question, _ mentions: inout [NameMention]
    ) -> NameMention {
        let before = mention.tokens.lowerBound - 1
        guard before >= 0, !mention.isLicence, !mention.isShort, !mention.family.isEmpty,
            Question.isSize(question.tokens[before].form), !question.tokens[mention.tokens.lowerBound].isJoined,
            !mention.tokens.contains(where: { Question.isSize(question.tokens[$0].form) })
        else { return mention }
        if mentions.last?.tokens == before..<before + 1 { mentions.removeLast() }
        var sized = mention
        sized.tokens = before..<mention.tokens.upperBound
        sized.subjects = mention.subjects.filter { fits($0, [question.tokens[before].form]) }
        sized.isBare = false
        sized.name = question.text(of: sized.tokens)
        return sized
    }

    private static let joints: Set = ["or", "and", "vs", "versus", "oder", "und"]

    /// `Mistral Small 3 or 4`: another version behind a model's name is another model of its family.
    private func sibling(of last: NameMention, _ question: Question) -> NameMention? {
        let tokens = question.tokens
        var start = last.tokens.upperBound
        guard !last.isLicence, last.isListed, start < tokens.count else { return nil }
        if !last.isBare, Self.joints.contains(tokens[start].form) {
            start += 1
        } else if !question.gap(before: start).contains(",") {
            return nil
        }
        while start < tokens.count, lexicon.grammar.articles.contains(tokens[start].form) { start += 1 }
        guard start < tokens.count, mention(question, start) == nil else { return nil }
        let families = Set(last.subjects.flatMap { lexicon.subjects[$0].families })
        let family = lexicon.subjects.indices.filter { place in
            lexicon.subjects[place].kind == .model
                && lexicon.subjects[place].families.contains(where: families.contains)
        }
        let (end, marks) = behindVersions(question, start, known: family.flatMap { lexicon.subjects[$0].marks })
        let subjects = family.filter { fits($0, marks) }
        guard marks.contains(where: Question.isVersion), !subjects.isEmpty,
            last.isBare || Set(subjects).isDisjoint(with: last.subjects)
        else { return nil }
        let tokensOfName = (last.isBare ? last.tokens.lowerBound : start)..<end
        return NameMention(
            tokens: tokensOfName, subjects: subjects, family: family, name: question.text(of: tokensOfName))
    }

    /// Where makers' names of two words and more stand: the face in `Hugging Face` is nobody's.
    func makersNames(in question: Question) -> [Range<Int>] {
        question.tokens.indices.flatMap { place in
            makers.filter { $0.parts.count > 1 && stands($0, question, place, mayErr: false) }
                .map { place..<place + $0.parts.count }
        }
    }

    /// The first maker that a question names, for all of its models.
    func maker(in question: Question) -> NameMention? {
        for place in question.tokens.indices {
            guard let maker = entry(makers, question, place, mayErr: false) else { continue }
            let tokens = place..<place + maker.parts.count
            return NameMention(tokens: tokens, subjects: maker.subjects, name: question.text(of: tokens))
        }
        return nil
    }

    /// A name is no other word's second half (`non-llama`), unless what is before it is a name too.
    private func mayStart(_ question: Question, _ place: Int, after last: NameMention?) -> Bool {
        !question.tokens[place].isJoined || last?.tokens.upperBound == place
            || makers.contains { $0.parts == [question.tokens[place - 1].form] }
    }

    private func mention(_ question: Question, _ place: Int) -> NameMention? {
        // `Allen AI's OLMo`, `Meta Llama 3.3`: the maker is part of the name, unless it is the family's name as well.
        let isName =
            entry(modelNames, question, place, mayErr: false) != nil
            || entry(licenceNames, question, place, mayErr: false) != nil
        let maker = isName ? nil : entry(makers, question, place, mayErr: false)
        let start = place + (maker?.parts.count ?? 0)
        let model = entry(modelNames, question, start, mayErr: true)
        let licence = entry(licenceNames, question, start, mayErr: true)
        let modelLength = model?.parts.count ?? 0, licenceLength = licence?.parts.count ?? 0
        // What is written as it should be is no other name with a typing error: `Mixtral` is not Mistral.
        if let product = entry(products, question, place, mayErr: false),
            place + product.parts.count > start + modelLength
                || (place + product.parts.count == start + modelLength && !isName && maker == nil),
            product.parts.count >= licenceLength
        {
            let end = behindVersions(question, place + product.parts.count, known: []).end
            return NameMention(tokens: place..<end, name: question.text(of: place..<end))
        }
        if let foreign = entry(foreignLicences, question, place, mayErr: false),
            foreign.parts.count > max(modelLength, licenceLength)
        {
            let versions = behindVersions(question, place + foreign.parts.count, known: []).end
            let end = behindLicenceWord(question, versions) ?? versions
            return NameMention(tokens: place..<end, isLicence: true, name: question.text(of: place..<end))
        }
        if let licence, let found = self.licence(question, place, start, licence, model) { return found }
        if let model { return self.model(question, place, start, model) }
        return maker.flatMap { makersModel(question, place, $0) } ?? unheardOf(question, place)
    }

    /// The longest entry whose words stand at a place.
    private func entry(_ entries: [Entry], _ question: Question, _ place: Int, mayErr: Bool) -> Entry? {
        guard place < question.tokens.count else { return nil }
        return entries.first { stands($0, question, place, mayErr: false) }
            ?? (mayErr ? entries.first { stands($0, question, place, mayErr: true) } : nil)
    }

    private func stands(_ entry: Entry, _ question: Question, _ place: Int, mayErr: Bool) -> Bool {
        guard place + entry.parts.count <= question.tokens.count else { return false }
        return zip(entry.parts, question.tokens[place...]).allSatisfy { part, token in
            token.form == part || (mayErr && isTypedWrong(token.form, part))
        }
    }

    private func isTypedWrong(_ form: String, _ part: String) -> Bool {
        max(form.unicodeScalars.count, part.unicodeScalars.count) >= Self.leastTyped && !Question.isVersion(form + part)
            && !ordinary.contains(form) && QuestionWords.isOneErrorAway(form, part)
    }

    // MARK: What follows a name

    /// Versions, sizes and words of a name behind it.
    private func behindVersions(_ question: Question, _ place: Int, known: [String]) -> (end: Int, marks: [String]) {
        let grammar = lexicon.grammar, tokens = question.tokens
        var marks: [String] = []
        var end = place
        while end < tokens.count {
            let form = tokens[end].form
            if grammar.licenceWords.contains(form) { break }
            // `fp8` is two words.
            let isHalf = end + 1 < tokens.count && question.isSameWord(end, end + 1)
            if grammar.formats.contains(isHalf ? "\(form) \(tokens[end + 1].form)" : form) {
                // An ending such as -instruct makes no other model.
                if !tokens[end].isJoined { break }
                if isHalf { end += 1 }
            } else if Question.isVersion(form) {
                // `gemma 3 users`, but `gemma3 card`: a number in the same word as the name counts nothing.
                if !tokens[end].isJoined, end + 1 < tokens.count, grammar.units.contains(tokens[end + 1].form),
                    !tokens[end + 1].isJoined
                {
                    break
                }
                marks.append(form)
            } else if known.contains(form), !neutral.contains(tokens[end].stem) {
                marks.append(form)
            } else if let mark = known.first(where: { isTypedWrong(form, $0) }) {
                marks.append(mark)
            } else if grammar.variants.contains(form) {
                marks.append(form)
            } else if marks.contains(where: { grammar.variants.contains($0) && !known.contains($0) }),
                entry(modelNames, question, end, mayErr: false) != nil
            {
                // `R1 distill Llama 70B` is one name.
                marks.append(form)
            } else {
                break
            }
            end += 1
        }
        return (end, marks)
    }

    /// Where a licence's word ends that follows soon; nil where none does.
    private func behindLicenceWord(_ question: Question, _ place: Int) -> Int? {
        let grammar = lexicon.grammar, tokens = question.tokens
        for start in place..<max(place, min(tokens.count, place + Self.licenceReach + 1)) {
            guard grammar.licenceWords.contains(tokens[start].form) else {
                guard grammar.licenceLinks.contains(tokens[start].form) || Question.isVersion(tokens[start].form) else {
                    return nil
                }
                continue
            }
            var end = start + 1
            while end < tokens.count {
                if grammar.licenceWords.contains(tokens[end].form) {
                    end += 1
                } else if tokens[end].form == "of", end + 1 < tokens.count, tokens[end + 1].form == "use" {
                    end += 2
                } else {
                    break
                }
            }
            return end
        }
        return nil
    }

    /// `Apache License 2.0`: a version behind the licence's word, where one of the licences has it.
    private func behindOwnVersion(_ question: Question, _ place: Int, _ subjects: [Int]) -> Int {
        var end = place
        while end < question.tokens.count, Question.isVersion(question.tokens[end].form),
            subjects.contains(where: { fits($0, [question.tokens[end].form]) })
        { end += 1 }
        return end
    }

    /// Whether the marks behind a name are a subject's; `2`, `v2` and `2.0` are one version, `72` and `72b` one size.
    private func fits(_ place: Int, _ marks: [String]) -> Bool {
        let own = lexicon.subjects[place].marks
        return marks.allSatisfy { mark in
            [mark, mark.first == "v" ? String(mark.dropFirst()) : mark].contains {
                own.contains($0) || own.contains($0 + ".0") || own.contains($0 + "b")
            }
        }
    }

    // MARK: Sorts of names

    private func model(_ question: Question, _ place: Int, _ start: Int, _ model: Entry) -> NameMention {
        let known = model.subjects.flatMap { lexicon.subjects[$0].marks }
        let (end, marks) = behindVersions(question, start + model.parts.count, known: known)
        // `Alibaba 70b` is none of another maker's.
        let maker =
            start > place && shortNames.contains(model.name) ? entry(makers, question, place, mayErr: false) : nil
        let own = model.subjects.filter { maker?.subjects.contains($0) ?? true }
        return NameMention(
            tokens: place..<end, subjects: own.filter { fits($0, marks) },
            isBare: marks.isEmpty && !Question.isVersion(model.name),
            isShort: Question.isSize(model.name) && marks.isEmpty && start == place, family: model.subjects,
            name: question.text(of: place..<end))
    }

    private func licence(
        _ question: Question, _ place: Int, _ start: Int, _ licence: Entry, _ model: Entry?
    ) -> NameMention? {
        let known = licence.subjects.flatMap { lexicon.subjects[$0].marks }
        let behind = behindVersions(question, start + licence.parts.count, known: known).end
        let closed = behindLicenceWord(question, behind)
        if closed == nil {
            // A family's name is the model's, unless the licence is named; a longer name of a licence is the licence's.
            if let model, model.parts.count >= licence.parts.count { return nil }
            if isOrdinary(question, start, licence) { return nil }
        }
        let end = closed.map { behindOwnVersion(question, $0, licence.subjects) } ?? behind
        let between = question.tokens[(start + licence.parts.count)..<end].map(\.form)
        let told = licence.subjects.filter { fits($0, between.filter(Question.isVersion)) }
        // `Mistral research licence`: a word of one licence's name tells it from the others.
        let named = told.filter { place in
            between.contains { $0 != "model" && lexicon.subjects[place].marks.contains($0) }
        }
        return NameMention(
            tokens: place..<end, subjects: named.isEmpty ? told : named, isLicence: true, family: licence.subjects,
            name: question.text(of: place..<end))
    }

    /// Whether a name is a word as well, as MIT is in German, and not written in capitals.
    private func isOrdinary(_ question: Question, _ place: Int, _ entry: Entry) -> Bool {
        guard entry.parts.count == 1, neutral.contains(question.tokens[place].stem) else { return false }
        let written = question.text(of: place..<place + 1)
        return written != written.uppercased()
    }

    /// A word that the portal has never heard of is the name of a model where a size follows (`ZebraLM 9B`), and of a licence
    /// where a licence's words do (`the Zephyrus Public Licence`).
    private func unheardOf(_ question: Question, _ place: Int) -> NameMention? {
        let token = question.tokens[place], grammar = lexicon.grammar
        guard !Question.isVersion(token.form), token.form.unicodeScalars.count >= Self.leastUnheard,
            !ordinary.contains(token.form), !neutral.contains(token.stem), !knownStems.contains(token.stem)
        else { return nil }
        let versions = behindVersions(question, place + 1, known: [])
        // A house has no capital behind its number.
        let isSized = (place + 1..<versions.end).contains {
            Question.isSize(question.tokens[$0].form) && question.text(of: $0..<$0 + 1).hasSuffix("B")
        }
        if isSized {
            return NameMention(tokens: place..<versions.end, name: question.text(of: place..<versions.end))
        }
        let written = question.text(of: place..<place + 1)
        guard written.first?.isUppercase ?? false, let end = behindLicenceWord(question, place + 1),
            question.tokens[place + 1..<end].contains(where: { grammar.licenceKinds.contains($0.form) })
        else { return nil }
        return NameMention(tokens: place..<end, isLicence: true, name: question.text(of: place..<end))
    }

    /// `Microsoft's small one`, `the model from Microsoft`: a maker with a noun stands for its models.
    private func makersModel(_ question: Question, _ place: Int, _ maker: Entry) -> NameMention? {
        let grammar = lexicon.grammar, tokens = question.tokens
        func isNoun(_ place: Int) -> Bool {
            tokens.indices.contains(place) && grammar.modelNouns.contains(tokens[place].form)
        }
        let behind = place + maker.parts.count
        var noun = behind
        while noun < tokens.count, grammar.modelAdjectives.contains(tokens[noun].form) { noun += 1 }
        let end = isNoun(noun) ? noun + 1 : behind
        var before = place - 1
        while before >= 0, grammar.articles.contains(tokens[before].form) { before -= 1 }
        guard end > behind || (before > 0 && grammar.makerLinks.contains(tokens[before].form) && isNoun(before - 1))
        else { return nil }
        return NameMention(tokens: place..<end, subjects: maker.subjects, name: question.text(of: place..<end))
    }
}

/// A question with its words.
struct Question {
    private let bytes: [UInt8]
    var tokens: [QuestionToken]

    init(_ text: String) {
        bytes = Array(text.utf8)
        tokens = QuestionWords.tokens(of: text)
    }

    /// The text from a word to another, as it was written.
    func text(of tokens: Range<Int>) -> String {
        guard let first = tokens.first, let last = tokens.last else { return "" }
        return String(
            decoding: bytes[self.tokens[first].range.lowerBound..<self.tokens[last].range.upperBound], as: UTF8.self)
    }

    /// Whether two words are halves of one, as in `phi4`.
    func isSameWord(_ place: Int, _ other: Int) -> Bool { tokens[place].range == tokens[other].range }

    /// What stands between a word and the one before it, as it was written.
    func gap(before place: Int) -> String {
        guard place > 0 else { return "" }
        let start = tokens[place - 1].range.upperBound
        return String(decoding: bytes[start..<max(start, tokens[place].range.lowerBound)], as: UTF8.self)
    }

    /// Whether a word has digits, as versions and sizes have.
    static func isVersion(_ form: String) -> Bool { form.utf8.contains { (0x30...0x39).contains($0) } }

    /// Whether a word is a number of parameters, such as `9b` or `1.5b`.
    static func isSize(_ form: String) -> Bool {
        guard form.utf8.last == UInt8(ascii: "b") else { return false }
        let number = form.utf8.dropLast()
        return number.first.map { (0x30...0x39).contains($0) } ?? false
            && number.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    }
}
