import Portal
import Testing

@Suite("Patterns of paths")
struct PathPatternTests {
    @Test(
        "a star stays within a name, two cross folders, a question mark is one character, all else is itself",
        arguments: [
            ("a.pdf", "a.pdf", true), ("./a.pdf", "a.pdf", true), ("/a.pdf", "a.pdf", true),
            ("a.pdf", "b/a.pdf", false),
            ("*.pdf", "a.pdf", true), ("*.pdf", "b/a.pdf", false), ("*.pdf", "a.PDF", false),
            ("**/*.pdf", "a.pdf", true),
            ("**/*.pdf", "b/c/a.pdf", true), ("b/**", "b/c/a", true), ("b/**", "c/a", false), ("b/**/a", "b/a", true),
            ("b/*/a", "b/a", false), ("b/*/a", "b/c/a", true), ("a?.csv", "a1.csv", true), ("a?.csv", "a.csv", false),
            ("a?.csv", "aü.csv", true), ("*a*b*c", "xaxxbxbxc", true), ("*a*b*c", "xaxxbxbx", false), ("", "a", false),
            ("a+[b].txt", "a+[b].txt", true), ("[ab].txt", "a.txt", false),
        ])
    func matches(_ pattern: String, _ path: String, _ isMatch: Bool) {
        #expect(PathPattern(pattern).matches(path) == isMatch)
    }

    @Test("many stars take no longer than the product of both lengths")
    func time() {
        let pattern = PathPattern(String(repeating: "*a", count: 200) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 4000)))
        #expect(
            !PathPattern(String(repeating: "**/a/", count: 100) + "b").matches(String(repeating: "a/", count: 2000)))
    }

    @Test("an ending is named by a path and by a pattern that writes it out")
    func endings() {
        for text in ["tool.html", "tools/run", "*.html", "**/*.js", "tools/a?.svg"] {
            #expect(PathPattern(text).namesEnding, "\(text)")
        }
        for text in ["*", "**", "tools/**", "tools/*", "*.htm*", "tools/*.?s", "a*."] {
            #expect(!PathPattern(text).namesEnding, "\(text)")
        }
    }
}
