import Foundation
import Primitives
import TestSupport
import Testing

@Suite("Texts in files of other languages")
struct TextEscapeTests {
    @Test(
        "a quotation mark ends no attribute, whatever accent stands behind it", arguments: ["\"", "'", "<", "&", ">"])
    func markup(_ sign: String) {
        for mark in ["", "\u{301}", "\u{338}", "\u{FE0F}", "\u{200D}", "\u{1F3FB}"] {
            let escaped = escapedMarkup("a" + sign + mark + "b")
            // References begin with the only ampersand.
            let bytes = Set(escaped.utf8)
            #expect(bytes.isDisjoint(with: [34, 39, 60, 62]))
            #expect(escaped.unicodeScalars.count { $0 == "&" } == 1)
            #expect(escaped.hasSuffix("b"))
        }
    }

    @Test("XML holds no control that it has no place for")
    func xml() {
        let controls = (UInt8(0)..<0x20).map { Character(Unicode.Scalar($0)) }
        let all = String(controls) + "\u{FFFE}\u{FFFF}"
        let kept = escapedXML(all).unicodeScalars.filter { $0 != "\u{FFFD}" }.map(\.value)
        #expect(kept == [9, 10, 13])
    }

    @Test("what nobody sees is spelled out, and a line stays a line")
    func visible() {
        #expect("a\u{1B}[2J\u{7}b".visible == "a\\u{1B}[2J\\u{7}b")
        #expect("a\r\n::error::b".visible == "a\\u{D}\\u{A}::error::b")
        #expect("x\u{202E}y\u{2066}\u{2028}\u{85}\u{9B}".visible == "x\\u{202E}y\\u{2066}\\u{2028}\\u{85}\\u{9B}")
        #expect(
            "Müller\u{2019}s \u{1F469}\u{200D}\u{1F52C}\tok".visible == "Müller\u{2019}s \u{1F469}\u{200D}\u{1F52C}\tok"
        )
        #expect("a\nb\r\n\u{1B}c".visibleLines == "a\nb\\u{D}\n\\u{1B}c")
    }

    @Test("no line is a command of a CI system, however it begins", arguments: ["", " ", "\t "])
    func commands(_ start: String) {
        for command in ["::error::x", ":::error::x", "##[add-mask]x", "say ##[add-mask]x", "::", "::\u{301}error"] {
            for line in (start + command).visibleLines.split(separator: "\n") {
                let text = String(line).trimmingCharacters(in: .whitespaces)
                #expect(!text.unicodeScalars.starts(with: "::".unicodeScalars))
                #expect(!text.contains("##["))
            }
        }
        #expect(": a :: b".visible == ": a :: b")
    }

    @Test("a text on one line has no white space but single spaces")
    func oneLine() {
        #expect("\u{FEFF} a\r\n\n\u{2028}b\u{0}c \u{202E}".onOneLine == "a b c")
    }

    @Test("every byte of a path that means something to a URL is encoded, and decoding gives the path back")
    func encoding() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let text = HostileText.make(&generator)
            let encoded = text.percentEncoded
            #expect(encoded.utf8.allSatisfy { $0 < 128 && !"\"'<>:?#&\\ \n".utf8.contains($0) })
            #expect(Array(encoded.percentDecodedByHand.utf8) == Array(text.utf8))
        }
        #expect("a b/ü.html".percentEncoded == "a%20b/%C3%BC.html")
    }

    @Test("hostile texts come out of each function as the other side may read them")
    func hostile() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<2000 {
            let text = HostileText.make(&generator)
            #expect(escapedXML(text).unicodeScalars.allSatisfy { $0.isXML })
            #expect(Set(escapedMarkup(text).utf8).isDisjoint(with: [34, 39, 60, 62]))
            #expect(text.visible.unicodeScalars.allSatisfy { !$0.isUnseen })
            #expect(text.onOneLine.unicodeScalars.allSatisfy { !$0.isUnseen && $0 != "\n" && $0 != "\t" })
        }
    }
}
