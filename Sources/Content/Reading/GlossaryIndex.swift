import Markdown
import Portal

/// The glossary's terms by their first word, to find them in running text.
public struct GlossaryIndex: Sendable {
    /// The terms, in the glossary's order.
    public let terms: [GlossaryTerm]
    private let entries: [String: [Entry]]
    private let inflection: Inflection

    private struct Entry: Sendable {
        var words: [String]
        /// Short forms in capitals must be written in capitals: "MIT" is not a verb.
        var isExact: Bool
        /// Whether the last word stands with a capital in a text too, as German nouns do: `Rollen` are not `rollen`.
        var endsInNoun: Bool
        var term: Int
    }

    /// An index of the given terms.
    ///
    /// - Parameter language: the terms' own, as a BCP 47 tag; decides which endings their words may have in a text.
    public init(_ terms: [GlossaryTerm], language: String = "en") {
        self.terms = terms
        let inflection = Inflection(language: language)
        self.inflection = inflection
        var entries: [String: [Entry]] = [:]
        for (index, term) in terms.enumerated() {
            for name in [term.name] + term.otherNames {
                let isExact = name == name.uppercased()
                let words = Self.words(of: name).map { isExact ? String($0) : $0.lowercased() }
                guard let first = words.first else { continue }
                let entry = Entry(
                    words: words, isExact: isExact,
                    endsInNoun: inflection == .german && Self.words(of: name).last?.first?.isUppercase == true,
                    term: index)
                for key in inflection.keys(ofTerm: first.lowercased(), isLast: words.count == 1) {
                    entries[key, default: []].append(entry)
                }
            }
        }
        // The longest name wins where several start alike.
        self.entries = entries.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }

    var isEmpty: Bool { terms.isEmpty }

    /// The first term in a text that is not yet in `seen`.
    func firstTerm(in text: String, from start: String.Index, seen: Set<Int>) -> (
        range: Range<String.Index>, term: Int
    )? {
        let words = Self.words(of: text[start...])
        for (position, word) in words.enumerated() {
            for key in inflection.keys(ofWord: word.lowercased()) {
                for entry in entries[key] ?? [] where !seen.contains(entry.term) {
                    guard let range = match(entry, words[position...], in: text) else { continue }
                    return (range, entry.term)
                }
            }
        }
        return nil
    }

    private func match(_ entry: Entry, _ words: ArraySlice<Substring>, in text: String) -> Range<String.Index>? {
        guard words.count >= entry.words.count, let first = words.first else { return nil }
        var last = first
        for (offset, expected) in entry.words.enumerated() {
            let word = words[words.startIndex + offset]
            // Only blanks or a hyphen may stand between the words of a term.
            if offset > 0, !text[last.endIndex..<word.startIndex].allSatisfy({ $0 == " " || $0 == "-" }) { return nil }
            let isLast = offset == entry.words.count - 1
            if entry.endsInNoun, isLast, word.first?.isUppercase != true { return nil }
            let isFound =
                entry.isExact
                ? inflection.isExact(String(word), expected, isLast: isLast)
                : inflection.is(word.lowercased(), aFormOf: expected, isLast: isLast)
            guard isFound else { return nil }
            last = word
        }
        return first.startIndex..<last.endIndex
    }

    private static func words(of text: some StringProtocol) -> [Substring] {
        Substring(text).split { !($0.isLetter || $0.isNumber) }
    }
}

/// What stands before a term's id in the target of a reference that ``readPage(_:in:)`` put in.
public let glossaryMentionPrefix = "glossary-mention:"

extension MarkdownDocument {
    /// Marks each glossary term where it first stands in running text, outside of headings, links and code.
    mutating func markTerms(_ glossary: GlossaryIndex) {
        guard !glossary.isEmpty else { return }
        var seen = Set<Int>()
        transformInlines { inlines, context in
            guard context == .paragraph || context == .tableCell else { return }
            inlines.markTerms(glossary, seen: &seen)
        }
    }
}

extension [Inline] {
    fileprivate mutating func markTerms(_ glossary: GlossaryIndex, seen: inout Set<Int>) {
        var result: [Inline] = []
        for var inline in self {
            switch inline.kind {
            case .text(let text):
                var start = text.startIndex
                while let (range, term) = glossary.firstTerm(in: text, from: start, seen: seen) {
                    seen.insert(term)
                    if range.lowerBound > start {
                        result.append(Inline(.text(String(text[start..<range.lowerBound])), range: inline.range))
                    }
                    // A reference of its own kind: the site writes it as a link with the definition beside it.
                    let mention = Inline.Kind.reference(
                        target: glossaryMentionPrefix + glossary.terms[term].id, fragment: nil,
                        text: String(text[range]))
                    result.append(Inline(mention, range: inline.range))
                    start = range.upperBound
                }
                if start < text.endIndex { result.append(Inline(.text(String(text[start...])), range: inline.range)) }
            case .emphasis, .strong, .marked:
                inline.mapChildren { $0.markTerms(glossary, seen: &seen) }
                result.append(inline)
            default: result.append(inline)
            }
        }
        self = result
    }
}
