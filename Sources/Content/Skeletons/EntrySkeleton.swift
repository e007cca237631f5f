import Portal

/// A new entry of a data file. Data files have no drafts, so it is a comment: nothing rests on it before somebody has filled it in.
public struct EntrySkeleton: Sendable {
    /// The lists that an entry can be started in.
    public enum Kind: String, Sendable, CaseIterable {
        case exception, deployment, use

        /// The file below `content/`.
        public var file: String {
            switch self {
            case .exception: "exceptions.yaml"
            case .deployment: "deployments.yaml"
            case .use: "decisions.yaml"
            }
        }

        /// The key of the list in it.
        var list: String {
            switch self {
            case .exception: "exceptions"
            case .deployment: "deployments"
            case .use: "uses"
            }
        }
    }

    private let kind: Kind
    private let title: String
    private let name: String
    private let today: CalendarDate

    /// An entry to be written.
    ///
    /// - Parameters:
    ///   - name: the title as part of an address.
    ///   - today: the day on which it is started.
    public init(kind: Kind, title: String, name: String, today: CalendarDate) {
        (self.kind, self.title, self.name, self.today) = (kind, title, name, today)
    }

    /// The file with the entry at the end of its list.
    ///
    /// - Parameter file: the file as it is; nil where there is none.
    /// - Returns: nil where the file has no such list, or one that is not written an item a line.
    public func added(to file: String?) -> (text: String, line: Int)? {
        var lines = (file ?? start).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        guard let key = lines.firstIndex(where: { $0.hasPrefix(kind.list + ":") }) else { return nil }
        let value = lines[key].dropFirst(kind.list.count + 1).prefix { $0 != "#" }.filter { !$0.isWhitespace }
        guard value.isEmpty || value == "[]" else { return nil }
        // The list ends where a line begins with something else than white space, an item or a comment within it.
        var end = key + 1
        for index in lines.indices.dropFirst(key + 1) {
            guard let first = lines[index].first else { continue }
            guard " \t-".contains(first) else { break }
            end = index + 1
        }
        lines.insert(contentsOf: entry(isFirst: value == "[]"), at: end)
        return (lines.joined(separator: "\n") + "\n", end + 1)
    }

    /// What a file begins with that is not there yet.
    private var start: String {
        switch kind {
        case .exception:
            "# Deviations from requirements, granted for a limited time: at most 365 days.\nexceptions: []\n"
        case .deployment: "# Systems that run models; each has a page with the notices that it owes.\ndeployments: []\n"
        case .use: "uses: []\n"
        }
    }

    private func entry(isFirst: Bool) -> [String] {
        let hint =
            isFirst
            ? "fill it in, take the '# ' away from its lines, and the [] behind '\(kind.list):'"
            : "fill it in, and take the '# ' away from its lines"
        return ["  # A draft: \(hint)."] + fields.map { "  # " + $0 }
    }

    private var fields: [String] {
        switch kind {
        case .exception:
            [
                "- id: EX-\(today.description.prefix(4))-01  # a number that no other has",
                "  requirement: POL-001-R1  # what is deviated from",
                "  reason: \(yamlScalar(title))",
                "  mitigation: \"\"  # what reduces the risk",
                "  owner: \(Placeholder.name)  # who asked for it and answers for it",
                "  approved_by: [\(Placeholder.name), \(Placeholder.name)]  # two people, neither of them the owner",
                "  from: \(today)",
                "  until: \(today.adding(days: 90))  # at most 365 days later",
            ]
        case .deployment:
            [
                "- id: \(name)",
                "  title: \(yamlScalar(title))",
                "  owner: \(Placeholder.name)  # who answers for it",
                "  models: []  # evaluations of the models that it runs, by their files' names",
                "  use: \"\"  # its use, by the id in decisions.yaml",
                "  data: \"\"  # the most sensitive data that it sees, by the id in decisions.yaml",
                "  since: \(today)",
            ]
        case .use:
            [
                "- id: \(name)",
                "  title: \(yamlScalar(title))",
                "  summary: \"\"  # what it means, in a sentence",
            ]
        }
    }
}
