import Portal
import Search
import Testing

@testable import Answers

@Suite("Ledger")
struct LedgerTests {
    private let portal = TestPortal([
        (
            "Rules",
            [("Keys", "Staff MUST NOT enter keys into any model. The office answers within ten days.")]
        ),
        ("Guide", [("Cost", "A machine costs the same in a busy month.")]),
    ])

    private var writer: ScriptedWriter {
        ScriptedWriter([
            "Staff MUST NOT enter keys into any model.": ["May I enter keys into a model?"],
            "The office answers within ten days.": ["How long does the office take to answer?"],
            "A machine costs the same in a busy month.": ["What does a machine cost in a busy month?"],
        ])
    }

    private func update(
        _ portal: TestPortal, _ ledger: Ledger, _ writer: ScriptedWriter, store: MemoryStore = MemoryStore()
    ) throws
        -> [LedgerFile]
    {
        let encoder = WordCountEncoder()
        return try LedgerUpdate(
            pages: portal.pages, searcher: try portal.searcher(), encoder: encoder,
            pipeline: QuestionPipeline(writer: writer, encoder: encoder, settings: QuestionSettings()),
            writerName: writer.name, writerHash: writer.hash, store: store
        ).run(on: ledger).files
    }

    private func decided(_ file: LedgerFile, _ status: LedgerPair.Status) -> LedgerFile {
        LedgerFile(
            page: file.page,
            pairs: file.pairs.map { pair in
                var pair = pair
                pair.status = status
                pair.reviewer = "Ana"
                return pair
            }, passages: file.passages)
    }

    @Test("what is written is read back as it was, whatever the texts hold")
    func roundTrip() {
        let pair = LedgerPair(
            question: "Is \"a: b\" # {x} \\ allowed?", quote: "- 'Yes', & <no>\u{2028}|\t€", section: "s-1",
            passage: "00ff",
            model: "m", modelHash: "ab", scores: .init(choice: 0.5, likelihood: -0.25, similarity: 0.125),
            status: .edited,
            reviewer: "yes")
        let plain = LedgerPair(question: "What?", quote: "null", section: "", passage: "", status: .rejected)
        let file = LedgerFile(page: "a/b", pairs: [pair, plain], passages: ["1e10", "00ff"])
        let (read, problems) = LedgerFile.read(file.yaml, page: "a/b", path: "x.yaml")
        #expect(problems.isEmpty)
        #expect(read == file)
        #expect(read.yaml == file.yaml)
    }

    @Test("a damaged file is a diagnostic at its place and loses nothing else")
    func damaged() {
        let (file, problems) = LedgerFile.read(
            "pairs:\n  - question: \"A?\"\n    quote: b\n    status: perhaps\n  - question: \"C?\"\n    quote: d\n    status: approved\n",
            page: "p", path: "p.yaml")
        #expect(problems.count == 1)
        #expect(problems[0].range.start.line == 4)
        #expect(file.pairs.map(\.question) == ["C?"])
    }

    @Test("new passages get questions; a second run writes nothing and asks no model")
    func update() throws {
        let model = writer
        let files = try update(portal, Ledger(), model)
        #expect(files.flatMap(\.pairs).map(\.question).count == 3)
        #expect(files.allSatisfy { !$0.passages.isEmpty })
        let calls = model.calls
        #expect(try update(portal, Ledger(files: files), model) == files)
        #expect(model.calls == calls)
    }

    @Test("a run that was cut off takes up what it had written")
    func resume() throws {
        let store = MemoryStore()
        let first = writer, second = writer
        let files = try update(portal, Ledger(), first, store: store)
        #expect(try update(portal, Ledger(), second, store: store) == files)
        #expect(second.calls == 0)
    }

    @Test("a run that fails in the middle keeps what was done, and the next one writes only the rest")
    func resumeAfterFailure() throws {
        let expected = try update(portal, Ledger(), writer)
        let store = MemoryStore(room: 1)
        let first = writer, second = writer
        #expect(throws: MemoryStore.Full.self) { try update(portal, Ledger(), first, store: store) }
        #expect(first.calls == 2 && store.kept.count == 1)
        store.room = .max
        #expect(try update(portal, Ledger(), second, store: store) == expected)
        #expect(second.calls == 1)
    }

    @Test("the same passage on two pages is written on once and counted twice")
    func samePassage() throws {
        var twice = portal
        let page = try #require(twice.pages.first { $0.path == "rules" })
        twice.pages.append(
            AnswerPage(
                url: "zcopy.html", path: "zcopy", title: page.title, kind: page.kind, status: page.status,
                sections: page.sections))
        let model = writer, encoder = WordCountEncoder()
        var done: [Int] = []
        let counts = try LedgerUpdate(
            pages: twice.pages, searcher: try twice.searcher(), encoder: encoder,
            pipeline: QuestionPipeline(writer: model, encoder: encoder, settings: QuestionSettings()),
            writerName: model.name, writerHash: model.hash, store: MemoryStore()
        ).run(on: Ledger()) { count, total, _ in
            #expect(total == 3)
            done.append(count)
        }.counts
        #expect(model.calls == 2)
        #expect(counts.passages == 3)
        #expect(done == [1, 2, 3])
    }

    @Test(
        "what people decided stays when the text changes, and is reported; what only a model wrote goes with its passage"
    )
    func edits() throws {
        let files = try update(portal, Ledger(), writer)
        let reviewed = files.map { decided($0, $0.page == "rules" ? .approved : .generated) }
        let changed = TestPortal([
            ("Rules", [("Keys", "Staff MUST NOT enter keys into any model. The office answers within five days.")]),
            ("Guide", [("Cost", "A machine is cheap.")]),
        ])
        let next = try update(changed, Ledger(files: reviewed), ScriptedWriter([:]))
        let ledger = Ledger(files: next)
        #expect(ledger.files["rules"]?.pairs.count == 2)
        #expect(ledger.files["guide"]?.pairs.isEmpty == true)
        let found = ledger.diagnostics(for: changed.pages, pathPrefix: "content/")
        #expect(Set(found.map(\.id.rawValue)) == ["answer-needs-review", "answer-quote-gone"])
        // Until somebody looks, neither is shown.
        let page = changed.pages.first { $0.path == "rules" }
        #expect(page?.publishedPairs(ledger: ledger.files["rules"]).contains { $0.origin != .statement } == false)
    }

    @Test("a rejected pair does not return, and its words are not offered by themselves")
    func rejected() throws {
        let files = try update(portal, Ledger(), writer).map { decided($0, .rejected) }
        // The passage counts as new again, and the model writes the same.
        let forgotten = Ledger(files: files.map { LedgerFile(page: $0.page, pairs: $0.pairs, passages: []) })
        let next = try update(portal, forgotten, writer)
        #expect(next.flatMap(\.pairs).allSatisfy { $0.status == .rejected })
        #expect(portal.pages.allSatisfy { $0.publishedPairs(ledger: Ledger(files: next).files[$0.path]).isEmpty })
    }

    @Test("frozen, a ledger behind its content is an error; a file without a page is a warning")
    func frozen() {
        let stray = Ledger(files: [LedgerFile(page: "gone", pairs: [], passages: ["x"])])
        let found = stray.diagnostics(for: portal.pages, pathPrefix: "content/", isFrozen: true)
        #expect(found.map(\.id.rawValue).sorted() == ["answers-behind", "answers-behind", "answers-without-page"])
        #expect(stray.diagnostics(for: portal.pages, drafts: ["gone"], pathPrefix: "content/").isEmpty)
    }
}
