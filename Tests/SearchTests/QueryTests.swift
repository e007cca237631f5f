import Testing

@testable import Search

@Suite("Queries as typed")
struct QueryTests {
    private func query(_ text: String) -> Query {
        parseQuery(text, facets: ["kind"], functionWords: ["the"], analyzer: TextAnalyzer())
    }

    private func words(_ text: String) -> [String] {
        query(text).words.map { $0.form + ($0.isExtra ? "+" : "") + ($0.isOpen ? "…" : "") }
    }

    // The same case as in Tests/JavaScript/search.test.js.
    @Test("a query is taken apart into filters, phrases, exclusions and words")
    func parts() {
        let text = "kind:policy \"thirty days\" -draft fine tuning the lo"
        let query = query(text)
        #expect(query.filters.map(\.facet) == ["kind"])
        #expect(query.filters.map(\.values) == [["policy"]])
        #expect(query.phrases == [["thirty", "days"]])
        #expect(query.excluded == ["draft"])
        #expect(words(text) == ["thirty", "days", "fine", "finetuning+", "tuning", "the", "lo…"])
        #expect(query.key == "thirtydaysfinetuningthelo")
    }

    @Test(
        "the last word is open while it may still be typed",
        arguments: [
            ("reten", ["reten…"]), ("reten ", ["reten"]), ("reten.", ["reten"]), ("\"reten", ["reten"]),
            ("a-b", ["ab+", "a", "b…"]),
        ])
    func open(_ text: String, _ expected: [String]) { #expect(words(text) == expected) }

    @Test("neighbours are joined but for function words, and not over a phrase")
    func joined() {
        #expect(words("fine the tuning ") == ["fine", "the", "tuning"])
        #expect(words("fine \"a\" tuning ") == ["fine", "a", "tuning"])
        // A filter between two words does not part them.
        #expect(words("fine kind:x tuning ") == ["fine", "finetuning+", "tuning"])
    }

    @Test("values of one facet are gathered once each; a name that is not a facet is a word")
    func filters() {
        let found = query("kind:policy KIND:\"Policy\" kind:\"two words\" -kind:x other:thing kind:")
        #expect(found.filters.map(\.values) == [["policy", "twowords", "x"]])
        #expect(found.words.map(\.form) == ["other", "thing"])
    }

    @Test("a minus excludes words and phrases only where something follows")
    func exclusions() {
        #expect(query("-\"two words\" -a-b").excluded == ["two", "words", "a", "b"])
        #expect(query("- a --b").excluded.isEmpty)
    }

    @Test(
        "an unclosed quotation mark and stray signs do no harm",
        arguments: ["\"", "-", "-\"", "kind:", "kind:\"", "a\"b", "--", ":", "\"a b", "a\"", "-\"\"", ""])
    func stray(_ text: String) {
        let found = query(text)
        #expect(found.filters.isEmpty && found.excluded.isEmpty)
        #expect(found.words.map(\.form).joined() == text.filter(\.isLetter).replacing("kind", with: ""))
    }
}
