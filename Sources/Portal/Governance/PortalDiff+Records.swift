extension PortalDiff {
    /// What pages state in their front matter, and the words of those that govern.
    mutating func addPages(_ old: PortalSnapshot, _ new: PortalSnapshot) {
        let pairs = new.pages.values.compactMap { page in old.pages[page.url].map { ($0, page) } }
        add(
            "statements", "Statements of pages that changed: who, when, which version",
            pairs.flatMap { before, page in
                // Earlier releases listed fewer of them.
                let stated = before.stated.flatMap { old in page.stated.map { Self.differences(old, $0) } } ?? []
                let unknown: Set = before.aliases == nil || page.aliases == nil ? ["aliases"] : []
                let fields = FieldDifference.all(before, page, besides: Self.comparedElsewhere.union(unknown))
                return (fields + stated).map {
                    Change(name: "\(Self.name(page)), \($0.name)", before: $0.before, after: $0.after, url: page.url)
                }
            })
        let told = Set(old.requirements.values.map(\.text) + new.requirements.values.map(\.text))
        add(
            "wording", "Texts of governing pages that changed",
            pairs.flatMap { before, page -> [Change] in
                guard let old = before.wording, let new = page.wording else { return [] }
                return Self.wordingChanges(old, new, of: page, besides: told)
            })
    }

    /// Keys of a page's entry that are compared in a form of their own, or that follow from others: the summary is what the
    /// page states as its description, or its first words.
    private static let comparedElsewhere: Set = ["url", "sections", "stated", "wording", "updated", "summary"]

    private static func name(_ page: PortalDocument.Page) -> String { page.id ?? page.title }

    private static func differences(_ old: [String: String], _ new: [String: String]) -> [FieldDifference] {
        Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.map {
            FieldDifference(name: $0, before: old[$0], after: new[$0])
        }
    }

    /// The lines that differ of each section: a table's row or a list's item is a line.
    ///
    /// - Parameter told: lines that are requirements, told as such.
    private static func wordingChanges(
        _ old: [PortalDocument.Wording], _ new: [PortalDocument.Wording], of page: PortalDocument.Page,
        besides told: Set<String>
    ) -> [Change] {
        func lines(_ sections: [PortalDocument.Wording], _ id: String) -> [String]? {
            let found = sections.filter { $0.section == id }
            return found.isEmpty ? nil : found.flatMap { $0.text.split(separator: "\n").map(String.init) }
        }
        let ids = new.map(\.section) + old.map(\.section).filter { id in !new.contains { $0.section == id } }
        return ids.flatMap { id -> [Change] in
            let before = lines(old, id) ?? [], after = lines(new, id) ?? []
            guard before != after else { return [] }
            let title = (new + old).first { $0.section == id }?.title ?? ""
            let name = "\(Self.name(page)), \(title.isEmpty ? "beginning" : title)"
            let difference = after.difference(from: before)
            var went: [String] = [], came: [String] = []
            for change in difference {
                switch change {
                case .remove(_, let line, _): went.append(line)
                case .insert(_, let line, _): came.append(line)
                }
            }
            went.removeAll(where: told.contains)
            came.removeAll(where: told.contains)
            guard !went.isEmpty || !came.isEmpty else { return [] }
            return [
                Change(
                    name: name, before: went.isEmpty ? nil : went.joined(separator: " / "),
                    after: came.isEmpty ? nil : came.joined(separator: " / "),
                    url: page.url.appending(fragment: id.isEmpty ? nil : id))
            ]
        }
    }

    /// What follows from a licence's or a model's page and from others: risk, duties, openness.
    mutating func addDerived(_ old: PortalSnapshot, _ new: PortalSnapshot) {
        // What the pages state themselves is told of the pages.
        let stated: Set = [
            "url", "spdx", "name", "class", "osi_approved", "decision", "permissions", "conditions", "limitations",
            "model", "developer", "version", "parameters", "use_cases", "facts", "use_policy",
        ]
        func changes<Entry: Encodable>(_ before: [String: Entry], _ after: [String: Entry]) -> [Change] {
            after.flatMap { url, entry -> [Change] in
                guard let before = before[url] else { return [] }
                let title = new.pages[url]?.title ?? url
                return FieldDifference.all(before, entry, besides: stated).map {
                    Change(name: "\(title), \($0.name)", before: $0.before, after: $0.after, url: url)
                }
            }
        }
        add(
            "consequences", "What follows for licences and models",
            changes(old.licences, new.licences) + changes(old.models, new.models))
    }

    /// Entries of a register that came, went or changed, field by field.
    ///
    /// - Parameter unknown: fields that one of the states does not know yet.
    mutating func addEntries<Entry: Encodable & Hashable>(
        _ key: String, _ title: String, _ old: [String: Entry], _ new: [String: Entry], besides unknown: Set<String>
    ) {
        let came = new.filter { old[$0.key] == nil }.map {
            Change(name: $0.key, after: FieldDifference.summary(of: $0.value, besides: ["id"]))
        }
        let went = old.filter { new[$0.key] == nil }.map {
            Change(name: $0.key, before: FieldDifference.summary(of: $0.value, besides: ["id"]))
        }
        let changed = new.flatMap { id, entry -> [Change] in
            guard let before = old[id], before != entry else { return [] }
            return FieldDifference.all(before, entry, besides: unknown).map {
                Change(name: "\(id), \($0.name)", before: $0.before, after: $0.after)
            }
        }
        add(key + "_added", title + " added", came)
        add(key + "_changed", title + " changed", changed)
        add(key + "_removed", title + " removed", went)
    }

    /// Values by name that came, went or changed; nothing where one of the states does not know them.
    mutating func addValues(
        _ key: String, _ title: String, _ old: [String: String]?, _ new: [String: String]?, shown: (String) -> String
    ) {
        guard let old, let new else { return add(key, title + " that changed", []) }
        add(
            key, title + " that changed",
            Self.differences(old, new).map {
                Change(name: $0.name, before: $0.before.map(shown), after: $0.after.map(shown))
            })
    }
}
