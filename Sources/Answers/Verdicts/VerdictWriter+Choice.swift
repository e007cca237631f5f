import Words

/// Which model may serve: all models by verdict, and the chooser with its fields filled in.
extension VerdictWriter {
    func choice(_ reading: QuestionReading) -> VerdictCard {
        let judged = lexicon.subjects.filter(\.isJudged).map { model in
            (model: model, kind: sharedKind(model, reading), against: against(model, reading))
        }
        let fits = judged.filter { $0.kind != .blocked && $0.against.isEmpty }
        func group(_ label: VerdictWord, _ isIn: (VerdictCard.Kind, String) -> Bool) -> VerdictCard.Group {
            .init(
                words.verdicts(label),
                judged.filter { isIn($0.kind, $0.against) }.map { item($0.model, $0.kind, $0.against, reading) })
        }
        let open: VerdictWord =
            reading.uses.isEmpty ? reading.data.isEmpty ? .dependsOnBoth : .dependsOnUse : .dependsOnData
        let kind: VerdictCard.Kind =
            fits.first.map { first in fits.allSatisfy { $0.kind == first.kind } ? first.kind : .several } ?? .blocked
        let isOpen = !reading.hasNeed && reading.memory == 0 && reading.languages.isEmpty
        let text =
            fits.isEmpty
            ? words.verdicts(.noModelFits, ["needs": needs(reading)])
            : words.verdicts(
                isOpen ? .modelsAllowed : .modelsFit, count: fits.count,
                ["all": String(judged.count), "needs": needs(reading)])
        return VerdictCard(
            kind, text, url: chooserAddress(reading),
            groups: [
                group(.allowed) { $0 == .allowed && $1.isEmpty },
                group(.conditional) { $0 == .conditional && $1.isEmpty },
                group(open) { $0 == .several && $1.isEmpty },
                group(.blocked) { kind, _ in kind == .blocked },
                group(.ruledOut) { $0 != .blocked && !$1.isEmpty },
            ])
    }

    private func item(
        _ model: QuestionLexicon.Subject, _ kind: VerdictCard.Kind, _ against: String, _ reading: QuestionReading
    ) -> VerdictCard.Item {
        let use = only(reading.uses, of: lexicon.uses), data = only(reading.data, of: lexicon.data)
        let anchor = use.map { use in "#" + use + (data.map { "-" + $0 } ?? "") } ?? ""
        return VerdictCard.Item(
            model.title + (kind != .blocked && !against.isEmpty ? ": \(against)" : ""), link: model.title,
            url: model.decisions + anchor, kind: kind == .several ? nil : kind)
    }

    /// The id of the only one that was named.
    private func only(_ places: [Int], of choices: [QuestionLexicon.Choice]) -> String? {
        places.count == 1 ? places.first.map { choices[$0].id } : nil
    }

    /// The verdict that all cases in question share; several where they differ.
    private func sharedKind(_ model: QuestionLexicon.Subject, _ reading: QuestionReading) -> VerdictCard.Kind {
        let verdicts = Array(model.verdicts)
        var letters = Set<Character>()
        for use in named(reading.uses, of: lexicon.uses) {
            for data in named(reading.data, of: lexicon.data) {
                let place = use * lexicon.data.count + data
                if verdicts.indices.contains(place) { letters.insert(verdicts[place]) }
            }
        }
        return letters.count == 1 ? letters.first.flatMap { Self.kinds[$0] } ?? .several : .several
    }

    /// What other than the rules counts against a model; empty where nothing does.
    func against(_ model: QuestionLexicon.Subject, _ reading: QuestionReading) -> String {
        var parts: [String] = []
        if reading.memory > 0, !model.memory.contains(where: { $0 <= Double(reading.memory) }) {
            parts.append(words.verdicts(.noFormatFits, ["memory": String(reading.memory)]))
        }
        for language in reading.languages where !model.languages.contains(language) && !model.speaksMany {
            parts.append(words.verdicts(.notItsLanguage, ["language": lexicon.languages[language].title]))
        }
        return parts.joined(separator: "; ")
    }

    private func needs(_ reading: QuestionReading) -> String {
        let uses = reading.uses.map { words.verdicts(.use, ["use": lexicon.uses[$0].title]) }
        let data = reading.data.map { dataName(words.inSentence(lexicon.data[$0].title)) }
        return
            ((uses.isEmpty ? [words.verdicts(.anyUse)] : uses) + (data.isEmpty ? [words.verdicts(.anyData)] : data)
            + (reading.memory > 0 ? ["\(reading.memory) GB"] : [])
            + reading.languages.map { lexicon.languages[$0].title }).joined(separator: ", ")
    }

    /// The chooser with its fields filled in.
    private func chooserAddress(_ reading: QuestionReading) -> String {
        let use = only(reading.uses, of: lexicon.uses)
        var fields: [String] = []
        if let use { fields.append("use=\(use)") }
        if let data = only(reading.data, of: lexicon.data) { fields.append("data=\(data)") }
        if reading.memory > 0 { fields.append("memory=\(reading.memory)") }
        if reading.languages.count == 1, let language = reading.languages.first {
            fields.append("language=\(lexicon.languages[language].title)")
        }
        return lexicon.chooser + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&")) + "#"
            + (use ?? "all-title")
    }
}
