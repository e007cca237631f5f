import Search

/// A word of a question as names and phrases are compared with it.
struct QuestionToken: Equatable {
    /// Folded. A word of two or more letters before digits is two: `phi4` is `phi` and `4`, but `r1` and `70b` are one.
    var form: String
    var stem: String
    /// Whether it hangs on the word before: by a hyphen, or as the other half of one word.
    var isJoined: Bool
    /// The bytes of the question that it stands for.
    var range: Range<Int>
}

/// Words as questions are read by; `ask-words.js` holds the same steps.
public enum QuestionWords {
    /// The words of a question in order.
    static func tokens(of text: String) -> [QuestionToken] {
        let bytes = Array(text.utf8)
        var tokens: [QuestionToken] = []
        for (form, range) in TextAnalyzer().wordsWithPlaces(of: text) {
            let gap = tokens.last.map { String(decoding: bytes[$0.range.upperBound..<range.lowerBound], as: UTF8.self) }
            let isJoined = gap.map { ["", "-", "_", "."].contains($0) } ?? false
            // `70 billion` is `70b`.
            if billions.contains(form), let last = tokens.last,
                last.form.unicodeScalars.allSatisfy({ isDigit($0) || $0 == "." })
            {
                let size = last.form + "b"
                tokens[tokens.count - 1] = QuestionToken(
                    form: size, stem: size, isJoined: last.isJoined, range: last.range.lowerBound..<range.upperBound)
                continue
            }
            let letters = form.unicodeScalars.prefix { !isDigit($0) }.count
            guard letters >= 2, letters < form.unicodeScalars.count else {
                tokens.append(QuestionToken(form: form, stem: stem(form), isJoined: isJoined, range: range))
                continue
            }
            let head = String(String.UnicodeScalarView(form.unicodeScalars.prefix(letters)))
            let tail = String(String.UnicodeScalarView(form.unicodeScalars.dropFirst(letters)))
            tokens.append(QuestionToken(form: head, stem: stem(head), isJoined: isJoined, range: range))
            tokens.append(QuestionToken(form: tail, stem: stem(tail), isJoined: true, range: range))
        }
        return tokens
    }

    /// A name as its words with spaces between.
    public static func name(_ text: String) -> String { tokens(of: text).map(\.form).joined(separator: " ") }

    /// A phrase as its words' stems with spaces between.
    public static func phrase(_ text: String) -> String { tokens(of: text).map(\.stem).joined(separator: " ") }

    private static let billions: Set = ["billion", "billions", "milliarde", "milliarden"]

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// The part of a folded word that its English and German inflections share; not always a word: `tuned`, `tuning`
    /// and `tune` are `tun`. Coarser than a dictionary's stems, and so small that a browser can carry it.
    public static func stem(_ word: String) -> String {
        guard !word.unicodeScalars.contains(where: isDigit) else { return word }
        var stem = word
        /// Takes an ending off where so many characters stay.
        func drop(_ ending: String, leaving least: Int, with replacement: String = "") -> Bool {
            guard stem.hasSuffix(ending), stem.unicodeScalars.count - ending.unicodeScalars.count >= least else {
                return false
            }
            stem = String(String.UnicodeScalarView(stem.unicodeScalars.dropLast(ending.unicodeScalars.count)))
            stem += replacement
            return true
        }
        if !drop("ies", leaving: 2, with: "y"), !["ss", "us", "is"].contains(where: stem.hasSuffix) {
            _ = drop("s", leaving: 3)
        }
        _ =
            drop("ungen", leaving: 4) || drop("ung", leaving: 4) || drop("ied", leaving: 2, with: "y")
            || drop("ing", leaving: 3) || drop("ern", leaving: 4) || drop("er", leaving: 4) || drop("ed", leaving: 3)
            || drop("en", leaving: 4) || drop("e", leaving: 3)
        let last = stem.unicodeScalars.suffix(2)
        // `tuning` but `running`: a doubled consonant is one.
        if stem.unicodeScalars.count > 3, last.first == last.last { stem.unicodeScalars.removeLast() }
        return stem
    }

    /// Whether one insertion, deletion, substitution or swap of neighbours makes one word the other.
    public static func isOneErrorAway(_ a: String, _ b: String) -> Bool {
        let a = Array(a.unicodeScalars), b = Array(b.unicodeScalars)
        guard a != b, abs(a.count - b.count) <= 1 else { return false }
        let shorter = min(a.count, b.count)
        let start = (0..<shorter).first { a[$0] != b[$0] } ?? shorter
        let restA = a[start...], restB = b[start...]
        if a.count != b.count {
            return a.count > b.count
                ? restA.dropFirst().elementsEqual(restB) : restB.dropFirst().elementsEqual(restA)
        }
        if restA.dropFirst().elementsEqual(restB.dropFirst()) { return true }
        return start + 1 < a.count && a[start] == b[start + 1] && a[start + 1] == b[start]
            && restA.dropFirst(2).elementsEqual(restB.dropFirst(2))
    }
}
