import Diagnostics

/// A term that the glossary defines.
public struct GlossaryTerm: Sendable, Hashable {
    /// The heading's id on the glossary page.
    public var id: String
    /// The term as the heading writes it.
    public var name: String
    /// Those that the heading gives in brackets.
    public var otherNames: [String]
    /// The first paragraph of its text.
    public var definition: String
    /// Where the heading stands.
    public var range: SourceRange

    /// All of it as it was read.
    package init(id: String, name: String, otherNames: [String], definition: String, range: SourceRange) {
        self.id = id
        self.name = name
        self.otherNames = otherNames
        self.definition = definition
        self.range = range
    }
}
