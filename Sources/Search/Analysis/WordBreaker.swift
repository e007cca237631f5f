/// Finds the words of a text.
///
/// A *part* is a run of letters and digits; dots between digits belong to it (`2.0`). Parts joined by hyphens, dots,
/// underscores, ampersands or apostrophes also give the *whole*, written together (`Apache-2.0`: apache, 2.0,
/// apache2.0). A part of letters and digits also gives its *pieces* of two or more characters (`700M`: 700m, 700).
/// What may stand within a word follows Unicode Standard Annex #29, word boundaries. `search-analysis.js` breaks alike.
struct WordBreaker {
    /// What a form stands for in the text.
    enum Role {
        case part, whole, piece
    }

    /// A compound of more parts is a path or an address, and nobody types the whole of it.
    static let maximumPartCount = 6
    /// In Unicode scalars; longer words are cut.
    static let maximumLength = 40

    private var folding = TextFolding()
    private var form: [UInt8] = []
    private var parts: [Part] = []

    private struct Part {
        var formStart: Int
        var formEnd: Int
        var textStart: Int
        var textEnd: Int
        var hasLetters = false
        var hasDigits = false
        var isBehindApostrophe = false
    }

    /// Where in a word the breaker is.
    private enum State {
        /// Not in a word.
        case outside
        /// Within a part, which the next letter or digit continues.
        case inPart
        /// After a hyphen or a dot that ended a part; a letter or digit starts the compound's next part.
        case behindJoiner
        /// The same after an apostrophe, where a lone `s` is dropped.
        case behindApostrophe
    }

    /// Calls `body` with each form, in UTF-8, with its role and the range of the text's bytes that it stands for. The
    /// whole of a compound comes before its parts, and a part before its pieces. Linear in the text.
    ///
    /// - Parameter text: valid UTF-8.
    mutating func forEachWord(in text: [UInt8], _ body: (ArraySlice<UInt8>, Role, Range<Int>) -> Void) {
        form.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        var state = State.outside
        var previousRole: CharacterRole = .other
        var index = 0
        while index < text.count {
            let start = index
            let (scalar, role) = Self.next(text, &index)
            switch role {
            case .letter, .digit:
                if state != .inPart { openPart(at: start, isBehindApostrophe: state == .behindApostrophe) }
                state = .inPart
                extendPart(with: scalar, role, upTo: index)
            case .silent: if state == .inPart { parts[parts.count - 1].textEnd = index }
            case .hyphen, .apostrophe, .dot:
                var peek = index
                let nextRole = peek < text.count ? Self.next(text, &peek).role : .other
                if state == .inPart, role == .dot, previousRole == .digit, nextRole == .digit {
                    form.append(UInt8(ascii: "."))
                } else if state == .inPart {
                    closePart()
                    state = role == .apostrophe ? .behindApostrophe : .behindJoiner
                    if nextRole != .letter, nextRole != .digit { flush(body) }
                } else {
                    flush(body)
                    state = .outside
                }
            case .single, .other:
                if state == .inPart { closePart() }
                state = .outside
                flush(body)
                if role == .single { body(folding.folded(scalar)[...], .part, start..<index) }
            }
            if role != .silent { previousRole = role }
        }
        if state == .inPart { closePart() }
        flush(body)
    }

    private mutating func openPart(at start: Int, isBehindApostrophe: Bool) {
        parts.append(
            Part(
                formStart: form.count, formEnd: form.count, textStart: start, textEnd: start,
                isBehindApostrophe: isBehindApostrophe))
    }

    private mutating func extendPart(with scalar: Unicode.Scalar, _ role: CharacterRole, upTo end: Int) {
        if scalar.value < 0x80 {
            let byte = UInt8(scalar.value)
            form.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        } else {
            form += folding.folded(scalar)
        }
        let last = parts.count - 1
        parts[last].formEnd = form.count
        parts[last].textEnd = end
        if role == .letter { parts[last].hasLetters = true } else { parts[last].hasDigits = true }
    }

    /// Ends the part, and drops it where it is the `s` of a possessive: `author's` is `author`.
    private mutating func closePart() {
        guard let last = parts.last, last.isBehindApostrophe, form[last.formStart...].elementsEqual([UInt8(ascii: "s")])
        else { return }
        form.removeLast()
        parts.removeLast()
    }

    /// Calls `body` with the forms of the word gathered so far, and forgets it.
    private mutating func flush(_ body: (ArraySlice<UInt8>, Role, Range<Int>) -> Void) {
        guard let first = parts.first, let last = parts.last else { return }
        if parts.count > 1, parts.count <= Self.maximumPartCount {
            body(Self.clipped(form[first.formStart..<last.formEnd]), .whole, first.textStart..<last.textEnd)
        }
        for part in parts {
            let range = part.textStart..<part.textEnd
            let bytes = form[part.formStart..<part.formEnd]
            body(Self.clipped(bytes), .part, range)
            if part.hasLetters, part.hasDigits { forEachPiece(of: bytes) { body(Self.clipped($0), .piece, range) } }
        }
        form.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
    }

    /// The runs of letters and of digits in a part, if they have two or more characters.
    private func forEachPiece(of bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") }
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let kind = isDigit(bytes[start])
            let end = bytes[start...].firstIndex { isDigit($0) != kind } ?? bytes.endIndex
            if end - start > 1 { body(bytes[start..<end]) }
            start = end
        }
    }

    private static func clipped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.count > maximumLength else { return bytes }
        var count = 0
        for index in bytes.indices where bytes[index] & 0xC0 != 0x80 {
            if count == maximumLength { return bytes[..<index] }
            count += 1
        }
        return bytes
    }

    /// The scalar at `index` of valid UTF-8 and what it is.
    @inline(__always)
    private static func next(_ text: [UInt8], _ index: inout Int) -> (scalar: Unicode.Scalar, role: CharacterRole) {
        let byte = text[index]
        if byte < 0x80 {
            index += 1
            return (Unicode.Scalar(byte), asciiRoles[Int(byte)])
        }
        let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        var value = UInt32(byte) & (0x7F >> UInt32(length))
        for offset in 1..<length where index + offset < text.count {
            value = value << 6 | UInt32(text[index + offset] & 0x3F)
        }
        index = min(text.count, index + length)
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        return (scalar, TextFolding.role(of: scalar))
    }

    private static let asciiRoles: [CharacterRole] = (0..<128).map {
        TextFolding.role(of: Unicode.Scalar(UInt8($0)))
    }
}
