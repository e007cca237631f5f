import Content

/// What a file beside pages is, told from its name and, where the name does not tell, from its bytes.
enum FileNature: Equatable {
    /// Something to look at or to keep: a picture, a table, a document.
    case inert
    /// Markdown under another ending than `.md`: a page that is not one.
    case misnamedPage
    /// What an editor, a merge or an unfinished download left beside the file that it belongs to.
    case leftover
    /// What runs in a reader's browser, or on the server; with the reason as a clause: `it holds a script`.
    case active(reason: String)

    /// What a file is by its name alone.
    ///
    /// - Returns: nil where only the bytes can tell.
    init?(path: String) {
        let name = (path.split(separator: "/").last ?? "").lowercased()
        let endings = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().map(String.init)
        let ending = endings.last ?? ""
        if Self.isLeftover(name, endings: endings) {
            self = .leftover
        } else if Self.markdownEndings.contains(ending) {
            self = .misnamedPage
        } else if Self.activeEndings.contains(ending) {
            self = .active(reason: "a browser or a server runs what ends in .\(ending)")
        } else if Self.inertEndings.contains(ending) {
            self = .inert
        } else {
            return nil
        }
    }

    /// What a file that may be published is.
    init(of file: SourceFile) {
        if let nature = FileNature(path: file.path) {
            self = nature
        } else if Self.xmlEndings.contains(where: file.path.lowercased().hasSuffix) {
            self = VectorImageCheck.problem(file.bytes).map { .active(reason: $0) } ?? .inert
        } else {
            // A server without a type for the ending lets the browser guess, which finds HTML in the first bytes.
            let start = String(decoding: file.bytes.prefix(Self.guessedByteCount), as: UTF8.self).lowercased()
            let tag = Self.guessedTags.first { start.contains("<" + $0) }
            self = tag.map { .active(reason: "its first bytes hold <\($0)>, which a browser takes for HTML") } ?? .inert
        }
    }

    private static func isLeftover(_ name: String, endings: [String]) -> Bool {
        name.hasSuffix("~") || name.hasPrefix("~$") || (name.hasPrefix("#") && name.hasSuffix("#"))
            || leftoverEndings.contains(endings.last ?? "")
            // `use.md.1`, `use.md.txt`: a page that somebody kept a copy of.
            || endings.dropLast().contains { markdownEndings.contains($0) }
    }

    private static let markdownEndings: Set<String> = [
        "md", "markdown", "mdown", "mdwn", "mkd", "mkdn", "mdtxt", "mdtext", "mdx", "rmd", "qmd",
    ]

    private static let leftoverEndings: Set<String> = [
        "bak", "backup", "old", "orig", "rej", "save", "tmp", "temp", "swp", "swo", "swn", "part", "crdownload",
    ]

    private static let activeEndings: Set<String> = [
        "html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "hta", "htc", "js", "mjs", "cjs", "jse", "vbs", "wasm",
        "swf", "xsl", "xslt", "svgz", "php", "phtml", "asp", "aspx", "jsp", "cgi",
    ]

    /// Endings for which servers and disks have a type of their own that no browser runs.
    private static let inertEndings: Set<String> = [
        "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "bmp", "tif", "tiff", "mp3", "mp4", "m4a", "ogg", "wav",
        "webm", "woff", "woff2", "ttf", "otf", "css", "txt", "csv", "json", "yaml", "yml", "pdf", "doc", "docx", "xls",
        "xlsx", "ppt", "pptx", "odt", "ods", "odp", "zip", "gz", "7z",
    ]

    /// What browsers take for XML, whose elements may come from HTML.
    private static let xmlEndings = [".svg", ".xml", ".rdf", ".rss", ".atom", ".mathml"]

    /// Source: MIME Sniffing Standard, section 7.1, whose patterns these are; it looks at 1,445 bytes.
    private static let guessedByteCount = 1445
    private static let guessedTags = [
        "!doctype html", "html", "head", "script", "iframe", "h1", "div", "font", "table", "a ", "style", "title", "b>",
        "body", "br", "p>", "svg", "?xml",
    ]
}
