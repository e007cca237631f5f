/// Finds the words of a text.
///
/// A *part* is a run of letters and digits; dots between digits belong to it (`2.0`). Parts joined by hyphens, dots,
/// underscores, ampersands or apostrophes also give the *whole*, written together (`Apache-2.0`: apache, 2.0,
/// apache2.0). A part of letters and digits also gives its *pieces* of two characters and more (`700M`: 700m, 700).
/// Source for what stands within a word: Unicode Standard Annex #29, word boundaries.
struct WordBreaker {
    /// What a form is of the text.
    enum Role {
        case part, whole, piece
    }

    /// More parts are a path or an address, of which nobody types the whole.
    static let maximumPartCount = 6
    /// Longer words are cut, in Unicode scalars.
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
        var followsApostrophe = false
    }

    /// Calls `body` with every form, in UTF-8, its role and the bytes of the text it stands for; the whole of a
    /// compound comes before its parts, a part before its pieces.
    mutating func forEachWord(in text: [UInt8], _ body: (ArraySlice<UInt8>, Role, Range<Int>) -> Void) {
        form.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        var isOpen = false
        var joiner: CharacterRole = .other
        var previousRole: CharacterRole = .other
        var index = 0
        while index < text.count {
            let start = index
            let (scalar, role) = Self.next(text, &index)
            switch role {
            case .letter, .digit:
                if !isOpen {
                    parts.append(
                        Part(
                            formStart: form.count, formEnd: form.count, textStart: start, textEnd: index,
                            followsApostrophe: joiner == .apostrophe))
                    isOpen = true
                }
                if scalar.value < 0x80 {
                    let byte = UInt8(scalar.value)
                    form.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
                } else {
                    form += folding.folded(scalar)
                }
                let last = parts.count - 1
                parts[last].formEnd = form.count
                parts[last].textEnd = index
                if role == .letter { parts[last].hasLetters = true } else { parts[last].hasDigits = true }
                joiner = .other
            case .silent: if isOpen { parts[parts.count - 1].textEnd = index }
            case .hyphen, .apostrophe, .dot:
                guard isOpen else {
                    flush(body)
                    joiner = .other
                    break
                }
                var peek = index
                let next = peek < text.count ? Self.next(text, &peek).role : .other
                if role == .dot, previousRole == .digit, next == .digit {
                    form.append(UInt8(ascii: "."))
                } else {
                    closePart()
                    isOpen = false
                    joiner = role
                    if next != .letter, next != .digit { flush(body) }
                }
            case .single:
                closePart()
                isOpen = false
                flush(body)
                let bytes = folding.folded(scalar)
                body(bytes[...], .part, start..<index)
                joiner = .other
            case .other:
                if isOpen { closePart() }
                isOpen = false
                flush(body)
                joiner = .other
            }
            if role != .silent { previousRole = role }
        }
        if isOpen { closePart() }
        flush(body)
    }

    /// `licence's` is `licence`.
    private mutating func closePart() {
        guard let last = parts.last, last.followsApostrophe, form[last.formStart...].elementsEqual([UInt8(ascii: "s")])
        else { return }
        form.removeLast()
        parts.removeLast()
    }

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
