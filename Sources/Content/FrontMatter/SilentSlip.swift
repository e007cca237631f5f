import Diagnostics

/// A slip that YAML reads without a word, as something else than was written.
struct SilentSlip {
    let slip: YAMLSlip

    /// Nil where there is none. One pass over the lines' bytes, since every page is asked.
    init?(in lines: [Substring], firstLine: Int) {
        var before = Line()
        // The column of what holds a block of text, whose lines are nobody's keys.
        var block: Int?
        for (index, text) in lines.enumerated() {
            guard let line = Line(text) else { continue }
            if let column = block, line.indent > column { continue }
            block = line.opensBlock ? line.indent : nil
            defer { before = line }
            if let found = Self.slip(line, text, after: before, in: lines, at: index + firstLine) {
                slip = found
                return
            }
        }
        return nil
    }

    private static func slip(
        _ line: Line, _ text: Substring, after before: Line, in lines: [Substring], at number: Int
    ) -> YAMLSlip? {
        // A no-break space begins a word.
        if line.hasOddSpace, let slip = YAMLSlip(ofIndentation: text.prefix { $0.isWhitespace }, line: number) {
            return slip
        }
        if line.hasAnchor, let slip = anchor(text, in: lines, at: number) { return slip }
        let isBelowKey = before.endsWithColon && line.indent >= before.indent
        // `-one` below `tags:` is a text that begins with a hyphen.
        let isBelowItem = before.isItem && line.indent == before.indent
        if line.isUnspacedItem, isBelowKey || isBelowItem {
            let place = SourceRange(line: number, column: line.indent + 2, length: 0)
            return YAMLSlip(
                range: SourceRange(line: number, column: line.indent + 1),
                summary: "A space is missing after the '-' of the item",
                fixes: [.init("write '- '", replacement: " ", range: place, isSafe: true)])
        }
        // `- b` further in than `- a` goes on with the text of `- a`.
        if line.isItem, before.isPlainItem, line.indent > before.indent {
            let range = SourceRange(line: number, column: before.indent + 1, length: line.indent - before.indent)
            return YAMLSlip(
                range: range, summary: "This item begins further in than the one above it, which takes it for its text",
                fixes: [.init("put items of a list under each other", replacement: "", range: range, isSafe: true)])
        }
        return nil
    }

    /// `owner: &Co` names an empty value. An anchor that an alias asks for is one.
    private static func anchor(_ text: Substring, in lines: [Substring], at number: Int) -> YAMLSlip? {
        guard let entry = YAMLEntry(text.drop { $0 == " " || $0 == "-" }), entry.value.first == "&" else { return nil }
        let name = entry.value.dropFirst().prefix { $0 != " " }
        guard !lines.contains(where: { $0.contains("*" + name) }) else { return nil }
        let value = entry.value.withoutComment
        let range = SourceRange(line: number, column: value.column(in: text) + 1, length: value.utf8.count)
        return YAMLSlip(
            range: SourceRange(line: number, column: range.start.column),
            summary: "A text that begins with '&' needs quotation marks: the sign has a meaning of its own in YAML",
            fixes: [
                .init(
                    "put the value between double quotes", replacement: yamlScalar(String(value)), range: range,
                    isSafe: true)
            ])
    }

    /// What a line looks like from outside.
    private struct Line {
        var indent = 0
        /// `- …`
        var isItem = false
        /// `- …` with a text that may go on in the next line.
        var isPlainItem = false
        /// `-text`
        var isUnspacedItem = false
        var endsWithColon = false
        /// Whether a block of text (`|` or `>`) follows.
        var opensBlock = false
        /// Whether the first sign behind the spaces is one that only looks like a space.
        var hasOddSpace = false
        /// Whether `: &` stands in it.
        var hasAnchor = false

        init() {}

        /// Nil for an empty line and a comment.
        init?(_ text: Substring) {
            let bytes = text.utf8
            let indent = bytes.prefix { $0 == UInt8(ascii: " ") }.count
            var rest = bytes.dropFirst(indent)
            guard let first = rest.first, first != UInt8(ascii: "#") else { return nil }
            self.indent = indent
            endsWithColon = rest.last == UInt8(ascii: ":")
            let sign = rest.reversed().drop { "+-123456789".utf8.contains($0) }
            opensBlock =
                (sign.first == UInt8(ascii: "|") || sign.first == UInt8(ascii: ">"))
                && (sign.dropFirst().first == UInt8(ascii: " ") || sign.count == 1)
            let second = rest.dropFirst().first
            hasOddSpace =
                rest.starts(with: "\u{A0}".utf8) || rest.starts(with: "\u{3000}".utf8)
                || (first == 0xE2 && rest.prefix(2).elementsEqual([0xE2, 0x80])
                    && text.drop { $0 == " " }.first?.isWhitespace == true)
            if first == UInt8(ascii: "-") {
                isItem = second == UInt8(ascii: " ")
                isUnspacedItem = second.map { $0 >= UInt8(ascii: "A") || $0 == UInt8(ascii: "\"") } ?? false
                if isItem {
                    let content = rest.dropFirst(2).first { $0 != UInt8(ascii: " ") }
                    let signs = "\"'[{|>-&*!#".utf8
                    isPlainItem = content.map { !signs.contains($0) } ?? false && !endsWithColon && !Self.hasKey(rest)
                }
            }
            guard rest.contains(UInt8(ascii: "&")) else { return }
            while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
                rest = rest[colon...].dropFirst()
                if rest.starts(with: " &".utf8) { hasAnchor = true }
            }
        }

        private static func hasKey(_ bytes: Substring.UTF8View.SubSequence) -> Bool {
            var previous: UInt8 = 0
            for byte in bytes {
                if previous == UInt8(ascii: ":"), byte == UInt8(ascii: " ") { return true }
                previous = byte
            }
            return false
        }
    }
}

extension Substring {
    /// The text with line feeds at its lines' ends and no byte order mark, as YAML on any system means it.
    var withLineFeeds: Substring {
        guard utf8.contains(UInt8(ascii: "\r")) || unicodeScalars.first == "\u{FEFF}" else { return self }
        let scalars = unicodeScalars.first == "\u{FEFF}" ? unicodeScalars.dropFirst() : unicodeScalars[...]
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars.filter { $0 != "\r" })
        return String(text)[...]
    }
}
