import Primitives
import YAML

/// A page of another tool: its front matter and its lines.
struct ForeignPage {
    var entries: [ForeignEntry]
    var lines: [SourceLine]

    /// The first value of one of the keys, whatever the case of their letters.
    func value(_ keys: String...) -> ForeignEntry? {
        keys.lazy.compactMap { key in entries.first { $0.key.lowercased() == key } }.first
    }

    /// Reads front matter in YAML (`---`), TOML (`+++`) or none.
    init(_ text: String) throws(ForeignSyntaxError) {
        let all = text.withoutMark.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let lines = all.enumerated().map { SourceLine($1, $0 + 1) }
        let fence = lines.first.map { $0.text.trimmed } ?? ""
        guard fence == "---" || fence == "+++",
            let end = lines.dropFirst().firstIndex(where: { $0.text.trimmed == fence })
        else {
            (entries, self.lines) = ([], lines)
            return
        }
        let front = lines[1..<end].map(\.text).joined(separator: "\n")
        entries =
            fence == "+++"
            ? try TOMLReader.read(front[...], firstLine: 2) : try Self.readYAML(front, firstLine: 2)
        self.lines = Array(lines[(end + 1)...])
    }

    private static func readYAML(_ yaml: String, firstLine: Int) throws(ForeignSyntaxError) -> [ForeignEntry] {
        let root: Node?
        do throws(YAMLError) {
            root = try compose(yaml)
        } catch {
            throw ForeignSyntaxError(error, firstLine: firstLine)
        }
        guard let root else { return [] }
        guard case .table(let entries) = value(root, firstLine) else {
            throw ForeignSyntaxError(line: firstLine, problem: "front matter holds no keys")
        }
        return entries
    }

    private static func value(_ node: Node, _ firstLine: Int) -> ForeignValue {
        switch node {
        case .scalar(let scalar):
            if scalar.style == .plain, ["true", "false"].contains(scalar.string.lowercased()) {
                return .bool(scalar.string.lowercased() == "true")
            }
            return .text(scalar.string)
        case .sequence(let items): return .list(items.map { value($0, firstLine) })
        case .mapping(let mapping):
            return .table(
                mapping.map { key, node in
                    ForeignEntry(
                        key: key.scalar?.string ?? "", value: value(node, firstLine),
                        line: key.mark.line + firstLine - 1)
                })
        }
    }
}

extension ForeignSyntaxError {
    /// What is wrong with YAML that begins in a line of its file.
    fileprivate init(_ error: YAMLError, firstLine: Int) {
        switch error {
        case .syntax(let problem, let mark): self.init(line: mark.line + firstLine - 1, problem: problem)
        case .characters(let problem): self.init(line: firstLine, problem: problem)
        case .duplicateKeys(let keys, let mark):
            self.init(
                line: mark.line + firstLine - 1, problem: "key '\(keys.joined(separator: "', '"))' appears twice")
        case .outOfMemory: self.init(line: firstLine, problem: "there is not enough memory")
        }
    }
}

/// A line of text and where it comes from.
struct SourceLine: Hashable {
    var text: String
    /// Its line in the source, from 1.
    var number: Int
    /// Whether it is code, which stays as it is.
    var isCode = false

    init(_ text: some StringProtocol, _ number: Int, isCode: Bool = false) {
        (self.text, self.number, self.isCode) = (String(text), number, isCode)
    }

    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }

    /// How far in it begins, a tab counting as four spaces.
    var indent: Int {
        var width = 0
        for sign in text {
            switch sign {
            case " ": width += 1
            case "\t": width += 4
            default: return width
            }
        }
        return width
    }

    /// The line with as much white space taken off.
    func dedented(_ width: Int) -> SourceLine {
        var line = self
        var rest = text[...], left = width
        while left > 0, let sign = rest.first, sign == " " || sign == "\t" {
            rest.removeFirst()
            left -= sign == "\t" ? 4 : 1
        }
        line.text = String(rest)
        return line
    }

    /// The line behind other text.
    func prefixed(_ prefix: String) -> SourceLine {
        var line = self
        line.text = isBlank ? String(prefix.reversed().drop { $0 == " " }.reversed()) : prefix + text
        return line
    }

    /// The line with another text.
    func with(_ text: String) -> SourceLine {
        var line = self
        line.text = text
        return line
    }
}

extension [SourceLine] {
    /// Says of each line whether it is fenced code.
    var withCodeMarked: [SourceLine] {
        var fence: (sign: Character, count: Int)?
        return map { line in
            var line = line
            let text = line.text.drop { $0 == " " || $0 == "\t" || $0 == ">" }
            let sign = text.first ?? " ", count = text.prefix { $0 == sign }.count
            if let open = fence {
                line.isCode = true
                if sign == open.sign, count >= open.count, text.dropFirst(count).allSatisfy(\.isWhitespace) {
                    fence = nil
                }
            } else if sign == "`" || sign == "~", count >= 3, sign == "~" || !text.dropFirst(count).contains("`") {
                fence = (sign, count)
                line.isCode = true
            }
            return line
        }
    }

    /// The lines from `start` that belong to a block indented by `indent` or more: blank ones within it too.
    func block(from start: Int, indent: Int) -> Range<Int> {
        var end = start
        for index in indices.dropFirst(start) {
            if self[index].isBlank { continue }
            guard self[index].indent >= indent else { break }
            end = index + 1
        }
        return start..<Swift.max(start, end)
    }
}

extension String {
    /// The text without a byte order mark.
    var withoutMark: String { unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self }

    /// The text with everything changed that is not code between backticks.
    func outsideCode(_ change: (String) -> String) -> String {
        guard contains("`") else { return change(self) }
        var result = "", rest = self[...]
        while let open = rest.firstIndex(of: "`") {
            result += change(String(rest[..<open]))
            let ticks = rest[open...].prefix { $0 == "`" }
            let after = rest[ticks.endIndex...]
            // The code ends at as many backticks.
            var close: Range<Substring.Index>?, search = after
            while let next = search.firstIndex(of: "`") {
                let run = search[next...].prefix { $0 == "`" }
                if run.count == ticks.count {
                    close = run.startIndex..<run.endIndex
                    break
                }
                search = search[run.endIndex...]
            }
            guard let close else {
                result += ticks
                rest = after
                continue
            }
            result += rest[open..<close.upperBound]
            rest = rest[close.upperBound...]
        }
        return result + change(String(rest))
    }
}
