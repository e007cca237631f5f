import ArgumentParser
import Content
import Diagnostics
import Platform
import Portal
import Site
import Starter

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Writes JSON Schemas of front matter and settings, and reference pages.",
        discussion: """
            With a name, prints that schema. Without, writes all of them to --output. docs/writing.md shows how to set up \
            an editor. `reference` writes the writers' reference, a page for each schema, to --output. Three names print a page of docs/ instead: `templates` lists what templates can name, `diagnostics` \
            explains every diagnostic, `pages` lists the pages that the site makes.

            NAMES
              policy, licence, evaluation, guide, glossary, page, settings, decisions, exceptions, deployments, templates,
              diagnostics, pages
            """)

    @Argument(help: ArgumentHelp("Which schema to print.", valueName: "name"))
    var name: String?

    @Option(name: .long, help: ArgumentHelp("The folder to write all schemas to.", valueName: "folder"))
    var output = "schemas"

    /// All schemas, by name.
    static var schemas: [(name: String, schema: Schema)] {
        PageKind.allCases.map { ($0.rawValue, Schema.frontMatter(of: $0)) } + [
            ("settings", Schema.settings), ("decisions", .decisions), ("exceptions", .exceptions),
            ("deployments", .deployments),
        ]
    }

    /// Pages of docs/ that are printed from the code.
    private static let documents: [(name: String, text: @Sendable () -> String)] = [
        ("templates", templateDocumentation), ("diagnostics", { DiagnosticID.documentation }),
        ("pages", madePagesDocumentation),
    ]

    func validate() throws {
        let names = Self.schemas.map(\.name) + Self.documents.map(\.name) + ["reference"]
        guard let name, !names.contains(name) else { return }
        let near = nearestWord(to: name, among: names).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError("Schema '\(name)' is not known.\(near) Known: \(names.joined(separator: ", ")).")
    }

    func run() throws {
        if let document = Self.documents.first(where: { $0.name == name }) {
            print(document.text(), terminator: "")
        } else if name == "reference" {
            try writeReference()
        } else if let name {
            for (known, schema) in Self.schemas where known == name { print(schema.jsonSchema, terminator: "") }
        } else {
            for (name, schema) in Self.schemas {
                try performing { () throws(PublishError) in
                    try writeFileAtomically("\(output)/\(name).schema.json", Array(schema.jsonSchema.utf8))
                }
            }
            print("\(Self.schemas.count) schemas to \(output)/")
        }
    }

    /// Writes a page for each schema, and one that lists them.
    private func writeReference() throws {
        var index = """
            # Reference for writers

            Every key of every kind of page and file, printed from the code by `charter schema reference`. A key that is not here is \
            an error, with the nearest one that is.

            | page | what |
            | --- | --- |

            """
        for (name, schema) in Self.schemas {
            let place = SchemaPlace(name)
            let page = schema.reference(title: place.title, place: place.sentence, example: place.example)
            try performing { () throws(PublishError) in
                try writeFileAtomically("\(output)/\(name).md", Array(page.utf8))
            }
            index += "| [\(place.title)](\(name).md) | \(place.sentence) |\n"
        }
        try performing { () throws(PublishError) in try writeFileAtomically("\(output)/README.md", Array(index.utf8)) }
        print("\(Self.schemas.count + 1) pages to \(output)/")
    }
}

/// Where the keys of a schema stand, and what a file with them looks like.
private struct SchemaPlace {
    let title: String
    let sentence: String
    /// From the portal that `charter init` writes; nil where it has no such file.
    let example: String?

    init(_ name: String) {
        let file: String?
        switch name {
        case "settings": (title, file) = ("charter.yaml", "charter.yaml")
        case "decisions", "exceptions", "deployments":
            (title, file) = ("content/\(name).yaml", name == "decisions" ? "content/decisions.yaml" : nil)
        case "policy": (title, file) = ("Policies", "content/policies/acceptable-use.md")
        case "licence": (title, file) = ("Licences", "content/licences/apache-2.0.md")
        case "evaluation": (title, file) = ("Evaluations", "content/evaluations/smollm2-135m.md")
        case "guide": (title, file) = ("Guides", "content/guides/asking-for-a-model.md")
        case "glossary": (title, file) = ("The glossary", "content/glossary.md")
        default: (title, file) = ("Other pages", "content/index.md")
        }
        let isFile = title.hasSuffix(".yaml")
        let folder = PageKind(rawValue: name).flatMap(\.folder)
        sentence =
            isFile
            ? "These keys stand in `\(title)`."
            : "These keys stand in the front matter of \(folder.map { "pages in `content/\($0)/`" } ?? (name == "glossary" ? "`content/glossary.md`" : "pages anywhere else")), between two lines of `---`."
        let text = file.flatMap { path in StarterFile.starter.first { $0.path == path }?.text }
        // Of a page only what stands between the lines; of settings no example, since the starter's are comments for the most part.
        example = text.flatMap { text in
            if isFile { return name == "settings" ? nil : text }
            let parts = text.split(separator: "---\n", omittingEmptySubsequences: false)
            return parts.count > 2 ? String(parts[1]) : nil
        }.map { Self.filled($0) }
    }

    /// The starter's placeholders, filled in.
    private static func filled(_ text: String) -> String {
        let words = [
            "__ORGANISATION__": "Example Organisation", "__TODAY__": "2026-11-25", "__NEXT_YEAR__": "2027-11-25",
            "__CONTACT__": "AI office", "__EMAIL__": "ai-office@example.org", "__URL__": "https://portal.example.org",
        ]
        return words.reduce(text) { $0.replacing($1.key, with: $1.value) }
    }
}
