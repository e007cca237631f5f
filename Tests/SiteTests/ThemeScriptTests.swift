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

    @Test("the shipped scripts are compacted")
    func shipped() {
        for asset in SampleSite.theme.assets where asset.path.hasSuffix(".js") {
            let text = String(decoding: asset.bytes, as: UTF8.self)
            #expect(compactScript(text).utf8.count < text.utf8.count * 9 / 10, "\(asset.path)")
        }
    }
}
