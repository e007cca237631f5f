import Foundation
import TestSupport
import Testing

@testable import Diagnostics

#if canImport(FoundationXML)
    import FoundationXML
#endif

private let sample = Diagnostic(
    .error, .brokenLink, path: "content/a b.md",
    range: SourceRange(SourcePosition(line: 3, column: 5), SourcePosition(line: 3, column: 9)),
    "Link target 'x,y' does not exist: 100 %", explanation: "Readers would land nowhere.",
    notes: [.init(path: "content/b.md", range: SourceRange(line: 7), text: "the other one")],
    fixes: [.init("link to 'z.md'", replacement: "z.md")])

@Suite("Diagnostic writers")
struct WriterTests {
    @Test("text shows the place, the line with carets, the reason, notes and ways out")
    func text() {
        #expect(
            sample.text(sourceLine: "see [one](x,y)") == """
                content/a b.md:3:5: error: Link target 'x,y' does not exist: 100 % [broken-link]
                    see [one](x,y)
                        ^^^^
                    Readers would land nowhere.
                    content/b.md:7:1: note: the other one
                    help: link to 'z.md'

                """)
    }

    @Test("carets stand under the right letters behind wide and combined ones")
    func caretsAfterUnicode() {
        var diagnostic = sample
        // "é" is two bytes and "🄐" four: byte column 8 is the third letter.
        diagnostic.range = SourceRange(line: 1, column: 7, length: 1)
        #expect(diagnostic.text(sourceLine: "é🄐x").contains("    é🄐x\n      ^\n"))
    }

    @Test("annotations escape what GitHub would take for syntax")
    func github() {
        #expect(
            sample.githubAnnotation
                == "::error file=content/a b.md,line=3,col=5,endColumn=8,title=broken-link::Link target 'x,y' does not exist: 100 %25%0AReaders would land nowhere.%0Alink to 'z.md'\n"
        )
    }

    @Test("JSON holds every field and counts by severity")
    func json() throws {
        let text = DiagnosticFormat.json.render([sample], toolVersion: "1")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let first = try #require((object["diagnostics"] as? [[String: Any]])?.first)
        #expect(first["id"] as? String == "broken-link")
        #expect(first["line"] as? Int == 3)
        #expect(first["endColumn"] as? Int == 9)
        #expect((first["fixes"] as? [[String: Any]])?.first?["replacement"] as? String == "z.md")
        #expect((object["counts"] as? [String: Int]) == ["error": 1, "warning": 0, "note": 0])
    }

    @Test("a report for GitLab tells problems of the same words apart, whatever their lines")
    func gitlab() throws {
        func report(_ lines: [Int]) throws -> [[String: Any]] {
            let diagnostics = lines.map { line in
                var diagnostic = sample
                diagnostic.range = SourceRange(line: line)
                return diagnostic
            }
            let text = DiagnosticFormat.gitlab.render(diagnostics, toolVersion: "1")
            return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        }
        let issues = try report([3, 7])
        #expect(issues[0]["check_name"] as? String == "broken-link" && issues[0]["severity"] as? String == "critical")
        #expect(
            issues[0]["description"] as? String
                == "Link target 'x,y' does not exist: 100 %. Readers would land nowhere. Help: link to 'z.md'")
        let location = try #require(issues[1]["location"] as? [String: Any])
        #expect(location["path"] as? String == "content/a b.md")
        #expect(location["lines"] as? [String: Int] == ["begin": 7, "end": 7])
        func prints(_ issues: [[String: Any]]) -> [String] { issues.compactMap { $0["fingerprint"] as? String } }
        #expect(Set(prints(issues)).count == 2)
        #expect(try prints(report([30, 70])) == prints(issues))
        #expect(DiagnosticFormat.gitlab.render([], toolVersion: "1") == "[]\n")
    }

    @Test("a test report fails for errors and warnings, and passes where there are none")
    func junit() {
        var note = sample
        note.severity = .note
        let text = DiagnosticFormat.junit.render([sample, note], toolVersion: "1")
        #expect(text.contains("<testsuite name=\"charter\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">"))
        #expect(
            text.contains(
                "<testcase classname=\"content/a b.md\" name=\"broken-link at 3:5\" file=\"content/a b.md\" line=\"3\"><failure type=\"error\" message=\"Link target &#39;x,y&#39; does not exist: 100 %\">content/a b.md:3:5: error:"
            ))
        #expect(text.contains("<system-out>content/a b.md:3:5: note:"))
        let empty = DiagnosticFormat.junit.render([note], toolVersion: "1")
        #expect(empty.contains("tests=\"2\" failures=\"0\"") && empty.contains("name=\"no errors or warnings\"/>"))
    }

    @Test("SARIF explains each rule, and leads to the explanation where its address is known")
    func sarifHelp() throws {
        func rule(_ address: String?) throws -> [String: Any] {
            let text = DiagnosticFormat.sarif.render([sample], toolVersion: "1", helpAddress: address)
            let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let run = try #require((log["runs"] as? [[String: Any]])?.first)
            let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
            return try #require((driver["rules"] as? [[String: Any]])?.first)
        }
        let help = try #require(try rule(nil)["help"] as? [String: String])
        #expect(help["markdown"] == DiagnosticID.brokenLink.explanation)
        #expect(try rule(nil)["helpUri"] == nil)
        #expect(try rule("https://x.example/d.md")["helpUri"] as? String == "https://x.example/d.md#broken-link")
    }

    @Test("SARIF has all properties that its schema requires")
    func sarif() throws {
        let text = DiagnosticFormat.sarif.render([sample], toolVersion: "1.2.3")
        let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        // Required by sarif-schema-2.1.0.json: version and runs; tool; driver.name; message.text; rule id.
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "Charter")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.allSatisfy { $0["id"] is String })
        let result = try #require((run["results"] as? [[String: Any]])?.first)
        #expect((result["message"] as? [String: Any])?["text"] is String)
        #expect(["none", "note", "warning", "error"].contains(result["level"] as? String))
        let index = try #require(result["ruleIndex"] as? Int)
        #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        let location = try #require(
            (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
        #expect((location["artifactLocation"] as? [String: Any])?["uri"] as? String == "content/a%20b.md")
        let region = try #require(location["region"] as? [String: Int])
        #expect(region == ["startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9])
    }

    @Test("hostile names, titles and lines add no line, no annotation and no escape sequence", arguments: 0..<300)
    func hostile(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        func text() -> String { HostileText.make(&generator) }
        let diagnostic = Diagnostic(
            .warning, .brokenLink, path: text(), range: SourceRange(line: 1, column: 2), text(), explanation: text(),
            notes: [.init(path: text(), range: .fileStart, text: text())], fixes: [.init(text(), replacement: text())])

        let plain = diagnostic.text(sourceLine: text().split(separator: "\n").joined())
        #expect(plain.unicodeScalars.count { $0 == "\n" } <= 6)
        #expect(!plain.unicodeScalars.contains { $0 != "\n" && $0 != "\t" && isControl($0) })
        for line in plain.unicodeScalars.split(separator: "\n").dropFirst() {
            #expect(!line.drop { $0.properties.isWhitespace }.starts(with: "::".unicodeScalars))
        }

        let annotation = diagnostic.githubAnnotation
        #expect(annotation.utf8.filter { $0 == 10 || $0 == 13 } == [10])
        let (properties, message) = try #require(Self.command(annotation))
        #expect(properties.map(\.name) == ["file", "line", "col", "title"])
        #expect(Array(properties[0].value.utf8) == Array(spelled(diagnostic.path).utf8))
        #expect(properties[3].value == "broken-link")
        let told = [diagnostic.summary, diagnostic.explanation ?? "", diagnostic.fixes[0].title].map(spelled)
        #expect(Array(message.utf8) == Array(told.joined(separator: "\n").utf8))

        for format in [DiagnosticFormat.json, .sarif, .gitlab] {
            let data = Data(format.render([diagnostic], toolVersion: "1").utf8)
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: data) }
        }
        let report = DiagnosticFormat.junit.render([diagnostic], toolVersion: "1")
        #expect(XMLParser(data: Data(report.utf8)).parse(), "\(report)")
    }

    private func isControl(_ scalar: Unicode.Scalar) -> Bool {
        [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
            && ![0x09, 0x200C, 0x200D].contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE
    }

    /// What a message says once GitHub has decoded it: line ends are kept.
    private func spelled(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            isControl(scalar) && scalar != "\n" && scalar != "\r"
                ? "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}" : String(scalar)
        }.joined()
    }

    /// A workflow command as actions/runner reads it, by bytes: properties between `::warning ` and `::`, then the message.
    private static func command(_ line: String) -> (properties: [(name: String, value: String)], message: String)? {
        func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
        let bytes = Array(line.utf8.dropLast()), start = Array("::warning ".utf8)
        guard bytes.starts(with: start),
            let end = (start.count..<bytes.count - 1).first(where: { bytes[$0] == 58 && bytes[$0 + 1] == 58 })
        else { return nil }
        let properties = bytes[start.count..<end].split(separator: UInt8(ascii: ",")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (name: text(parts[0]), value: parts.count > 1 ? text(parts[1]).percentDecodedByHand : "")
        }
        return (properties, text(bytes[(end + 2)...]).percentDecodedByHand)
    }

    @Test("diagnostics come in reading order, each once")
    func order() {
        let a = Diagnostic(.error, .brokenLink, path: "b.md", "x")
        let b = Diagnostic(.error, .aliasForm, path: "a.md", range: SourceRange(line: 2), "x")
        let c = Diagnostic(.error, .aliasForm, path: "a.md", range: SourceRange(line: 1), "x")
        #expect([a, b, c, a].inReadingOrder() == [c, b, a])
    }
}

@Suite("Nearest word")
struct NearestWordTests {
    @Test(
        "finds what a misspelt word meant",
        arguments: [
            ("titel", "title"), ("reveiw_by", "review_by"), ("OWNER", "owner"), ("descriptoin", "description"),
        ])
    func finds(_ word: String, _ meant: String) {
        #expect(nearestWord(to: word, among: ["title", "owner", "review_by", "description"]) == meant)
    }

    @Test("finds nothing where nothing is close")
    func findsNothing() {
        #expect(nearestWord(to: "banana", among: ["title", "owner"]) == nil)
    }

    @Test("the distance equals that of the plain recursive definition", arguments: 0..<60)
    func distance(_ seed: Int) {
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
        func word() -> [Unicode.Scalar] {
            (0..<Int(state >> 60) % 5).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Unicode.Scalar(UInt8(97 + (state >> 33) % 3))
            }
        }
        let a = word()
        state = state &* 6_364_136_223_846_793_005 &+ 1
        let b = word()
        #expect(editDistance(a, b) == slowDistance(a[...], b[...]))
    }

    private func slowDistance(_ a: ArraySlice<Unicode.Scalar>, _ b: ArraySlice<Unicode.Scalar>) -> Int {
        guard let last = a.last, let other = b.last else { return max(a.count, b.count) }
        var best = min(
            slowDistance(a.dropLast(), b.dropLast()) + (last == other ? 0 : 1), slowDistance(a.dropLast(), b) + 1,
            slowDistance(a, b.dropLast()) + 1)
        if a.count > 1, b.count > 1, a.dropLast().last == other, b.dropLast().last == last {
            best = min(best, slowDistance(a.dropLast(2), b.dropLast(2)) + 1)
        }
        return best
    }
}
