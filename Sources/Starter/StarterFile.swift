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

    /// The content of Charter's own portal, by paths below `content/`.
    public static var example: [StarterFile] { EmbeddedFiles.example.map(StarterFile.init) }
}
