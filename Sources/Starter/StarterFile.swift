/// A text file that lives in the program.
public struct StarterFile: Sendable {
    /// Its path below the folder that it came from, with `/`.
    public let path: String
    /// What stands in it.
    public let text: String

    fileprivate init(_ file: (path: String, text: StaticString)) {
        path = file.path
        text = file.text.description
    }

    /// The theme: templates, styles and scripts, by their paths below `templates/`.
    public static var theme: [StarterFile] { EmbeddedFiles.theme.map(StarterFile.init) }

    /// A portal to start from, by paths below the project's folder. Words in double underscores, such as `__NAME__`, stand for
    /// what its owner says.
    public static var starter: [StarterFile] { EmbeddedFiles.starter.map(StarterFile.init) }

    /// The same in German: files that hold words are its own, at the same paths; all others are those of ``starter``.
    public static var starterInGerman: [StarterFile] {
        let own = EmbeddedFiles.starterInGerman.map(StarterFile.init)
        return starter.map { file in own.first { $0.path == file.path } ?? file }
    }

    /// The content of Charter's own portal, by paths below `content/`.
    public static var example: [StarterFile] { EmbeddedFiles.example.map(StarterFile.init) }
}
