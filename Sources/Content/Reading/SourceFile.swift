import Portal

/// A file under `content/`, read whole.
public struct SourceFile: Sendable {
    /// Relative to the content folder, with `/` between parts.
    public var path: String
    /// All of the file.
    public var bytes: [UInt8]

    /// A file with the given content.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// Whether the file is a page rather than something pages show or link to.
    public var isMarkdown: Bool { path.hasSuffix(".md") }
}
