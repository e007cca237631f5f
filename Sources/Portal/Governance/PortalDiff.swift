/// What changed between two states of a portal, in the domain's words.
public struct PortalDiff: Sendable {
    /// One for each kind of change, empty ones included.
    public var sections: [Section] = []

    /// Changes of one kind, such as verdicts that flipped.
    public struct Section: Sendable {
        /// Its name for programs.
        public var key: String
        /// Its name for readers.
        public var title: String
        /// What changed, sorted.
        public var changes: [Change]
    }

    /// One change.
    public struct Change: Sendable, Hashable, Encodable {
        /// What changed, such as `POL-001-R3` or `Gemma 3 27B, Fine-tuning, Public`.
        public var name: String
        /// What held before; nil for what is new.
        public var before: String?
        /// What holds now; nil for what is gone.
        public var after: String?
        /// Why it changed, where that is known.
        public var reason: String?
        /// Where to look, below the site's root.
        public var url: String?
    }

    /// Whether nothing changed.
    public var isEmpty: Bool { sections.allSatisfy(\.changes.isEmpty) }

    /// Compares two snapshots.
    public init(from old: PortalSnapshot, to new: PortalSnapshot) {
        add(
            "pages_added", "Pages added",
            new.pages.filter { old.pages[$0.key] == nil }.map { Change(name: $0.value, url: $0.key) })
        add(
            "pages_removed", "Pages removed",
            old.pages.filter { new.pages[$0.key] == nil }.map { Change(name: $0.value, url: $0.key) })
        addRequirements(old, new)
        add(
            "licence_decisions", "Decisions on licences that changed",
            new.licences.compactMap { url, licence in
                guard let before = old.licences[url], before.decision != licence.decision else { return nil }
                return Change(name: licence.name, before: before.decision, after: licence.decision, url: url)
            })
        add("verdicts", "Verdicts that flipped", Self.flips(old, new))
        add("models_added", "Models with new verdicts", Self.models(new, notIn: old))
        add("models_removed", "Models without verdicts", Self.models(old, notIn: new))
        add(
            "anchors", "Anchors that are gone",
            old.anchors.subtracting(new.anchors).filter { new.pages[$0.splitFragment.path] != nil }.map {
                Change(name: $0, url: $0.splitFragment.path)
            })
        addAnswers(old, new)
    }

    private mutating func add(_ key: String, _ title: String, _ changes: [Change]) {
        sections.append(
            Section(
                key: key, title: title, changes: changes.sorted { ($0.name, $0.url ?? "") < ($1.name, $1.url ?? "") }))
    }

    private mutating func addRequirements(_ old: PortalSnapshot, _ new: PortalSnapshot) {
        add(
            "requirements_added", "Requirements added",
            new.requirements.filter { old.requirements[$0.key] == nil }.map {
                Change(name: $0.key, after: $0.value.text, url: $0.value.url)
            })
        add(
            "requirements_changed", "Requirements changed",
            new.requirements.compactMap { id, requirement in
                guard let before = old.requirements[id],
                    (before.text, before.level) != (requirement.text, requirement.level)
                else { return nil }
                return Change(
                    name: id, before: before.text, after: requirement.text,
                    reason: before.level == requirement.level ? nil : "\(before.level) became \(requirement.level)",
                    url: requirement.url)
            })
        add(
            "requirements_removed", "Requirements removed",
            old.requirements.filter { new.requirements[$0.key] == nil }.map {
                Change(name: $0.key, before: $0.value.text)
            })
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

    private static func models(_ these: PortalSnapshot, notIn those: PortalSnapshot) -> [Change] {
        Set(these.decisions.keys.map(\.model)).subtracting(those.decisions.keys.map(\.model)).map { Change(name: $0) }
    }

    private mutating func addAnswers(_ old: PortalSnapshot, _ new: PortalSnapshot) {
        add(
            "answers_changed", "Answers that changed",
            new.answers.compactMap { question, quote in
                guard let before = old.answers[question], before != quote else { return nil }
                return Change(name: question.question, before: before, after: quote, url: question.page)
            })
        add(
            "answers_removed", "Questions without their answer",
            old.answers.filter { new.answers[$0.key] == nil }.map {
                Change(name: $0.key.question, before: $0.value, url: $0.key.page)
            })
    }
}
