import Diagnostics

/// A term that the glossary defines.
public struct GlossaryTerm: Sendable, Hashable {
    public var id: String
    public var name: String
    public var otherNames: [String]
    /// The first paragraph of its text.
    public var definition: String
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
