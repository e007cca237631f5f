import Portal
import Testing

@testable import Content

@Suite("Pages as they were committed")
struct CommittedPageTests {
    private func version(_ source: String) -> PageVersion {
        PageVersion(commit: "aa", date: CalendarDate(secondsSince1970: 0), author: "A", subject: "S", source: source)
    }

    @Test(
        "a draft is one however its status is written, and so is what cannot be read",
        arguments: [
            "---\ntitle: A\nstatus: draft\n---\n", "---\nstatus: 'draft'\n---\n", "---\nstatus: \"draft\" # yet\n---\n",
            "---\nstatus : draft\n---\n", "---\n\"status\": draft\n---\n", "---\n{title: A, status: draft}\n---\n",
            "---\nstatus:\n  draft\n---\n", "---\nstatus: \"dr\\x61ft\"\n---\n", "---\nstatus: !!str draft\n---\n",
            "---\r\nstatus: draft\r\n---\r\n", "\u{FEFF}---\nstatus: draft\n---\n", "---\nstatus: draft\n...\nText.\n",
            "---\nstatus: draft\nstatus: active\n---\n", "---\ntitle: [draft\n---\n", "---\nstatus: draft\n", "draft\n",
        ])
    func drafts(_ source: String) { #expect(version(source).isDraft) }

    @Test(
        "a page in force is no draft, whatever its text is about",
        arguments: [
            "---\ntitle: A\n---\n\nA draft.\n", "---\ntitle: On drafts\nstatus: active\n---\n",
            "---\ntitle: draft\nnothing: known\n---\n", "---\ntitle: \"a\\tb\"\nstatus: retired\n---\n",
            "---\r\ntitle: draft\r\n---\r\n",
        ])
    func pages(_ source: String) { #expect(!version(source).isDraft) }
}
