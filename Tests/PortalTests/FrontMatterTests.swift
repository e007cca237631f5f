import Content
import Diagnostics
import Foundation
import Testing

@testable import Portal

@Suite("Front matter")
struct FrontMatterTests {
    @Test("an unknown key names the nearest known one, at its place")
    func unknownKey() throws {
        let page = read(file("a.md", "title: A\nonwer: B"))
        let problem = try #require(page.diagnostics.first)
        #expect(page.diagnostics.marks == ["front-matter-unknown 3:1"])
        #expect(problem.fixes.first?.replacement == "owner")
        #expect(problem.path == "content/a.md")
    }

    @Test("a missing key points at the front matter and says what to write")
    func missingKey() {
        let page = read(file("a.md", "owner: B"))
        #expect(page.diagnostics.marks == ["front-matter-missing 1:1"])
        #expect(page.diagnostics.first?.summary == "Key 'title' is missing; a page needs it")
    }

    @Test(
        "a value of another form says what was found and expected",
        arguments: [
            ("date: 2026-02-30", "'date' is '2026-02-30', but February 2026 has 28 days"),
            ("date: soon", "'date' is 'soon', expected a date as YYYY-MM-DD"),
            ("status: activ", "'status' is 'activ', expected draft, active or retired"),
            ("tags: {a: b}", "'tags' is a group of keys, expected a list, each item text"),
            ("title: [a]", "'title' is a list, expected text"),
        ])
    func wrongType(_ line: String, _ summary: String) {
        let page = read(file("a.md", line.hasPrefix("title") ? line : "title: A\n" + line))
        #expect(page.diagnostics.map(\.summary) == [summary])
        #expect(page.diagnostics.first?.id == .frontMatterType)
    }

    @Test("the column counts bytes behind letters of other scripts")
    func columnInBytes() {
        let page = read(file("a.md", "title: A\ntags: [größe, {a: b}]"))
        #expect(page.diagnostics.marks == ["front-matter-type 3:17"])
    }

    @Test("a key given twice is reported at the second")
    func duplicateKey() {
        #expect(read(file("a.md", "title: A\nowner: B\ntitle: C")).diagnostics.marks == ["front-matter-duplicate 4:1"])
    }

    @Test("broken YAML points at its line")
    func syntax() {
        #expect(read(file("a.md", "title: A\nowner: b: c")).diagnostics.first?.id == .yamlSyntax)
        #expect(read(file("a.md", "title: A\nowner: b: c")).diagnostics.first?.range.start.line == 3)
    }

    @Test("aliases that explode are refused before they are read")
    func aliasBomb() {
        var yaml = "a0: &a0 [x, x]\n"
        for level in 1...20 { yaml += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(read(file("a.md", yaml)).diagnostics.map(\.id.rawValue) == ["yaml-aliases"])
    }

    @Test(
        "deeply nested YAML is a value of a wrong type, and beyond what anybody writes an error, not a crash",
        arguments: [(150, "front-matter-type"), (800, "yaml-syntax"), (100_000, "yaml-syntax")])
    func deepYAML(depth: Int, id: String) {
        let list = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(read(file("a.md", "title: " + list)).diagnostics.map(\.id.rawValue) == [id])
    }

    @Test("a page without front matter, and one whose front matter does not end")
    func noFrontMatter() {
        #expect(
            read(SourceFile(path: "a.md", bytes: Array("# Hello\n".utf8))).diagnostics.marks == [
                "front-matter-missing 1:1"
            ])
        #expect(
            read(SourceFile(path: "a.md", bytes: Array("---\ntitle: A\n".utf8))).diagnostics.marks == [
                "front-matter-unclosed 1:1"
            ])
    }

    @Test("NUL bytes and invalid UTF-8 are reported at their place")
    func binary() {
        #expect(
            read(SourceFile(path: "a.md", bytes: Array("---\ntitle: A\n---\nab\0c".utf8))).diagnostics.marks == [
                "binary-file 4:3"
            ])
        let bytes = Array("---\ntitle: A\n---\nab".utf8) + [0xC3, 0x28]
        #expect(read(SourceFile(path: "a.md", bytes: bytes)).diagnostics.marks == ["invalid-utf8 4:3"])
    }

    @Test("a huge file is refused unread")
    func hugeFile() {
        let page = read(SourceFile(path: "a.md", bytes: [UInt8](repeating: 97, count: maximumPageByteCount + 1)))
        #expect(page.diagnostics.map(\.id.rawValue) == ["file-too-large"])
    }

    @Test("Windows line ends and a byte order mark are read like any other file")
    func windows() {
        let bytes = [0xEF, 0xBB, 0xBF] + Array("---\r\ntitle: A\r\n---\r\n\r\nSee [b](b.md).\r\n".utf8)
        let page = read(SourceFile(path: "a.md", bytes: bytes))
        #expect(page.title == "A")
        #expect(page.diagnostics.isEmpty)
        #expect(page.links.first?.range.start == SourcePosition(line: 5, column: 5))
    }

    @Test("every schema is valid JSON and knows its own required keys", arguments: PageKind.allCases)
    func jsonSchema(_ kind: PageKind) throws {
        let text = Schema.frontMatter(of: kind).jsonSchema
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let properties = try #require(object["properties"] as? [String: Any])
        let required = try #require(object["required"] as? [String])
        #expect(required.contains("title"))
        #expect(required.allSatisfy { properties[$0] != nil })
        #expect(object["additionalProperties"] as? Bool == false)
    }
}

@Suite("Dates")
struct CalendarDateTests {
    @Test("days since 1970 and back agree over four centuries")
    func roundTrip() {
        for day in stride(from: -80_000, through: 80_000, by: 13) {
            let date = CalendarDate(secondsSince1970: day * 86_400)
            #expect(date.daysSince1970 == day)
            #expect(CalendarDate(date.description) == date)
        }
    }

    @Test(
        "every number of seconds is a day of a year with four digits",
        arguments: [
            (Int.min, "0000-01-01"), (-62_167_219_201, "0000-01-01"), (-62_167_219_200, "0000-01-01"),
            (-86_401, "1969-12-30"), (-1, "1969-12-31"), (0, "1970-01-01"), (253_402_300_799, "9999-12-31"),
            (253_402_300_800, "9999-12-31"), (Int.max, "9999-12-31"),
        ])
    func extremes(_ seconds: Int, _ text: String) {
        let date = CalendarDate(secondsSince1970: seconds)
        #expect(date.description == text && CalendarDate(text) == date)
    }

    @Test(
        "days that do not exist are no dates",
        arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "x"])
    func invalid(_ text: String) { #expect(CalendarDate(text) == nil) }

    @Test("the 29th of February exists in leap years", arguments: ["2024-02-29", "2000-02-29"])
    func leap(_ text: String) { #expect(CalendarDate(text)?.description == text) }
}
