import Diagnostics

/// What was decided about a licence.
public enum LicenceDecision: String, Sendable, CaseIterable {
    case approved, conditional, prohibited

    /// The decision for readers.
    public var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// What kind of licence it is.
public enum LicenceClass: String, Sendable, CaseIterable {
    case openSource = "open-source"
    case openWeights = "open-weights"
    case sourceAvailable = "source-available"
    case proprietary
}

/// A licence: what it allows, asks for and rules out, and what was decided.
public struct Licence: Sendable, Equatable {
    /// The SPDX id, or `LicenseRef-…`; the page's slug where it states none.
    public var spdx = ""
    /// Where the id stands; nil where the page states none.
    public var spdxRange: SourceRange?
    /// The licence's full name; the page's title where it states none.
    public var name = ""
    /// The licence's own version or date.
    public var version: String?
    /// Where its text can be read.
    public var url: String?
    /// What kind of licence it is; nil where the page does not say.
    public var licenceClass: LicenceClass?
    /// Whether the Open Source Initiative approved it; nil where the page does not say.
    public var osiApproval: Located<Bool>?
    /// Tags of ``LicenceTag/permissions``.
    public var permissions: Set<String> = []
    /// Tags of ``LicenceTag/conditions``.
    public var conditions: Set<String> = []
    /// Tags of ``LicenceTag/limitations``.
    public var limitations: Set<String> = []
    /// The tags of the three lists, where they stand in them.
    public var statedTags: Set<Located<String>> = []
    /// The use policy that it takes in.
    public var usePolicy = UsePolicy()
    /// Limits beyond which other terms apply.
    public var thresholds: [Threshold] = []
    /// Exact lines that must be shown, as far as no clause prescribes them: see ``lines``.
    public var attribution: [String] = []
    /// Clauses behind what the page says.
    public var clauses: [Clause] = []
    /// The licence's text, where the page names it.
    public var text: StoredText?
    /// The page of the licence's version before this one.
    public var replaces: Located<String>?
    /// Duties when the model or a derivative is handed on.
    public var redistribution: [String] = []
    /// When the licence ends.
    public var termination: String?
    /// What follows from a breach.
    public var consequences: [String] = []
    /// What was decided; nil where the page does not say.
    public var statedDecision: Located<LicenceDecision>?
    /// What must hold for a conditional decision.
    public var decisionConditions: [String] = []

    /// A licence that says nothing yet.
    public init() {}

    /// What was decided; a licence nobody decided about is prohibited.
    public var decision: LicenceDecision { statedDecision?.value ?? .prohibited }

    /// Whether the Open Source Initiative approved it; false where the page does not say.
    public var isOSIApproved: Bool { osiApproval?.value ?? false }

    /// The use policy that a licence takes in.
    public struct UsePolicy: Sendable, Hashable {
        /// Where the policy can be read.
        public var url: String?
        /// What it forbids, in short, where its items are not listed.
        public var restrictions: [String] = []
        /// Its items, all of them, in the maker's order.
        public var items: [UsePolicyItem] = []
        /// Where it stands in the licence's own text, such as `Attachment A`; nil where it is a text of its own.
        public var section: String?
        /// The policy's text, where the page names it.
        public var text: StoredText?

        /// A policy that says nothing yet.
        public init() {}
    }

    /// A limit beyond which other terms apply.
    public struct Threshold: Sendable, Hashable {
        /// What is counted.
        public var measure: String?
        /// The limit, in words.
        public var limit: String?
        /// What applies beyond it.
        public var consequence: String?

        /// A threshold that says nothing yet.
        public init() {}
    }

    /// A clause of the licence, with what it gives rise to.
    public struct Clause: Sendable, Hashable {
        /// Permissions, conditions and limitations that it gives rise to.
        public var tags: [String] = []
        /// Where it stands in the licence.
        public var section = ""
        /// Where the page says so.
        public var sectionRange = SourceRange.fileStart
        /// The clause's own words.
        public var quote: Located<String>?
        /// What it means.
        public var summary: String?
        /// Uses that it forbids, by id; nil where it says nothing of uses.
        public var forbiddenUses: Located<[String]>?
        /// An exact line that it prescribes, looked up in the text.
        public var line: Located<String>?
        /// When what it asks for is owed; empty where it does not say.
        public var owed: [Occasion] = []
        /// The number of users above which another licence is needed.
        public var users: UserLimit?
        /// Whose law applies, and who decides.
        public var law: Jurisdiction?
        /// How the licence ends.
        public var endings: [Ending] = []
        /// Whom the licensee protects.
        public var indemnity: Indemnity?
        /// Where rights are withheld.
        public var region: RegionLimit?

        /// A clause that says nothing yet.
        public init() {}

        /// Uses that it forbids, by id.
        public var forbids: [String] { forbiddenUses?.value ?? [] }
    }

    /// The texts that quotations are looked up in: the licence's, then its use policy's.
    public var texts: [StoredText] { [text, usePolicy.text].compactMap { $0 } }

    /// Whether SPDX does not list it, so that nobody but the page says what it means.
    public var isCustom: Bool { spdx.hasPrefix("LicenseRef-") }

    /// A text that belongs to its maker: where it comes from, and the hash by which it is known.
    public struct StoredText: Sendable, Hashable {
        /// `pypi:package==version:path/in/wheel`, an https address, or a path beside the page.
        public var source: Located<String>?
        /// SHA-256 of its bytes, as the page states it.
        public var sha256: Located<String>?
        /// When it was retrieved.
        public var retrieved: CalendarDate?

        /// A text of which nothing is said yet.
        public init() {}

        /// SHA-256 of its bytes in lower case; nil where the page states none that is one.
        public var hash: String? {
            guard let text = sha256?.value, text.count == 64, text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
                return nil
            }
            return text.lowercased()
        }

        /// Where it is fetched from; nil where that is not a place.
        public var origin: PinnedFile.Source? { source.flatMap { PinnedFile.Source($0.value) } }

        /// The content path of a text that stands beside its page.
        public func contentPath(besidePage path: String) -> String? {
            guard case .path(let link) = origin else { return nil }
            return Portal.contentPath(link, relativeTo: path)
        }

        /// The text as a file to be fetched; nil where the page does not say enough, or holds it beside itself.
        public var file: PinnedFile? {
            guard let origin, let hash, let source else { return nil }
            if case .path = origin { return nil }
            return PinnedFile(
                name: origin.lastComponent, source: origin, sha256: hash, size: Self.maximumByteCount,
                range: source.range)
        }

        /// No licence is longer.
        static let maximumByteCount = 4 << 20
    }

    /// Lists of a licence's page that a verdict on a use can hand to the reader.
    public func duties(_ list: DecisionRules.Duties, for use: String) -> [ListedDuty] {
        switch list {
        case .decisionConditions: decisionConditions.map(ListedDuty.stated)
        case .redistribution: redistribution.map(ListedDuty.stated)
        case .attribution: lines.map(ListedDuty.line)
        case .usePolicy: items(touching: use).map(ListedDuty.useItem)
        }
    }

    /// An entry of a list of a licence's page.
    public enum ListedDuty: Sendable, Hashable {
        /// In the page's words.
        case stated(String)
        /// A line to show.
        case line(ShownLine)
        /// An item of the use policy.
        case useItem(UsePolicyItem)

        /// The entry for readers.
        public var text: String {
            switch self {
            case .stated(let text): text
            case .line(let line): line.told
            case .useItem(let item): "Use policy, item \(item.line)"
            }
        }
    }
}
