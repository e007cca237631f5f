import Diagnostics

extension SiteSettings {
    /// A way from the start page or the footer to what people come for.
    public struct Door: Sendable, Hashable {
        /// The words that people come with.
        public var title: String
        /// What is behind it, in a sentence.
        public var summary: String?
        /// An address below the site's root or on the web.
        public var to: String
        /// Where `charter.yaml` says so.
        public var range: SourceRange

        /// All of it as it was read.
        package init(title: String, summary: String?, to: String, range: SourceRange) {
            self.title = title
            self.summary = summary
            self.to = to
            self.range = range
        }
    }

    /// What makes the portal look like the organisation's own, without a template.
    public struct Look: Sendable, Hashable {
        /// The file of the logo, below the content folder; it stands before the portal's name.
        public var logo: PathPattern?
        /// The one colour that all others are derived from, as it was written: `#1d4f73`.
        public var accent: String?
        /// Where `charter.yaml` says so.
        public var accentRange = SourceRange.fileStart
        /// The letters.
        public var font = Font.system
        /// Links at the foot of every page.
        public var footer: [Door] = []
        /// Who is responsible for the portal, in a sentence or two.
        public var imprint: String?

        /// What holds where `charter.yaml` says nothing.
        public init() {}

        /// Letters that readers' machines have already.
        public enum Font: String, Sendable, Hashable, CaseIterable {
            case system, humanist, geometric, serif
        }
    }
}
