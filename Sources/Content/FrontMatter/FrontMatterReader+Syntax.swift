import Diagnostics
import YAML

/// What is told of YAML that cannot be read.
extension FrontMatterReader {
    mutating func reportSyntax(_ error: YAMLError, schema: Schema) {
        switch error {
        case .syntax(let problem, let mark): reportSlip(problem, at: mark, schema: schema)
        case .duplicateKeys(let keys, let mark):
            for key in keys { reportDuplicate(key, from: mark) }
        case .characters(let problem):
            report(.yamlSyntax, SourceRange(line: firstLine), "YAML cannot be read: \(problem)")
        case .outOfMemory:
            report(.yamlSyntax, SourceRange(line: firstLine), "YAML cannot be read: there is not enough memory")
        }
    }

    /// What a person would say of the place, or the parser's own words where none of the known slips is there.
    private mutating func reportSlip(_ problem: String, at mark: Mark, schema: Schema) {
        let line = min(mark.line, max(1, lines.count))
        var finder = YAMLSlipFinder(lines: lines, firstLine: firstLine, knownKeys: Set(schema.fields.map(\.name)))
        if let slip = finder.first(upTo: line + 1) {
            report(.yamlSyntax, slip.range, slip.summary, fixes: slip.fixes)
        } else {
            let column = byteColumn(mark.column, line: line)
            report(
                .yamlSyntax, SourceRange(line: line + firstLine - 1, column: column),
                "YAML cannot be read here: \(problem)",
                fixes: [.init("put text that holds ': ', '#' or quotes between double quotes")])
        }
    }

    private mutating func reportDuplicate(_ key: String, from mark: Mark) {
        let places = lines.indices.filter { index in
            index >= mark.line - 1 && YAMLEntry(lines[index].drop { $0 == " " || $0 == "-" })?.key == key
        }
        // Groups further in may have a key of the same name.
        let column = places.first.map { lines[$0].prefix { $0 == " " || $0 == "-" }.count }
        let same = places.filter { lines[$0].prefix { $0 == " " || $0 == "-" }.count == column }
        func range(_ index: Int) -> SourceRange {
            SourceRange(line: index + firstLine, column: (column ?? 0) + 1, length: max(1, key.utf8.count))
        }
        let first = same.first ?? mark.line - 1, second = same.dropFirst().first ?? first
        report(
            .frontMatterDuplicate, range(second), "Key '\(key)' appears twice",
            notes: first == second ? [] : [.init(path: path, range: range(first), text: "first given here")],
            fixes: [.init("keep one of them")])
    }

    /// A column in bytes for one in characters, of a line of the YAML from 1.
    func byteColumn(_ column: Int, line: Int) -> Int {
        guard lines.indices.contains(line - 1) else { return 1 }
        return lines[line - 1].unicodeScalars.prefix(max(0, column - 1)).reduce(0) { $0 + UTF8.width($1) } + 1
    }
}
