import Diagnostics
import Portal
import Testing

@testable import Content

/// What people write who do not know YAML, with what they are told.
struct Slip: Sendable, CustomTestStringConvertible {
    let name: String
    /// The file from its first byte.
    let file: String
    /// `line:column` of the message.
    let place: String
    let message: String
    /// The file once the fix was applied; nil where a person must decide.
    let fixed: String?

    var testDescription: String { name }

    init(_ name: String, _ file: String, _ place: String, _ message: String, fixed: String? = nil) {
        (self.name, self.file, self.place, self.message, self.fixed) = (name, file, place, message, fixed)
    }

    /// The page of the slip in its first lines.
    static func yaml(_ name: String, _ yaml: String, _ place: String, _ message: String, fixed: String? = nil) -> Slip {
        let body = "\n---\n\nText.\n"
        return Slip(name, "---\n" + yaml + body, place, message, fixed: fixed.map { "---\n" + $0 + body })
    }

    static let corpus: [Slip] = [
        .yaml(
            "a tab", "title: A\ncontact:\n\tname: B", "4:1", "Line 4 begins with a tab; use spaces",
            fixed: "title: A\ncontact:\n  name: B"),
        .yaml(
            "a tab before a key", "title: A\n\towner: B", "3:1", "Line 3 begins with a tab; use spaces",
            fixed: "title: A\nowner: B"),
        .yaml(
            "a no-break space", "title: A\ntags:\n\u{A0} - b: c", "4:1",
            "Line 4 begins with a space of another kind (U+00A0); use plain ones", fixed: "title: A\ntags:\n  - b: c"),
        .yaml(
            "a space too many", "title: A\n owner: B", "3:1", "One space too many before 'owner'",
            fixed: "title: A\nowner: B"),
        .yaml(
            "three spaces too many", "title: A\n   owner: B", "3:1", "3 spaces too many before 'owner'",
            fixed: "title: A\nowner: B"),
        .yaml(
            "the first key too far in", " title: A\nowner: B", "2:1", "One space too many before 'title'",
            fixed: "title: A\nowner: B"),
        .yaml(
            "a space too few", "title: A\nhistory:\n  - version: \"1\"\n   date: 2026-01-01", "5:4",
            "One space too few before 'date'",
            fixed: "title: A\nhistory:\n  - version: \"1\"\n    date: 2026-01-01"),
        .yaml(
            "no space after a colon", "title:A\nowner: B", "2:6", "A space is missing after 'title:'",
            fixed: "title: A\nowner: B"),
        .yaml(
            "no space after a colon, quoted", "title: A\nowner:\"B\"\nstatus: draft", "3:6",
            "A space is missing after 'owner:'", fixed: "title: A\nowner: \"B\"\nstatus: draft"),
        .yaml("no colon", "title: A\nowner B", "3:1", "A colon is missing after 'owner'", fixed: "title: A\nowner: B"),
        .yaml(
            "an equals sign", "title = A\nowner: B", "2:6", "A key is followed by ':' here, not by '='",
            fixed: "title: A\nowner: B"),
        .yaml(
            "a quotation mark left open", "title: \"A\nowner: B", "2:8",
            "The quotation mark that opens here is not closed"),
        .yaml(
            "an apostrophe left open", "title: 'A\nowner: B\ntags: [c]", "2:8",
            "The quotation mark that opens here is not closed"),
        .yaml(
            "an apostrophe within", "title: 'The firm's rules'\nowner: B", "2:18",
            "The apostrophe ends the text that opened with '", fixed: "title: \"The firm's rules\"\nowner: B"),
        .yaml(
            "quotation marks within", "title: \"Use of \"AI\" here\"\nowner: B", "2:17",
            "Text goes on after the closing quotation mark", fixed: "title: \"Use of \\\"AI\\\" here\"\nowner: B"),
        .yaml(
            "text after a quotation", "title: \"AI\" at work\nowner: B", "2:13",
            "Text goes on after the closing quotation mark"),
        .yaml(
            "a colon in a value", "title: Use of AI: the rules\nowner: B", "2:17",
            "The value holds ': ', which YAML takes for another key", fixed: "title: \"Use of AI: the rules\"\nowner: B"
        ),
        .yaml(
            "a colon in a value with a comment", "title: A: b # why\nowner: B", "2:9",
            "The value holds ': ', which YAML takes for another key", fixed: "title: \"A: b\" # why\nowner: B"),
        .yaml(
            "a colon in the text of an item", "title: A\nfaq:\n  - question: Who: you?\n    answer: We.", "4:18",
            "The value holds ': ', which YAML takes for another key",
            fixed: "title: A\nfaq:\n  - question: \"Who: you?\"\n    answer: We."),
        .yaml(
            "a colon in a text of two lines", "title: A\ndescription: What we say\n  see also: the guide", "4:11",
            "The text from the line above goes on here and holds ': ', which YAML takes for another key"),
        .yaml(
            "an ampersand", "title: A\nowner: &Co", "3:8",
            "A text that begins with '&' needs quotation marks: the sign has a meaning of its own in YAML",
            fixed: "title: A\nowner: \"&Co\""),
        .yaml(
            "an asterisk", "title: A\nowner: *everyone", "3:8",
            "A text that begins with '*' needs quotation marks: the sign has a meaning of its own in YAML",
            fixed: "title: A\nowner: \"*everyone\""),
        .yaml(
            "emphasis", "title: **Important** rules\nowner: B", "2:8",
            "A text that begins with '*' needs quotation marks: the sign has a meaning of its own in YAML",
            fixed: "title: \"**Important** rules\"\nowner: B"),
        .yaml(
            "an at sign", "title: A\nowner: @office", "3:8",
            "A text that begins with '@' needs quotation marks: the sign has a meaning of its own in YAML",
            fixed: "title: A\nowner: \"@office\""),
        .yaml(
            "a per cent sign", "title: %APPDATA%\nowner: B", "2:8",
            "A text that begins with '%' needs quotation marks: the sign has a meaning of its own in YAML",
            fixed: "title: \"%APPDATA%\"\nowner: B"),
        .yaml(
            "a greater-than sign", "title: > 5 GB of memory\nowner: B", "2:8",
            "A text that begins with '>' needs quotation marks: '>' begins a block of text in YAML",
            fixed: "title: \"> 5 GB of memory\"\nowner: B"),
        .yaml(
            "a word in brackets", "title: [Draft] Use of AI\nowner: B", "2:8",
            "Text goes on after ']'; a text that begins with '[' needs quotation marks",
            fixed: "title: \"[Draft] Use of AI\"\nowner: B"),
        .yaml(
            "a list left open before one that is closed", "title: A\ntags: [b, c\n  owner: [d]\nstatus: draft", "3:7",
            "The '[' that opens here has no ']'"),
        .yaml(
            "a quotation mark left open before others", "title: \"A\nowner: \"B\"\nstatus: draft", "2:8",
            "The quotation mark that opens here is not closed"),
        .yaml(
            "a list left open", "title: A\ntags: [b, c\nowner: B", "3:7", "The '[' that opens here has no ']'"),
        .yaml(
            "a list on the line of its key", "title: A\ntags: - b\nowner: B", "3:7",
            "A list begins on the line below its key, or between '[' and ']'",
            fixed: "title: A\ntags: \"- b\"\nowner: B"),
        .yaml(
            "a key twice", "title: A\nowner: B\ntitle: C", "4:1", "Key 'title' appears twice"),
        .yaml(
            "a date with dots", "title: A\ndate: 3.4.2026", "3:7",
            "'date' is '3.4.2026', expected a date as YYYY-MM-DD", fixed: "title: A\ndate: 2026-04-03"),
        .yaml(
            "a list where a text belongs", "title: A\nowner: [B, C]", "3:8", "'owner' is a list, expected text"),
        .yaml(
            "items where a text belongs", "title: A\nowner:\n  - B\n  - C", "4:3", "'owner' is a list, expected text"),
        .yaml(
            "an item too far out", "title: A\ntags:\n  - b\n - c", "5:1",
            "This item begins 1 space in, the one above it 2 spaces", fixed: "title: A\ntags:\n  - b\n  - c"),
        .yaml(
            "an item too far in", "title: A\ntags:\n  - b\n    - c", "5:3",
            "This item begins further in than the one above it, which takes it for its text",
            fixed: "title: A\ntags:\n  - b\n  - c"),
        .yaml(
            "a hyphen without a space", "title: A\ntags:\n  -b\n  -c", "4:3",
            "A space is missing after the '-' of the item", fixed: "title: A\ntags:\n  - b\n  - c"),
        .yaml(
            "bullets", "title: A\ntags:\n  * b\n  * c", "4:3", "An item of a list begins with '- ' here, not with '* '",
            fixed: "title: A\ntags:\n  - b\n  - c"),
        .yaml(
            "curly quotation marks", "title: “Use of AI: the rules”\nowner: B", "2:20",
            "Curly quotation marks hold no value together; the ': ' between them begins another key",
            fixed: "title: \"Use of AI: the rules\"\nowner: B"),
        .yaml(
            "curly quotation marks without a colon", "title: “Use of AI”\nowner: B", "2:8",
            "'title' stands between curly quotation marks, which become part of the value",
            fixed: "title: \"Use of AI\"\nowner: B"),
        .yaml(
            "text above the end", "title: A\n\nThis page says what is allowed.", "4:1",
            "This line is neither 'key: value' nor an item that begins with '- '"),
        .yaml(
            "a misspelt key", "title: A\nonwer: B", "3:1", "Key 'onwer' is not known in a page; did you mean 'owner'?",
            fixed: "title: A\nowner: B"),
        .yaml(
            "letters of other scripts before the slip", "title: größe: ä\nowner: B", "2:15",
            "The value holds ': ', which YAML takes for another key", fixed: "title: \"größe: ä\"\nowner: B"),
        Slip(
            "no line at the end", "---\ntitle: A\nowner: B\n\n## Rules\n", "1:1",
            "Front matter has no end; a second line with --- is missing"),
        Slip(
            "two dashes at the end", "---\ntitle: A\n--\n\nText.\n", "3:1",
            "Line 3 is '--'; front matter ends with '---' alone, at the start of a line",
            fixed: "---\ntitle: A\n---\n\nText.\n"),
        Slip(
            "a dash at the end", "---\ntitle: A\n—-\n\nText.\n", "3:1",
            "Line 3 is '—-'; front matter ends with '---' alone, at the start of a line",
            fixed: "---\ntitle: A\n---\n\nText.\n"),
        Slip(
            "a space behind the end", "---\ntitle: A\n--- \n\nText.\n", "3:1",
            "Line 3 is '--- '; front matter ends with '---' alone, at the start of a line",
            fixed: "---\ntitle: A\n---\n\nText.\n"),
        Slip(
            "no line at the start", "title: A\nowner: B\n---\n\nText.\n", "1:1",
            "The line of --- above 'title' is missing; line 3 ends the front matter",
            fixed: "---\ntitle: A\nowner: B\n---\n\nText.\n"),
        Slip(
            "a byte order mark and no line at the start", "\u{FEFF}title: A\n---\n", "1:1",
            "The line of --- above 'title' is missing; line 2 ends the front matter",
            fixed: "\u{FEFF}---\ntitle: A\n---\n"),
        Slip(
            "an empty line above", "\n---\ntitle: A\n---\n", "2:1",
            "An empty line stands above the --- that begins front matter; the --- must be the first line",
            fixed: "---\ntitle: A\n---\n"),
        Slip(
            "front matter in TOML", "+++\ntitle = \"A\"\n+++\n\nText.\n", "1:1", "Front matter in TOML is not read"),
        Slip(
            "a byte order mark and a tab", "\u{FEFF}---\ntitle: A\n\towner: B\n---\n", "3:1",
            "Line 3 begins with a tab; use spaces", fixed: "\u{FEFF}---\ntitle: A\nowner: B\n---\n"),
        Slip(
            "Windows' line ends", "---\r\ntitle: A: b\r\nowner: B\r\n---\r\n", "2:9",
            "The value holds ': ', which YAML takes for another key",
            fixed: "---\r\ntitle: \"A: b\"\r\nowner: B\r\n---\r\n"),
    ]
}

@Suite("Slips of YAML in a writer's words")
struct YAMLSlipTests {
    private func problems(_ text: String) -> [Diagnostic] {
        let context = ReadingContext(settings: SiteSettings.read(nil, path: "").0)
        return readPage(SourceFile(path: "a.md", bytes: Array(text.utf8)), in: context).page.diagnostics
            .inReadingOrder()
    }

    @Test("each is told at its place, with a way out", arguments: Slip.corpus)
    func told(_ slip: Slip) throws {
        let problem = try #require(problems(slip.file).first)
        #expect(problem.summary == slip.message)
        #expect("\(problem.range.start.line):\(problem.range.start.column)" == slip.place)
        #expect(!problem.fixes.isEmpty)
    }

    @Test("a fix that can be applied unread makes of the file what was meant", arguments: Slip.corpus)
    func fixed(_ slip: Slip) throws {
        let edit = problems(slip.file).first?.safeEdit
        #expect((edit == nil) == (slip.fixed == nil))
        guard let edit, slip.fixed != nil else { return }
        // A slip may stand in several lines, and a fix lets the next one be seen.
        var text = applying([edit], to: Array(slip.file.utf8)).text
        for _ in 0..<3 {
            guard let next = problems(String(decoding: text, as: UTF8.self)).first?.safeEdit else { break }
            let (later, applied) = applying([next], to: text)
            #expect(!applied.isEmpty)
            guard later != text else { break }
            text = later
            if slip.fixed == String(decoding: text, as: UTF8.self) { break }
        }
        #expect(slip.fixed == String(decoding: text, as: UTF8.self))
    }

    @Test(
        "what is right is left alone",
        arguments: [
            "title: A\ntags: [b,\n  c]\nowner: B", "title: \"A\n  goes on: here\"\nowner: B",
            "title: A\ndescription: >\n  One: two\n  \t three\n  -x\nowner: B",
            "title: A\nsources:\n- title: B\n  url: https://a.b/c#d:e",
            "title: A\ndescription: &d Text\nowner: *d", "title: A\ntags:\n  - b\n  - c - d\n# - e\nowner: B",
            "title: A # why: so\nowner: 'it''s'", "title: A\ndescription: a\n  b -c\n  d",
            "title: A\nhistory:\n  - version: \"1\"\n    date: 2026-01-01\n    summary: |\n      Note:\n      -x\nowner: B",
        ])
    func sound(_ yaml: String) {
        #expect(problems("---\n\(yaml)\n---\n").map(\.summary) == [])
    }

    @Test("settings are read with a byte order mark and Windows' line ends")
    func settings() {
        #expect(
            Schema.settings.read("\u{FEFF}title: A\r\nlanguage: en\r\n", path: "charter.yaml").1.map(\.summary) == [])
        let (_, problems) = Schema.settings.read("title: A\r\nlanguage: a: b\r\n", path: "charter.yaml")
        #expect(problems.first?.range.start == SourcePosition(line: 2, column: 12))
    }

    @Test("any text gives a place within it and ends", arguments: 0..<200)
    func anything(_ seed: Int) {
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let parts = [
            "title", ":", " ", "\n", "- ", "\t", "\"", "'", "[", "]", "{", "}", "#", "&", "*", "ä", "|", ">", "---",
            "\r\n",
            "owner: B\n", "  ", ": ", "\u{FEFF}", "“", "”", "=", "+++",
        ]
        let text = (0..<next(40)).map { _ in parts[next(parts.count)] }.joined()
        for file in ["---\n" + text + "\n---\n", text] {
            for problem in problems(file) {
                #expect(problem.range.start.line >= 1 && problem.range.start.column >= 1)
                if let edit = problem.safeEdit { _ = applying([edit], to: Array(file.utf8)) }
            }
        }
    }
}
