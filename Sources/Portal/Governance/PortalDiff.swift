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

    /// Compares two snapshots. A page that moved is compared with itself at its former address.
    public init(from earlier: PortalSnapshot, to new: PortalSnapshot) {
        let renames = PageRenames(from: earlier, to: new).newURLs
        let old = earlier.renamed(renames)
        add(
            "pages_added", "Pages added",
            new.pages.values.filter { old.pages[$0.url] == nil }.map { Change(name: $0.title, url: $0.url) })
        add(
            "pages_removed", "Pages removed",
            old.pages.filter { new.pages[$0.key] == nil }.map { Change(name: $0.value.title, url: $0.key) })
        add(
            "pages_renamed", "Pages renamed",
            renames.map { Change(name: new.pages[$1]?.title ?? $1, before: $0, after: $1, url: $1) })
        addPages(old, new)
        addRequirements(old, new)
        addWithdrawals(old, new)
        add(
            "licence_decisions", "Decisions on licences that changed",
            new.licences.compactMap { url, licence in
                guard let before = old.licences[url], before.decision != licence.decision else { return nil }
                return Change(name: licence.name, before: before.decision, after: licence.decision, url: url)
            })
        addDerived(old, new)
        addDecisions(old, new)
        // Files of earlier releases lack some fields.
        let isEarlier = old.files == nil || new.files == nil
        addEntries(
            "exceptions", "Exceptions", old.exceptions, new.exceptions, besides: isEarlier ? ["mitigation"] : [])
        addEntries(
            "deployments", "Deployments", old.deployments, new.deployments, besides: isEarlier ? ["shipped"] : [])
        addValues("files", "Files", old.files, new.files) { "SHA-256 \($0.prefix(12))…" }
        addValues("settings", "Settings that govern", old.settings, new.settings) { $0 }
        add(
            "anchors", "Anchors that are gone",
            old.anchors.subtracting(new.anchors).filter { new.pages[$0.splitFragment.path] != nil }.map {
                Change(name: $0, url: $0.splitFragment.path)
            })
        addAnswers(old, new)
    }

    mutating func add(_ key: String, _ title: String, _ changes: [Change]) {
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
                Change(name: $0.key, before: $0.value.text, reason: new.withdrawn[$0.key].map(Self.reason))
            })
    }

    private mutating func addWithdrawals(_ old: PortalSnapshot, _ new: PortalSnapshot) {
        add(
            "withdrawals", "Requirements withdrawn",
            new.withdrawn.values.filter { old.withdrawn[$0.id] != $0 }.map {
                Change(name: $0.id, before: old.withdrawn[$0.id].map(Self.reason), after: Self.reason($0))
            }
                + old.withdrawn.values.filter { new.withdrawn[$0.id] == nil }.map {
                    Change(name: $0.id, before: Self.reason($0))
                })
    }

    private static func reason(_ withdrawal: PortalDocument.Withdrawal) -> String {
        "withdrawn" + (withdrawal.date.map { " on " + $0 } ?? "") + (withdrawal.reason.map { ": " + $0 } ?? "")
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
