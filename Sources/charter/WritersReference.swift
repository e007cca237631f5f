import Content
import Platform
import Portal
import Starter

/// The writers' reference: a page for each schema, as `charter schema reference` writes them and the preview shows them.
enum WritersReference {
    /// A page of it.
    struct Page {
        /// Its name without an ending.
        var name: String
        var title: String
        /// Where the keys stand.
        var place: String
        /// The page as markdown.
        var text: String
    }

    static var pages: [Page] {
        SchemaCommand.schemas.map { name, schema in
            let place = SchemaPlace(name)
            return Page(
                name: name, title: place.title, place: place.sentence,
                text: schema.reference(title: place.title, place: place.sentence, example: place.example))
        }
    }

    /// The page that lists the others.
    static func index(of pages: [Page]) -> String {
        """
        # Reference for writers

        Every key of every kind of page and file, printed from the code by `charter schema reference`. A key that is not here is \
        an error, with the nearest one that is.

        | page | what |
        | --- | --- |

        """ + pages.map { "| [\($0.title)](\($0.name).md) | \($0.place) |\n" }.joined()
    }
}

/// Where the keys of a schema stand, and what a file with them looks like.
private struct SchemaPlace {
    let title: String
    let sentence: String
    /// From the portal that `charter init` writes where it has such a file; nil where there is none to show.
    let example: String?

    init(_ name: String) {
        let file: String?
        switch name {
        case "settings": (title, file) = ("charter.yaml", "charter.yaml")
        case "decisions", "exceptions", "deployments":
            (title, file) = ("content/\(name).yaml", name == "decisions" ? "content/decisions.yaml" : nil)
        case "questions":
            title = "content/questions/"
            sentence =
                "These keys stand in a file below `content/questions/` that is called as the page is: in `content/questions/policies/use.yaml` for `content/policies/use.md`."
            example = Self.questions
            return
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

    /// No portal to start from has such a file.
    private static let questions = """
        questions:
          - at: R5                     # a requirement, or the id of a heading such as data-classes
            asked_as:
              - can I put a password in a prompt
              - may I paste an API key into the model
            not_answered:
              - how long must a password be

        """

    /// The starter's placeholders, filled in.
    private static func filled(_ text: String) -> String {
        let words = [
            "__ORGANISATION__": "Example Organisation", "__TODAY__": "2026-11-25", "__NEXT_YEAR__": "2027-11-25",
            "__CONTACT__": "AI office", "__EMAIL__": "ai-office@example.org", "__URL__": "https://portal.example.org",
        ]
        return words.reduce(text) { $0.replacing($1.key, with: $1.value) }
    }
}
