/// Texts that break out of what they are written into where a writer looks at characters, forgets a control or joins strings.
public enum HostileText {
    /// What each delimiter and each unseen thing of the formats that Charter writes is made of.
    public static let pieces: [String] = [
        "\"", "'", "<", ">", "&", ",", ";", ":", "\\", "%", "=", "+", "-", "@", "|", "`", "[", "]", "#", "?", "/", "..",
        "\u{301}", "\u{338}", "\u{FE0F}", "\u{200D}", "\u{200B}", "\u{FEFF}", "\u{202E}", "\u{2066}", "\u{200F}",
        "\u{0}", "\u{1}", "\u{8}", "\t", "\n", "\r", "\r\n", "\u{B}", "\u{C}", "\u{1B}[31m", "\u{1B}]0;x\u{7}",
        "\u{7F}",
        "\u{85}", "\u{9B}", "\u{2028}", "\u{2029}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}", "\u{E000}", "::error::",
        "##[add-mask]", "]]>", "<!--", "-->", "</script>", "<img src=x onerror=PWN(1)>", "javascript:PWN(1)",
        "=HYPERLINK(\"http://evil.example\")", "\nATTENDEE:mailto:evil@evil.example", "\\ud800", "%0A", "{{x}}", "ü",
        "漢",
        "\u{1F469}\u{200D}\u{1F52C}", "word", " ", "  ", "A",
    ]

    /// A text of a few pieces, now and then a very long one.
    public static func make(_ generator: inout SeededGenerator) -> String {
        let count = generator.below(40) == 0 ? 400 : 1 + generator.below(8)
        return (0..<count).map { _ in pieces[generator.below(pieces.count)] }.joined()
    }
}

extension String {
    /// With `%41` and its like decoded: by hand, since the code under test must not be asked, and Foundation drops a byte
    /// order mark.
    public var percentDecodedByHand: String {
        var bytes: [UInt8] = [], rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else {
                bytes.append(byte)
                continue
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
