import Diagnostics
import Markdown
import Portal

/// The source of a policy with `{#R3}` put after every requirement that has no number yet, and which were given.
///
/// A sentence whose end cannot be found exactly (markup or escapes stand there) is left alone.
public func numberingRequirements(of file: SourceFile, in context: ReadingContext) -> (
    text: [UInt8], given: [Requirement]
) {
    let (page, _) = readPage(file, in: context)
    let lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let edits = page.requirements.compactMap { requirement in
        requirement.placeOfNumber(in: lines).map { (requirement, TextEdit($0, " {#R\(requirement.number)}")) }
    }
    let (text, applied) = applying(edits.map(\.1), to: file.bytes)
    return (text, edits.filter { applied.contains($0.1) }.map(\.0))
}

extension Requirement {
    /// Where a number is put after a requirement that has none; nil where the sentence's end cannot be found exactly.
    func placeOfNumber<Line: BidirectionalCollection<UInt8>>(in lines: [Line]) -> SourceRange? {
        let index = range.end.line - 1
        guard !isPinned, lines.indices.contains(index), let last = text.utf8.last else { return nil }
        var before = lines[index].prefix(max(0, range.end.column - 1))
        while let byte = before.last, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") { before.removeLast() }
        // A table's cell ends before its pipe; elsewhere the sentence's last character must stand right here.
        guard let byte = before.last, byte == last || "*_`)".utf8.contains(byte) else { return nil }
        return SourceRange(line: range.end.line, column: before.count + 1, length: 0)
    }
}

extension [Diagnostic] {
    /// Gives the messages on requirements without a number the place where theirs belongs.
    mutating func addNumbers(of requirements: [Requirement], source: String) {
        guard requirements.contains(where: { !$0.isPinned }) else { return }
        let lines = source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for index in indices where self[index].id == .requirementUnnumbered {
            guard let requirement = requirements.first(where: { $0.range == self[index].range && !$0.isPinned }),
                let place = requirement.placeOfNumber(in: lines)
            else { continue }
            for fix in self[index].fixes.indices {
                self[index].fixes[fix].replacement = " {#R\(requirement.number)}"
                self[index].fixes[fix].range = place
                self[index].fixes[fix].isSafe = true
            }
        }
    }
}
