import Content
import Diagnostics
import TestSupport
import Testing

@testable import Portal

/// Quotations of licences: looked up in the text, in their sections, and recorded.
@Suite("Quotations of licences")
struct QuotationTests {
    // MARK: Words

    private static let text = """
        ---
        name: Kept by a collection
        ---

        1. Grant. You may “use” the
           Model’s weights.
        2. End.
        """

    @Test("white space, kinds of quotation marks and front matter do not count; everything else does")
    func words() {
        let wording = LicenceWording(Self.text)
        #expect(wording.find("You may \"use\" the Model's weights.", in: "1") == .found)
        #expect(wording.find("you may \"use\" the Model's weights.", in: "1") != .found)
        #expect(wording.find("Kept by a collection", in: "preamble") == .absent)
        // Whole words only.
        #expect(wording.find("ou may", in: "1") != .found)
        #expect(LicenceWording("").find("You", in: "1") == .absent)
    }

    @Test("of what is not there, the nearest passage is told, as many words long")
    func nearest() {
        let wording = LicenceWording(
            "All rights end at once. You may use the Model for work. You may not sell it to anybody.")
        #expect(wording.find("You may use the Model for play.", in: "") == .absent)
        #expect(wording.nearest(to: "You may use the Model for play.") == "You may use the Model for work.")
        #expect(wording.nearest(to: "You may sell it") == "You may not sell")
        #expect(wording.nearest(to: "Nothing near this") == nil)
        // A word counts as often as the quotation has it.
        let stammer = LicenceWording("You you may may. You may sell none.")
        #expect(stammer.nearest(to: "You may sell all") == "You may sell none.")
    }

    // MARK: Sections

    @Test(
        "sections as pages write them",
        arguments: [
            ("1.b.i (B)", ["1", "b", "i", "b"], nil), ("3.1(2)", ["3.1", "2"], nil), ("4 (a)", ["4", "a"], nil),
            ("Attachment A (h)", ["a", "h"], "attachment"), ("8.1 and 8.2", ["8.1"], nil),
            ("Section 5.a", ["5", "a"], nil),
            ("preamble", [], nil), ("Use policy, last paragraph of a list", [], nil),
            ("2(a)(5)(B)", ["2", "a", "5", "b"], nil),
        ] as [(String, [String], String?)])
    func numbers(_ text: String, path: [String], word: String?) {
        #expect(SectionNumber(text).path == path)
        #expect(SectionNumber(text).word == word)
    }

    /// Lists without indentation, as in Llama 3.3; with it, as in CC BY-NC; in brackets; with words.
    private static let flat = """
        1. Rights.
        a. Grant alpha.
        b. Redistribution.
        i. First beta (A) a copy and (B) a line gamma.
        ii. Second delta.
        2. Terms epsilon.
        Attachment A
        (a) zeta
        (b) eta
        """
    private static let nested = """
        Section 2 -- Scope.

          a. Grant.

               1. Rights:

                    a. alpha

                    b. beta

               2. Exceptions gamma

          b. Other.

               1. delta

        Section 3 -- Conditions.

          a. epsilon
        """
    private static let points = """
        3.1 Distribution

        You must alpha.

        3.2 Use beta

        4.1 Updates gamma
        """

    @Test(
        "a quotation stands in its section and in those around it",
        arguments: [
            (flat, "alpha", "1.a"), (flat, "beta", "1.b.i"), (flat, "gamma", "1.b.i (B)"), (flat, "delta", "1.b.ii"),
            (flat, "delta", "1.b"), (flat, "epsilon", "2"), (flat, "eta", "Attachment A (b)"),
            (nested, "beta", "2(a)(1)(B)"),
            (nested, "gamma", "2(a)(2)"), (nested, "delta", "2 (b) (1)"), (nested, "epsilon", "3.a"),
            (points, "alpha", "3.1"),
            (points, "beta", "3.2"), (points, "gamma", "4.1"),
            // Not numbered in the text, or not a number at all.
            (points, "alpha", "3.1(2)"), (flat, "zeta", "the annex"), ("Do alpha.", "alpha", "7"),
        ])
    func rightSection(_ text: String, quote: String, section: String) {
        #expect(LicenceWording(text).find(quote, in: section) == .found)
    }

    @Test(
        "another section is told, with the line that begins the right one",
        arguments: [
            (flat, "alpha", "1.b", "a. Grant alpha."), (flat, "alpha", "2", "a. Grant alpha."),
            (flat, "beta", "1.a", "i. First beta"), (flat, "delta", "1.b.i", "ii. Second delta."),
            (flat, "gamma", "1.b.i (A)", "i. First beta"), (flat, "epsilon", "1", "2. Terms epsilon."),
            (flat, "epsilon", "3", "2. Terms epsilon."), (flat, "zeta", "Attachment A (b)", "(a) zeta"),
            (nested, "beta", "2(a)(1)(a)", "b. beta"), (nested, "delta", "2(a)(1)", "1. delta"),
            (nested, "epsilon", "2(a)", "a. epsilon"), (points, "beta", "3.1", "3.2 Use beta"),
            (points, "gamma", "3.2", "4.1 Updates gamma"), (points, "gamma", "5.1", "4.1 Updates gamma"),
        ])
    func wrongSection(_ text: String, quote: String, section: String, heading: String) {
        guard case .elsewhere(let found) = LicenceWording(text).find(quote, in: section) else {
            Issue.record("\(quote) was found in \(section)")
            return
        }
        #expect(found.hasPrefix(heading))
    }

    // MARK: Record

    @Test("a record holds for the texts and quotations that it was made of; written and read it is the same")
    func record() throws {
        func page(quote: String = "alpha", section: String = "1", hash: String = "a") -> Page {
            let text = "\ntext: {source: l.txt, sha256: \(String(repeating: hash, count: 64)), retrieved: 2026-01-01}"
            let clause = "\nclauses:\n  - {section: \"\(section)\", quote: \(quote)}\n"
            return read(file("licences/l.md", SamplePage.licence() + text + clause))
        }
        let licence = try #require(page().licence)
        let entry = QuotationRecord.Entry(
            page: Located("licences/l.md", at: .fileStart), texts: licence.texts.compactMap(\.hash),
            quotations: licence.hashOfQuotations, count: 1, verified: today)
        let record = QuotationRecord(entries: [entry])
        #expect(record.entry(on: page()) == entry)
        for other in [page(quote: "beta"), page(section: "2"), page(hash: "b")] {
            #expect(record.entry(on: other) == nil)
        }
        let (again, problems) = QuotationRecord.read(record.yaml, path: "verified.yaml")
        #expect(problems == [])
        #expect(again.yaml == record.yaml)
        #expect(again.entry(on: page())?.verified == today)
        #expect(QuotationRecord.read(QuotationRecord().yaml, path: "").0.entries == [])
    }
}
