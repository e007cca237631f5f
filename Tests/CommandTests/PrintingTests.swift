import Portal
import Testing

@testable import charter

@Suite("Printing")
struct PrintingTests {
    /// A PDF in the form that browsers write, of the objects given, with a table of them.
    private static func pdf(_ objects: [String]) -> [UInt8] {
        var text = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let table = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        text += "trailer\n<</Size \(objects.count + 1)\n/Root 2 0 R\n/Info 1 0 R>>\nstartxref\n\(table)\n%%EOF\n"
        return Array(text.utf8)
    }

    private static let sample = pdf([
        "<</Title (a \\) b)\n/CreationDate (D:20250102030405+00'00')\n/ModDate (D:20250102030405+00'00')>>",
        "<</Type /Catalog\n/Pages 3 0 R\n/Dests 8 0 R>>",
        "<</Type /Pages\n/Kids [4 0 R 7 0 R]\n/Count 3>>", "<</Type /Pages\n/Kids [5 0 R 6 0 R]\n/Parent 3 0 R>>",
        "<</Type /Page\n/MediaBox [0 0 594.96 841.92]>>", "<</Type /Page>>", "<</Type /Page>>",
        "<</POL-001 [5 0 R /XYZ 6 7.5 0]\n/POL-001.#25C3#25BCber#2F [7 0 R /XYZ 0 0 0]\n/gone [9 0 R /XYZ 0 0 0]>>",
    ])

    @Test("places stand on the sheets of a tree of any depth, under the names of their addresses")
    func sheets() throws {
        let document = try PrintedDocument(Self.sample)
        #expect(document.sheetCount == 3)
        #expect(document.sheets == ["POL-001": 1, "POL-001.über/": 3])
    }

    @Test("the day takes the place of the moment, and no byte moves")
    func day() throws {
        var document = try PrintedDocument(Self.sample)
        document.setDay(try #require(CalendarDate("2026-11-01")))
        let text = String(decoding: document.bytes, as: UTF8.self)
        #expect(
            text.contains("/CreationDate (D:20261101000000+00'00')")
                && text.contains("/ModDate (D:20261101000000+00'00')"))
        #expect(document.bytes.count == Self.sample.count)
        #expect(try PrintedDocument(document.bytes).sheets == document.sheets)
    }

    @Test("a file that is cut or damaged anywhere is refused or read, never more")
    func damage() {
        for end in Self.sample.indices { _ = try? PrintedDocument(Array(Self.sample[..<end])) }
        for place in Self.sample.indices {
            for byte in [UInt8(ascii: "<"), UInt8(ascii: "9"), UInt8(ascii: "("), 0xFF] {
                var bytes = Self.sample
                bytes[place] = byte
                if var document = try? PrintedDocument(bytes) { document.setDay(CalendarDate(secondsSince1970: 0)) }
            }
        }
        #expect(throws: PDFProblem(summary: "it is not a PDF")) { try PrintedDocument(Array("<html>".utf8)) }
        #expect(throws: PDFProblem(summary: "its end is missing")) { try PrintedDocument(Array("%PDF-1.4\n".utf8)) }
        let circle = Self.pdf(["<<>>", "<</Pages 3 0 R>>", "<</Kids [3 0 R]>>"])
        #expect(throws: PDFProblem(summary: "its tree of pages does not end")) { try PrintedDocument(circle) }
        let deep = Self.pdf(["<<>>", String(repeating: "[", count: 100_000)])
        #expect(throws: PDFProblem(summary: "its values are nested too deeply")) { try PrintedDocument(deep) }
    }

    @Test("a copy for paper names no place of this machine, and has numbers where there is room for them")
    func copy() {
        let html =
            "<link href=\"assets/a.css\"><a class=\"x\" href=\"guides/a.html#b\">1</a><a href=\"#POL-001\">2</a>"
            + "<a href=\"https://example.org/\">3</a><a href=\"mailto:a@b.c\">4</a><article data-url=\"policies/a.html\">"
            + "<span class=\"sheet-number\" data-place=\"a&amp;b\"></span><span data-place=\"c\"></span>"
        let published = PrintCopy(html, base: "https://portal.example.org/ai")
        let text = published.numbered(["a&b": 12])
        for piece in [
            "<link href=\"assets/a.css\">", "href=\"https://portal.example.org/ai/guides/a.html#b\"",
            "href=\"#POL-001\"",
            "href=\"https://example.org/\"", "href=\"mailto:a@b.c\"",
            "data-url=\"https://portal.example.org/ai/policies/a.html\"", "data-place=\"a&amp;b\">12</span>",
            "data-place=\"c\"></span>",
        ] { #expect(text.contains(piece), "\(piece)") }
        #expect(published.places == ["a&b", "c"])
        let own = PrintCopy(html, base: nil).numbered([:])
        #expect(own.contains("<a class=\"x\" >1</a>") && own.contains("<article data-url=\"\">"))
    }

    @Test("browsers say their versions in several ways")
    func version() {
        #expect(Chromium.version(in: "Chromium 156.0.8078.108 built on Debian GNU/Linux 12 (bookworm)\n") == 156)
        #expect(Chromium.version(in: "Google Chrome 131.0.6778.85 \n") == 131)
        #expect(Chromium.version(in: "Mozilla Firefox 133.0") == nil)
        #expect(Chromium.version(in: "") == nil)
    }
}
