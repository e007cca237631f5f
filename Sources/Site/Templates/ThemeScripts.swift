/// The scripts of a folder as pages load them: those whose names start with the same word (`search.js`,
/// `search-index.js`) as one, in the order of their names. Readers wait for fewer files, and like text packs better.
///
/// - Parameter scripts: paths with their texts.
/// - Returns: the common part of the path with `.js`, and the text, by path.
func joinedScripts(_ scripts: [(path: String, text: String)]) -> [(path: String, text: String)] {
    var texts: [String: String] = [:]
    for (path, text) in scripts.sorted(by: { $0.path < $1.path }) {
        let name = path.split(separator: "/").last ?? ""
        let word = name.prefix { $0 != "-" && $0 != "." }
        texts[path.dropLast(name.count) + word + ".js", default: ""] += compactScript(text)
    }
    return texts.sorted { $0.key < $1.key }.map { (path: $0.key, text: $0.value) }
}

/// A script without the lines that hold only comments and without indentation: readers load a quarter less.
///
/// Line by line, since a parser would be a large thing to trust. Where lines are part of a value (a template literal, a
/// continued string) or a comment shares its last line with code, the script stays as it is.
func compactScript(_ text: String) -> String {
    // By bytes, since characters are slow to go through and every build does it.
    let (space, tab) = (UInt8(ascii: " "), UInt8(ascii: "\t"))
    var lines: [Substring] = []
    var isInComment = false
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
        guard !line.contains(UInt8(ascii: "`")), line.last != UInt8(ascii: "\\") else {
            return text.hasSuffix("\n") ? text : text + "\n"
        }
        let code = line.drop { $0 == space || $0 == tab }
        if isInComment || code.starts(with: "/*".utf8) {
            let end = Substring(code).firstByteRange(of: "*/")
            if let end, !code[end.upperBound...].allSatisfy({ $0 == space }) { return text }
            isInComment = end == nil
        } else if !code.isEmpty, !code.starts(with: "//".utf8) {
            lines.append(Substring(code))
        }
    }
    return lines.joined(separator: "\n") + "\n"
}
