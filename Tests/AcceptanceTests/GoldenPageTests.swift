import Foundation
import TestSupport
import Testing

/// The main element of every page of the fixture portal, in `Tests/Fixtures/golden/`.
///
/// `CHARTER_RECORD=1 swift test --filter GoldenPageTests` writes the files anew and fails in that run: look at the
/// difference, then run again without.
@Suite("Golden pages")
struct GoldenPageTests {
    private static let folder = Repository.fixtures.appendingPathComponent("golden")

    /// The site's pages by path, reduced to their main element.
    private func pages() throws -> [String: String] {
        let (project, commits) = try FixturePortal.copy()
        let outcome = try FixturePortal.build(project)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return Dictionary(
            uniqueKeysWithValues: try project.site().filter { $0.key.hasSuffix(".html") }.map { path, text in
                (path, try normalized(mainElement(of: text), commits: commits))
            })
    }

    private func mainElement(of page: String) -> String {
        guard let start = page.range(of: "<main"), let end = page.range(of: "</main>") else { return page }
        return String(page[start.lowerBound..<end.upperBound]) + "\n"
    }

    /// Without what changes with every script or commit: a page shows ten digits of a commit or more, and the commits
    /// of the fixture differ between checkouts, since they hold a link into them.
    private func normalized(_ text: String, commits: [String]) throws -> String {
        var text = text.replacing(/-[0-9a-f]{12}\.(js|css)/) { "-HASH.\($0.output.1)" }
        for (number, commit) in commits.enumerated() {
            text.replace(try Regex("\(commit.prefix(10))[0-9a-f]*"), with: "commit-\(number + 1)")
        }
        return text
    }

    private func goldenFiles() throws -> [String: String] {
        let paths = FileManager.default.enumerator(atPath: Self.folder.path)?.compactMap { $0 as? String } ?? []
        return Dictionary(
            uniqueKeysWithValues: try paths.filter { $0.hasSuffix(".html") }.map {
                ($0, try String(contentsOf: Self.folder.appendingPathComponent($0), encoding: .utf8))
            })
    }

    @Test("every page that the site makes is as its golden file, and no golden file is without its page")
    func golden() throws {
        let pages = try pages()
        if Repository.isRecording { return try record(pages) }
        let golden = try goldenFiles()
        #expect(pages.count > 50)
        for (path, text) in pages.sorted(by: { $0.key < $1.key }) {
            guard let expected = golden[path] else {
                Issue.record(
                    "\(path) has no golden file; record it: CHARTER_RECORD=1 swift test --filter GoldenPageTests")
                continue
            }
            if text != expected {
                Issue.record("\(path) differs from its golden file\n\(firstDifference(expected, text))")
            }
        }
        #expect(Set(golden.keys).subtracting(pages.keys).sorted() == [], "golden files without a page")
    }

    @Test("the golden files show every kind of page")
    func kinds() throws {
        let golden = try goldenFiles()
        for path in [
            "policies/use-of-models.html", "licences/narrow-2.html", "evaluations/heron.html",
            "guides/first-steps.html", "glossary.html", "about.html", "index.html", "policies/index.html",
            "register.html", "decide/index.html", "decide/heron.html", "history/policies/use-of-models.html",
            "openness.html", "results.html", "reviews.html", "exceptions.html", "frameworks.html",
            "traceability.html", "estimate.html", "licences/compare.html", "deployments/index.html",
            "deployments/desk-assistant.html", "search/index.html", "search/all.html", "ask/index.html",
            "ask/about.html", "tags/index.html", "tags/use.html", "changes.html", "404.html", "old/rules.html",
        ] { #expect(golden[path]?.isEmpty == false, "\(path)") }
    }

    private func record(_ pages: [String: String]) throws {
        try? FileManager.default.removeItem(at: Self.folder)
        for (path, text) in pages {
            let url = Self.folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        Issue.record("\(pages.count) golden files were recorded; look at them, then run without CHARTER_RECORD")
    }

    /// The first line in which two texts differ, as it was and as it is.
    private func firstDifference(_ old: String, _ new: String) -> String {
        let old = old.split(separator: "\n", omittingEmptySubsequences: false)
        let new = new.split(separator: "\n", omittingEmptySubsequences: false)
        let line =
            zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
        func text(_ lines: [Substring]) -> Substring { line < lines.count ? lines[line].prefix(400) : "(end)" }
        return "line \(line + 1)\n- \(text(old))\n+ \(text(new))"
    }
}
