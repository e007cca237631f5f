import Answers
import Diagnostics
import Foundation
import Portal
import Search
import TestSupport
import Testing

@testable import Site

/// An encoder of a few numbers that counts what is asked of it.
final class CountingEncoder: AnswerEncoder, @unchecked Sendable {
    let name = "counting"
    let hash = "fedcba9876543210"
    let width = 32
    let vocabulary = (0..<40).map { "word\($0)" }
    let shape = EncoderShape(layers: 0, width: 32, feedForwardWidth: 32, heads: 1, positions: 2, normEpsilon: 1e-12)
    private(set) var openedCount = 0
    private(set) var embeddedCount = 0

    func open() -> any AnswerEncoder {
        openedCount += 1
        return self
    }

    func tokens(of text: String) -> [Int] { text.split(separator: " ").map { $0.utf8.count % vocabulary.count } }

    func tensor(_ name: String) -> [Float] {
        let rows = name.contains("word_embeddings") ? vocabulary.count : name.contains("LayerNorm") ? 1 : 2
        return [Float](repeating: 0.5, count: rows * width)
    }

    func embed(_ texts: [String]) -> [[Float]] {
        embeddedCount += texts.count
        return texts.map { text in
            var vector = [Float](repeating: 0.01, count: width)
            for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
                vector[Int(word.utf8.reduce(UInt32(7)) { $0 &* 31 &+ UInt32($1) }) % width] += 1
            }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
    }
}

@Suite("Answers in a build")
struct AnswerBuildTests {
    private let encoder = CountingEncoder()

    private func input(_ site: SampleSite, known: AnswerCache = AnswerCache()) -> SiteInput {
        var input = site.input
        let encoder = encoder
        input.answers = AnswersInput(
            ledger: site.ledger ?? Ledger(), encoderName: encoder.name, encoderHash: encoder.hash,
            openEncoder: { _ in encoder.open() }, known: known)
        return input
    }

    @Test(
        "A build changes nothing that it is given: vectors go in and come out; a text is embedded once, and the encoder opened for new ones only"
    )
    func vectors() throws {
        let first = buildSite(input(.full))
        #expect(first.hasErrors == false)
        let made = try #require(first.answers)
        let count = encoder.embeddedCount
        #expect(count > 0)
        let again = buildSite(input(.full, known: made))
        #expect(encoder.embeddedCount == count)
        #expect(again.files() == first.files())
        #expect(try #require(again.answers).isSame(as: made))

        let opened = encoder.openedCount
        let unchanged = buildSite(input(.full, known: made), previous: first.cache)
        #expect(unchanged.answers == nil && unchanged.renderedCount == 0)
        #expect(encoder.openedCount == opened)

        var redrawn = SampleSite.full
        redrawn.theme = SampleSite.theme(adding: "<p>more</p>", to: "about-answers")
        let themed = buildSite(input(redrawn, known: made), previous: first.cache)
        #expect(encoder.openedCount == opened, "its files stand, and every text has a vector")
        #expect(themed.files(earlier: first.files()) == buildSite(input(redrawn)).files())

        let read = AnswerCache(decoding: made.encoded())
        #expect(read.isSame(as: made) && !read.isSame(as: AnswerCache()))
        #expect(AnswerCache(decoding: made.encoded().dropLast()).isSame(as: AnswerCache()))
    }

    @Test("an edited page embeds its own texts, and the files are those of a clean build")
    func edit() throws {
        let first = buildSite(input(.full))
        let known = try #require(first.answers)
        let before = encoder.embeddedCount
        var site = SampleSite.full
        site.pages["guides/start.md"]? += "\nA numbat eats ants and sleeps at night.\n"
        let second = buildSite(input(site, known: known), previous: first.cache)
        #expect((1..<8).contains(encoder.embeddedCount - before))
        #expect(second.files(earlier: first.files()) == buildSite(input(site)).files())
        let edited = try #require(second.answers)
        let gone = try #require(buildSite(input(.full, known: edited)).answers)
        #expect(gone.isSame(as: known), "vectors of texts that are gone are not kept")
    }

    @Test(
        "questions that a page states are answered with the requirement, its table's row, or what stands first under the heading"
    )
    func stated() throws {
        var site = SampleSite.full
        let body = """
            ## Keys

            Keys open doors. They wear out.

            - Staff MUST NOT lend keys. {#R1}

            | Door | Open |
            | --- | --- |
            | Front door of the house | at day {#R2} |
            """
        let questions = """
            questions:
              - {at: R1, asked_as: [may I lend a key, can a guest have my key]}
              - {at: POL-001-R2, asked_as: [when is the front door open]}
              - {at: keys, asked_as: [what are keys for]}
            """
        let policy = SampleSite.policy("POL-001", "Use", body)
        site.pages["policies/use.md"] = policy.replacingOccurrences(
            of: "id: POL-001", with: "id: POL-001\n" + questions)
        let linked = LinkedSite(input(site))
        #expect(linked.diagnostics.map(\.id.rawValue).contains("question-place") == false)
        let page = try #require(linked.answerPages.first { $0.path == "policies/use" })
        let pairs = page.publishedPairs(ledger: nil).filter { $0.origin == .curated }
        #expect(
            pairs.map { "\($0.question) -> \($0.quote)" } == [
                "may I lend a key -> Staff MUST NOT lend keys.", "can a guest have my key -> Staff MUST NOT lend keys.",
                "when is the front door open -> Front door of the house | at day",
                "what are keys for -> Keys open doors. They wear out.",
            ])
        #expect(pairs.allSatisfy { $0.section.text.contains($0.quote) })
    }

    @Test(
        "questions in files of their own are answered like those of front matter, which come first; a translation has its own"
    )
    func questionFiles() throws {
        var site = SampleSite.full
        site.settings += "\nlanguages: [de]"
        site.pages["guides/start.md"] = site.pages["guides/start.md"]?.replacingOccurrences(
            of: "title: Start", with: "title: Start\nquestions: [{at: one, asked_as: [what writes]}]")
        site.pages["de/guides/start.md"] = "---\ntitle: Anfang\n---\n\n## Eins\n\nEin Modell schreibt.\n"
        site.data = [
            "questions/guides/start.yaml": "questions: [{at: one, asked_as: [who writes, what writes]}]",
            "questions/de/guides/start.yaml":
                "questions: [{at: eins, asked_as: [wer schreibt], not_answered: [wer liest]}]",
            "questions/policies/use.yaml": "questions: [{at: rules, asked_as: [what do I read]}]",
        ]
        let linked = LinkedSite(input(site))
        #expect(linked.diagnostics.filter { $0.severity == .error } == [])
        func questions(_ path: String) throws -> [String] {
            let page = try #require(linked.answerPages.first { $0.path == path })
            return page.publishedPairs(ledger: nil).filter { $0.origin == .curated }.map {
                "\($0.question) -> \($0.quote)"
            }
        }
        let answer = "An LLM writes. pic"
        #expect(
            Array(try questions("guides/start").prefix(2)) == ["what writes -> \(answer)", "who writes -> \(answer)"])
        #expect(try questions("de/guides/start") == ["wer schreibt -> Ein Modell schreibt."])
        #expect(try questions("policies/use").map { $0.hasPrefix("what do I read -> Staff MUST read") } == [true])
        #expect(linked.answerPages.flatMap(\.nearMisses).map(\.question) == ["wer liest"])
        let build = buildSite(input(site))
        #expect(!build.outputs.contains { $0.path.hasPrefix("questions/") })
    }

    @Test("a place that is not there is told in the file of questions; a draft's file waits for its page")
    func misplacedQuestions() {
        var site = SampleSite.full
        site.data["questions/guides/start.yaml"] = "questions:\n  - at: on\n    asked_as: [who writes]"
        site.data["questions/policies/next.yaml"] = "questions:\n  - at: R9\n    ask: [who writes]"
        func told() -> [String] {
            site.build().diagnostics.filter { $0.path.hasPrefix("content/questions/") }.map {
                "\($0.path):\($0.range.start.line) \($0.id.rawValue)"
            }
        }
        #expect(told() == ["content/questions/guides/start.yaml:2 question-place"])
        site.includesDrafts = true
        #expect(
            told() == [
                "content/questions/guides/start.yaml:2 question-place",
                "content/questions/policies/next.yaml:2 question-place",
                "content/questions/policies/next.yaml:3 front-matter-unknown",
            ])
    }

    @Test("texts come from the cache: a page that did not change is not compiled again for its answers")
    func texts() throws {
        let first = buildSite(input(.full))
        let cache = BuildCache(decoding: first.cache.encoded(), threadCount: 2)
        let texts = try #require(cache.texts(of: "guides/start.md"))
        #expect(texts.map(\.title) == ["", "One"])
        #expect(SampleSite.full.build().cache.texts(of: "guides/start.md") == nil, "kept where nobody asks")
    }

    @Test("A check embeds nothing and writes no site: it opens no encoder, and still checks the page about answers")
    func unwanted() {
        let wanted: Set<OutputGroup> = [.content, .generated, .assets]
        #expect(buildSite(input(.full), wanted: wanted).diagnostics == buildSite(input(.full)).diagnostics)
        let opened = encoder.openedCount
        var site = SampleSite.full
        site.theme = SampleSite.theme(adding: "{{#curve}}<script>x</script>{{/curve}}", to: "about-answers")
        let build = buildSite(input(site), wanted: wanted)
        #expect(build.diagnostics.contains { $0.id.rawValue == "inline-code" && $0.path == "about-answers.mustache" })
        #expect(!build.outputs.contains { $0.path.hasPrefix("ask/") && $0.path != "ask/index.html" })
        site = .full
        site.pages["a.md"] = "---\ntitle: A\naliases: [ask/about.html]\n---\n"
        site.assets["search/index.js"] = "x"
        site.settings += "\nassets: [search/index.js]"
        #expect(
            buildSite(input(site), wanted: wanted).diagnostics.filter { $0.id.rawValue == "duplicate-url" }.map(\.path)
                == [
                    "content/ask/about.html", "content/search/index.js",
                ])
        #expect(encoder.openedCount == opened)
    }

    @Test("A draft's text is in no file: vectors, quotations, questions and older versions of pages included")
    func drafts() throws {
        var site = KeyTests.rich
        let secret = "The ferry is sold quietly before the summer, and its crew is told on the quay."
        let draft = try #require(site.pages["policies/next.md"]) + "\n\(secret)\n\n[plan](plan.csv)\n"
        site.pages["policies/next.md"] = draft
        site.assets["policies/plan.csv"] = "ferry,price\nthe old white one,2400000\n"
        let stated = "who buys the white ferry from us"
        site.data["questions/policies/next.yaml"] = "questions: [{at: rules, asked_as: [\(stated)]}]"
        let pair = LedgerPair(
            question: "When is the ferry sold, and to whom?", quote: secret, section: "rules", passage: "",
            status: .approved, reviewer: "R")
        site.ledger?.files["policies/next"] = LedgerFile(page: "policies/next", pairs: [pair], passages: [])
        let older = "---\ntitle: Start\nstatus: 'draft'\n---\n\nWho begins here leaves by the back door.\n"
        site.history?.versions["guides/start.md"]?.append(
            PageVersion(
                commit: "cc", date: CalendarDate(secondsSince1970: 0), author: "A", subject: "A door is planned",
                source: older))
        func leaks(_ site: SampleSite) -> [String] {
            let search = LeakSearch(
                secret: [
                    "next.md": Data(draft.utf8), "plan.csv": Data(site.assets["policies/plan.csv", default: ""].utf8),
                    "ledger": Data((pair.question + "\n" + pair.quote).utf8),
                    "older": Data((older + "A door is planned").utf8), "questions": Data(stated.utf8),
                ],
                open: site.pages.filter { $0.key != "policies/next.md" }.map { Data($0.value.utf8) }
                    + [Data(site.settings.utf8)])
            #expect(Set(search.bytes.values) == ["next.md", "plan.csv", "ledger", "older", "questions"])
            let build = buildSite(input(site))
            #expect(build.outputs.contains { $0.path.hasPrefix("ask/") && $0.path != "ask/index.html" })
            return search.leaks(
                in: Dictionary(
                    uniqueKeysWithValues: build.outputs.map { output in
                        guard case .bytes(let bytes) = output.content else { return (output.path, Data()) }
                        return (output.path, Data(bytes))
                    }))
        }
        #expect(leaks(site) == [])
        site.includesDrafts = true
        let found = leaks(site)
        for name in ["next.md", "plan.csv", "ledger"] {
            #expect(found.contains { $0.hasSuffix(" of \(name)") }, "\(name)")
        }
    }

    @Test("an encoder that cannot be opened is an error, told again in the next build")
    func failing() {
        var broken = SampleSite.full.input
        broken.answers = AnswersInput(
            ledger: Ledger(), encoderName: "e", encoderHash: "0", openEncoder: { _ in throw BrokenEncoder() })
        let build = buildSite(broken)
        #expect(build.diagnostics.filter { $0.severity == .error }.map(\.id.rawValue) == ["answers-failed"])
        #expect(buildSite(broken, previous: build.cache).diagnostics == build.diagnostics)
    }

    @Test(
        "No model is opened unless every model's licence is approved",
        arguments: [
            ("role: encoder", "prohibited"), ("role: encoder", "conditional"), ("role: generator", "prohibited"),
        ])
    func refused(_ role: String, _ decision: String) {
        var site = SampleSite.full
        site.settings += """

            models:
              - {\(role), name: M, licence: mit, files: [{source: m.bin, sha256: "\(String(repeating: "0", count: 64))"}]}

            """
        _ = buildSite(input(site))
        #expect(encoder.openedCount == 1, "with the licence approved, it is opened")
        site.pages["licences/mit.md"] = site.pages["licences/mit.md"]?.replacingOccurrences(
            of: "decision: approved", with: "decision: \(decision)")
        let build = buildSite(input(site))
        #expect(build.diagnostics.filter { $0.id.rawValue == "model-licence" }.count == 1)
        #expect(encoder.openedCount == 1)
        site.pages["licences/mit.md"] = nil
        #expect(buildSite(input(site)).diagnostics.contains { $0.id.rawValue == "model-licence" })
        #expect(encoder.openedCount == 1)
    }

    private struct BrokenEncoder: Error {}
}
