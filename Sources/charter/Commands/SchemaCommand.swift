import ArgumentParser
import Content
import Diagnostics
import Platform
import Portal
import Site
import Words

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Writes JSON Schemas of front matter and settings, and reference pages.",
        discussion: """
            With a name, prints that schema. Without, writes all of them to --output. docs/writing.md shows how to set up \
            an editor. `reference` writes the writers' reference, a page for each schema, to --output. Four names print a page of docs/ instead: `templates` lists what templates can name, `diagnostics` \
            explains every diagnostic, `pages` lists the pages that the site makes, `words` the texts of the interface.

            NAMES
              policy, licence, evaluation, guide, glossary, page, settings, decisions, exceptions, deployments, questions,
              templates, diagnostics, pages, words
            """)

    @Argument(help: ArgumentHelp("Which schema to print.", valueName: "name"))
    var name: String?

    @Option(name: .long, help: ArgumentHelp("The folder to write all schemas to.", valueName: "folder"))
    var output = "schemas"

    /// All schemas, by name.
    static var schemas: [(name: String, schema: Schema)] {
        PageKind.allCases.map { ($0.rawValue, Schema.frontMatter(of: $0)) } + [
            ("settings", Schema.settings), ("decisions", .decisions), ("exceptions", .exceptions),
            ("deployments", .deployments), ("questions", .questions),
        ]
    }

    /// Pages of docs/ that are printed from the code.
    private static let documents: [(name: String, text: @Sendable () -> String)] = [
        ("templates", templateDocumentation), ("diagnostics", { DiagnosticID.documentation }),
        ("pages", madePagesDocumentation), ("words", wordsDocumentation),
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
        let pages = WritersReference.pages
        for page in pages + [.init(name: "README", title: "", place: "", text: WritersReference.index(of: pages))] {
            try performing { () throws(PublishError) in
                try writeFileAtomically("\(output)/\(page.name).md", Array(page.text.utf8))
            }
        }
        print("\(pages.count + 1) pages to \(output)/")
    }
}
