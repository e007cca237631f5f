import Markdown
import Portal

/// The source of a policy with `{#R3}` put after every requirement that has no number yet, and which were given.
///
/// A sentence whose end cannot be found exactly (markup or escapes stand there) is left alone.
public func numberingRequirements(of file: SourceFile, in context: ReadingContext) -> (
    text: [UInt8], given: [Requirement]
) {
    let (page, _) = readPage(file, in: context)
    var lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    var given: [Requirement] = []
    // From the end, so that earlier places stay where they are.
    for requirement in page.requirements.reversed() where !requirement.isPinned {
        let line = requirement.range.end.line - 1
        guard lines.indices.contains(line), let last = requirement.text.utf8.last else { continue }
        var column = min(requirement.range.end.column - 1, lines[line].count)
        while column > 0, lines[line][column - 1] == UInt8(ascii: " ") || lines[line][column - 1] == UInt8(ascii: "\r")
        { column -= 1 }
        // A table's cell ends before its pipe; elsewhere the sentence's last character must stand right here.
        guard column > 0, lines[line][column - 1] == last || "*_`)".utf8.contains(lines[line][column - 1]) else {
            continue
        }
        lines[line].insert(contentsOf: Array(" {#R\(requirement.number)}".utf8), at: column)
        given.append(requirement)
    }
    return (Array(lines.joined(separator: [UInt8(ascii: "\n")])), given.reversed())
}
