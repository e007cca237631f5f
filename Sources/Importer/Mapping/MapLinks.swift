import Portal
import Primitives

/// Leads links and pictures of a page to where their targets are now; what leads nowhere becomes its text.
struct LinkMapping {
    /// The page's old path and its new one.
    let source: String, path: String
    let kind: PageKind
    /// Ids of headings by a page's new path.
    let headings: [String: Set<String>]
    var site: ForeignSite
    /// New paths of files that pages refer to, by their old ones.
    var files: [String: String]
    var notes: ImportNotes

    mutating func map(_ lines: [SourceLine]) -> [SourceLine] {
        lines.map { line in
            guard !line.isCode, line.text.contains("](") || line.text.contains("]:") else { return line }
            return line.with(definition(line) ?? links(line))
        }
    }

    /// `[label]: destination`; nil for any other line.
    private mutating func definition(_ line: SourceLine) -> String? {
        guard let found = line.text.firstMatch(of: /^(\s{0,3}\[[^\]^][^\]]*\]:\s*)(<[^>]*>|\S+)(.*)$/) else {
            return nil
        }
        let destination = String(found.output.2).trimmingBrackets
        guard let new = newDestination(destination, line.number, isImage: false) else { return "" }
        return found.output.1 + new + found.output.3
    }

    private mutating func links(_ line: SourceLine) -> String {
        let text = Array(line.text)
        var edits: [(place: Range<Int>, text: [Character])] = []
        for link in Self.links(in: text) {
            let destination = String(text[link.destination]).trimmingBrackets
            let new = newDestination(destination, line.number, isImage: link.isImage)
            if let new, link.isImage, site.target(of: destination, from: source) == .elsewhere {
                // A page loads nothing from elsewhere.
                notes.mapped(line.number, "picture from elsewhere as a link: \(new)")
                edits.append((link.open..<(link.open + 1), []))
                if link.close == link.open + 2 { edits.append((link.close..<link.close, Array("Picture"))) }
            } else if let new {
                edits.append((link.destination, Array(new)))
            } else {
                edits.append((link.close..<(link.end + 1), []))
                edits.append((link.open..<(link.open + (link.isImage ? 2 : 1)), []))
            }
        }
        // From the end, so that places before stay where they are: a link may stand within another.
        var result = text
        for edit in edits.sorted(by: { $0.place.lowerBound > $1.place.lowerBound }) {
            result.replaceSubrange(edit.place, with: edit.text)
        }
        return String(result)
    }

    /// Where a link leads now; nil where it leads nowhere, which is noted.
    private mutating func newDestination(_ destination: String, _ line: Int, isImage: Bool) -> String? {
        switch site.target(of: destination, from: source) {
        case .elsewhere: return destination
        case .here(let fragment):
            guard let id = heading(fragment, of: path) else {
                notes.left(line, "link to '\(destination)', since no heading here has the id")
                return nil
            }
            return "#" + id
        case .page(let target, let fragment):
            guard let new = site.pages[target] else { return nil }
            let relative = relativePath(from: path, to: new).encodedDestination
            guard let fragment else { return note(relative, for: destination, line) }
            guard let id = heading(fragment, of: new) else {
                notes.left(line, "'#\(fragment)' of the link to '\(destination)', since no heading there has the id")
                return relative
            }
            return note(relative + "#" + id, for: destination, line)
        case .file(let file):
            let new = files[file] ?? site.place(ofFile: file, kind: kind)
            files[file] = new
            return note(relativePath(from: path, to: new).encodedDestination, for: destination, line)
        case .unknown:
            notes.left(
                line, "\(isImage ? "picture" : "link to") '\(destination)', since nothing that was imported is there")
            return nil
        }
    }

    private mutating func note(_ new: String, for old: String, _ line: Int) -> String {
        if new != old { notes.mapped(line, "link '\(old)' as '\(new)'") }
        return new
    }

    /// The id of a heading as it is here: tools make different ones of the same words.
    private func heading(_ fragment: String, of page: String) -> String? {
        let ids = headings[page] ?? []
        if ids.contains(fragment) { return fragment }
        func plain(_ id: String) -> String { id.lowercased().filter { $0.isLetter || $0.isNumber } }
        return ids.sorted().first { plain($0) == plain(fragment) }
    }

    // MARK: Finding links

    private struct Link {
        /// Of `[`, or of the `!` before it.
        var open: Int
        /// Of `]`.
        var close: Int
        var destination: Range<Int>
        /// Of `)`.
        var end: Int
        var isImage: Bool
    }

    /// `[text](destination "title")` and `![text](destination)`, outside of code.
    private static func links(in text: [Character]) -> [Link] {
        var links: [Link] = [], open: [Int] = []
        var index = 0
        while index < text.count {
            switch text[index] {
            case "\\": index += 1
            case "`":
                let count = text[index...].prefix { $0 == "`" }.count
                index = endOfCode(text, from: index + count, count) ?? index + count - 1
            case "[": open.append(index)
            case "]":
                guard let start = open.popLast(), index + 1 < text.count, text[index + 1] == "(",
                    let (destination, end) = destination(text, from: index + 2)
                else { break }
                let isImage = start > 0 && text[start - 1] == "!"
                links.append(
                    Link(
                        open: isImage ? start - 1 : start, close: index, destination: destination, end: end,
                        isImage: isImage))
                index = end
            default: break
            }
            index += 1
        }
        return links
    }

    private static func endOfCode(_ text: [Character], from start: Int, _ count: Int) -> Int? {
        var index = start
        while index < text.count {
            guard text[index] == "`" else {
                index += 1
                continue
            }
            let run = text[index...].prefix { $0 == "`" }.count
            if run == count { return index + run - 1 }
            index += run
        }
        return nil
    }

    private static func destination(_ text: [Character], from start: Int) -> (Range<Int>, end: Int)? {
        var index = start
        while index < text.count, text[index].isWhitespace { index += 1 }
        let first = index
        if index < text.count, text[index] == "<" {
            guard let close = text[index...].firstIndex(of: ">") else { return nil }
            index = close + 1
        } else {
            var depth = 0
            while index < text.count, !text[index].isWhitespace {
                if text[index] == "(" { depth += 1 }
                if text[index] == ")" {
                    if depth == 0 { break }
                    depth -= 1
                }
                index += 1
            }
        }
        let last = index
        while index < text.count, text[index].isWhitespace { index += 1 }
        if index < text.count, let quote = ["\"", "'"].first(where: { $0 == text[index] }) {
            guard let close = text[(index + 1)...].lastIndex(of: quote) else { return nil }
            index = close + 1
            while index < text.count, text[index].isWhitespace { index += 1 }
        }
        return index < text.count && text[index] == ")" && last > first ? (first..<last, index) : nil
    }
}

extension String {
    /// What stands between `<` and `>`, if it does.
    fileprivate var trimmingBrackets: String {
        hasPrefix("<") && hasSuffix(">") ? String(dropFirst().dropLast()) : self
    }

    /// A path as a link's destination: with what would end it spelled out.
    fileprivate var encodedDestination: String {
        contains(where: { $0 == " " || $0 == "(" || $0 == ")" }) ? "<\(self)>" : self
    }
}
