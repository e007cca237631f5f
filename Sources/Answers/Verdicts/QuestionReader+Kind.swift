/// What a reading asks for, and whether it is sure enough to be answered.
extension QuestionReader {
    /// How many words may be left over, by what is known of the question.
    private enum Left {
        /// Where one word asks for a fact, and where a phrase does.
        static let wordOfFact = 1
        static let fact = 2
        /// Where nothing else is spoken of beside the phrase.
        static let surelyFact = 4
        static let unlistedFact = 3
        static let notListed = 2
        static let askedNotListed = 4
        static let further = 1
        static let any = 1

        /// A use and a class of data together leave little room for another question; a class alone leaves much: least
        /// where the model has its version and can be nobody's name. So does a use of one word: "room for the llama training".
        /// A word that asks for a verdict leaves less.
        static func need(_ reading: QuestionReading) -> Int {
            let isBare = reading.mentions.contains(where: \.isBare)
            let alone = isBare && reading.uses.count < 2 && reading.useWords < 2 ? 0 : 1
            return (reading.asksVerdict ? 1 : 0) + (reading.uses.isEmpty || reading.data.isEmpty ? alone : 3)
        }

        /// The same where a model is wanted for them.
        static func choice(_ reading: QuestionReading) -> Int {
            reading.uses.isEmpty || reading.data.isEmpty ? 0 : 2
        }
    }

    func kind(of reading: QuestionReading) -> QuestionReading.Kind {
        let left = reading.rest.count
        if reading.mentions.contains(where: { !$0.isListed }) {
            let isUnsure =
                reading.asksOther || reading.asksWhich
                || left > (reading.asksVerdict ? Left.askedNotListed : Left.notListed)
            // "Weights under AGPL, are we allowed to use them" asks for no licence.
            if reading.asksVerdict, !isUnsure { return .notListed }
            if !reading.attributes.isEmpty, left <= Left.unlistedFact { return .unlistedFact }
            if isUnsure { return .unknown }
            return reading.isUsed || left == 0 ? .notListed : .unknown
        }
        if !reading.mentions.isEmpty { return kindOfNamed(reading) }
        if asksForList(reading) { return .list }
        if asksWhat(reading) { return .choice }
        if !reading.furtherUses.isEmpty || reading.asksOther || asksFact(reading) { return .unknown }
        let hasFilter = reading.hasNeed || reading.memory > 0 || !reading.languages.isEmpty
        if reading.asksWhich, hasFilter { return left <= Left.choice(reading) ? .choice : .unknown }
        // "Which models are approved": the whole list.
        if reading.asksWhich, reading.asksVerdict, left == 0 { return .choice }
        if isForAll(reading) { return .choice }
        if reading.namesAny, reading.hasNeed, reading.asksVerdict || !reading.data.isEmpty || left == 0 {
            return left <= Left.any ? .choice : .unknown
        }
        return .unknown
    }

    /// Whether a use is asked about for all models: "health records in a chatbot for customers" names none. Without a
    /// class of data it is, where no model may serve the use. What makes a model what it is speaks of one: "train it on
    /// names".
    private func isForAll(_ reading: QuestionReading) -> Bool {
        guard reading.uses.count == 1, reading.rest.isEmpty, reading.asksVerdict || !reading.asksState,
            let use = reading.uses.first
        else { return false }
        let speaksOfModel = reading.namesMachine || lexicon.uses.contains { $0.takesIn?.contains(use) ?? false }
        guard speaksOfModel else { return false }
        return !reading.data.isEmpty || neverAllowed.contains(use)
    }

    /// Whether a fact is asked for of all models: "which model has the longest context", "which models are fully open".
    private func asksForList(_ reading: QuestionReading) -> Bool {
        guard reading.attributes.count == 1, reading.asksWhich || reading.namesAny || reading.order != nil else {
            return false
        }
        return !reading.hasNeed && reading.furtherUses.isEmpty && reading.memory == 0 && reading.languages.isEmpty
            && reading.rest.isEmpty && !reading.asksMore && (reading.asksWhich || reading.namesMachine)
    }

    /// Whether "what may talk to visitors about published pages" asks for models, without the word.
    private func asksWhat(_ reading: QuestionReading) -> Bool {
        reading.asksOther && !reading.asksMore && !reading.hasClause && reading.furtherUses.isEmpty
            && reading.uses.count == 1 && !reading.data.isEmpty && (reading.asksVerdict || reading.memory > 0)
            && reading.rest.isEmpty && !asksFact(reading)
    }

    /// Whether an attribute is asked for that does not only narrow the choice of models.
    private func asksFact(_ reading: QuestionReading) -> Bool {
        let narrowing = (reading.languages.isEmpty ? [] : ["languages"]) + (reading.memory > 0 ? ["memory"] : [])
        return reading.attributes.contains { !narrowing.contains(lexicon.attributes[$0].id) }
    }

    /// Whether a fact is asked for that a person or an organisation is named by: "who made Phi", but not "who paid for the card".
    private func namesPerson(_ reading: QuestionReading) -> Bool {
        reading.attributes.contains { lexicon.grammar.personFacts.contains(lexicon.attributes[$0].id) }
    }

    /// Whether models are compared by what they may do: "…, which is allowed".
    private func compares(_ reading: QuestionReading) -> Bool {
        reading.hasNeed && (reading.asksVerdict || reading.rest.isEmpty) && !reading.asksMore
            && reading.namesSeveral
    }

    private func kindOfNamed(_ reading: QuestionReading) -> QuestionReading.Kind {
        let left = reading.rest.count
        if reading.namesOther { return .unknown }
        // `70b` may be the number of a house.
        if left > 0, reading.mentions.contains(where: \.isShort) { return .unknown }
        let narrows = !reading.hasNeed && (reading.memory > 0 || !reading.languages.isEmpty)
        if !reading.attributes.isEmpty || narrows {
            // "The research licence of Mistral" is another than Mistral's: here no word may be left.
            let asksLicence = reading.attributes.contains { lexicon.attributes[$0].id == "licence" }
            let isSure = reading.attributeWords > 1 && reading.otherWords == 0 && !reading.namesMaker
            let isStrict = reading.attributes.isEmpty || asksLicence || reading.impliesAttribute
            let limit =
                isStrict ? 0 : isSure ? Left.surelyFact : reading.attributeWords > 1 ? Left.fact : Left.wordOfFact
            // A word of another subject counts more: "download size of the ONNX file" is no question of memory.
            let others = (reading.attributeWords > 1 ? 1 : 2) * reading.otherWords
            let isOne = !reading.asksWhich || reading.namesOnlyLicences || reading.order != nil
            let isAsked = !reading.asksWhy && (!reading.asksPerson || namesPerson(reading))
            return left + others <= limit && isOne && isAsked ? .fact : .unknown
        }
        if reading.asksWhich, reading.namesOnlyLicences, !reading.hasNeed { return left == 0 ? .fact : .unknown }
        if reading.asksWhich || reading.asksOther, !compares(reading) { return .unknown }
        if !reading.furtherUses.isEmpty { return left <= Left.further ? .further : .unknown }
        if reading.namesOnlyLicences {
            // A licence says nothing of classes of data.
            let asksDataAlone = reading.uses.isEmpty && !reading.data.isEmpty
            return left == 0 && (reading.asksVerdict || !asksDataAlone) ? .verdict : .unknown
        }
        // "Why is SmolLM3 so named" asks for no verdict.
        if reading.asksWhy, !reading.asksVerdict, !reading.isCase { return .unknown }
        // "The telephone number of the Mistral team" asks for no verdict on telephone numbers.
        if reading.namesOwner, reading.uses.isEmpty, !reading.data.isEmpty, !reading.asksVerdict { return .unknown }
        return reading.isCase || left <= (reading.hasNeed ? Left.need(reading) : 0) ? .verdict : .unknown
    }
}
