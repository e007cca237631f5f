import Content
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Portal

/// Licences' analysis, exceptions, deployments, frameworks, reviews, results and estimates.
@Suite("Analysis and registers")
struct RegisterTests {
    private static let licence = SamplePage.licence()

    private func library(
        _ files: [SourceFile], assets: [SourceFile] = [], data: [String: String] = [:], settings: String? = nil
    ) -> Library {
        let pages = files.map(read)
        let data = data.map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) }
        return Library(
            pages: pages, assets: [], generatedRoutes: [],
            settings: SiteSettings.read(settings.map { "title: T\n" + $0 }, path: "").0, today: today,
            includesDrafts: false,
            dataFiles: DataFiles(pages: pages, assets: assets, data: data, pathPrefix: "content/"))
    }

    // MARK: Licences

    @Test("risk adds up what the terms weigh, the heaviest first, with their clauses")
    func risk() throws {
        let page = read(
            file(
                "licences/l.md",
                Self.licence + "\nclauses:\n  - tags: [terms-may-change]\n    section: \"4.1\"\n"))
        let risk = LicenceRisk(try #require(page.licence))
        #expect(risk.level == .high)
        #expect(risk.contributions.first?.tag.tag == "terms-may-change")
        #expect(risk.contributions.first?.clauses.map(\.section) == ["4.1"])
        let mild = read(
            file("licences/l.md", Self.licence.replacingOccurrences(of: ", terms-may-change", with: "")))
        #expect(LicenceRisk(try #require(mild.licence)).level == .medium)
    }

    @Test(
        "a service owes what a product does where hosting counts as handing on; what is not permitted is to be asked for"
    )
    func duties() throws {
        let licence = try #require(read(file("licences/l.md", Self.licence)).licence)
        let service = licence.duties(in: .offerService).map(\.tag.tag)
        #expect(service.contains("include-copyright") && service.contains("hosted-is-distribution"))
        let plain = read(
            file("licences/l.md", Self.licence.replacingOccurrences(of: "hosted-is-distribution, ", with: "")))
        #expect(plain.licence?.duties(in: .offerService).map(\.tag.tag).contains("include-copyright") == false)
        #expect(licence.duties(in: .shipProduct).contains { $0.tag.tag == "distribution" })
        // A service hands on no copies, so no Notice file goes with them; a tuned model is named all the same.
        let noticed = try #require(
            read(
                file(
                    "licences/l.md",
                    Self.licence.replacingOccurrences(
                        of: "include-copyright]", with: "include-copyright, notice-string]")
                )
            ).licence)
        #expect(noticed.duties(in: .shipProduct).map(\.tag.tag).contains("notice-string"))
        #expect(!noticed.duties(in: .offerService).map(\.tag.tag).contains("notice-string"))
        #expect(service.contains("naming-prefix"))
        #expect(
            licence.duties(in: .runInternally).map(\.tag.tag).sorted() == [
                "acceptable-use-policy", "terms-may-change", "use-restrictions",
            ])
    }

    @Test("ids, approval by OSI and clauses are held against the SPDX list and the page")
    func licenceRules() {
        func problems(_ change: (String) -> String) -> [String] {
            library([file("licences/l.md", change(Self.licence))]).diagnostics.map(\.id.rawValue)
        }
        #expect(problems { $0 } == [])
        #expect(problems { $0.replacingOccurrences(of: "Barr", with: "Apache-3.0") } == ["unknown-licence-id"])
        #expect(problems { $0.replacingOccurrences(of: "Barr", with: "MIT") } == ["osi-approval"])
        #expect(
            problems { $0 + "\nclauses:\n  - tags: [indemnity]\n    section: \"1\"\n    quote: x\n" } == ["clause-tag"])
        #expect(problems { $0 + "\nreplaces: k" } == ["broken-reference"])
        let unknown = library([
            file("licences/l.md", Self.licence.replacingOccurrences(of: "Barr", with: "Apache-2.00"))
        ]).diagnostics
        #expect(unknown.first?.fixes.first?.replacement == "Apache-2.0")
    }

    @Test("a changed text beside the page marks the page and the models under it")
    func changedText() {
        func problems(_ hash: String) -> [String] {
            library(
                [
                    file(
                        "licences/l.md",
                        Self.licence + "\ntext: {source: l.txt, sha256: \(hash), retrieved: 2026-01-01}\n"),
                    file("evaluations/m.md", SamplePage.evaluation(licence: "l")),
                ], assets: [SourceFile(path: "licences/l.txt", bytes: Array("You may run it.".utf8))]
            ).diagnostics.map { "\($0.id.rawValue) \($0.path)" }
        }
        #expect(problems("5576a10a82b28a0f20a1bcde27644292bdd736db979200e69d5000a177871cc1") == [])
        #expect(
            problems(String(repeating: "0", count: 64)).sorted() == [
                "licence-text content/evaluations/m.md", "licence-text content/licences/l.md",
            ])
        #expect(problems("0123") == ["licence-text content/licences/l.md"])
    }

    // MARK: Registers

    @Test("exceptions: length, end, approvers and requirement are checked")
    func exceptions() {
        func problems(_ entry: String) -> [String] {
            library(
                [policy("POL-001", body: "Staff MUST ask. {#R1}")],
                data: ["exceptions.yaml": "exceptions:\n  - {id: E1, reason: R, owner: A, \(entry)}\n"]
            ).diagnostics.map(\.id.rawValue)
        }
        let good = "requirement: POL-001-R1, approved_by: [B, C], from: 2026-10-01, until: 2027-09-30"
        #expect(problems(good) == [])
        #expect(problems(good.replacingOccurrences(of: "2027-09-30", with: "2027-10-02")) == ["exception-length"])
        #expect(problems(good.replacingOccurrences(of: "2027-09-30", with: "2026-10-31")) == ["exception-expired"])
        #expect(problems(good.replacingOccurrences(of: "[B, C]", with: "[A, B]")) == ["exception-approval"])
        #expect(problems(good.replacingOccurrences(of: "[B, C]", with: "[B, b]")) == ["exception-approval"])
        #expect(problems(good.replacingOccurrences(of: "R1,", with: "R9,")) == ["broken-reference"])
    }

    @Test("a deployment that runs a blocked model is a warning, or an error where charter.yaml says so")
    func deployments() {
        let data = [
            "deployments.yaml":
                "deployments: [{id: d, title: D, owner: O, models: [m], use: chat, data: public}]",
            "decisions.yaml": """
            uses: [{id: chat, title: Chat}]
            data: [{id: public, title: Public}]
            rules: [{id: r, ground: evaluation, when: {evaluation: [blocked]}, verdict: blocked, reason: No., because: evaluator}]
            """,
        ]
        let files = [
            file("licences/l.md", Self.licence), file("evaluations/m.md", SamplePage.evaluation(licence: "l")),
        ]
        let warned = library(files, data: data).diagnostics
        #expect(warned.map(\.id) == [.blockedModelInUse] && warned[0].severity == .warning)
        let failed = library(files, data: data, settings: "fail_on: [blocked model in use]").diagnostics
        #expect(failed.map(\.severity) == [.error])
        var unknown = data
        unknown["deployments.yaml"] = "deployments: [{id: d/e, title: D, owner: O, models: [n], use: chatt}]"
        #expect(
            library(files, data: unknown).diagnostics.map(\.id.rawValue).sorted() == [
                "broken-reference", "deployment-entry", "deployment-entry",
            ])
    }

    @Test("frameworks: items are found by number, unknown ones are said, policies in force count")
    func frameworks() throws {
        let library = library([
            policy(
                "POL-001", body: "Text.",
                extra: "maps_to: {eu_ai_act: [\"Article 5 (x)\"], nist_ai_rmf: [GOVERN 1.1, GOVERN 9.9]}"),
            policy("POL-002", body: "Text.", extra: "maps_to: {eu_ai_act: [\"Article 50\"]}"),
        ])
        #expect(library.diagnostics.map(\.id.rawValue) == ["unknown-framework-item"])
        let act = try #require(Framework.all.first { $0.slug == "eu-ai-act" })
        let five = try #require(act.items.first { $0.id == "Article 5" })
        #expect(library.policies(mappedTo: five, of: act).map(\.slug) == ["pol-001"])
        #expect(act.item(named: "Article 50 (y)")?.id == "Article 50")
        #expect(Framework.all.first { $0.slug == "nist-ai-rmf" }?.items.count == 72)
        #expect(Framework.all.first { $0.slug == "iso-42001" }?.item(named: "A.6.1.2 X")?.id == "A.6.1.2")
    }

    @Test("a policy in force needs an approval by somebody else than its author")
    func approvals() {
        func problems(_ change: (String) -> String) -> [String] {
            let source = policy("POL-001", body: "Text.")
            let text = change(String(decoding: source.bytes, as: UTF8.self))
            return library([SourceFile(path: source.path, bytes: Array(text.utf8))]).diagnostics.map(\.id.rawValue)
        }
        #expect(problems { $0 } == [])
        #expect(problems { $0.replacingOccurrences(of: "approved: 2026-01-01\n", with: "") } == ["not-approved"])
        #expect(problems { $0.replacingOccurrences(of: "owner:", with: "author: board\nowner:") } == ["self-approval"])
    }

    @Test("a review is bound to the text: another text shows, another date of review does not")
    func reviews() {
        let body = "---\ntitle: T\nreview_by: 2027-01-01\n---\n\nText.\n"
        let hash = hashOfReviewedText(body)
        func page(_ text: String, reviewBy: String = "2027-01-01") -> Page {
            read(
                file(
                    "a.md", "title: T\nreview_by: \(reviewBy)\nreview:\n  by: B\n  on: 2026-01-01\n  sha256: \(hash)",
                    body: text))
        }
        #expect(!page("Text.").isChangedSinceReview)
        #expect(!page("Text.", reviewBy: "2028-01-01").isChangedSinceReview)
        #expect(page("Other text.").isChangedSinceReview)
        #expect(hashOfReviewedText(body.replacingOccurrences(of: "\n", with: "\r\n")) == hash)
    }

    // MARK: Results and estimates

    @Test("only results with the same stated settings are compared; overlapping intervals are said")
    func comparisons() {
        func result(_ value: Double, shots: Int = 0, error: Double? = 0.02) -> ModelResult {
            var result = ModelResult(task: "t", metric: "acc", value: value, source: "s")
            (result.shots, result.chatTemplate, result.harness, result.ranBy, result.error) = (
                shots, false, "h", "us", error
            )
            return result
        }
        let a = read(file("evaluations/a.md", "title: A")), b = read(file("evaluations/b.md", "title: B"))
        let near = ResultComparison.all([(a, result(0.50)), (b, result(0.52))])
        #expect(
            near.map { $0.entries.map(\.model.title) } == [["B", "A"]]
                && near[0].words.contains("overlap: the difference may be chance"))
        #expect(ResultComparison.all([(a, result(0.2)), (b, result(0.6))])[0].words.contains("do not overlap"))
        #expect(ResultComparison.all([(a, result(0.5)), (b, result(0.5, shots: 5))]).isEmpty)
        #expect(
            ResultComparison.all([
                (a, ModelResult(task: "t", metric: "m", value: 1, source: "s")),
                (b, ModelResult(task: "t", metric: "m", value: 2, source: "s")),
            ]).isEmpty)
    }

    /// Sizes of published GGUF files in GB of 10^9 bytes. Files keep some layers finer than their name says, which shows in a tiny
    /// model, where the embeddings are a fifth of all weights.
    @Test(
        "weights come close to published files",
        arguments: [
            ("Llama 3.3 70B Q4_K_M", 70.6, 4.85, 42.5, 0.01), ("Llama 3.3 70B Q8_0", 70.6, 8.5, 74.9, 0.01),
            ("SmolLM2-135M Q4_1", 0.1345, 5.0, 0.0984, 0.15),
        ])
    func weights(name: String, parameters: Double, bits: Double, gigabytes: Double, tolerance: Double) {
        let shape = ModelShape(layers: 1, width: 1, cacheWidth: 1, vocabulary: 1)
        let bytes = MemoryEstimate(shape: shape, parameters: parameters, bits: bits).weights * 1_073_741_824
        #expect(abs(bytes / 1e9 / gigabytes - 1) < tolerance, "\(name): \(bytes / 1e9)")
    }

    @Test("the cache of a model follows its shape: 40 GiB for Llama 3.3 70B at full length, little with windows")
    func cache() {
        let llama = ModelShape(layers: 80, width: 8192, cacheWidth: 2048, vocabulary: 128_256)
        #expect(MemoryEstimate(shape: llama, parameters: 70.6, bits: 16, context: 131_072).cache == 40)
        let window = ModelShape(layers: 10, width: 1, cacheWidth: 1024, windowLayers: 9, window: 1024, vocabulary: 1)
        let long = MemoryEstimate(shape: window, parameters: 1, bits: 16, context: 10_240)
        #expect(long.cache * 1_073_741_824 == 1024 * 2 * (10_240 + 9 * 1024))
    }

    @Test("costs: owning pays off where the API costs more than running")
    func costs() {
        var cost = CostEstimate()
        (cost.price, cost.years, cost.watts, cost.staffHours) = (4800, 4, 0, 1)
        (cost.hourlyRate, cost.inputTokens, cost.outputTokens, cost.inputPrice) = (100, 200, 0, 2)
        #expect(cost.own == 200 && cost.api == 400 && cost.monthsToBreakEven == 16 && cost.tokensToBreakEven == 100)
        cost.inputPrice = 0.1
        #expect(cost.monthsToBreakEven == nil)
    }
}

/// What changed between two texts.
@Suite("Frameworks")
struct FrameworkTests {
    @Test("an item stands once in its framework, and the core of NIST's has its 72 subcategories")
    func items() {
        for framework in Framework.all {
            #expect(Set(framework.items.map(\.id)).count == framework.items.count, "\(framework.name)")
        }
        let byFunction = Dictionary(grouping: Framework.all.last?.items ?? []) { $0.id.prefix { $0 != " " } }
        #expect(byFunction.mapValues(\.count) == ["GOVERN": 19, "MAP": 18, "MEASURE": 22, "MANAGE": 13])
    }
}

@Suite("Word differences")
struct WordDifferenceTests {
    private func marked(_ old: String, _ new: String) -> String {
        WordDifference(from: old[...], to: new[...]).pieces.map { piece in
            switch piece.kind {
            case .same: piece.text
            case .added: "[+\(piece.text)]"
            case .removed: "[-\(piece.text)]"
            case .gap: "…"
            }
        }.joined()
    }

    @Test("words are marked, not lines")
    func words() {
        #expect(marked("Staff MUST ask first.", "Staff SHOULD ask first.") == "Staff [-MUST ][+SHOULD ]ask first.")
        #expect(marked("a b", "a b c") == "a [-b][+b c]")
        #expect(marked("", "new text") == "[+new text]")
        #expect(WordDifference(from: "a b\n", to: "a b\n").isEmpty)
    }

    @Test("long runs without a change are cut to what stands beside changes")
    func gaps() {
        let run = (1...100).map { "w\($0) " }.joined()
        let text = marked(run + "old", run + "new")
        #expect(text.hasPrefix("…w89 ") && text.hasSuffix("w100 [-old][+new]"))
    }

    @Test("a long text is compared by lines, one longer still as a whole")
    func long() {
        func text(_ lines: Int, _ word: String) -> Substring {
            (0..<lines).map { "a\($0) \(word) b c d e f g h i j k l m\n" }.joined()[...]
        }
        let byLines = WordDifference(from: text(1000, "x"), to: text(1000, "x") + "new line\n")
        #expect(byLines.pieces.contains { $0.kind == .added && $0.text.contains("new line") })
        #expect(!byLines.pieces.contains { $0.kind == .removed })
        let whole = WordDifference(from: text(9000, "x"), to: text(9000, "y"))
        #expect(whole.pieces.map(\.kind) == [.removed, .added])
    }
}
