extension StringProtocol {
    /// The text as it may stand on a line of a terminal or of a log: what would move the cursor, end the line or turn the
    /// direction of writing is shown as `\u{1B}`, and what a CI system would obey is broken up.
    ///
    /// Names, titles, keys and messages of other machines are written through this. A tab stays.
    package var visible: String {
        guard !utf8.allSatisfy(\.isPlainOnLine) else { return String(self) }
        var result = String.UnicodeScalarView()
        var isAtStart = true
        var previous: (Unicode.Scalar, Unicode.Scalar) = (" ", " ")
        for scalar in unicodeScalars {
            // GitHub obeys a line that starts with `::`, and `##[` anywhere in a line.
            let isCommand =
                (scalar == ":" && isAtStart && previous.1 == ":") || (scalar == "[" && previous == ("#", "#"))
            if isCommand || scalar.isUnseen {
                result.append(contentsOf: scalar.spelledOut.unicodeScalars)
            } else {
                result.append(scalar)
            }
            isAtStart =
                isAtStart && (scalar.properties.isWhitespace || (scalar == ":" && previous.1 != ":"))
            previous = (previous.1, scalar)
        }
        return String(result)
    }

    /// The same for a text of several lines, which keeps its lines.
    package var visibleLines: String {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar == "\n" {
                lines.append(String(line).visible)
                line = String.UnicodeScalarView()
            } else {
                line.append(scalar)
            }
        }
        return (lines + [String(line).visible]).joined(separator: "\n")
    }

    /// The text on one line: each run of white space, and of what nobody sees, is one space.
    package var onOneLine: String {
        var result = String.UnicodeScalarView()
        var isPending = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace || scalar.isUnseen {
                isPending = !result.isEmpty
            } else {
                if isPending { result.append(" ") }
                isPending = false
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Whether the scalar shows nothing of itself and changes how the rest is shown: controls, line and paragraph separators,
    /// marks of direction and other format characters. Those that join letters in scripts and emoji are text, and so is a tab.
    package var isUnseen: Bool {
        switch value {
        case 0x09, 0x20..<0x7F: return false
        case 0x200C, 0x200D: return false
        default: break
        }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: isNoncharacter
        }
    }

    /// Whether Unicode keeps the scalar out of all text for good.
    private var isNoncharacter: Bool { (0xFDD0...0xFDEF).contains(value) || value & 0xFFFE == 0xFFFE }

    /// The scalar as `\u{1B}`.
    package var spelledOut: String { "\\u{" + String(value, radix: 16, uppercase: true) + "}" }
}

extension UInt8 {
    /// A byte that is shown as it is wherever it stands in a line.
    fileprivate var isPlainOnLine: Bool {
        (0x20..<0x7F).contains(self) && self != UInt8(ascii: ":") && self != UInt8(ascii: "[")
    }
}
