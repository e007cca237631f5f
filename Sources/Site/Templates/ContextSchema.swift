/// What a template's context may hold: checked against templates when they are loaded, and written out as
/// `docs/templates.md`.
struct ContextSchema: Sendable {
    var name: String
    var summary: String
    var fields: [ContextField]
}

/// One key of a context.
struct ContextField: Sendable {
    /// What a template can do with a key.
    indirect enum Kind: Sendable {
        case text, html, flag
        /// The texts of the catalogue.
        case words
        case list([ContextField])
        case object([ContextField])
    }

    var name: String
    var kind: Kind
    var summary: String

    init(_ name: String, _ kind: Kind, _ summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
    }

    /// The key itself and, for a list, `has_` and its name.
    var names: [String] { if case .list = kind { [name, "has_" + name] } else { [name] } }

    /// The fields below a list or an object.
    var children: [ContextField] {
        switch kind {
        case .text, .html, .flag: []
        case .words: Self.wordParts
        case .list(let fields), .object(let fields): fields
        }
    }
}

extension ContextSchema {
    /// Where a context departs from the schema: keys that it does not list, or of another kind.
    func mismatches(_ context: TemplateContext) -> [String] {
        Self.mismatches(context, fields: fields, path: name)
    }

    private static func mismatches(_ context: TemplateContext, fields: [ContextField], path: String) -> [String] {
        context.entries.flatMap { key, value -> [String] in
            let place = path + "." + key
            if key.hasPrefix("has_"), fields.contains(where: { $0.names.contains(key) && $0.name != key }) { return [] }
            guard let field = fields.first(where: { $0.name == key }) else { return [place + " is not in the schema"] }
            switch (field.kind, value) {
            case (_, .absent), (.text, .text), (.html, .html), (.flag, .flag), (.words, .words): return []
            case (.list(let fields), .list(let items)):
                return items.flatMap { mismatches($0, fields: fields, path: place) }
            case (.object(let fields), .object(let object)): return mismatches(object, fields: fields, path: place)
            default: return [place + " is of another kind than the schema says"]
            }
        }
    }

    /// `docs/templates.md`: every template with all it can name.
    static var documentation: String {
        var text = """
            # Templates

            A page is written by the template of its kind. Templates are [mustache](https://mustache.github.io/mustache.5.html)
            files; logic stays in Swift. They come with the program. To change one, take it
            out and edit it; what stands in `templates/` takes the place of the program's file of the same name:

                charter theme eject policy.mustache

            `charter theme list` names the files, `charter theme diff` shows how yours differ from the program's after an
            upgrade. With `--templates`, given several times, the first folder that holds a file wins, file by file; so do
            style sheets, scripts and icons under `assets/`.
            Scripts whose names start with the same word (`search.js`, `search-index.js`) reach readers as one file; those in
            `assets/scripts/ask/` are loaded by pages of the kind `ask` only, and so with every other `kind`.
            `{{name}}` shows a value, escaped; `{{{name}}}` shows HTML; `{{#name}}…{{/name}}` repeats a list, enters an
            object or tests a flag; `{{^name}}…{{/name}}` is shown where there is none; `{{> name}}` includes a partial.
            Every list `x` comes with a flag `has_x`. A name that no context holds, or a partial that does not exist, is an
            error with its line. What the interface says comes from the
            catalogue, `{{words.home.what_changed}}`, so that it stands in the page's language; [words.md](words.md) lists its
            texts. Where a part of a text is shown in another way, a link say, the text comes in pieces: `before`, `marked`,
            `after`. Pages obey a strict Content-Security-Policy: no inline script or style, nothing from
            other sites.

            This file is written by `charter schema templates`; a test compares the two.

            """
        text += "\n## In every template\n\n" + table(Self.shared)
        for schema in Self.all {
            text += "\n## \(schema.name).mustache\n\n\(schema.summary)\n"
            let own = schema.fields.filter { field in !Self.shared.contains { $0.name == field.name } }
            if !own.isEmpty { text += "\n" + table(own) }
        }
        return text
    }

    private static func table(_ fields: [ContextField]) -> String {
        var rows = "| Name | Kind | What it is |\n| --- | --- | --- |\n"
        func add(_ fields: [ContextField], prefix: String) {
            for field in fields {
                let kind =
                    switch field.kind {
                    case .text: "text"
                    case .html: "HTML"
                    case .flag: "flag"
                    case .list: "list"
                    case .words: "texts"
                    case .object: "object"
                    }
                rows += "| `\(prefix)\(field.name)` | \(kind) | \(field.summary) |\n"
                // The texts have a page of their own.
                if case .words = field.kind { continue }
                add(field.children, prefix: prefix + field.name + ".")
            }
        }
        add(fields, prefix: "")
        return rows
    }
}

/// The documentation of all template contexts, as `charter schema templates` prints it.
public func templateDocumentation() -> String { ContextSchema.documentation }
