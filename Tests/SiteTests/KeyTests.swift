import Answers
import Diagnostics
import Foundation
import Portal
import Testing

@testable import Site

/// Whatever goes into a build is in its keys: nothing that is shown can be stale.
@Suite("Keys")
struct KeyTests {
    /// A site with decisions, a ledger and a history.
    static var rich: SampleSite {
        var site = SampleSite.full
        site.data["decisions.yaml"] = """
            uses: [{id: chat, title: Chat}]
            data: [{id: public, title: Public}]
            rules: [{id: r, ground: evaluation, when: {evaluation: [allowed]}, verdict: allowed, reason: Yes., because: evaluator}]
            """
        site.settings += OutputTests.models("First encoder")
        site.ledger = ledger("What does an LLM do?")
        site.history = history(["aa"])
        site.commit = SourceCommit(id: "dd", hasChanges: false)
        return site
    }

    private static func ledger(_ question: String, _ status: LedgerPair.Status = .approved) -> Ledger {
        let pair = LedgerPair(
            question: question, quote: "An LLM writes.", section: "one", passage: "", status: status, reviewer: "R")
        return Ledger(files: [LedgerFile(page: "guides/start", pairs: [pair], passages: [])])
    }

    private static func history(_ commits: [String]) -> ContentHistory {
        let versions = commits.map {
            PageVersion(
                commit: $0, date: CalendarDate(secondsSince1970: 0), author: "A", subject: "Subject \($0)",
                source: "---\ntitle: Start\n---\n\nText of \($0).\n")
        }
        return ContentHistory(versions: ["guides/start.md": versions], isShallow: false, showsAuthors: true)
    }

    struct Edit: Sendable, CustomTestStringConvertible {
        let name: String
        let apply: @Sendable (inout SampleSite) -> Void

        init(_ name: String, _ apply: @escaping @Sendable (inout SampleSite) -> Void) {
            self.name = name
            self.apply = apply
        }

        var testDescription: String { name }
    }

    /// An edit of everything that a user can edit.
    static let edits: [Edit] = [
        Edit("title in charter.yaml") { $0.settings = $0.settings.replacing("Test portal", with: "Other portal") },
        Edit("contact in charter.yaml") { $0.settings += "\ncontact: {name: Office, email: a@b.example}" },
        Edit("models in charter.yaml") { $0.settings = $0.settings.replacing("First encoder", with: "Second") },
        Edit("synonyms in charter.yaml") { $0.settings += "\nsearch: {synonyms: [{words: [writes, composes]}]}" },
        Edit("redirects in charter.yaml") { $0.settings += "\nredirects: [{from: gone.html, to: index.html}]" },
        Edit("review notice in charter.yaml") { $0.settings += "\nreview_notice_days: 5" },
        Edit("doors in charter.yaml") { $0.settings += "\ndoors: [{title: Enter, to: policies/use.html}]" },
        Edit("theme in charter.yaml") { $0.settings += "\ntheme: {accent: \"#1d4f73\", imprint: Us.}" },
        Edit("terms in charter.yaml") { $0.settings += "\nterms: []" },
        Edit("search off in charter.yaml") { $0.settings += "\nsearch: {enabled: false}" },
        Edit("a template") { $0.theme = SampleSite.theme(adding: "<p>more</p>", to: "page") },
        Edit("a partial") { $0.theme = SampleSite.theme(adding: "<p>more</p>", to: "partials/footer") },
        Edit("the template about answers") { $0.theme = SampleSite.theme(adding: "<p>m</p>", to: "about-answers") },
        Edit("a style sheet") { site in
            guard let index = site.theme.assets.firstIndex(where: { $0.path.hasSuffix(".css") }) else { return }
            site.theme.assets[index].bytes += Array("p { color: red }\n".utf8)
        },
        Edit("decisions.yaml") {
            $0.data["decisions.yaml"] = $0.data["decisions.yaml"]?.replacing("reason: Yes.", with: "reason: Indeed.")
        },
        Edit("no decisions.yaml") { $0.data["decisions.yaml"] = nil },
        Edit("exceptions.yaml") {
            $0.data["exceptions.yaml"] =
                "exceptions:\n  - {id: E1, reason: R, owner: A, requirement: POL-001-R1, approved_by: [B, C], from: 2026-10-01, until: 2027-09-30}\n"
        },
        Edit("stated questions") {
            $0.data["questions/guides/start.yaml"] = "questions: [{at: one, asked_as: [what writes]}]"
        },
        Edit("stated questions at a place that is not there") {
            $0.data["questions/guides/start.yaml"] = "questions: [{at: two, asked_as: [what writes]}]"
        },
        Edit("stated questions of a page that is not there") {
            $0.data["questions/guides/stat.yaml"] = "questions: [{at: one, asked_as: [what writes]}]"
        },
        Edit("a question in the ledger") { $0.ledger = ledger("What can an LLM do?") },
        Edit("a refusal in the ledger") { $0.ledger = ledger("What does an LLM do?", .rejected) },
        Edit("a file of the ledger whose page is gone") {
            $0.ledger?.files["gone"] = LedgerFile(page: "gone", pairs: [], passages: ["00"])
        },
        Edit("no answers") { $0.ledger = nil },
        Edit("a commit") { $0.history = history(["bb", "aa"]) },
        Edit("no history") { $0.history = nil },
        Edit("a commit of the same sources") { $0.commit = SourceCommit(id: "ee", hasChanges: false) },
        Edit("a change of the sources that is not committed") { $0.commit = SourceCommit(id: "dd", hasChanges: true) },
        Edit("no commit") { $0.commit = nil },
        Edit("a picture") { $0.assets["guides/pic.svg"]? += "<!-- more -->" },
        Edit("a new file beside pages") { $0.assets["guides/more.txt"] = "more" },
        Edit("assets in charter.yaml") {
            $0.assets["guides/more.txt"] = "more"
            $0.settings += "\nassets: [guides/*.txt]"
        },
        Edit("a file that no page links to any more") {
            $0.pages["guides/start.md"] = $0.pages["guides/start.md"]?.replacing(" ![pic](pic.svg)", with: "")
        },
        Edit("the words that an answer quotes") {
            $0.pages["guides/start.md"] = $0.pages["guides/start.md"]?.replacing("An LLM writes.", with: "It reads.")
        },
        Edit("the text of an introduction") { $0.pages["index.md"]? += "\nMore.\n" },
        Edit("a title") {
            $0.pages["guides/start.md"] = $0.pages["guides/start.md"]?.replacing("title: Start", with: "title: Begin")
        },
        Edit("the glossary") { $0.pages["glossary.md"]? += "\n## Model\n\nA file of numbers.\n" },
        Edit("no page") { $0.pages["policies/old.md"] = nil },
        Edit("the day") { $0.today = "2026-12-24" },
        Edit("drafts") { $0.includesDrafts.toggle() },
    ]

    @Test("after any edit, and after it is taken back, an incremental build is a clean one", arguments: edits)
    func incremental(_ edit: Edit) {
        let site = Self.rich
        let first = site.build()
        var edited = site
        edit.apply(&edited)
        let clean = edited.build()
        let second = edited.build(previous: BuildCache(decoding: first.cache.encoded(), threadCount: 2))
        let files = second.files(earlier: first.files())
        #expect(Set(files.keys) == Set(clean.files().keys))
        for (path, text) in clean.files() where files[path] != text { Issue.record("\(path) is stale") }
        #expect(second.diagnostics == clean.diagnostics)
        let third = site.build(previous: second.cache)
        #expect(third.files(earlier: files) == first.files())
        #expect(third.diagnostics == first.diagnostics)
        #expect(edited.input.contentHash != site.input.contentHash)
    }

    @Test("nothing changed: no file is looked at, let alone made")
    func unchanged() {
        let first = Self.rich.build()
        #expect(first.diagnostics.filter { $0.severity == .error }.map(\.summary) == [])
        let second = Self.rich.build(previous: first.cache)
        #expect(second.renderedCount == 0)
        #expect(second.cache.groups == first.cache.groups)
        #expect(Set(first.cache.groups.keys) == .all)
    }

    @Test(
        "a commit that changes no source changes the record of the build and the handbook, and nothing else is looked at"
    )
    func commit() throws {
        var site = Self.rich
        let first = site.build()
        site.commit = SourceCommit(id: "ff", hasChanges: true)
        let second = site.build(previous: first.cache)
        #expect(second.renderedCount <= 2)
        let changed = Set(second.outputs.map { [$0.path, $0.hash] }).subtracting(
            first.outputs.map { [$0.path, $0.hash] })
        #expect(Set(changed.map { $0[0] }) == ["api/build.json", Handbook.path])
        let text = try #require(second.files()["api/build.json"])
        #expect(text.contains("\"commit\": \"ff\"") && text.contains("\"uncommitted\": true"))
    }

    @Test("questions in a file of their own make the answers anew, and no page but the one about the answers")
    func statedQuestions() throws {
        var site = Self.rich
        site.data["questions/guides/start.yaml"] = "questions: [{at: one, asked_as: [what writes]}]"
        let first = site.build()
        #expect(first.hasErrors == false)
        site.data["questions/guides/start.yaml"] = "questions: [{at: one, asked_as: [what writes, who writes]}]"
        let second = site.build(previous: first.cache)
        #expect(second.files(earlier: first.files()) == site.build().files())
        let made = second.outputs.filter { if case .bytes = $0.content { true } else { false } }.map(\.path)
        #expect(made.allSatisfy { $0.hasPrefix("ask/") }, "\(made)")
        let changed = Set(second.outputs.map { [$0.path, $0.hash] }).subtracting(
            first.outputs.map { [$0.path, $0.hash] })
        let paths = Set(changed.compactMap(\.first))
        #expect(paths.contains { $0.hasPrefix("ask/a-") } && paths.contains { $0.hasPrefix("ask/n-") }, "\(paths)")
        #expect(paths.allSatisfy { $0.hasPrefix("ask/") }, "\(paths)")
        #expect(second.cache.groups.filter { first.cache.groups[$0.key] == $0.value }.keys.contains(.generated))
        #expect(!second.outputs.contains { $0.path.hasPrefix("questions/") })
    }

    @Test("the record names the writers of questions that are published, and the encoder where it was at hand")
    func record() throws {
        var site = Self.rich
        func models(_ build: SiteBuild) throws -> [String] {
            let text = try #require(build.files()["api/build.json"])
            return try JSONDecoder().decode(BuildRecord.self, from: Data(text.utf8)).models.map {
                "\($0.role) \($0.name)"
            }
        }
        #expect(try models(site.build()) == [])
        func pair(_ model: String, _ status: LedgerPair.Status) -> LedgerPair {
            LedgerPair(
                question: "What does \(model) do?", quote: "An LLM writes.", section: "one", passage: "", model: model,
                modelHash: "00", status: status, reviewer: "R")
        }
        let pairs = [
            pair("B", .approved), pair("A", .edited), pair("C", .rejected), pair("D", .generated), pair("A", .approved),
        ]
        site.ledger = Ledger(files: [LedgerFile(page: "guides/start", pairs: pairs, passages: [])])
        #expect(try models(site.build()) == ["generator A", "generator B"])
        var input = site.input
        input.answers?.openEncoder = { _ in CountingEncoder() }
        #expect(BuildRecord(input).models.map(\.role) == ["encoder", "generator", "generator"])
    }

    @Test(
        "what is made from many pages shows nothing of their bodies but what answers quote, and the words that govern")
    func bodies() {
        var site = Self.rich
        // Without a description, a page's first words are shown in lists.
        for path in site.pages.keys {
            site.pages[path] = site.pages[path]?.replacing("---\ntitle", with: "---\ndescription: D.\ntitle")
        }
        let before = site.build()
        for (path, text, telling) in [
            ("guides/start.md", "\nSee [[POL-001-R1]] and [[licence:mit]], an LLM.\n\n```\ncode\n```\n", []),
            ("licences/mit.md", "\nMore on [the guide](../guides/start.md#one).\n", ["api/portal.json"]),
            ("glossary.md", "\nA second paragraph of the entry, with [[guide:start]].\n", []),
        ] as [(String, String, [String])] {
            var edited = site
            edited.pages[path]? += text
            let after = edited.build()
            let changed = Set(after.outputs.map { [$0.path, $0.hash] }).subtracting(
                before.outputs.map { [$0.path, $0.hash] })
            let generated = Set(
                after.cache.fileHashes.keys.filter { after.cache.output($0)?.group == .generated })
            #expect(changed.compactMap(\.first).filter(generated.contains) == telling, "\(path)")
        }
    }

    // MARK: Inputs by name

    /// For each part of an input an edit of it, or nil where it changes no byte of the site.
    private static let parts: [String: (@Sendable (inout SiteInput) -> Void)?] = [
        "tree.pages": { $0.tree.pages[0].bytes += [10] },
        "tree.assets": { $0.tree.assets[0].bytes += [10] },
        "tree.data": { $0.tree.data[0].bytes += [10] },
        "tree.diagnostics": { $0.tree.diagnostics.append(Diagnostic(.error, .brokenLink, path: "y", "z")) },
        "theme.folders": { $0.theme.folders.append("x") },
        "theme.templates": { $0.theme.templates[0].text += " " },
        "theme.assets": { $0.theme.assets[0].bytes += [10] },
        // Their source stands for them.
        "settings": nil,
        "settingsSource": { $0.settingsSource += [10] },
        "today": { $0.today = CalendarDate(secondsSince1970: 0) },
        "includesDrafts": { $0.includesDrafts.toggle() },
        "pathPrefix": { $0.pathPrefix = "x/" },
        "version": { $0.version = "x" },
        "toolIdentity": { $0.toolIdentity = "x" },
        "threadCount": nil,
        "answers.ledger": { $0.answers?.ledger.files = [:] },
        "answers.diagnostics": { $0.answers?.diagnostics.append(Diagnostic(.error, .brokenLink, path: "y", "z")) },
        "answers.encoderName": { $0.answers?.encoderName = "x" },
        "answers.encoderHash": { $0.answers?.encoderHash = "x" },
        "answers.openEncoder": { $0.answers?.openEncoder = { _ in CountingEncoder() } },
        // What is known need not be made again; that is all.
        "answers.known": nil,
        "answers.isFrozen": { $0.answers?.isFrozen.toggle() },
        "commit": { $0.commit?.id = "x" },
        "licenceTexts": { $0.licenceTexts["00"] = [1] },
        "history.versions": { $0.history?.versions = [:] },
        "history.isShallow": { $0.history?.isShallow.toggle() },
        "history.showsAuthors": { $0.history?.showsAuthors.toggle() },
    ]

    @Test("Every input of a build is in its keys: each part is in the hash of all, and no part is missing here")
    func parts() throws {
        let input = Self.rich.input
        var names: Set<String> = []
        for child in Mirror(reflecting: input).children {
            let name = try #require(child.label)
            let mirror = Mirror(reflecting: child.value)
            let value = mirror.displayStyle == .optional ? mirror.children.first?.value ?? child.value : child.value
            if ["tree", "theme", "answers", "history"].contains(name) {
                names.formUnion(Mirror(reflecting: value).children.map { "\(name).\($0.label ?? "")" })
            } else {
                names.insert(name)
            }
        }
        #expect(names == Set(Self.parts.keys))
        for case (let name, let edit?) in Self.parts {
            var edited = input
            edit(&edited)
            #expect(edited.contentHash != input.contentHash, "\(name)")
        }
    }
}
