import Diagnostics
import Portal
import Primitives

/// The hash that binds a review to what was read: the page's source without the review itself, so that recording one does not
/// change it.
///
/// - Parameter source: the whole file, front matter included.
/// - Returns: SHA-256 in hexadecimal over the lines, each ended by a line feed.
public func hashOfReviewedText(_ source: String) -> String {
    var hash = SHA256()
    var isInFrontMatter = false, isLeftOut = false
    // By bytes, since CR LF is one character.
    let lines = source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, bytes) in lines.enumerated() {
        let line = Substring(bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes)
        if line == "---" {
            isInFrontMatter = number == 0
            isLeftOut = false
        } else if isInFrontMatter, line.first.map({ $0 != " " && $0 != "-" && $0 != "#" }) == true {
            isLeftOut = ["review:", "review_by:", "reviewed:", "reviewer:"].contains { line.hasPrefix($0) }
        }
        if !isLeftOut { hash.update((line + "\n").utf8) }
    }
    return hash.finish().hexadecimal
}
