import Content
import Diagnostics
import Markdown
import Primitives

/// Pages that the preview makes itself: the problems of a project, and the writers' reference. They work without the theme,
/// which may be what is broken.
enum PreviewPages {
    /// Where they stand.
    static let prefix = "_charter/"

    /// A page of the help by its path below `_charter/help`; nil where there is none.
    static func help(_ path: String) -> [UInt8]? {
        let name = path.split(separator: "/").last.map { String($0).replacing(".html", with: "") } ?? ""
        let pages = WritersReference.pages
        switch name {
        case "":
            let links = "\nWhat a message means: [all of them, by id](diagnostics.md).\n"
            return page("Help for writers", html(of: WritersReference.index(of: pages) + links))
        case "diagnostics":
            return page("Diagnostics", html(of: DiagnosticID.documentation))
        default:
            guard let found = pages.first(where: { $0.name == name }) else { return nil }
            return page(found.title, html(of: found.text))
        }
    }

    /// What is wrong, each with its line, the reason and ways out.
    ///
    /// - Parameters:
    ///   - problems: with the line of the source that each points at.
    ///   - isWholeSite: whether there is no page to go back to yet.
    static func problems(_ problems: [(diagnostic: Diagnostic, line: String?)], isWholeSite: Bool) -> [UInt8] {
        let errors = problems.filter { $0.diagnostic.severity == .error }
        let rest = problems.filter { $0.diagnostic.severity == .warning }
        var body = "<h1>\(problems.isEmpty ? "No problems" : escapedMarkup(tally(errors.count, rest.count)))</h1>\n"
        if isWholeSite, !errors.isEmpty {
            body +=
                "<p>The site is shown once there are no errors. This page goes away by itself when they are mended and saved.</p>\n"
        } else if !problems.isEmpty {
            body += "<p>The site is shown as it was when it last had no errors. <a href=\"/\">To the site</a></p>\n"
        }
        body += (errors + rest).map(entry).joined()
        if (errors + rest).contains(where: { $0.diagnostic.safeEdit != nil }) {
            body += "<p><code>charter fix</code> corrects those that take no decision.</p>\n"
        }
        return page("Problems", body)
    }

    private static func tally(_ errors: Int, _ warnings: Int) -> String {
        [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
            .joined(separator: " and ")
    }

    private static func entry(_ problem: (diagnostic: Diagnostic, line: String?)) -> String {
        let diagnostic = problem.diagnostic, id = diagnostic.id.rawValue
        func text(_ text: String) -> String { escapedMarkup(text.visible) }
        var html = "<section class=\"\(diagnostic.severity.rawValue)\">\n<h2>\(text(diagnostic.summary))</h2>\n"
        let start = diagnostic.range.start
        html += "<p class=\"place\">\(text(diagnostic.path)), line \(start.line), column \(start.column)</p>\n"
        if let line = problem.line, line.utf8.count <= 300 { html += excerpt(line, diagnostic.range) }
        if let explanation = diagnostic.explanation { html += "<p>\(text(explanation))</p>\n" }
        for note in diagnostic.notes {
            html += "<p class=\"place\">\(text(note.path)), line \(note.range.start.line): \(text(note.text))</p>\n"
        }
        if !diagnostic.fixes.isEmpty {
            html += "<ul>\n" + diagnostic.fixes.map { "<li>\(text($0.title))</li>\n" }.joined() + "</ul>\n"
        }
        return html + "<p><a href=\"/\(prefix)help/diagnostics#\(id)\">What this means: \(id)</a></p>\n</section>\n"
    }

    /// The line with what the problem points at marked.
    private static func excerpt(_ line: String, _ range: SourceRange) -> String {
        let bytes = Array(line.utf8)
        let start = min(bytes.count, max(0, range.start.column - 1))
        let end = range.end.line == range.start.line ? min(bytes.count, max(start, range.end.column - 1)) : bytes.count
        func text(_ part: ArraySlice<UInt8>) -> String { escapedMarkup(String(decoding: part, as: UTF8.self).visible) }
        return
            "<pre tabindex=\"0\">\(text(bytes[..<start]))<mark>\(text(bytes[start..<end]))</mark>\(text(bytes[end...]))</pre>\n"
    }

    private static func html(of markdown: String) -> String {
        // Links of the reference name files of docs/; here the pages stand beside each other without an ending.
        MarkdownDocument(parsing: markdown).html(options: HTMLOptions(isDecorated: true)).replacing(".md\"", with: "\"")
            .replacing(".md#", with: "#")
    }

    private static func page(_ title: String, _ body: String) -> [UInt8] {
        Array(
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escapedMarkup(title)) · charter serve</title>
            <link rel="stylesheet" href="/~charter/pages.css"></head>
            <body><nav><a href="/">The site</a> <a href="/\(prefix)problems">Problems</a> <a href="/\(prefix)help/">Help</a></nav>
            <main>
            \(body)</main></body></html>

            """.utf8)
    }

    static let style = """
        body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff; }
        nav, main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
        nav a { margin-right: 1rem; }
        section { border-left: 4px solid #8a6d00; padding: 0.1rem 1rem; margin: 1.5rem 0; background: #fbf8ee; }
        section.error { border-color: #a3231f; background: #fdf3f2; }
        section h2 { font-size: 1.1rem; margin: 0.5rem 0 0; }
        .place { color: #4a4a4a; margin: 0.25rem 0; }
        pre { overflow-x: auto; padding: 0.5rem; background: #f1f1f1; white-space: pre; }
        mark { background: #ffd24d; color: #000; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; }
        th, td { border: 1px solid #c8c8c8; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
        a { color: #0b4f9e; }
        @media (prefers-color-scheme: dark) {
          body { color: #e8e8e8; background: #16181b; }
          section { background: #26231a; } section.error { background: #2b1c1b; }
          .place { color: #bdbdbd; } pre { background: #22252a; } a { color: #8ab8f0; } th, td { border-color: #555; }
        }
        """
}
