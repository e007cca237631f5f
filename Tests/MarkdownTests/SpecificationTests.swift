import Foundation
import Testing

@testable import Markdown

/// The examples of the CommonMark and GFM specifications, read from `../shared/specs` (or `CHARTER_SPECS`).
///
/// The specifications are not ours to ship, so a checkout without them skips these tests and says so.
struct SpecificationExample: CustomTestStringConvertible {
    var line: Int
    var tag: String
    var markdown: String
    var html: String

    var testDescription: String { "line \(line)" }

    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["CHARTER_SPECS"] { return URL(fileURLWithPath: path) }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/specs").standardized
    }()

    static let areAvailable = FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("commonmark-0.30.txt").path)

    static func load(_ name: String) -> [SpecificationExample] {
        guard let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8) else {
            return []
        }
        let fence = String(repeating: "`", count: 32)
        var examples: [SpecificationExample] = []
        var current: SpecificationExample?
        var isExpected = false
        for (index, line) in text.components(separatedBy: "\n").enumerated() {
            if line.hasPrefix(fence + " example") {
                let tag = line.dropFirst(fence.count + 8).trimmingCharacters(in: .whitespaces)
                current = SpecificationExample(line: index + 1, tag: tag, markdown: "", html: "")
                isExpected = false
            } else if line == fence, let example = current {
                examples.append(example)
                current = nil
            } else if current != nil, line == ".", !isExpected {
                isExpected = true
            } else if current != nil {
                let text = line.replacingOccurrences(of: "→", with: "\t") + "\n"
                if isExpected { current?.html += text } else { current?.markdown += text }
            }
        }
        return examples
    }
}

private let unsafe = HTMLOptions(allowsRawHTML: true, allowedSchemes: nil)

@Suite(
    "CommonMark 0.30", .enabled(if: SpecificationExample.areAvailable, "needs the specifications in ../shared/specs"))
struct CommonMarkTests {
    @Test("has all 652 examples to check against")
    func count() {
        #expect(SpecificationExample.load("commonmark-0.30.txt").count == 652)
    }

    @Test("renders the example exactly", arguments: SpecificationExample.load("commonmark-0.30.txt"))
    func renders(_ example: SpecificationExample) {
        let document = MarkdownDocument(parsing: example.markdown, options: .commonMark)
        #expect(document.html(options: unsafe) == example.html)
    }
}

@Suite(
    "GitHub Flavored Markdown",
    .enabled(if: SpecificationExample.areAvailable, "needs the specifications in ../shared/specs"))
struct GFMTests {
    /// The one deviation, found by a line of its text: the tag filter edits raw HTML, which is one of GitHub's
    /// features that we do not have. Raw HTML is left out altogether unless a site turns it on.
    static func isDeviation(_ example: SpecificationExample) -> Bool {
        example.markdown.hasPrefix("This is <xmp> not okay")
    }

    static let specExamples = SpecificationExample.load("gfm-spec.txt").filter {
        ["table", "strikethrough", "autolink", "disabled"].contains($0.tag)
    }
    static let extensionExamples = SpecificationExample.load("gfm-extensions.txt")

    @Test("renders the extension examples of the specification", arguments: specExamples)
    func rendersSpecification(_ example: SpecificationExample) {
        let html = MarkdownDocument(parsing: example.markdown).html(options: unsafe)
        // The specification shows task list boxes in HTML 4's form; gfm-extensions.txt and we close them.
        let expected = example.html.replacingOccurrences(
            of: "<input disabled=\"\" type=\"checkbox\">", with: "<input type=\"checkbox\" disabled=\"\" />"
        )
        .replacingOccurrences(
            of: "<input checked=\"\" disabled=\"\" type=\"checkbox\">",
            with: "<input type=\"checkbox\" checked=\"\" disabled=\"\" />")
        #expect(html == expected)
    }

    @Test("renders the edge cases of the extensions", arguments: extensionExamples)
    func rendersEdgeCases(_ example: SpecificationExample) {
        let html = MarkdownDocument(parsing: example.markdown).html(options: unsafe)
        guard example.html != "<IGNORE>\n" else { return }
        #expect((html == example.html) != Self.isDeviation(example))
    }
}
