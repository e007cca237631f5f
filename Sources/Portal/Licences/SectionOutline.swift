/// The numbers of a text's sections, by which it is told whether words stand in the section that a page names.
///
/// Licences number in many ways: `1.`, `a.`, `(b)`, `Section 3 --`, `3.1`, `Attachment A`. A number counts as a section's
/// where it begins a line, or stands in brackets. A section reaches to the next number of its own form.
struct SectionOutline: Sendable, Hashable {
    private(set) var markers: [Marker] = []

    /// A number in the text.
    struct Marker: Sendable, Hashable {
        /// Where it stands, in bytes of ``LicenceWording/bytes``.
        var offset: Int
        /// In lower case: `3`, `3.1`, `b`, `iv`.
        var value: String
        var form: Form
    }

    /// How a number is written; those of one list are written alike.
    struct Form: Sendable, Hashable {
        /// `section` in "Section 3", `attachment` in "Attachment A".
        var word: String?
        var isBracketed: Bool
        var end: Character?
        /// How far its line is indented; nil for a number within a line.
        var indent: Int?
    }

    /// Takes up the numbers of a line.
    ///
    /// - Parameters:
    ///   - line: with single spaces.
    ///   - indent: how many spaces stood before it.
    ///   - offset: where it begins, in bytes.
    mutating func add(line: String, indent: Int, at offset: Int) {
        if let marker = Self.lineStart(line, indent: indent, at: offset) { markers.append(marker) }
        let characters = Array(line)
        var position = offset
        for (index, character) in characters.enumerated() {
            defer { position += character.utf8.count }
            guard character == "(", index > 0, characters[index - 1] == " " else { continue }
            let value = String(characters[(index + 1)...].prefix(5).prefix { $0 != ")" }).lowercased()
            let end = index + 1 + value.count
            guard end < characters.count, characters[end] == ")", Self.isNumber(value) else { continue }
            markers.append(
                Marker(
                    offset: position, value: value,
                    form: Form(word: nil, isBracketed: true, end: ")", indent: nil)))
        }
    }

    /// Whether the words at a place stand in a section, as far as the text's own numbers tell.
    func stands(at place: Int, in section: SectionNumber) -> Bool {
        guard let first = section.path.first else { return true }
        let lines = markers.filter { $0.form.indent != nil }
        let isDivided = lines.contains { $0.value.contains(".") }
        if first.contains("."), !isDivided, lines.contains(where: { Int($0.value) != nil }) {
            return stands(at: place, in: section.split)
        }
        // The outermost numbers are indented least.
        let outermost = lines.filter { marker in
            section.word.map { $0 == marker.form.word } ?? Self.isAlike(marker.value, first)
        }
        guard let indent = outermost.compactMap(\.form.indent).min() else { return true }
        let starts = outermost.filter { $0.form.indent == indent && $0.value == first && $0.offset <= place }
        return Set(starts.map(\.form)).contains { form in
            follows(section.path[...], from: starts.filter { $0.form == form }, place)
        }
    }

    /// The last number before a place that begins a line.
    func last(before place: Int) -> Marker? { markers.last { $0.offset <= place && $0.form.indent != nil } }

    /// Whether the numbers stand one after the other before the place, each with none of its successors in between.
    ///
    /// - Parameter own: the places of the first number that are written alike; the last one counts.
    private func follows(_ path: ArraySlice<String>, from own: [Marker], _ place: Int) -> Bool {
        guard let value = path.first, let marker = own.last else { return false }
        let region = markers.filter { $0.offset > marker.offset && $0.offset <= place }
        guard !region.contains(where: { $0.form == marker.form && Self.ends($0.value, sectionOf: value) }) else {
            return false
        }
        guard let next = path.dropFirst().first else { return true }
        // Points that the text does not number cannot be looked up.
        guard region.contains(where: { Self.firsts.contains($0.value) || $0.value == next }) else { return true }
        var inner = region.filter { $0.value == next }
        // Within a line others are referred to; where a line begins with the number, that is the one.
        if inner.contains(where: { $0.form.indent != nil }) { inner.removeAll { $0.form.indent == nil } }
        return Set(inner.map(\.form)).contains { form in
            follows(path.dropFirst(), from: inner.filter { $0.form == form }, place)
        }
    }

    // MARK: Numbers

    private static let firsts: Set<String> = ["1", "1.1", "a", "i"]
    private static let romans = (1...20).map { "\(RomanNumeral($0))" }
    static let words: Set<String> = [
        "section", "article", "clause", "attachment", "annex", "appendix", "exhibit", "schedule", "part",
    ]

    /// A number, numbers with points, a letter or a small roman numeral, in lower case.
    static func isNumber(_ text: String) -> Bool {
        guard let first = text.first, text.utf8.count <= 6, text.allSatisfy(\.isASCII) else { return false }
        if first.isNumber {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            return parts.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy(\.isNumber) }
        }
        return first.isLetter && (text.count == 1 || romans.contains(text))
    }

    /// Whether two numbers may be of one list: both with points, both without, or both letters.
    private static func isAlike(_ one: String, _ other: String) -> Bool {
        one.contains(".") == other.contains(".") && (Int(one) == nil) == (Int(other) == nil)
    }

    /// Whether a number in the same form ends the section of another.
    private static func ends(_ next: String, sectionOf value: String) -> Bool {
        if value.contains(".") { return next.contains(".") && next != value && !next.hasPrefix(value + ".") }
        if let number = Int(value) { return next == String(number + 1) }
        if let place = romans.firstIndex(of: value), place + 1 < romans.count, next == romans[place + 1] { return true }
        guard value.utf8.count == 1, let byte = value.utf8.first else { return false }
        return Array(next.utf8) == [byte + 1]
    }

    /// The number that a line begins with.
    private static func lineStart(_ line: String, indent: Int, at offset: Int) -> Marker? {
        var rest = line.drop { "#*>- ".contains($0) }
        let start = offset + line[..<rest.startIndex].utf8.count
        let word = rest.prefix(while: \.isLetter).lowercased()
        let isNamed = words.contains(word) && rest.dropFirst(word.count).first == " "
        if isNamed { rest = rest.dropFirst(word.count + 1) }
        let isBracketed = rest.first == "("
        if isBracketed { rest = rest.dropFirst() }
        var value = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") }.lowercased()
        if value.hasSuffix(".") { value.removeLast() }
        guard isNumber(value) else { return nil }
        rest = rest.dropFirst(value.count)
        // Markdown may stand between a number and its point.
        rest = rest.drop { "\\*".contains($0) }
        let end = rest.first.flatMap { ".):".contains($0) ? $0 : nil }
        if end != nil { rest = rest.dropFirst() }
        guard rest.isEmpty || " *".contains(rest.first ?? " ") else { return nil }
        guard isBracketed ? end == ")" : end != nil || isNamed || value.contains(".") else { return nil }
        return Marker(
            offset: start, value: value,
            form: Form(word: isNamed ? word : nil, isBracketed: isBracketed, end: end, indent: indent))
    }
}

/// Where a clause stands, as a page writes it: `1.b.i (B)`, `3.1(2)`, `Attachment A (h)`.
struct SectionNumber: Hashable {
    /// Its numbers from the outermost on, in lower case; empty where it has none, as in "preamble".
    var path: [String]
    /// The word before the first, such as `attachment`, where it is not "section".
    var word: String?

    init(_ text: String) {
        path = []
        var words: [String] = []
        var piece = ""
        for character in text.lowercased() + " " {
            let isPoint = character == "." && piece.last?.isNumber == true && piece.allSatisfy { !$0.isLetter }
            if character.isLetter || character.isNumber || isPoint {
                piece.append(character)
                continue
            }
            defer { piece = "" }
            while piece.hasSuffix(".") { piece.removeLast() }
            guard !piece.isEmpty else { continue }
            // "1.b" comes as "1.", which the point joined to what follows.
            let parts = piece.contains(where: \.isLetter) ? piece.split(separator: ".").map(String.init) : [piece]
            // The "a" of running words is no number.
            let isArticle = path.isEmpty && parts == ["a"] && !(words.last.map(SectionOutline.words.contains) ?? true)
            if parts.allSatisfy(SectionOutline.isNumber), !isArticle {
                path += parts
            } else if path.isEmpty {
                words += parts
            } else {
                break
            }
        }
        word = words.last.flatMap { path.isEmpty || $0 == "section" || !SectionOutline.words.contains($0) ? nil : $0 }
    }

    /// With `3.1` as `3` and `1`.
    var split: SectionNumber {
        var number = self
        number.path = path.flatMap { $0.split(separator: ".").map(String.init) }
        return number
    }
}

/// A small roman numeral in lower case.
private struct RomanNumeral: CustomStringConvertible {
    let description: String

    init(_ number: Int) {
        var rest = number
        var text = ""
        for (value, letters) in [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
            while rest >= value {
                text += letters
                rest -= value
            }
        }
        description = text
    }
}
