import Primitives

/// Files that are made in one step of a build. While nothing that a group depends on has changed, it is taken over whole.
public enum OutputGroup: String, Sendable, Hashable, CaseIterable {
    /// Pages that come from one source each.
    case content
    /// What comes from many pages: lists, registers, feeds, files for machines.
    case generated
    /// The search index.
    case search
    /// What answers questions: vectors, quotations, the encoder, the page about them.
    case answers
    /// Files of the theme and of `content/`, as they are.
    case assets
    /// What the site was made from and with.
    case record
}

extension OutputGroup: BinaryCodable {}

extension Set<OutputGroup> {
    /// A whole site.
    public static let all = Set(OutputGroup.allCases)
}
