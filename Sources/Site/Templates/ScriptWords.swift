import Portal
import Primitives
import Words

/// The texts that scripts show, as a script that pages load before all others.
///
/// A file, since the Content-Security-Policy allows no script in a page and browsers fetch none for pages from disk.
struct ScriptWords: Sendable {
    /// The theme's script that hands texts out, below `assets/`.
    static let path = "scripts/words.js"

    private let words: Catalogue

    init(_ language: Language) { words = Catalogue(language) }

    /// Where the texts of the language stand, below `assets/`.
    var path: String { "scripts/words-\(words.language.rawValue).js" }

    /// The texts, and after them the theme's script that hands them out.
    func script(before code: String) -> (path: String, text: String) {
        return (path, "window.charter = window.charter || {};\nwindow.charter.texts = \(data);\n" + code)
    }

    /// The texts as JSON, with what numbers and filters need.
    var data: String { JSONText(encoding: document).text(indent: nil) }

    private struct Document: Encodable {
        let language: String
        let group: String
        let point: String
        /// The context that the chooser's figures of memory are for.
        let context: String
        let texts: [String: Forms]
        let values: [String: String]
    }

    /// A text, or its forms for one and for others.
    private struct Forms: Encodable {
        let phrase: Phrase

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            if let one = phrase.one {
                try container.encode([one, phrase.other])
            } else {
                try container.encode(phrase.other)
            }
        }
    }

    private var document: Document {
        Document(
            language: words.language.tag, group: words.groupSeparator, point: words.decimal("."),
            context: words.grouped(8192), texts: texts, values: values)
    }

    private var texts: [String: Forms] {
        Dictionary(
            Catalogue.scriptParts.flatMap { part in
                Catalogue.words(of: part).map { ("\(part.part).\($0.key)", Forms(phrase: words.phrase($0))) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Words of front matter that filters and badges show, where they are not the words for readers.
    private var values: [String: String] {
        let pairs =
            PageKind.allCases.map { ($0.rawValue, words.word($0)) }
            + Page.Status.allCases.map { ($0.rawValue, words.word($0)) }
            + LicenceDecision.allCases.map { ($0.rawValue, words.word($0)) }
            + OpennessClass.allCases.map { ($0.rawValue, words.word($0)) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first }).filter { value, text in
            value.split(separator: "-").joined(separator: " ") != text
        }
    }
}
