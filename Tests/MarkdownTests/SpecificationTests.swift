import Foundation
import TestSupport
import Testing

@testable import Markdown

/// The examples of the CommonMark and GFM specifications, which `scripts/setup.sh` fetches into `.build/specs`, and our own
/// of the extensions in `Tests/Fixtures/markdown`.
struct SpecificationExample: CustomTestStringConvertible {
    var line: Int
    var tag: String
    var markdown: String
    var html: String

    var testDescription: String { "line \(line)" }

    private static let specifications = Repository.root.appendingPathComponent(".build/specs")

    static let areAvailable: Bool = {
        let isThere = FileManager.default.fileExists(
            atPath: specifications.appendingPathComponent("commonmark.txt").path)
        if !isThere {
            Repository.skip(
                "the examples of CommonMark and GFM", because: "they are not in .build/specs; scripts/test fetches them"
            )
        }
        return isThere
    }()

    static func specification(_ name: String) -> [SpecificationExample] {
        areAvailable ? load(specifications.appendingPathComponent(name)) : []
    }

    static func fixture(_ name: String) -> [SpecificationExample] {
        load(Repository.fixtures.appendingPathComponent("markdown/" + name))
    }

    private static func load(_ url: URL) -> [SpecificationExample] {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
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

@Suite("CommonMark 0.30", .enabled(if: SpecificationExample.areAvailable, "scripts/test fetches the examples"))
struct CommonMarkTests {
    private static let examples = SpecificationExample.specification("commonmark.txt")

    @Test("has all 652 examples to check against")
    func count() { #expect(Self.examples.count == 652) }

    @Test("renders the example exactly", arguments: examples)
    func renders(_ example: SpecificationExample) {
        let document = MarkdownDocument(parsing: example.markdown, options: .commonMark)
        #expect(document.html(options: unsafe) == example.html)
    }
}

@Suite(
    "GitHub Flavored Markdown", .enabled(if: SpecificationExample.areAvailable, "scripts/test fetches the examples"))
struct GFMTests {
    private static let examples = SpecificationExample.specification("gfm.txt").filter {
        ["table", "strikethrough", "autolink", "disabled"].contains($0.tag)
    }

    @Test("has all 23 examples of the extensions that we have")
    func count() { #expect(Self.examples.count == 23) }

    @Test("renders the extension examples of the specification", arguments: examples)
    func renders(_ example: SpecificationExample) {
        let html = MarkdownDocument(parsing: example.markdown).html(options: unsafe)
        // The specification shows task list boxes in HTML 4's form; cmark-gfm and we close them.
        let expected = example.html.replacingOccurrences(
            of: "<input disabled=\"\" type=\"checkbox\">", with: "<input type=\"checkbox\" disabled=\"\" />"
        )
        .replacingOccurrences(
            of: "<input checked=\"\" disabled=\"\" type=\"checkbox\">",
            with: "<input type=\"checkbox\" checked=\"\" disabled=\"\" />")
        #expect(html == expected)
    }
}

@Suite("Edge cases of the extensions")
struct ExtensionFixtureTests {
    private static let examples = SpecificationExample.fixture("extensions.txt")

    @Test("there are cases to look at")
    func count() { #expect(Self.examples.count >= 74) }

    @Test("renders the case as cmark-gfm does, but where the file says why not", arguments: examples)
    func renders(_ example: SpecificationExample) {
        #expect(MarkdownDocument(parsing: example.markdown).html(options: unsafe) == example.html)
    }
}
