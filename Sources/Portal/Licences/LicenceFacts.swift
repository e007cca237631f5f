import Diagnostics

// What a clause fixes beyond the terms that it gives rise to. Each fact stands on the clause whose words carry it, so that it
// is quoted and looked up as its term is.

extension Licence {
    /// When what a clause asks for is owed.
    public enum Occasion: String, Sendable, CaseIterable {
        /// Copies, changed or not, leave the organisation.
        case copies
        /// Others use the model over a service.
        case hosting
        /// A model that was made or improved with it, or with its outputs, is handed on or made available to others.
        case improvedModels = "improved-models"
        /// Anybody uses the model, inside the organisation too.
        case use

        /// The occasion for readers, after "owed".
        public var label: String {
            switch self {
            case .copies: "with copies that are handed on"
            case .hosting: "for a service that others use"
            case .improvedModels: "once others get or use a model made or improved with it or its outputs"
            case .use: "for every use, inside the organisation too"
            }
        }

        /// What an organisation does when it meets the occasion.
        var scenarios: Set<LicenceScenario> {
            switch self {
            case .copies: [.shipProduct]
            case .hosting: [.offerService]
            case .improvedModels: [.fineTune, .shipProduct, .offerService]
            case .use: Set(LicenceScenario.allCases)
            }
        }
    }

    /// A number of users above which another licence is needed.
    public struct UserLimit: Sendable, Hashable {
        /// Users in a month; more than this many need another licence.
        public var moreThan = 0
        /// Whether the number is looked at once or always.
        public var counting = Counting.running
        /// The day before which users are counted, where they are counted once.
        public var day: CalendarDate?

        /// A limit that says nothing yet.
        public init() {}

        /// When users are counted.
        public enum Counting: String, Sendable, CaseIterable {
            /// Once, when the model was released; later growth does not matter.
            case atRelease = "at-release"
            /// As long as the model is used.
            case running
        }
    }

    /// Whose law applies, and who decides.
    public struct Jurisdiction: Sendable, Hashable {
        /// The state or country whose law applies.
        public var law = ""
        /// The courts that decide; nil where the licence names none.
        public var courts: String?

        /// A jurisdiction that says nothing yet.
        public init() {}
    }

    /// A way in which the licence ends.
    public struct Ending: Sendable, Hashable {
        /// What leads to it.
        public var trigger = Trigger.breach
        /// Whether the maker has to do something.
        public var manner = Manner.may
        /// What ends.
        public var scope = Scope.all
        /// Days in which a breach can be cured, so that the rights come back.
        public var cureDays: Int?

        /// An ending that says nothing yet.
        public init() {}

        /// What leads to the end.
        public enum Trigger: String, Sendable, CaseIterable {
            /// The licensee breaks a term.
            case breach
            /// The licensee sues anybody because the material infringes the licensee's own rights.
            case suitOverOwnRights = "suit-over-own-rights"
            /// The licensee sues anybody because the material infringes a patent.
            case patentSuit = "patent-suit"
        }

        /// Whether it ends by itself.
        public enum Manner: String, Sendable, CaseIterable { case may, automatic }

        /// What ends.
        public enum Scope: String, Sendable, CaseIterable { case all, patents }
    }

    /// Whom the licensee protects, and from what.
    public struct Indemnity: Sendable, Hashable {
        /// Who is protected.
        public var protects = ""
        /// What it covers, such as "claims of third parties over use or distribution".
        public var covers = ""

        /// An indemnity that says nothing yet.
        public init() {}
    }

    /// Rights that people or companies of some regions do not get.
    public struct RegionLimit: Sendable, Hashable {
        /// Where the rights are withheld.
        public var regions: [String] = []
        /// The part of the material that is concerned; nil for all of it.
        public var concerns: String?
        /// Who is exempt.
        public var exempt: String?

        /// A limit that says nothing yet.
        public init() {}
    }

    /// An item of the use policy, in the maker's own order.
    public struct UsePolicyItem: Sendable, Hashable {
        /// The maker's number; where the maker gives none, the count, with points for items of items.
        public var number = ""
        /// Where the page says so.
        public var numberRange = SourceRange.fileStart
        /// The item's own words, looked up in the text.
        public var words: Located<String>?
        /// What it means in short; nil where the words say it.
        public var summary: String?
        /// Uses that are to be compared with it, by id.
        public var touchedUses: Located<[String]>?
        /// Uses that it rules out, by id.
        public var forbiddenUses: Located<[String]>?

        /// An item that says nothing yet.
        public init() {}

        /// Uses that are to be compared with it: those that it touches and those that it forbids.
        public var touches: [String] { (touchedUses?.value ?? []) + forbids.filter { !isTouched($0) } }

        /// Uses that it rules out.
        public var forbids: [String] { forbiddenUses?.value ?? [] }

        /// The item in a line: its number and what it says in short.
        public var line: String { "\(number) \(summary ?? words?.value ?? "")" }

        /// The id of its row on the licence's page.
        public var anchor: String { "use-" + number.filter { $0.isLetter || $0.isNumber || $0 == "." } }

        private func isTouched(_ use: String) -> Bool { touchedUses?.value.contains(use) ?? false }
    }

    /// An exact line that must be shown, and when.
    public struct ShownLine: Sendable, Hashable {
        /// The line.
        public var text: String
        /// When it is owed; empty where the page does not say.
        public var owed: [Occasion] = []

        /// When it is owed, in words; nil where the page does not say.
        public var occasion: String? { owed.isEmpty ? nil : owed.map(\.label).joined(separator: ", and ") }

        /// The line, with its occasion where the page says it.
        public var told: String { occasion.map { "\(text) (\($0))" } ?? text }
    }

    /// Exact lines that must be shown: those of the page's list, then those that clauses prescribe.
    public var lines: [ShownLine] {
        let prescribed = clauses.compactMap { clause in clause.line.map { ShownLine(text: $0.value, owed: clause.owed) }
        }
        return attribution.filter { line in !prescribed.contains { $0.text == line } }.map { ShownLine(text: $0) }
            + prescribed
    }

    /// What the use policy forbids, item by item; the page's own words where it lists no items.
    public var forbiddenUses: [String] { usePolicy.restrictions + usePolicy.items.map(\.line) }

    /// Items of the use policy that a use is to be compared with.
    public func items(touching use: String) -> [UsePolicyItem] {
        usePolicy.items.filter { $0.touches.contains(use) }
    }

    /// Whether a clause or an item of the use policy forbids a use.
    public func forbids(_ use: String) -> Bool {
        clauses.contains { $0.forbids.contains(use) } || usePolicy.items.contains { $0.forbids.contains(use) }
    }

    /// The part of the licence's page that forbids a use: an item of the use policy, or the clauses.
    public func anchor(forbidding use: String) -> String {
        usePolicy.items.first { $0.forbids.contains(use) }?.anchor ?? "clauses-title"
    }
}
