import Primitives
import Search

/// A piece of a section, short enough for one vector to stand for it. Its hash is the key to all that is made from it.
public struct Passage: Sendable, Equatable {
    /// The page's.
    public var url: String
    /// The section's number in its page.
    public var section: Int
    public var text: String
    /// What the encoder reads: the page's and the headings' names, then the text.
    public var context: String
    public var statements: [Statement]
    /// 16 hexadecimal digits, which change with the text and with the names that stand above it.
    public var hash: String

    /// The most words of a passage, unless a single sentence has more.
    static let maximumWordCount = 120
}

extension AnswerPage {
    /// The page's passages, section by section. A sentence is never cut.
    public var passages: [Passage] { sections.flatMap(passages) }

    private func passages(of section: AnswerSection) -> [Passage] {
        guard !section.isCurated else { return [] }
        var groups: [[Statement]] = []
        var count = 0
        for statement in section.statements {
            let words = statement.quote.wordCount
            if groups.isEmpty || count + words > Passage.maximumWordCount {
                groups.append([])
                count = 0
            }
            groups[groups.count - 1].append(statement)
            count += words
        }
        let names = name(of: section)
        return groups.map { statements in
            let text = statements.map(\.quote).joined(separator: " ")
            return Passage(
                url: url, section: section.number, text: text, context: "\(names). \(text)", statements: statements,
                hash: Self.hash(of: [names] + statements.map(\.reading)))
        }
    }

    /// The page's title and the headings down to the section's.
    public func name(of section: AnswerSection) -> String {
        ([title] + section.ancestors + [section.heading]).filter { !$0.isEmpty }.joined(separator: ". ")
    }

    /// The first 16 hexadecimal digits of the texts' SHA-256.
    static func hash(of texts: [String]) -> String { String(sha256(texts.joined(separator: "\n")).prefix(16)) }
}
