extension PortalDiff {
    /// Verdicts that flipped, those that stayed with other reasons, and what came to the table or left it.
    mutating func addDecisions(_ old: PortalSnapshot, _ new: PortalSnapshot) {
        add("verdicts", "Verdicts that flipped", Self.flips(old, new))
        add("reasons", "Verdicts with other reasons", Self.reasons(old, new))
        add("models_added", "Models with new verdicts", Self.models(new, notIn: old))
        add("models_removed", "Models without verdicts", Self.models(old, notIn: new))
        add(
            "choices", "Uses and classes of data",
            new.choices.subtracting(old.choices).map { Change(name: $0, after: "new") }
                + old.choices.subtracting(new.choices).map { Change(name: $0, before: "gone") })
    }

    private static func name(_ place: PortalSnapshot.Case) -> String { "\(place.model), \(place.use), \(place.data)" }

    /// Verdicts that differ from those before, with the reasons that came and went.
    private static func flips(_ old: PortalSnapshot, _ new: PortalSnapshot) -> [Change] {
        new.decisions.compactMap { place, verdict in
            guard let before = old.decisions[place], before.verdict != verdict.verdict else { return nil }
            let came = verdict.reasons.filter { !before.reasons.contains($0) }
            let went = before.reasons.filter { !verdict.reasons.contains($0) }
            let reason = came.isEmpty ? went.first.map { "no longer: " + $0 } : came.joined(separator: " ")
            return Change(name: name(place), before: before.verdict, after: verdict.verdict, reason: reason)
        }
    }

    /// Verdicts that are the same for other reasons.
    private static func reasons(_ old: PortalSnapshot, _ new: PortalSnapshot) -> [Change] {
        new.decisions.compactMap { place, verdict in
            guard let before = old.decisions[place], before.verdict == verdict.verdict,
                before.reasons != verdict.reasons
            else { return nil }
            let went = before.reasons.filter { !verdict.reasons.contains($0) }
            let came = verdict.reasons.filter { !before.reasons.contains($0) }
            return Change(
                name: "\(name(place)): \(verdict.verdict)", before: went.isEmpty ? nil : went.joined(separator: " "),
                after: came.isEmpty ? nil : came.joined(separator: " "))
        }
    }

    private static func models(_ these: PortalSnapshot, notIn those: PortalSnapshot) -> [Change] {
        Set(these.decisions.keys.map(\.model)).subtracting(those.decisions.keys.map(\.model)).map { Change(name: $0) }
    }
}
