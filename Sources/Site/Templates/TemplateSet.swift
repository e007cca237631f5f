import Diagnostics
import Mustache
import Primitives

/// A theme's templates, parsed and checked.
struct TemplateSet: Sendable {
    private let library: MustacheLibrary
    /// A hash of all template texts: a page is written again where one changes.
    let hash: String

    /// Parses all templates; each problem is a diagnostic with the template's line.
    static func load(_ theme: Theme) -> (TemplateSet, [Diagnostic]) {
        Markup.register
        var library = MustacheLibrary()
        var diagnostics: [Diagnostic] = []
        var digest = ContentDigest()
        for template in theme.templates {
            digest.add(template.name)
            digest.add(template.text)
            do {
                try library.register(Markup.pragma + template.text, named: template.name)
            } catch let error as MustacheTemplate.ParserError {
                diagnostics.append(
                    Diagnostic(
                        .error, .templateSyntax, path: template.path,
                        range: SourceRange(
                            line: max(1, error.context.lineNumber - 1), column: max(1, error.context.columnNumber)),
                        "Template cannot be read: \(error.error)", fixes: [.init("close every section with {{/name}}")])
                )
            } catch {
                diagnostics.append(
                    Diagnostic(.error, .templateSyntax, path: template.path, "Template cannot be read: \(error)"))
            }
        }
        for schema in ContextSchema.all where !theme.templates.contains(where: { $0.name == schema.name }) {
            diagnostics.append(
                Diagnostic(
                    .error, .templateMissing, path: theme.folders.last ?? "templates",
                    "Template '\(schema.name).mustache' is missing"))
        }
        diagnostics += TemplateChecker(theme: theme).check()
        return (TemplateSet(library: library, hash: digest.finish()), diagnostics)
    }

    /// How values get into a template: by the function that writes all markup, since the library's own looks at characters and
    /// takes a quotation mark with an accent behind it for a letter.
    private struct Markup: MustacheContentType {
        /// A line before each template that names this.
        static let pragma = "{{% CONTENT_TYPE: CharterMarkup}}\n"
        static let register: Void = MustacheContentTypes.register(Markup(), named: "CharterMarkup")

        func escapeText(_ text: String) -> String { escapedMarkup(text) }
    }

    /// The page that a template makes of a context.
    func render(_ name: String, _ context: TemplateContext) -> String {
        library.render(context, withTemplate: name) ?? ""
    }
}

/// The files of a theme, as read from one or more folders; earlier folders win file by file.
public struct Theme: Sendable {
    /// A template's name (its path without ending), place and text.
    public struct Template: Sendable {
        public var name: String
        public var path: String
        public var text: String
    }

    /// A file under `assets/`.
    public struct Asset: Sendable {
        /// Below `assets/`.
        public var path: String
        public var bytes: [UInt8]
    }

    public var folders: [String]
    public var templates: [Template]
    public var assets: [Asset]

    /// A theme of files already in memory.
    public init(folders: [String], templates: [Template], assets: [Asset]) {
        self.folders = folders
        self.templates = templates
        self.assets = assets
    }
}
