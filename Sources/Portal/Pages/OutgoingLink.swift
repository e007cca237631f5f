import Diagnostics

/// A link, image or reference as written.
public struct OutgoingLink: Sendable, Hashable {
    /// What kind of pointer it is and at what.
    public enum Target: Sendable, Hashable {
        case link(String)
        case image(String)
        case reference(target: String, fragment: String?, text: String?)
    }

    /// What it points at, as written.
    public var target: Target
    /// Where it stands in the page.
    public var range: SourceRange

    /// All of it as it was read.
    package init(target: Target, range: SourceRange) {
        self.target = target
        self.range = range
    }
}
