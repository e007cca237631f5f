import Testing

@testable import Markdown

private func html(_ markdown: String, _ options: HTMLOptions = HTMLOptions()) -> String {
    MarkdownDocument(parsing: markdown).html(options: options)
}

@Suite("Extensions")
struct ExtensionTests {
    @Test(
        "an admonition takes its name from the first line",
        arguments: ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"])
    func admonition(_ name: String) {
        let title = name.prefix(1) + name.dropFirst().lowercased()
        #expect(
            html("> [!\(name)]\n> Text.") == """
                <div class="admonition admonition-\(name.lowercased())" role="note">
                <p class="admonition-title">\(title)</p>
                <p>Text.</p>
                </div>

                """)
    }

    @Test("a quote with another marker stays a quote")
    func otherMarker() {
        #expect(html("> [!SHOUT]\n> Text.") == "<blockquote>\n<p>[!SHOUT]\nText.</p>\n</blockquote>\n")
    }

    @Test("references know target, fragment and text")
    func references() {
        let document = MarkdownDocument(parsing: "See [[POL-001]], [[licence:mit#use|the use]] and \\[[x]].")
        var found: [Inline.Kind] = []
        document.visitInlines { inline, _ in if case .reference = inline.kind { found.append(inline.kind) } }
        #expect(
            found == [
                .reference(target: "POL-001", fragment: nil, text: nil),
                .reference(target: "licence:mit", fragment: "use", text: "the use"),
            ])
    }

    @Test("a reference's text is all that follows the first bar")
    func bars() {
        var found: [Inline.Kind] = []
        MarkdownDocument(parsing: "[[a#b#c|d|e]]").visitInlines { inline, _ in
            if case .reference = inline.kind { found.append(inline.kind) }
        }
        #expect(found == [.reference(target: "a", fragment: "b#c", text: "d|e")])
    }

    @Test("what follows an escape is read as what it is", arguments: ["\\![[a]]", "see \\![[a]]", "*b* \\*\\![[a]] c"])
    func afterEscape(_ text: String) {
        var found: [Inline.Kind] = []
        MarkdownDocument(parsing: text).visitInlines { inline, _ in
            if case .reference = inline.kind { found.append(inline.kind) }
        }
        #expect(found == [.reference(target: "a", fragment: nil, text: nil)])
    }

    @Test("code, links and escapes hold no references, tildes or addresses")
    func notInCode() {
        #expect(html("`[[a]] ~~b~~ https://c.d`") == "<p><code>[[a]] ~~b~~ https://c.d</code></p>\n")
        #expect(html("[https://a.b](https://c.d)") == "<p><a href=\"https://c.d\">https://a.b</a></p>\n")
        #expect(html("&lbrack;[a]] &copy; ~b~ &bogus; \\&") == "<p>[[a]] © <del>b</del> &amp;bogus; &amp;</p>\n")
        #expect(html("\\~a\\~") == "<p>~a~</p>\n")
    }

    @Test("a table may stand in a list and a quote, and ends where its container ends")
    func nestedTables() {
        let table =
            "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n"
        #expect(html("> | a |\n> | - |\n> | b |") == "<blockquote>\n\(table)</blockquote>\n")
        #expect(html("- | a |\n  | - |\n  | b |") == "<ul>\n<li>\n\(table)</li>\n</ul>\n")
    }

    @Test("a rule below a table does not make it a heading")
    func tableAboveRule() {
        #expect(html("| a |\n|---|\n| b |\n---").hasSuffix("</table>\n<hr />\n"))
    }

    @Test("a cell's range points at its text in the document, behind front matter and in containers")
    func cellRanges() throws {
        let document = MarkdownDocument(parsing: "\n\n> | one | two |\n> | --- | --- |\n> | x | [[y]] |\n")
        var place: SourceRange?
        document.visitInlines { inline, _ in if case .reference = inline.kind { place = inline.range } }
        #expect(place == SourceRange(SourcePosition(line: 5, column: 9), SourcePosition(line: 5, column: 14)))
    }

    @Test("footnotes are numbered by first mention, and mentioned twice lead back twice")
    func footnotes() {
        let document = MarkdownDocument(
            parsing: "a[^x] b[^y] c[^x]\n\n[^y]: second\n[^x]: first, see [^y]\n[^z]: unused\n")
        #expect(document.footnotes.map(\.label) == ["x", "y"])
        #expect(document.footnotes.map(\.referenceCount) == [2, 2])
        #expect(document.warnings.map(\.kind) == [.unusedFootnote(label: "z")])
        #expect(document.html().contains("<a href=\"#fnref1-2\" class=\"footnote-backref\">↩<sup>2</sup></a>"))
    }

    @Test("a footnote goes on over lines, and over blank ones where it is indented")
    func longFootnotes() {
        let document = MarkdownDocument(
            parsing: "a[^x] b[^y]\n\n[^x]: one\n\n    two\n\n    three\n\n[^y]: four\nfive\nsix\n\nAfter.\n")
        let html = document.html()
        #expect(html.contains("<p>one</p>\n<p>two</p>\n<p>three"))
        #expect(html.contains("<p>four\nfive\nsix"))
        #expect(html.hasPrefix("<p>a") && html.contains("<p>After.</p>\n"))
    }

    @Test("a definition in code is code")
    func footnoteInCode() {
        #expect(html("```\n[^a]: b\n```\n\n[^a]\n") == "<pre><code>[^a]: b\n</code></pre>\n<p>[^a]</p>\n")
    }

    @Test("a footnote's mark that is never closed is text, at the end of a text too")
    func unclosedFootnote() {
        #expect(html("a[^x] b [^xyz\n\n[^x]: one\n").hasPrefix("<p>a<sup"))
        #expect(html("a[^x] b [^xyz\n\n[^x]: one\n").contains(" b [^xyz</p>"))
    }

    @Test(
        "an address of XMPP may name one resource behind it, and no path",
        arguments: [
            ("xmpp:foo@bar.baz/txt", "xmpp:foo@bar.baz/txt"),
            ("xmpp:foo@bar.baz/txt@bin.com", "xmpp:foo@bar.baz/txt@bin.com"),
            ("xmpp:foo@bar.baz/txt/bin", "xmpp:foo@bar.baz/txt"), ("xmpp:foo@bar.baz/(a)", "xmpp:foo@bar.baz"),
        ])
    func messengerAddress(_ text: String, _ address: String) {
        let rest = text.dropFirst(address.count)
        #expect(html(text) == "<p><a href=\"\(address)\">\(address)</a>\(rest)</p>\n")
    }

    @Test(
        "heading ids are GitHub's: lower case, hyphens, every script, unique",
        arguments: [
            ("Part 12", "part-12"), ("What's new?", "whats-new"), ("Größe & Maß", "größe--maß"), ("漢字 ok", "漢字-ok"),
            ("???", "section"),
        ])
    func headingIDs(_ title: String, _ id: String) {
        #expect(MarkdownDocument(parsing: "# \(title)").sections.first?.id == id)
    }

    @Test("equal headings get suffixes, explicit ids are kept and doubled ones reported")
    func uniqueIDs() {
        let document = MarkdownDocument(parsing: "# A\n# A\n# A-1\n# B {#mine}\n# C {#mine}")
        #expect(document.sections.map(\.id) == ["a", "a-1", "a-1-1", "mine", "mine-1"])
        #expect(document.sections.map(\.title) == ["A", "A", "A-1", "B", "C"])
        #expect(document.warnings.map(\.kind) == [.duplicateHeadingID("mine")])
    }
}

@Suite("Safety")
struct SafetyTests {
    @Test(
        "a URL that could run code gets no target",
        arguments: [
            "javascript:alert(1)", "JaVaScRiPt:x", "java\u{9}script:x", "vbscript:x", "data:text/html,x",
            "file:///etc/passwd", "&#106;avascript:x",
        ])
    func schemes(_ url: String) {
        #expect(html("[a](<\(url)>)") == "<p><a href=\"\">a</a></p>\n")
    }

    @Test("relative URLs with colons behind a slash, and allowed schemes, pass")
    func allowed() {
        #expect(
            html("[a](b/c:d) [e](mailto:f@g.h)") == "<p><a href=\"b/c:d\">a</a> <a href=\"mailto:f@g.h\">e</a></p>\n")
    }

    @Test("raw HTML is left out unless it is allowed")
    func rawHTML() {
        #expect(
            html("a <b>c</b>\n\n<script>x</script>")
                == "<p>a <!-- raw HTML omitted -->c<!-- raw HTML omitted --></p>\n<!-- raw HTML omitted -->\n")
        #expect(html("a <b>", HTMLOptions(allowsRawHTML: true)) == "<p>a <b></p>\n")
    }

    @Test(
        "nesting without end becomes plain text with a warning",
        arguments: [
            String(repeating: "> ", count: 5_000) + "a", String(repeating: "- ", count: 3_000) + "a",
            String(repeating: "**a *b ", count: 3_000) + String(repeating: "c* d**", count: 3_000),
        ])
    func nesting(_ markdown: String) {
        let document = MarkdownDocument(parsing: markdown)
        #expect(document.warnings.contains { $0.kind == .nestedTooDeep })
        #expect(!document.html().isEmpty)
    }

    @Test("a table cannot make cells without end")
    func tableBomb() {
        let header = String(repeating: "|a", count: 900) + "|\n" + String(repeating: "|-", count: 900) + "|\n"
        let document = MarkdownDocument(parsing: header + String(repeating: "|x\n", count: 20_000))
        #expect(document.blocks.count == 1)
        #expect(document.html().utf8.count < 1_000_000)
    }
}
