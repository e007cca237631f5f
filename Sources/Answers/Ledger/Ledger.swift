import Content
import Diagnostics
import Portal

/// All pairs of a portal, and where they stand with the content as it is now.
public struct Ledger: Sendable {
    /// By the page's path below `content/`, without its extension.
    public var files: [String: LedgerFile]

    public init(files: [LedgerFile] = []) {
        self.files = Dictionary(files.map { ($0.page, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads the files of `content/answers/`, given by their paths below it.
    public static func read(_ files: [SourceFile], pathPrefix: String) -> (Ledger, [Diagnostic]) {
        var ledger = Ledger(), diagnostics: [Diagnostic] = []
        for file in files where file.path.hasSuffix(".yaml") {
            let path = pathPrefix + "answers/" + file.path
            guard let text = String(validating: file.bytes, as: UTF8.self) else {
                diagnostics.append(
                    Diagnostic(
                        .error, .invalidUTF8, path: path, "File is not UTF-8 text", fixes: [.init("save it as UTF-8")]
                    ))
                continue
            }
            let page = String(file.path.dropLast(".yaml".count))
            let (read, problems) = LedgerFile.read(text, page: page, path: path)
            ledger.files[page] = read
            diagnostics += problems
        }
        return (ledger, diagnostics)
    }

    /// Where a pair stands with the content.
    public enum Standing: Sendable, Equatable {
        case current
        /// The section still holds the quotation, but the passage around it has changed since.
        case passageChanged
        /// The section no longer holds the quotation, or is gone.
        case quoteGone
    }

    /// Where a pair stands with its page as it is now.
    public static func standing(of pair: LedgerPair, on page: AnswerPage, passages: [Passage]) -> Standing {
        guard let section = page.section(holding: pair) else { return .quoteGone }
        guard !pair.passage.isEmpty else { return .current }
        return passages.contains { $0.section == section.number && $0.hash == pair.passage }
            ? .current : .passageChanged
    }
}

extension AnswerPage {
    /// The section with the pair's anchor that holds its quotation.
    public func section(holding pair: LedgerPair) -> AnswerSection? {
        sections.first { $0.anchor == pair.section && !$0.isCurated && $0.text.contains(pair.quote) }
    }

    /// Questions that a writer put in the front matter.
    public var curatedPairs: [(section: AnswerSection, question: String, quote: String)] {
        sections.filter(\.isCurated).map { ($0, $0.heading, $0.text) }
    }
}
