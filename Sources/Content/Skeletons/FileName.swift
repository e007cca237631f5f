import Foundation

/// A file's name for a title, without its ending: Latin letters without accents, digits, and single hyphens between words.
///
/// - Returns: at most 80 letters; `page` for a title without a letter or digit.
public func fileName(for title: String) -> String {
    let spelt = title.replacingOccurrences(of: "ß", with: "ss").replacingOccurrences(of: "ø", with: "o")
        .replacingOccurrences(of: "Ø", with: "O").replacingOccurrences(of: "æ", with: "ae")
        .replacingOccurrences(of: "Æ", with: "AE")
    let latin = spelt.applyingTransform(.toLatin, reverse: false) ?? spelt
    let plain = (latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin).lowercased()
    let words = plain.split { character in
        !(character.isASCII && (character.isLetter || character.isNumber) || character == "." || character == "'")
    }
    // A dot stays between digits or letters, as in 2.0.
    let parts = words.map { word in
        word.filter { $0 != "'" }.split(separator: ".").joined(separator: ".")
    }.filter { !$0.isEmpty }
    let name = parts.joined(separator: "-").prefix(80).split(separator: "-").joined(separator: "-")
    return name.isEmpty ? "page" : name
}
