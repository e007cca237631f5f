import Content
import Portal
import Primitives
import Testing

@testable import Importer

@Suite("Pages of other tools")
struct PlanImportTests {
    private func plan(_ origin: Origin, _ pages: [String: String], files: Set<String> = [], kind: PageKind = .guide)
        -> ImportPlan
    {
        planImport(
            ImportSource(origin: origin, paths: files.union(pages.keys), pages: pages, read: { pages[$0] }),
            ImportRequest(
                kind: kind, today: CalendarDate(secondsSince1970: 1_790_000_000), writesNumbers: kind == .policy,
                taken: [],
                policyIDs: (1...9).map { "POL-00\($0)" }))
    }

    private func body(_ origin: Origin, _ text: String, files: Set<String> = []) -> String {
        let page = plan(origin, ["a.md": "# A\n\n" + text, "b.md": "# B\n\n## Old part\n"], files: files).pages[0].text
        return page.components(separatedBy: "---\n").dropFirst(2).joined(separator: "---\n").trimmed
    }

    @Test(
        "links lead to where their targets are, and those that lead nowhere become their text",
        arguments: [
            ("[b](b.md)", "[b](b.md)"), ("[b](./b)", "[b](b.md)"),
            ("[b](../b/#old-part \"T\")", "[b](b.md#old-part \"T\")"),
            ("[b](b.md#Old_Part)", "[b](b.md#old-part)"), ("[b](b.md#gone)", "[b](b.md)"), ("[c](c.md)", "c"),
            ("[![k](k.png)](gone.md)", "![k](k.png)"), ("[![gone](no.png)](b.md)", "[gone](b.md)"),
            ("![](https://a.example/x.png)", "[Picture](https://a.example/x.png)"), ("`[c](c.md)`", "`[c](c.md)`"),
            ("[`c`](c.md) and [w](https://a.example/(x))", "`c` and [w](https://a.example/(x))"),
            ("[x](<my file.pdf>)", "[x](<my file.pdf>)"), ("[a\\](c.md)", "[a\\](c.md)"),
            ("[b][1]\n\n[1]: b.md", "[b][1]\n\n[1]: b.md"),
            ("```\n[c](c.md)\n```", "```\n[c](c.md)\n```"),
            ("[mail](mailto:a@b.example)", "[mail](mailto:a@b.example)"),
        ])
    func links(_ source: String, _ expected: String) {
        #expect(body(.markdown, source, files: ["k.png", "my file.pdf"]) == expected)
    }

    @Test(
        "raw HTML becomes markdown, or leaves its text",
        arguments: [
            ("<b>x</b> <em>y</em> <kbd>z</kbd>", "**x** *y* `z`"), ("<a href=\"b.md\">b</a>", "[b](b.md)"),
            ("<img src='k.png' alt=\"K\" width=3>", "![K](k.png)"), ("a<!-- b -->c", "ac"), ("<!--\nb\n-->\nc", "c"),
            ("<div class=\"x\">c</div>", "c"), ("<https://a.example>", "<https://a.example>"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("`<b>`", "`<b>`"), ("a<br>b", "a\\\nb"), ("<script>alert(1)</script>c", "c"),
            ("a<SCRIPT>alert(1)</Script>c<Style>d</STYLE>", "ac"),
        ])
    func html(_ source: String, _ expected: String) {
        #expect(body(.markdown, source, files: ["k.png"]) == expected)
    }

    @Test("a page is a draft with a title, whatever it was")
    func drafts() {
        for text in ["", "Text", "# T\n", "---\ndraft: false\nstatus: active\n---\n", "+++\ntitle = \"T\"\n+++\n"] {
            let page = plan(.markdown, ["some-page.md": text]).pages[0]
            #expect(page.text.contains("\nstatus: draft\n") && page.text.hasPrefix("---\ntitle: \""))
        }
    }

    @Test(
        "front matter that cannot be read is told with its line",
        arguments: [
            ("---\ntitle: A\ntitle: B\n---\n", 2, "key 'title' appears twice"),
            ("---\ntitle: A\n\tb: [\n---\n", 3, "found a tab character that violates indentation"),
            ("---\n" + aliasBomb + "---\n", 16, "found aliases that make more than 100000 values"),
        ])
    func unreadable(_ text: String, _ line: Int, _ problem: String) {
        #expect(plan(.markdown, ["a.md": text]).problems == ["a.md:\(line): front matter cannot be read: \(problem)"])
    }

    @Test("two pages of one name get two names, and what is taken stays")
    func names() {
        let plan = plan(.markdown, ["A/index.md": "a", "a.md": "b", "x?.md": "c"])
        #expect(plan.pages.map(\.path) == ["guides/A.md", "guides/a-2.md", "guides/x.md"])
    }

    @Test("a link to a page that another name was given leads there")
    func renamed() {
        let plan = plan(
            .mkdocs, ["docs/index.md": "# Start here\n\n[x](x%3F.md)\n", "docs/x?.md": "# X\n\n[home](index.md)\n"])
        #expect(plan.pages[0].text.contains("[x](x.md)") && plan.pages[1].text.contains("[home](start-here.md)"))
    }

    @Test("any text is a page of every tool, and the import ends", arguments: Origin.allCases)
    func anything(_ origin: Origin) {
        let parts = [
            "!!! note", "??? tip \"", ":::note", ":::", "{{< a \"b\" >}}", "{{< /a >}}", "{{% notice %}}", "{% end %}",
            "{{ a() }}",
            "[", "](", ")", "![", "`", "```", "\n", "\n\n", "    ", "<b>", "</b>", "<!--", "-->", "<img src=", ">",
            "{ #a .b }", "# ",
            "must", "MUST. ", "ä", "\\", "\"", "=== \"x\"", "--8<-- \"a.md\"", "+++\n", "---\n", "a: b\n", "| a |",
            "<TabItem label=\"x\">",
            "{/*", "*/}", "import x from 'y'", "[^1]: ", "[1]: a.md", "\r\n", "\t",
        ]
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<150 {
            let text = (0..<next(50)).map { _ in parts[next(parts.count)] }.joined()
            let plan = plan(origin, ["a.md": text], kind: .policy)
            for page in plan.pages {
                #expect(page.text.hasPrefix("---\n") && page.text.contains("\nstatus: draft\n"))
                #expect(
                    page.sourceLines.count == page.text.split(separator: "\n", omittingEmptySubsequences: false).count
                        - 1)
            }
        }
    }
}

/// Each list names the one before twice.
private let aliasBomb =
    "a0: &a0 [x]\n" + (1...30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
