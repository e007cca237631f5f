/// Text for HTML or XML, between tags or in an attribute between quotation marks of either kind: the one function by which
/// texts get there.
///
/// It works on bytes. A quotation mark with a combining accent behind it is one character for a reader, and for a parser it
/// still ends the attribute.
package func escapedMarkup(_ text: String) -> String {
    guard text.utf8.contains(where: { $0.markupReference != nil }) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 16)
    appendEscapedMarkup(text, to: &result)
    return String(decoding: result, as: UTF8.self)
}

/// Appends the bytes of ``escapedMarkup(_:)``.
///
/// - Parameter keepsApostrophes: for text that never stands in an attribute between apostrophes, as CommonMark writes it.
package func appendEscapedMarkup(_ text: String, to result: inout [UInt8], keepsApostrophes: Bool = false) {
    var text = text
    text.withUTF8 { bytes in
        var start = 0
        for index in bytes.indices {
            guard let reference = bytes[index].markupReference,
                !(keepsApostrophes && bytes[index] == UInt8(ascii: "'"))
            else { continue }
            result.append(contentsOf: bytes[start..<index])
            reference.withUTF8Buffer { result.append(contentsOf: $0) }
            start = index + 1
        }
        result.append(contentsOf: bytes[start...])
    }
}

/// Text for XML 1.0, which has no place for most controls, not even as a reference: each is replaced by U+FFFD, as are
/// U+FFFE and U+FFFF.
///
/// Source: Extensible Markup Language (XML) 1.0, production [2] "Char".
package func escapedXML(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { !$0.isXML }) else { return escapedMarkup(text) }
    var replaced = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { replaced.append(scalar.isXML ? scalar : "\u{FFFD}") }
    return escapedMarkup(String(replaced))
}

extension Unicode.Scalar {
    /// Whether a document in XML 1.0 may hold the scalar.
    package var isXML: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}

extension UInt8 {
    /// The reference that stands for a byte that means something in markup. An apostrophe is written by number: HTML 4 has
    /// no name for it.
    fileprivate var markupReference: StaticString? {
        switch self {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
