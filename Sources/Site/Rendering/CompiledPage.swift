import Content
import Markdown
import Portal
import Words

/// A page read and written as HTML, but for what depends on other pages.
///
/// As a compiler makes an object file of each source and links them later: compiling needs only the one file, so
/// it runs on all cores, and the tree is gone when it is done.
struct CompiledPage: Sendable {
    var page: Page
    var body: SlottedHTML
    var slots: [Slot]
    /// The page's text by heading, for search.
    var text: [TextSection]

    /// What fills a gap of the body once all pages are known.
    enum Slot: Sendable {
        /// A link or image: the `link`-th of the page's links.
        case link(Int)
        /// A whole reference, likewise.
        case reference(Int)
        /// A mention of a glossary term: its id, and the words as written.
        case term(id: String, text: String)
        /// What stands before a requirement: its permalink.
        case requirement(Int)
    }

    /// Reads and writes one page.
    ///
    /// - Parameter isPart: whether its body is to stand in a page with others, under the policy's id.
    init(_ file: SourceFile, in context: ReadingContext, isPart: Bool = false) {
        let (page, document) = readPage(file, in: context)
        let options = HTMLOptions(
            allowsRawHTML: context.settings.allowsRawHTML, allowedSchemes: context.settings.urlSchemes,
            isDecorated: true,
            labels: Catalogue(tag: context.settings.language(of: page)).decorationLabels,
            part: isPart ? page.policy?.id : nil)
        var slots: [Slot] = []
        var linkCount = 0
        body = document.slottedHTML(options: options) { inline in
            switch inline.kind {
            case .link, .image:
                slots.append(.link(linkCount))
                linkCount += 1
                return true
            case .reference(let target, _, let text):
                if target.hasPrefix(glossaryMentionPrefix) {
                    slots.append(.term(id: String(target.dropFirst(glossaryMentionPrefix.count)), text: text ?? ""))
                } else {
                    slots.append(.reference(linkCount))
                    linkCount += 1
                }
                return true
            case .marked(let mark, _):
                guard let slot = mark.slot, slot.hasPrefix("requirement:"), let index = Int(slot.dropFirst(12)) else {
                    return false
                }
                slots.append(.requirement(index))
                return true
            default: return false
            }
        }
        self.page = page
        self.slots = slots
        text = context.settings.search.isEnabled ? document.searchSections(of: page) : []
    }
}
