import Primitives

/// Lines of an iCalendar file: the one way in which texts get there.
///
/// Source: RFC 5545. Lines end with CR LF and are folded at 75 bytes, never within a character.
struct CalendarText {
    private(set) var text = ""

    /// A line whose value is of this program's own making: a constant, a date, or a URL, which is percent-encoded.
    mutating func add(_ name: String, _ value: String) {
        var count = 0
        for scalar in "\(name):\(value)".unicodeScalars where !scalar.isUnseen {
            let size = UTF8.width(scalar)
            if count + size > 75 {
                text += "\r\n "
                count = 1
            }
            text.unicodeScalars.append(scalar)
            count += size
        }
        text += "\r\n"
    }

    /// A line whose value is a writer's text (section 3.3.11): controls are left out, every kind of line end is `\n`.
    mutating func add(_ name: String, text value: String) {
        var escaped = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped.append(contentsOf: ["\\", scalar])
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}":
                escaped.append(contentsOf: ["\\", "n"])
            case "\t": escaped.append(" ")
            default: escaped.append(scalar)
            }
            previous = scalar
        }
        add(name, String(escaped))
    }
}
