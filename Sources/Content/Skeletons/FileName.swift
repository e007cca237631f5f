@_spi(_Unicode) import Swift

/// A file's name for a title, without its ending: Latin letters without accents, digits, and single hyphens between words.
/// Greek and Cyrillic letters are spelt with Latin ones; those of other scripts are left out.
///
/// - Returns: at most 80 letters; nil for a title that has no letter or digit of these.
public func fileName(for title: String) -> String? {
    let plain = title.lowercased()._nfd.filter { $0.properties.generalCategory != .nonspacingMark }
        .map { latin[$0] ?? String($0) }.joined()
    let words = plain.split { character in
        !(character.isASCII && (character.isLetter || character.isNumber) || character == "." || character == "'")
    }
    // A dot stays between digits or letters, as in 2.0.
    let parts = words.map { word in
        word.filter { $0 != "'" }.split(separator: ".").joined(separator: ".")
    }.filter { !$0.isEmpty }
    let name = parts.joined(separator: "-").prefix(80).split(separator: "-").joined(separator: "-")
    return name.isEmpty ? nil : name
}

/// Letters that have no decomposition into a Latin letter and marks, each with its spelling.
/// Source: ICU's transform "Any-Latin; Latin-ASCII".
private let latin: [Unicode.Scalar: String] = {
    let pairs = """
        ß ss æ ae œ oe ø o ł l đ d ð d þ th ħ h ı i ’ '
        α a β b γ g δ d ε e ζ z η e θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ ph χ ch ψ ps ω o
        а a б b в v г g д d е e ж z з z и i к k л l м m н n о o п p р r с s т t у u ф f х h ц c ч c ш s щ s ы y э e ю u я a
        """.split(whereSeparator: \.isWhitespace)
    var spellings: [Unicode.Scalar: String] = [:]
    for index in stride(from: 0, to: pairs.count - 1, by: 2) {
        if let letter = pairs[index].unicodeScalars.first { spellings[letter] = String(pairs[index + 1]) }
    }
    return spellings
}()
