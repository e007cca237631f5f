import Diagnostics

/// A sentence of a policy that binds, with its number.
public struct Requirement: Sendable, Hashable {
    /// How strongly it binds, in RFC 2119's words.
    public enum Level: String, Sendable, CaseIterable {
        case must = "MUST"
        case mustNot = "MUST NOT"
        case should = "SHOULD"
        case shouldNot = "SHOULD NOT"
        case may = "MAY"

        /// The level as a class name: `must-not`.
        public var cssClass: String { rawValue.lowercased().split(separator: " ").joined(separator: "-") }
    }

    /// The number within the policy, from 1.
    public var number: Int
    /// Whether the source gives the number as `{#R3}`; otherwise it was counted and may change.
    public var isPinned: Bool
    /// How strongly it binds.
    public var level: Level
    /// The sentence as plain text.
    public var text: String
    /// The section it stands in, empty before the first heading.
    public var sectionID: String
    /// That section's heading.
    public var sectionTitle: String
    /// Where the sentence stands in the page.
    public var range: SourceRange

    /// All of it as it was read.
    package init(
        number: Int, isPinned: Bool, level: Level, text: String, sectionID: String, sectionTitle: String,
        range: SourceRange
    ) {
        self.number = number
        self.isPinned = isPinned
        self.level = level
        self.text = text
        self.sectionID = sectionID
        self.sectionTitle = sectionTitle
        self.range = range
    }

    /// `POL-001-R3`.
    public func id(in policyID: String) -> String { "\(policyID)-R\(number)" }
}
