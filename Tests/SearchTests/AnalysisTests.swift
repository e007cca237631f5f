import Testing

@testable import Search

@Suite("Words of a text")
struct AnalysisTests {
    private func forms(_ text: String) -> [String] {
        var forms: [String] = []
        TextAnalyzer().forEachWord(in: Array(text.utf8)) { form, role, _ in
            let mark =
                switch role {
                case .part: ""
                case .whole: "="
                case .piece: "~"
                }
            forms.append(mark + String(decoding: form, as: UTF8.self))
        }
        return forms
    }

    @Test(
        "compounds are found whole and in parts",
        arguments: [
            ("Apache-2.0", ["=apache2.0", "apache", "2.0"]),
            ("open-weights", ["=openweights", "open", "weights"]),
            ("POL-001-R3", ["=pol001r3", "pol", "001", "r3"]),
            ("700M", ["700m", "~700"]),
            ("GPT4", ["gpt4", "~gpt"]),
            ("licence's", ["licence"]),
            ("don't", ["=dont", "don", "t"]),
            ("Node.js.", ["=nodejs", "node", "js"]),
            ("R&D", ["=rd", "r", "d"]),
            ("version 3.1.4, 2026", ["version", "3.1.4", "2026"]),
            ("a--b -c", ["a", "b", "c"]),
            ("a/b", ["a", "b"]),
            ("one_two", ["=onetwo", "one", "two"]),
            ("", []), ("-", []), ("'s", ["s"]),
        ])
    func compounds(_ text: String, _ expected: [String]) { #expect(forms(text) == expected) }

    @Test(
        "case, diacritics and compatibility forms are folded",
        arguments: [
            ("Größe", "grosse"), ("ÉCOLE", "ecole"), ("ﬁne", "fine"), ("Łódź", "lodz"), ("Οδός", "οδοσ"),
            ("ＡＢＣ", "abc"),
            ("e\u{301}cole", "ecole"), ("İstanbul", "istanbul"), ("Москвой", "москвой"),
        ])
    func folding(_ text: String, _ expected: String) { #expect(forms(text) == [expected]) }

    @Test("scripts without spaces are broken at each character")
    func singles() { #expect(forms("規則 AI規則") == ["規", "則", "ai", "規", "則"]) }

    @Test("words are cut at forty characters, long compounds give no whole")
    func limits() {
        #expect(forms(String(repeating: "x", count: 100)) == [String(repeating: "x", count: 40)])
        #expect(forms("a.b.c.d.e.f.g") == ["a", "b", "c", "d", "e", "f", "g"])
    }

    @Test("ranges name the bytes of the text")
    func ranges() {
        var found: [String] = []
        let bytes = Array("Die Größe: 2.0".utf8)
        TextAnalyzer().forEachWord(in: bytes) { _, _, range in
            found.append(String(decoding: bytes[range], as: UTF8.self))
        }
        #expect(found == ["Die", "Größe", "2.0"])
    }

    @Test("stems by language; unknown languages and names with digits stay as they are")
    func stems() {
        func stem(_ word: String, _ language: String) -> String {
            String(decoding: Stemmer(language: language).group(of: Array(word.utf8)[...]), as: UTF8.self)
        }
        #expect(stem("licences", "en") == stem("licence", "en-GB"))
        #expect(stem("hausern", "de") == "haus")
        #expect(stem("gpt4s", "en") == "gpt4s")
        #expect(stem("licences", "tlh") == "licences")
    }

    @Test(
        "distances count insertions, deletions, substitutions and swaps",
        arguments: [
            ("licence", "licence", 0), ("licence", "lcence", 1), ("licence", "liecnce", 1), ("licence", "license", 1),
            ("licence", "licens", 2), ("", "ab", 2), ("ab", "ba", 1), ("abx", "bax", 1), ("xab", "xba", 1),
        ])
    func distances(_ a: String, _ b: String, _ expected: Int) {
        #expect(editDistance(Array(a.unicodeScalars), Array(b.unicodeScalars), limit: 2) == expected)
        #expect(editDistance(Array(b.unicodeScalars), Array(a.unicodeScalars), limit: 2) == expected)
    }

    @Test("distances over the limit are none")
    func farWords() {
        #expect(editDistance(Array("policy".unicodeScalars), Array("licence".unicodeScalars), limit: 2) == nil)
    }

    @Test("rarity is a logarithm to base 2")
    func rarity() {
        #expect(abs(inverseFrequency(sectionCount: 100, frequency: 1) - 6.0733) < 0.001)
        #expect(inverseFrequency(sectionCount: 3, frequency: 5) > 0)
    }

    @Test("occurrences in one field of one section are counted together, all others apart")
    func occurrences() {
        let page = SearchablePage(
            url: "a.html", title: "Keys", names: [], tags: [], kind: "page", status: "active",
            sections: [
                .init(anchor: "", heading: "", text: "Keys are keys."),
                .init(anchor: "b", heading: "Keys", text: "No keys here."),
            ])
        let analysis = TextAnalyzer().analyze(page)
        let positions = analysis.entries.map { "\($0.form) \($0.section) \($0.field)" }
        #expect(Set(positions).count == positions.count)
        #expect(analysis.entries.map(\.position) == analysis.entries.map(\.position).sorted())
        let keys = analysis.entries.filter { entry in
            analysis.entries.first { $0.section == 0 && $0.count == 2 }?.form == entry.form
        }
        // The title belongs to the page as a whole.
        #expect(keys.map(\.section) == [0, 1, 1, 0xFFFFF])
        #expect(keys.map(\.count) == [2, 1, 1, 1])
    }
}
