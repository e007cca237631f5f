import TestSupport
import Testing

@Suite("Golden queries, from outside")
struct GoldenQueryTests {
    @Test("a query may expect a page by name in a portal where no page calls another by name")
    func plainPages() throws {
        let project = try ProjectFolder()
        try project.linkTemplates()
        try project.write("content/guides/mast.md", "---\ntitle: Mast\n---\n\nA mast is tall.\n")
        try project.write("content/golden.yaml", "queries:\n  - {query: tall, expect: \"guide:mast\"}\n")
        let outcome = try project.run("check", "--golden")
        #expect(outcome.diagnostics == [])
    }
}
