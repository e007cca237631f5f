import Testing

@testable import Importer

@Suite("TOML as front matter has it")
struct TOMLReaderTests {
    private func read(_ text: String) throws -> [ForeignEntry] { try TOMLReader.read(text[...], firstLine: 2) }

    @Test("keys, strings, truths, numbers and dates")
    func values() throws {
        let entries = try read(
            """
            title = "Use of \\"AI\\" \\u00e4" # why
            'a key' = 'C:\\temp'
            draft = true
            weight = 1_000
            date = 2024-01-02T10:00:00Z
            day = 2024-01-02 10:00:00
            long = \"\"\"
            One \\
               two
            three\"\"\"
            """)
        #expect(entries.map(\.key) == ["title", "a key", "draft", "weight", "date", "day", "long"])
        #expect(
            entries.map(\.value) == [
                .text("Use of \"AI\" ä"), .text("C:\\temp"), .bool(true), .text("1_000"), .text("2024-01-02T10:00:00Z"),
                .text("2024-01-02 10:00:00"), .text("One two\nthree"),
            ])
        #expect(entries.map(\.line) == [2, 3, 4, 5, 6, 7, 8])
    }

    @Test("arrays, tables, inline tables, dotted keys and arrays of tables")
    func tables() throws {
        let entries = try read(
            """
            tags = [
              "a", # one
              'b',
            ]
            owner.name = "B"
            point = { x = 1, y = "2" }
            [taxonomies]
            categories = ["c"]
            [extra.deep]
            key = 1
            [[menu]]
            name = "d"
            [[menu]]
            name = "e"
            """)
        #expect(entries[0].value == .list([.text("a"), .text("b")]))
        #expect(entries[1].value.entry("name") == .text("B") && entries[1].line == 6)
        #expect(entries[2].value.entry("y") == .text("2"))
        #expect(entries[3].value.entry("categories") == .list([.text("c")]))
        #expect(entries[4].value.entry("deep")?.entry("key") == .text("1"))
        guard case .list(let menu) = entries[5].value else { return #expect(Bool(false)) }
        #expect(menu.map { $0.entry("name") } == [.text("d"), .text("e")])
    }

    @Test(
        "what is not TOML is told with its line",
        arguments: [
            ("title = A", 2), ("a = 1\nb = \"c", 3), ("a = [1, 2", 2), ("a : 1", 2), ("a = 1 b = 2", 2),
            ("[a\nb = 1", 2),
            ("a = \"\\x\"", 2),
        ])
    func broken(_ text: String, _ line: Int) {
        #expect { try read(text) } throws: { ($0 as? ForeignSyntaxError)?.line == line }
    }
}
