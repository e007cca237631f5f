import Diagnostics

/// What `charter.yaml` says of the site.
public struct SiteSettings: Sendable, Hashable {
    /// The portal's name.
    public var title = "AI policy portal"
    /// What the portal is for, in a sentence; empty where nothing is said.
    public var description = ""
    /// The address at which the site is published, without a trailing slash; feeds and the sitemap need it.
    public var url: String?
    /// The site's language as a BCP 47 tag.
    public var language = "en"
    /// Who publishes the portal.
    public var organisation: String?
    /// Whom readers may ask.
    public var contactName: String?
    /// Where to reach them: an address, or `mailto:`.
    public var contactURL: String?
    /// From how many days before its review a page counts as due.
    public var reviewNoticeDays = 30
    /// Whether raw HTML in markdown is passed through.
    public var allowsRawHTML = false
    /// Schemes that links may have, in lower case.
    public var urlSchemes: Set<String> = ["http", "https", "mailto", "tel"]
    /// Former addresses and where they lead.
    public var redirects: [Redirect] = []
    /// Addresses that were published and are gone on purpose.
    public var gone: Set<String> = []
    /// Files below the content folder that are published though no page refers to them.
    public var assets: [PathPattern] = []
    /// Phrases that mislead when said of a model that is not what they say.
    public var terms = [
        TermRule(phrase: "open source", unfitFor: ["open-weights", "closed"], instead: "open weights")
    ]
    /// Further languages that pages are translated to: those below `content/de/` for `de`.
    public var languages: [String] = []
    /// Words that say how strongly a sentence binds, where they are not those that Charter knows.
    public var keywords: [Keywords] = []
    /// How the site is searched.
    public var search = Search()
    /// Whether pages show their history from git, and the names of authors in it.
    public var showsHistory = false
    /// Whether pages' history names authors.
    public var showsAuthors = false
    /// Governance rules whose breach is an error rather than a warning or note.
    public var failsOn: Set<GovernanceRule> = []
    /// Those whom pages and records may name as owner, approver and so on; empty where nobody is checked.
    public var people: [Person] = []
    /// Whether the site answers questions, where it can.
    public var hasAnswers = true
    /// What people come for; the start page makes them out of what the portal has where nothing is said.
    public var doors: [Door] = []
    /// What makes the portal look like the organisation's own.
    public var look = Look()
    /// Models that the build runs.
    public var models: [ModelSettings] = []
    /// The file that said so.
    public var path = "charter.yaml"

    /// What holds where `charter.yaml` says nothing.
    public init() {}

    /// The language whose translations stand in the folder that a content path starts with; nil for all other paths.
    public func edition(ofPath path: String) -> String? {
        guard !languages.isEmpty, let slash = path.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        return languages.first { $0 == path[..<slash] }
    }

    /// The language that a page is written in.
    public func language(of page: Page) -> String { page.metadata.language ?? page.edition ?? language }

    /// How the site is searched.
    public struct Search: Sendable, Hashable {
        /// Whether there is an index at all.
        public var isEnabled = true
        /// Words and phrases of one meaning, beside the glossary's.
        public var synonyms: [[String]] = []
        /// Below which share of golden queries answered among the first three results a check fails.
        public var goldenFloor = 0.0
        /// Where `charter.yaml` sets it.
        public var goldenFloorRange = SourceRange.fileStart

        /// What holds where `charter.yaml` says nothing.
        public init() {}
    }

    /// A rule that `charter.yaml` can make binding.
    public enum GovernanceRule: String, Sendable, Hashable, CaseIterable {
        /// A page in force whose review is overdue.
        case overdue
        /// A policy that names a model whose licence is not approved.
        case unlicensedModelNamed = "unlicensed model named"
        /// A deployment that runs a model which the decisions block.
        case blockedModelInUse = "blocked model in use"
        /// A page that was changed since its review.
        case changedSinceReview = "changed since review"
        /// An exception that is over.
        case expiredException = "expired exception"
    }

    /// A role, a team or a person that pages and records may name.
    public struct Person: Sendable, Hashable {
        /// As pages write it.
        public var name: String
        /// What they do, in a few words.
        public var role: String?

        /// All of it as it was read.
        package init(name: String, role: String? = nil) {
            self.name = name
            self.role = role
        }
    }

    /// A former address of a page.
    public struct Redirect: Sendable, Hashable {
        /// The former address, below the site's root.
        public var from: String
        /// Where it leads.
        public var to: String
        /// Where `charter.yaml` says so.
        public var range: SourceRange

        /// All of it as it was read.
        package init(from: String, to: String, range: SourceRange) {
            self.from = from
            self.to = to
            self.range = range
        }
    }

    /// The words of a language that say how strongly a sentence binds.
    public struct Keywords: Sendable, Hashable {
        /// A BCP 47 tag.
        public var language: String
        /// In place of the language's own words for the levels that they give.
        package var phrases: [RequirementKeywords.Phrase]

        /// All of it as it was read.
        package init(language: String, phrases: [RequirementKeywords.Phrase]) {
            self.language = language
            self.phrases = phrases
        }
    }

    /// A phrase not to be used of models whose openness is one of `unfitFor`.
    public struct TermRule: Sendable, Hashable {
        /// The phrase; case does not count.
        public var phrase: String
        /// Raw values of ``OpennessClass``.
        public var unfitFor: Set<String>
        /// What to write instead.
        public var instead: String

        /// All of it as it was read.
        package init(phrase: String, unfitFor: Set<String>, instead: String) {
            self.phrase = phrase
            self.unfitFor = unfitFor
            self.instead = instead
        }
    }
}
