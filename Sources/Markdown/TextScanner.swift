/// Finds `[[references]]`, footnote references, tildes and bare URLs and addresses in a run of text.
///
/// Source of the autolink rules: GitHub Flavored Markdown Spec 0.29, section 6.9, and cmark-gfm's `autolink.c`.
struct TextScanner {
    private let run: TextRun
    private let next: TextRun.Neighbour
    private let footnoteLabels: Set<String>
    private let inLink: Bool
    private let bytes: [UInt8]
    private var items: [InlineCollector.Item] = []
    /// Up to where the run has been turned into items.
    private var written = 0
    private var opaqueIndex = 0
    private(set) var hasTildes = false

    init(run: TextRun, next: TextRun.Neighbour, footnoteLabels: Set<String>, inLink: Bool) {
        self.run = run
        self.next = next
        self.footnoteLabels = footnoteLabels
        self.inLink = inLink
        bytes = Array(run.text.utf8)
    }

    mutating func scan() -> [InlineCollector.Item] {
        var index = 0
        while index < bytes.count {
            index = isOpaque(index) ? index + 1 : step(at: index)
        }
        flush(upTo: bytes.count)
        return items
    }

    /// Handles the byte at `index` and returns where to continue.
    private mutating func step(at index: Int) -> Int {
        switch bytes[index] {
        case UInt8(ascii: "~"): return tildes(at: index)
        case UInt8(ascii: "[") where !inLink: return reference(at: index) ?? footnote(at: index) ?? index + 1
        case UInt8(ascii: ":") where !inLink: return url(colonAt: index) ?? index + 1
        case UInt8(ascii: "w"), UInt8(ascii: "W"):
            return inLink ? index + 1 : webAddress(at: index) ?? index + 1
        case UInt8(ascii: "@") where !inLink: return mailAddress(atSign: index) ?? index + 1
        default: return index + 1
        }
    }

    private mutating func isOpaque(_ index: Int) -> Bool {
        while opaqueIndex < run.opaque.count, run.opaque[opaqueIndex].upperBound <= index { opaqueIndex += 1 }
        return opaqueIndex < run.opaque.count && run.opaque[opaqueIndex].contains(index)
    }

    private mutating func flush(upTo end: Int) {
        guard written < end else { return }
        let text = String(decoding: bytes[written..<end], as: UTF8.self)
        items.append(.inline(Inline(.text(text), range: run.range(of: written..<end))))
        written = end
    }

    private mutating func emit(_ kind: Inline.Kind, _ range: Range<Int>) -> Int {
        flush(upTo: range.lowerBound)
        items.append(.inline(Inline(kind, range: run.range(of: range))))
        written = range.upperBound
        return range.upperBound
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    // MARK: Strikethrough

    private mutating func tildes(at start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] == UInt8(ascii: "~") { end += 1 }
        let before = neighbour(before: start)
        let after = neighbour(after: end)
        let isLeftFlanking = after == nil || (after == .punctuation && before != nil)
        let isRightFlanking = before == nil || (before == .punctuation && after != nil)
        flush(upTo: start)
        hasTildes = true
        items.append(
            .tildes(
                count: end - start, opens: isLeftFlanking, closes: isRightFlanking, range: run.range(of: start..<end)))
        written = end
        return end
    }

    /// What stands before a delimiter: white space, punctuation, or nil for any other character.
    private func neighbour(before index: Int) -> TextRun.Neighbour? {
        guard index > 0 else { return run.previous == .start ? .space : run.previous }
        return kind(of: String(decoding: bytes[max(0, index - 4)..<index], as: UTF8.self).unicodeScalars.last)
    }

    private func neighbour(after index: Int) -> TextRun.Neighbour? {
        guard index < bytes.count else { return next == .start ? .space : next }
        return kind(
            of: String(decoding: bytes[index..<min(bytes.count, index + 4)], as: UTF8.self).unicodeScalars.first)
    }

    private func kind(of scalar: Unicode.Scalar?) -> TextRun.Neighbour? {
        guard let scalar else { return .space }
        if scalar.properties.isWhitespace { return .space }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return .punctuation
        default: return scalar.isASCII && UInt8(scalar.value).isASCIIPunctuation ? .punctuation : nil
        }
    }

    // MARK: References and footnotes

    /// `[[target#fragment|text]]`.
    private mutating func reference(at start: Int) -> Int? {
        guard start + 4 < bytes.count, bytes[start + 1] == UInt8(ascii: "[") else { return nil }
        var end = start + 2
        while end < bytes.count, bytes[end] != UInt8(ascii: "]"), bytes[end] != UInt8(ascii: "[") { end += 1 }
        guard end > start + 2, end + 1 < bytes.count, bytes[end] == UInt8(ascii: "]"), bytes[end + 1] == bytes[end]
        else { return nil }
        let inner = text((start + 2)..<end)
        let parts = inner.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
        let address = parts[0].split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
        guard let target = address.first, !target.isEmpty || address.count > 1 else { return nil }
        let fragment = address.count > 1 && !address[1].isEmpty ? address[1] : nil
        return emit(
            .reference(target: target, fragment: fragment, text: parts.count > 1 ? parts[1] : nil), start..<(end + 2))
    }

    private func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// `[^label]` where the document defines the label. Its number is given later.
    private mutating func footnote(at start: Int) -> Int? {
        guard !footnoteLabels.isEmpty, start + 3 < bytes.count, bytes[start + 1] == UInt8(ascii: "^") else {
            return nil
        }
        var end = start + 2
        while end < bytes.count, !"[]".utf8.contains(bytes[end]), !bytes[end].isASCIIWhitespace { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "]") else { return nil }
        let label = text((start + 2)..<end)
        guard footnoteLabels.contains(label) else { return nil }
        return emit(.footnoteReference(label: label, number: 0, occurrence: 0), start..<(end + 1))
    }

    // MARK: Autolinks

    /// `http://…`, `https://…` and `ftp://…`, found at their colon.
    private mutating func url(colonAt colon: Int) -> Int? {
        guard colon + 3 < bytes.count, bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
        else { return nil }
        var start = colon
        while start > written, bytes[start - 1].isASCIILetter, colon - start < 6 { start -= 1 }
        guard ["http", "https", "ftp"].contains(text(start..<colon).lowercased()) else { return nil }
        guard let domainEnd = endOfDomain(from: colon + 3, allowsShort: true) else { return nil }
        let end = trimLink(start: start, end: endOfLink(from: domainEnd))
        guard end > colon + 3 else { return nil }
        return emitLink(start..<end, prefix: "")
    }

    /// `www.…` at the start of a word.
    private mutating func webAddress(at start: Int) -> Int? {
        guard start + 4 < bytes.count, text(start..<(start + 4)).lowercased() == "www.", start >= written else {
            return nil
        }
        if start > 0 {
            guard bytes[start - 1].isASCIIWhitespace || "*_~(".utf8.contains(bytes[start - 1]) else { return nil }
        }
        guard let domainEnd = endOfDomain(from: start, allowsShort: false) else { return nil }
        return emitLink(start..<trimLink(start: start, end: endOfLink(from: domainEnd)), prefix: "http://")
    }

    private mutating func mailAddress(atSign: Int) -> Int? {
        var start = atSign
        while start > written, bytes[start - 1].isASCIIAlphanumeric || ".+-_".utf8.contains(bytes[start - 1]) {
            start -= 1
        }
        guard start < atSign else { return nil }
        var end = atSign + 1
        var dots = 0
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "."), end + 1 < bytes.count, bytes[end + 1].isASCIIAlphanumeric {
                dots += 1
            } else if !byte.isASCIIAlphanumeric, byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_") {
                break
            }
            end += 1
        }
        guard dots > 0, end > atSign + 1, end == bytes.count || bytes[end] != UInt8(ascii: "@"),
            bytes[end - 1].isASCIIAlphanumeric
        else { return nil }
        var prefix = "mailto:"
        for scheme in ["mailto:", "xmpp:"] {
            let length = scheme.utf8.count
            guard start - length >= written, text((start - length)..<start).lowercased() == scheme else { continue }
            start -= length
            prefix = ""
            if scheme == "xmpp:", end < bytes.count, bytes[end] == UInt8(ascii: "/") {
                let resource = end + 1
                var stop = resource
                while stop < bytes.count,
                    bytes[stop].isASCIIAlphanumeric || bytes[stop] == UInt8(ascii: "@")
                        || bytes[stop] == UInt8(ascii: ".")
                { stop += 1 }
                if stop > resource { end = trimLink(start: start, end: stop) }
            }
        }
        return emitLink(start..<end, prefix: prefix)
    }

    private mutating func emitLink(_ range: Range<Int>, prefix: String) -> Int {
        let address = text(range)
        let content = [Inline(.text(address), range: run.range(of: range))]
        return emit(.link(destination: prefix + address, title: "", content: content), range)
    }

    /// Where a domain ends that starts at `start`, or nil if there is none: letters, digits, `-`, `_` and dots, no
    /// underscore in its last two parts, a dot unless short ones will do.
    private func endOfDomain(from start: Int, allowsShort: Bool) -> Int? {
        var end = start
        var dots = 0
        var underscores = (previous: 0, last: 0)
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "_") {
                underscores.last += 1
            } else if byte == UInt8(ascii: ".") {
                underscores = (underscores.last, 0)
                dots += 1
            } else if byte < 128, !byte.isASCIIAlphanumeric, byte != UInt8(ascii: "-") {
                break
            }
            end += 1
        }
        guard end > start, bytes[start] >= 128 || bytes[start].isASCIIAlphanumeric else { return nil }
        if (underscores.last > 0 || underscores.previous > 0), dots <= 10 { return nil }
        return allowsShort || dots > 0 ? end : nil
    }

    private func endOfLink(from index: Int) -> Int {
        var end = index
        while end < bytes.count, !bytes[end].isASCIIWhitespace, bytes[end] != UInt8(ascii: "<") { end += 1 }
        return end
    }

    /// Leaves trailing punctuation, an unbalanced parenthesis and an entity's look-alike outside of the link.
    private func trimLink(start: Int, end: Int) -> Int {
        var end = end
        var opening = 0
        var closing = 0
        for byte in bytes[start..<end] {
            if byte == UInt8(ascii: "(") { opening += 1 }
            if byte == UInt8(ascii: ")") { closing += 1 }
        }
        while end > start {
            switch bytes[end - 1] {
            case UInt8(ascii: ")"):
                guard closing > opening else { return end }
                closing -= 1
                end -= 1
            case UInt8(ascii: ";"):
                var entity = end - 2
                while entity > start, bytes[entity].isASCIILetter { entity -= 1 }
                end = entity < end - 2 && bytes[entity] == UInt8(ascii: "&") ? entity : end - 1
            default:
                guard "?!.,:*_~'\"".utf8.contains(bytes[end - 1]) else { return end }
                end -= 1
            }
        }
        return end
    }
}
