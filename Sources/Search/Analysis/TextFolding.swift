/// What a character is to search: how it takes part in words.
enum CharacterRole: UInt8 {
    case other, letter, digit
    /// A combining mark that is left out.
    case silent
    /// A word by itself, in scripts that are written without spaces.
    case single
    /// Joins two parts of a compound.
    case hyphen, apostrophe, dot
}

/// Case, diacritics and compatibility forms folded away, character by character; `search-analysis.js` folds alike.
struct TextFolding {
    private var known: [UInt32: [UInt8]] = [:]

    /// Letters that Unicode does not decompose into a base letter and marks.
    private static let plain: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
        "ς": "σ",
    ]

    /// The folded form of a letter or digit, in UTF-8.
    mutating func folded(_ scalar: Unicode.Scalar) -> [UInt8] {
        if let form = known[scalar.value] { return form }
        let form = CompatibilityForms.form(of: scalar)
        var text = ""
        // Marks are letters of their own in scripts beyond Latin and Greek.
        if let base = form.unicodeScalars.first, base.value < 0x400 {
            for part in form.unicodeScalars where !(0x300...0x36F).contains(part.value) {
                text += part.properties.lowercaseMapping
            }
        } else {
            text = form.lowercased()
        }
        let folded = Array(text.unicodeScalars.map { Self.plain[$0] ?? String($0) }.joined().utf8)
        known[scalar.value] = folded
        return folded
    }

    static func role(of scalar: Unicode.Scalar) -> CharacterRole {
        switch scalar.value {
        case 0x30...0x39: return .digit
        case 0x41...0x5A, 0x61...0x7A: return .letter
        case 0x2D, 0x5F, 0x26, 0x2010, 0x2011: return .hyphen
        case 0x27, 0x2019: return .apostrophe
        case 0x2E: return .dot
        case 0..<0x80: return .other
        case 0x300...0x36F: return .silent
        // Thai, Lao, Myanmar, Khmer, Hiragana, Han.
        case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3041...0x309F, 0x3400...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x3FFFF:
            return .single
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark:
            return .letter
        case .decimalNumber, .letterNumber, .otherNumber: return .digit
        default: return .other
        }
    }
}
