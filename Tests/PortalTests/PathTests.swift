import Portal
import TestSupport
import Testing

@Suite("Content paths and addresses of the site")
struct PathTests {
    @Test(
        "a name that a disk, a server, a browser or a terminal reads otherwise is refused, with one that is not",
        arguments: [
            ("javascript:alert(1).md", "holds ':'"), ("a?b.md", "holds '?'"), ("a#b.md", "holds '#'"),
            ("a\"b.md", "holds '\"'"), ("a\\b.md", "holds '\\'"), ("a%41.md", "holds '%'"), ("a*.md", "holds '*'"),
            ("a\u{0}.md", "\\u{0}"), ("a\nb.md", "\\u{A}"), ("a\u{1B}.md", "\\u{1B}"), ("a\u{202E}b.md", "\\u{202E}"),
            ("a\u{85}.md", "\\u{85}"), ("a\u{FFFF}.md", "\\u{FFFF}"), (" a.md", "space or a dot"),
            ("a.md ", "space or a dot"),
            ("a.", "space or a dot"), (".hidden", "space or a dot"), ("..", "space or a dot"), ("", "is empty"),
            ("\u{301}a.md", "an accent"), ("aux.md", "reserved"), ("Con", "reserved"), ("com1.tar.md", "reserved"),
            ("lpt\u{B9}", "reserved"),
            (String(repeating: "a", count: 251), "251 bytes"), (String(repeating: "ü", count: 126), "252 bytes"),
        ])
    func refused(_ name: String, _ reason: String) throws {
        let flaw = try #require(throws: ContentPath.Flaw.self) { try ContentPath("guides/" + name) }
        #expect(flaw.component == name)
        #expect(flaw.description.contains(reason))
        #expect((try? ContentPath(flaw.suggestion)) != nil, "'\(flaw.suggestion)' is offered and refused")
    }

    @Test(
        "names of all scripts pass",
        arguments: [
            "a.md", "guides/über uns.md", "a/b/c.d.md", "漢字.md", "می\u{200C}خواهم.md", "\u{1F469}\u{200D}\u{1F52C}.md",
            "console.md",
            "com10.md", "a'b&c,d;e=f+g@h!.md", "(1) [2] {3}.md", String(repeating: "a", count: 250),
        ])
    func allowed(_ path: String) throws {
        #expect(try ContentPath(path).text == path)
        #expect(SitePath(path).url.percentDecodedByHand == path)
    }

    @Test("what is offered in place of a hostile name is always allowed")
    func suggestions() {
        var generator = SeededGenerator(seed: 21)
        var refusedCount = 0
        for _ in 0..<2000 {
            let name = HostileText.make(&generator).split(separator: "/").joined()
            do throws(ContentPath.Flaw) {
                let path = try ContentPath(name)
                #expect(SitePath(path.text).url.utf8.allSatisfy { $0 > 32 && $0 < 127 })
            } catch {
                refusedCount += 1
                #expect((try? ContentPath(error.suggestion)) != nil, "'\(error.suggestion)'")
            }
        }
        #expect(refusedCount > 1000)
    }

    @Test("a URL of the site is encoded once and is never read as a scheme")
    func urls() {
        let path = SitePath("guides/a: b/c%d?e#f.html")
        #expect(path.url == "guides/a%3A%20b/c%25d%3Fe%23f.html")
        #expect(SitePath("javascript:x.html").url == "javascript%3Ax.html")
        #expect("a.html".appending(anchor: "Teil 1%") == "a.html#Teil%201%25")
        #expect("a.html".appending(anchor: nil) == "a.html")
    }

    @Test(
        "the way from one page to another climbs no further than they part",
        arguments: [
            ("a.html", "b.html", "b.html"), ("a.html", "p/b.html", "p/b.html"), ("p/a.html", "b.html", "../b.html"),
            ("p/a.html", "p/b.html", "b.html"), ("p/a.html", "q/b.html", "../q/b.html"),
            ("p/q/a.html", "p/r/b.html", "../r/b.html"), ("p/q/r/a.html", "p/q/b.html", "../b.html"),
            ("pq/a.html", "p/b.html", "../p/b.html"),
        ])
    func relativePaths(_ from: String, _ to: String, _ expected: String) {
        #expect(relativePath(from: from, to: to) == expected)
    }

    @Test("a former address is a page's below the root")
    func formerAddresses() throws {
        #expect(try SitePath(formerAddress: "/old/my%20page.html").file == "old/my page.html")
        for address in [
            "old/page", "../x.html", "index.html\u{0}b.html", "a:b.html", "%2e%2e/x.html", ".charter/x.html", "",
        ] {
            #expect(throws: ContentPath.Flaw.self) { try SitePath(formerAddress: address) }
        }
    }

    @Test("an address on the web holds nothing that a file would have to quote")
    func webAddresses() {
        for address in ["https://example.org", "http://a/b?c=d&e=f#g", "https://example.org/ü"] {
            #expect(address.isWebAddress)
        }
        for address in [
            "https://", "javascript:x", "//example.org", "https:example.org", "https://a b", "https://a\nATTENDEE:x",
            "https://a\"x", "https://a\u{301}\u{202E}", "https:///x", "https://a\u{0}", "ftp://a",
        ] { #expect(!address.isWebAddress, "\(address)") }
    }
}
