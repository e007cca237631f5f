import Diagnostics
import Markdown
import Portal

/// What other pages and the checks need of a page's text.
struct TextFacts {
    var sections: [Page.SectionFact] = []
    var links: [OutgoingLink] = []
    var mentions: [TermMention] = []
    /// The start of the first paragraph.
    var summary = ""

    /// Goes through a document; what is wrong in the text itself goes to `diagnostics`.
    init(
        of document: MarkdownDocument, source: String, context: ReadingContext, path: String,
        diagnostics: inout [Diagnostic]
    ) {
        var lastLevel = 1
        document.visitBlocks { block in
            switch block.kind {
            case .heading(let level, let id, let content):
                sections.append(Page.SectionFact(id: id, level: level, title: content.plainText))
                if level > lastLevel + 1 {
                    diagnostics.append(
                        Diagnostic(
                            .warning, .headingSkipsLevel, path: path, range: block.range,
                            "Heading of level \(level) follows one of level \(lastLevel)",
                            explanation: "Screen readers move by heading; a gap sounds like a missing section.",
                            fixes: [.init("make it a heading of level \(lastLevel + 1)")]))
                }
                lastLevel = level
            case .html where !context.settings.allowsRawHTML: diagnostics.append(Self.rawHTML(path, block.range))
            default: break
            }
        }
        var firstParagraph = ""
        document.visitInlines { inline, kind in
            switch inline.kind {
            case .link(let destination, _, let content):
                links.append(OutgoingLink(target: .link(destination), range: inline.range))
                if content.plainText.allSatisfy(\.isWhitespace), !content.contains(where: \.isImage) {
                    diagnostics.append(
                        Diagnostic(
                            .warning, .linkWithoutText, path: path, range: inline.range, "Link has no text",
                            fixes: [.init("say between the brackets where it leads")]))
                }
            case .image(let source, _, let content):
                links.append(OutgoingLink(target: .image(source), range: inline.range))
                if content.plainText.allSatisfy(\.isWhitespace) {
                    diagnostics.append(
                        Diagnostic(
                            .warning, .imageWithoutText, path: path, range: inline.range,
                            "Image has no alternative text", fixes: [.init("say between the brackets what it shows")]))
                }
            case .reference(let target, let fragment, let text) where !target.hasPrefix(glossaryMentionPrefix):
                let target = OutgoingLink.Target.reference(target: target, fragment: fragment, text: text)
                links.append(OutgoingLink(target: target, range: inline.range))
            case .html where !context.settings.allowsRawHTML: diagnostics.append(Self.rawHTML(path, inline.range))
            case .text(let text):
                if kind == .paragraph, firstParagraph.utf8.count < 200 { firstParagraph += text }
            default: break
            }
        }
        summary = firstParagraph.shortened(to: 160)
        // Most pages hold none of the phrases, and a look at the source tells.
        let rules = context.settings.terms
        if rules.contains(where: { source.containsWord($0.phrase) }) { collectMentions(of: document, rules: rules) }
    }

    private static func rawHTML(_ path: String, _ range: SourceRange) -> Diagnostic {
        Diagnostic(
            .warning, .rawHTML, path: path, range: range, "Raw HTML is left out of the page",
            explanation: "Pages may come from many hands; HTML could carry scripts or break the page's layout.",
            fixes: [.init("write it as markdown"), .init("or set raw_html: true in charter.yaml")])
    }

    /// Sentences that hold one of the phrases the term lint looks for.
    private mutating func collectMentions(of document: MarkdownDocument, rules: [SiteSettings.TermRule]) {
        var found: [TermMention] = []
        document.visitBlocks { block in
            let texts: [String]
            switch block.kind {
            case .paragraph(let content), .heading(_, _, let content): texts = [content.plainText]
            case .table(let table): texts = table.rows.map { $0.map(\.content.plainText).joined(separator: " ") }
            default: return
            }
            for text in texts {
                for (index, rule) in rules.enumerated() where text.containsWord(rule.phrase) {
                    for sentence in text.sentences where sentence.containsWord(rule.phrase) {
                        found.append(TermMention(rule: index, sentence: sentence, range: block.range))
                    }
                }
            }
        }
        mentions = found
    }
}

extension Inline {
    fileprivate var isImage: Bool { if case .image = kind { true } else { false } }
}
