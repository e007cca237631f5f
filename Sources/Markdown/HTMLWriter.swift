import Primitives

/// HTML in pieces, between which stand slots that are filled later: `pieces.count == slots + 1`.
///
/// A page is written before the other pages are known; what depends on them (link targets, titles) is a slot.
public struct SlottedHTML: Sendable, Equatable {
    /// The HTML before, between and after the slots.
    public var pieces: [String]

    /// HTML with no slot.
    public init(_ html: String = "") { pieces = [html] }

    /// The HTML with each slot filled.
    public func filled(_ fill: (Int) -> String) -> String {
        var html = pieces[0]
        html.reserveCapacity(pieces.reduce(0) { $0 + $1.utf8.count + 40 })
        for (slot, piece) in pieces.dropFirst().enumerated() {
            html += fill(slot)
            html += piece
        }
        return html
    }
}

/// How a document is written as HTML.
public struct HTMLOptions: Sendable {
    /// Whether raw HTML in the source is passed through; otherwise it is left out.
    public var allowsRawHTML: Bool
    /// The URL schemes that links may have, in lower case; nil allows all. Relative URLs always pass.
    public var allowedSchemes: Set<String>?
    /// Ids on headings, permalinks, labels for screen readers, scrolling tables: what a page needs beyond the
    /// plain form that the specifications show.
    public var isDecorated: Bool
    /// What a decorated page says of itself.
    public var labels: DecorationLabels
    /// The name of the document where it is a part of a larger page: its ids begin with it, its tables are called after it,
    /// and its headings stand one level lower.
    public var part: String?

    /// Schemes that carry no script.
    public static let safeSchemes: Set<String> = ["http", "https", "mailto", "tel", "ftp", "xmpp"]

    /// Safe and plain unless told otherwise.
    public init(
        allowsRawHTML: Bool = false, allowedSchemes: Set<String>? = safeSchemes, isDecorated: Bool = false,
        labels: DecorationLabels = DecorationLabels(), part: String? = nil
    ) {
        self.labels = labels
        self.allowsRawHTML = allowsRawHTML
        self.allowedSchemes = allowedSchemes
        self.isDecorated = isDecorated
        self.part = part
    }

    /// An id of the document as the page has it that the document is a part of.
    public static func id(_ id: String, in part: String?) -> String { part.map { "\($0).\(id)" } ?? id }

    /// Whether a URL is relative or has an allowed scheme. Control characters, which browsers skip, never hide one.
    public func allows(_ url: String) -> Bool {
        guard let allowedSchemes else { return true }
        let visible = url.unicodeScalars.filter { $0.value > 32 && $0.value != 127 }
        guard let colon = visible.firstIndex(of: ":") else { return true }
        let scheme = visible[..<colon]
        if scheme.contains(where: { "/?#".unicodeScalars.contains($0) }) { return true }
        return allowedSchemes.contains(String(String.UnicodeScalarView(scheme)).lowercased())
    }
}

extension MarkdownDocument {
    /// The document as HTML; see ``slottedHTML(options:defer:)``. References are written as their text.
    public func html(options: HTMLOptions = HTMLOptions()) -> String {
        slottedHTML(options: options, defer: { _ in false }).pieces[0]
    }

    /// The document as HTML with slots for what the caller will fill in.
    ///
    /// `defer` is asked about each link, image, reference and mark with a slot, in order of writing. Where it
    /// returns true a slot takes the place of: a link's or image's attributes, a whole reference, or nothing (before
    /// a mark).
    public func slottedHTML(options: HTMLOptions, defer: @escaping (Inline) -> Bool) -> SlottedHTML {
        var writer = HTMLWriter(options: options, isDeferred: `defer`)
        writer.write(blocks, isTight: false)
        writer.write(footnotes)
        return writer.finish()
    }
}

/// Writes blocks and inlines in the form of CommonMark's and GFM's specifications.
struct HTMLWriter {
    let options: HTMLOptions
    let isDeferred: (Inline) -> Bool
    private var pieces: [String] = []
    private var buffer: [UInt8] = []
    /// Tables so far: each is a landmark of its own and needs a name of its own.
    private var tableCount = 0

    init(options: HTMLOptions, isDeferred: @escaping (Inline) -> Bool) {
        self.options = options
        self.isDeferred = isDeferred
        buffer.reserveCapacity(4096)
    }

    mutating func finish() -> SlottedHTML {
        endPiece()
        var html = SlottedHTML()
        html.pieces = pieces
        return html
    }

    private mutating func endPiece() {
        pieces.append(String(decoding: buffer, as: UTF8.self))
        buffer.removeAll(keepingCapacity: true)
    }

    // MARK: Bytes

    mutating func raw(_ text: String) { buffer.append(contentsOf: text.utf8) }
    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { buffer.append(contentsOf: $0) }
    }

    mutating func escaped(_ text: String) { appendEscapedMarkup(text, to: &buffer, keepsApostrophes: true) }

    private func placed(_ id: String) -> String { HTMLOptions.id(id, in: options.part) }

    /// Landmarks of a page need names of their own: those of a part end with its name.
    private func named(_ label: String) -> String { options.part.map { "\(label), \($0)" } ?? label }

    mutating func newLine() {
        if let last = buffer.last, last != UInt8(ascii: "\n") { buffer.append(UInt8(ascii: "\n")) }
    }

    mutating func openAttribute(_ name: StaticString, url: String) {
        raw(" ")
        raw(name)
        raw("=\"")
        if options.allows(url) { raw(escapedURL(url)) }
        raw("\"")
    }

    // MARK: Blocks

    mutating func write(_ blocks: [Block], isTight: Bool) {
        for block in blocks { write(block, isTight: isTight) }
    }

    private mutating func write(_ block: Block, isTight: Bool) {
        switch block.kind {
        case .paragraph(let content):
            if isTight {
                write(content)
            } else {
                newLine()
                raw("<p>")
                write(content)
                raw("</p>\n")
            }
        case .heading(let level, let id, let content): heading(level: level, id: id, content)
        case .blockQuote(let blocks):
            newLine()
            raw("<blockquote>\n")
            write(blocks, isTight: false)
            newLine()
            raw("</blockquote>\n")
        case .admonition(let name, let blocks): admonition(name, blocks)
        case .list(let list): write(list)
        case .codeBlock(let info, let text): code(info: info, text)
        case .html(let html):
            newLine()
            raw(options.allowsRawHTML ? html : "<!-- raw HTML omitted -->")
            newLine()
        case .thematicBreak:
            newLine()
            raw("<hr />\n")
        case .table(let table): write(table)
        }
    }

    private mutating func heading(level: Int, id: String, _ content: [Inline]) {
        let shown = options.part == nil ? level : min(6, level + 1), id = id.isEmpty ? "" : placed(id)
        newLine()
        raw("<h\(shown)")
        if options.isDecorated, !id.isEmpty {
            raw(" id=\"")
            escaped(id)
            raw("\" tabindex=\"-1\"")
        }
        raw(">")
        write(content)
        if options.isDecorated, !id.isEmpty, level > 1 {
            raw(" <a class=\"permalink\" href=\"#")
            raw(escapedURL(id))
            raw("\" aria-label=\"")
            escaped(options.labels.section(content.plainText))
            raw("\">#</a>")
        }
        raw("</h\(shown)>\n")
    }

    /// A label for screen readers, on decorated pages.
    private mutating func label(_ text: String) {
        guard options.isDecorated else { return }
        raw(" aria-label=\"")
        escaped(text)
        raw("\"")
    }

    private mutating func admonition(_ name: String, _ blocks: [Block]) {
        newLine()
        raw("<div class=\"admonition admonition-\(name)\" role=\"note\">\n<p class=\"admonition-title\">")
        escaped(options.labels.admonition(name))
        raw("</p>\n")
        write(blocks, isTight: false)
        newLine()
        raw("</div>\n")
    }

    private mutating func write(_ list: MarkdownList) {
        newLine()
        let isTaskList = options.isDecorated && list.items.contains { $0.isChecked != nil }
        let attributes = isTaskList ? " class=\"tasks\"" : ""
        switch list.start {
        case nil: raw("<ul\(attributes)>\n")
        case 1: raw("<ol\(attributes)>\n")
        case let start?: raw("<ol start=\"\(start)\"\(attributes)>\n")
        }
        for item in list.items {
            newLine()
            raw("<li>")
            if let isChecked = item.isChecked {
                raw("<input type=\"checkbox\"\(isChecked ? " checked=\"\"" : "") disabled=\"\"")
                label(isChecked ? options.labels.done : options.labels.open)
                raw(" /> ")
            }
            write(item.blocks, isTight: list.isTight)
            raw("</li>\n")
        }
        raw(list.start == nil ? "</ul>\n" : "</ol>\n")
    }

    private mutating func code(info: String, _ text: String) {
        newLine()
        raw(options.isDecorated ? "<pre tabindex=\"0\"><code" : "<pre><code")
        if let language = info.split(whereSeparator: \.isWhitespace).first {
            raw(" class=\"language-")
            escaped(String(language))
            raw("\"")
        }
        raw(">")
        escaped(text)
        raw("</code></pre>\n")
    }

    private mutating func write(_ table: MarkdownTable) {
        newLine()
        if options.isDecorated {
            tableCount += 1
            raw("<div class=\"table\" tabindex=\"0\" role=\"region\"")
            label(named(options.labels.table(tableCount)))
            raw(">\n")
        }
        raw("<table>\n<thead>\n")
        row(table.header, alignments: table.alignments, element: "th")
        raw("</thead>\n")
        if !table.rows.isEmpty {
            raw("<tbody>\n")
            for cells in table.rows { row(cells, alignments: table.alignments, element: "td") }
            raw("</tbody>\n")
        }
        raw("</table>\n")
        if options.isDecorated { raw("</div>\n") }
    }

    private mutating func row(_ cells: [MarkdownTable.Cell], alignments: [MarkdownTable.Alignment], element: String) {
        raw("<tr>\n")
        for (cell, alignment) in zip(cells, alignments) {
            raw("<\(element)")
            if options.isDecorated, element == "th" { raw(" scope=\"col\"") }
            if alignment != .none {
                raw(options.isDecorated ? " class=\"\(alignment.rawValue)\"" : " align=\"\(alignment.rawValue)\"")
            }
            raw(">")
            write(cell.content)
            raw("</\(element)>\n")
        }
        raw("</tr>\n")
    }

    mutating func write(_ footnotes: [Footnote]) {
        guard !footnotes.isEmpty else { return }
        newLine()
        raw("<section class=\"footnotes\"")
        label(named(options.labels.footnotes))
        raw(">\n<ol>\n")
        for (index, footnote) in footnotes.enumerated() {
            let number = index + 1
            raw("<li id=\"")
            escaped(placed("fn\(number)"))
            raw("\">\n")
            // The way back stands at the end of the last paragraph, or by itself where there is none.
            if case .paragraph(let content)? = footnote.blocks.last?.kind {
                write(Array(footnote.blocks.dropLast()), isTight: false)
                raw("<p>")
                write(content)
                backReferences(to: number, count: footnote.referenceCount, space: " ")
                raw("</p>\n")
            } else {
                write(footnote.blocks, isTight: false)
                backReferences(to: number, count: footnote.referenceCount, space: "")
                raw("\n")
            }
            raw("</li>\n")
        }
        raw("</ol>\n</section>\n")
    }

    private mutating func backReferences(to number: Int, count: Int, space: String) {
        for occurrence in 1...max(1, count) {
            let suffix = occurrence == 1 ? "" : "-\(occurrence)"
            let mark = occurrence == 1 ? "↩" : "↩<sup>\(occurrence)</sup>"
            raw("\(occurrence == 1 ? space : " ")<a href=\"#")
            raw(escapedURL(placed("fnref\(number)\(suffix)")))
            raw("\" class=\"footnote-backref\"")
            label(options.labels.backReference("\(number)\(suffix)"))
            raw(">\(mark)</a>")
        }
    }

    // MARK: Inlines

    mutating func write(_ inlines: [Inline]) {
        for inline in inlines { write(inline) }
    }

    private mutating func write(_ inline: Inline) {
        switch inline.kind {
        case .text(let text): escaped(text)
        case .code(let text):
            raw("<code>")
            escaped(text)
            raw("</code>")
        case .html(let html): raw(options.allowsRawHTML ? html : "<!-- raw HTML omitted -->")
        case .softBreak: raw("\n")
        case .hardBreak: raw("<br />\n")
        case .emphasis(let content): element("em", content)
        case .strong(let content): element("strong", content)
        case .strikethrough(let content): element("del", content)
        case .link(let destination, let title, let content):
            raw("<a")
            if isDeferred(inline) { endPiece() } else { openAttribute("href", url: destination) }
            attribute("title", title)
            raw(">")
            write(content)
            raw("</a>")
        case .image(let source, let title, let content):
            raw("<img")
            if isDeferred(inline) { endPiece() } else { openAttribute("src", url: source) }
            raw(" alt=\"")
            escaped(content.plainText)
            raw("\"")
            attribute("title", title)
            raw(" />")
        case .reference(let target, _, let text):
            if isDeferred(inline) { endPiece() } else { escaped(text ?? target) }
        case .footnoteReference(_, let number, let occurrence):
            let suffix = occurrence == 1 ? "" : "-\(occurrence)"
            raw("<sup class=\"footnote-ref\"><a href=\"#")
            raw(escapedURL(placed("fn\(number)")))
            raw("\" id=\"")
            escaped(placed("fnref\(number)\(suffix)"))
            raw("\"")
            label(options.labels.footnote(number))
            raw(">\(number)</a></sup>")
        case .marked(let mark, let content): write(mark, content, of: inline)
        }
    }

    private mutating func write(_ mark: Inline.Mark, _ content: [Inline], of inline: Inline) {
        if mark.slot != nil, isDeferred(inline) { endPiece() }
        raw("<\(mark.elementName)")
        for pair in mark.attributes where pair.count == 2 {
            raw(" \(pair[0])=\"")
            escaped(pair[1])
            raw("\"")
        }
        raw(">")
        write(content)
        raw("</\(mark.elementName)>")
    }

    private mutating func element(_ name: StaticString, _ content: [Inline]) {
        raw("<")
        raw(name)
        raw(">")
        write(content)
        raw("</")
        raw(name)
        raw(">")
    }

    private mutating func attribute(_ name: StaticString, _ value: String) {
        guard !value.isEmpty else { return }
        raw(" ")
        raw(name)
        raw("=\"")
        escaped(value)
        raw("\"")
    }
}

/// A URL for an attribute: bytes outside the set that cmark's `houdini_href_e.c` passes are percent-encoded,
/// `&` and `'` become references.
public func escapedURL(_ url: String) -> String {
    guard !url.utf8.allSatisfy(\.passesInURL) else { return url }
    var result: [UInt8] = []
    let hex = Array("0123456789ABCDEF".utf8)
    for byte in url.utf8 {
        switch byte {
        case UInt8(ascii: "&"): result += Array("&amp;".utf8)
        case UInt8(ascii: "'"): result += Array("&#x27;".utf8)
        case _ where byte.passesInURL: result.append(byte)
        default: result += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
    }
    return String(decoding: result, as: UTF8.self)
}

extension UInt8 {
    /// The bytes that stand in a URL as they are.
    fileprivate var passesInURL: Bool {
        if isASCIIAlphanumeric { return true }
        switch self {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "!"),
            UInt8(ascii: "*"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "%"), UInt8(ascii: "#"),
            UInt8(ascii: "@"),
            UInt8(ascii: "?"), UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "/"),
            UInt8(ascii: "$"), UInt8(ascii: "~"):
            return true
        default: return false
        }
    }
}
