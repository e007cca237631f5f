import Testing

@testable import Site

@Suite("Scripts of the theme")
struct ThemeScriptTests {
    @Test("lines of comments and indentation go, code stays")
    func compact() {
        let script = """
            // What it does.
            (function () {
              /** Says something.
               *  And more. */
              const a = "// no comment"; // a remark
              /* one line */

              const b = /\\/\\*/;
            })();

            """
        #expect(
            compactScript(script)
                == "(function () {\nconst a = \"// no comment\"; // a remark\nconst b = /\\/\\*/;\n})();\n")
    }

    @Test(
        "a script whose lines may matter stays as it is",
        arguments: [
            "const a = `\n  // text\n`;\n", "const a = \"x\\\n  // y\";\n", "/* a */ f();\n", "/* a\n*/ f();\n",
        ])
    func untouched(_ script: String) { #expect(compactScript(script) == script) }

    @Test("scripts whose names start with the same word are one, in the order of their names")
    func joined() {
        let scripts = joinedScripts([
            ("scripts/search.js", "c()"), ("scripts/search-box.js", "b();\n"), ("scripts/page.js", "p()"),
            ("other/search-a.js", "`x`"),
        ])
        #expect(scripts.map(\.path) == ["other/search.js", "scripts/page.js", "scripts/search.js"])
        #expect(scripts.map(\.text) == ["`x`\n", "p()\n", "b();\nc()\n"])
    }

    @Test("of the shipped scripts, lines of comments and empty ones go, and nothing else but indentation")
    func shipped() {
        let scripts = SampleSite.theme.assets.filter { $0.path.hasSuffix(".js") }
        #expect(scripts.count > 10)
        for script in scripts {
            let text = String(decoding: script.bytes, as: UTF8.self)
            var kept: [Substring] = [], isComment = false
            for line in text.split(separator: "\n").map({ $0.drop { $0 == " " } }) {
                if line.hasPrefix("/*") { isComment = true }
                if !isComment, !line.hasPrefix("//"), !line.isEmpty { kept.append(line) }
                if isComment, line.hasSuffix("*/") { isComment = false }
            }
            #expect(compactScript(text) == kept.joined(separator: "\n") + "\n", "\(script.path)")
            #expect(compactScript(text) != text, "\(script.path) has no comment")
        }
    }
}
