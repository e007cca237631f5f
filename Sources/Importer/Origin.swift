/// The tool that pages were written for: what their front matter and their text beyond markdown mean.
public enum Origin: String, Sendable, CaseIterable {
    case hugo, zola, mkdocs, docusaurus
    /// Word, OpenDocument, HTML: read by pandoc.
    case documents
    /// Markdown of no tool in particular.
    case markdown

    /// What it is called.
    public var title: String {
        switch self {
        case .hugo: "Hugo"
        case .zola: "Zola"
        case .mkdocs: "MkDocs"
        case .docusaurus: "Docusaurus"
        case .documents: "documents"
        case .markdown: "markdown"
        }
    }

    /// The tool that a folder with these files belongs to, told by its settings; nil where none are there.
    ///
    /// - Parameters:
    ///   - paths: files below the folder.
    ///   - read: a file's text.
    public init?(paths: Set<String>, read: (String) -> String?) {
        func has(_ names: [String]) -> Bool { names.contains(where: paths.contains) }
        if has(["mkdocs.yml", "mkdocs.yaml"]) {
            self = .mkdocs
        } else if has(["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"]) {
            self = .docusaurus
        } else if has([
            "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml",
            "config/_default/config.toml",
        ]) {
            self = .hugo
        } else if let settings = ["zola.toml", "config.toml"].lazy.compactMap(read).first {
            // Both tools have had a config.toml; Hugo writes its keys in camel case.
            self = settings.contains("base_url") ? .zola : .hugo
        } else if paths.contains("config.yaml"), read("config.yaml")?.contains("baseURL") == true {
            self = .hugo
        } else {
            return nil
        }
    }

    /// Where pages stand below the folder with the settings, the first that is there.
    var contentFolders: [String] {
        switch self {
        case .hugo, .zola: ["content/"]
        case .mkdocs, .docusaurus: ["docs/"]
        case .documents, .markdown: []
        }
    }

    /// Where files stand that pages name from the root.
    var staticFolders: [String] {
        switch self {
        case .hugo, .zola, .docusaurus: ["static/"]
        case .mkdocs, .documents, .markdown: []
        }
    }

    /// Whether a file is a page of it.
    func isPage(_ path: String) -> Bool {
        let name = path.lowercased()
        let endings: [String] =
            switch self {
            case .documents: Origin.documentEndings
            case .docusaurus: [".md", ".mdx"]
            case .hugo, .zola, .mkdocs, .markdown: [".md", ".markdown"]
            }
        return endings.contains(where: name.hasSuffix)
    }

    /// What pandoc is asked to read.
    public static let documentEndings = [".docx", ".odt", ".rtf", ".epub", ".html", ".htm"]
}
