import Foundation
import Testing

@testable import Search

/// The table of compatibility forms against Foundation, which has tables of its own.
@Suite("Compatibility forms")
struct CompatibilityFormTests {
    @Test("every character that Foundation knows has the form that it has there")
    func forms() {
        var differing: [String] = []
        for value in UInt32(0x80)...0x10FFFF {
            // Ideographs and Hangul syllables, a hundred thousand, have no other form; one of each is looked at.
            let isAlike =
                (0x3401...0x9FFF).contains(value) || (0xAC01...0xD7A3).contains(value)
                || (0x20001...0x2F7FF).contains(value) || value > 0x30000
            guard !isAlike, let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else {
                continue
            }
            // Of what came with a later version of Unicode, Foundation says nothing.
            if let age = scalar.properties.age, age > (15, 0) { continue }
            let letter = String(scalar)
            let parts = letter.decomposedStringWithCompatibilityMapping.unicodeScalars
            let isLatin = (parts.first?.value ?? 0) < 0x400
            let expected =
                isLatin ? Array(parts) : Array(letter.precomposedStringWithCompatibilityMapping.unicodeScalars)
            if Array(CompatibilityForms.form(of: scalar).unicodeScalars) != expected {
                differing.append(String(value, radix: 16))
            }
        }
        #expect(differing == [])
    }

    @Test(
        "ligatures, widths, circles and accents fold away",
        arguments: [("ﬁ", "fi"), ("Ａ", "a"), ("①", "1"), ("é", "e"), ("ἄ", "α"), ("が", "が"), ("한", "한"), ("㌀", "アパート")])
    func folding(letter: String, form: String) throws {
        var folding = TextFolding()
        #expect(String(decoding: folding.folded(try #require(letter.unicodeScalars.first)), as: UTF8.self) == form)
    }
}
