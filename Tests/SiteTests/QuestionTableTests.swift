import Content
import Diagnostics
import Foundation
import Portal
import Search
import TestSupport
import Testing

@testable import Answers
@testable import Site

/// Questions about models and licences, from content to answers: over the fixture portal, whose table and answers the tests of
/// the scripts read too, and over the shipped one.
@Suite("Questions about models and licences")
struct QuestionTableTests {
    private static func library(of folder: URL, on day: String) throws -> Library {
        let tree = SourceTree.load(folder: folder.path, pathPrefix: "content/", threadCount: 2)
        let settings = SiteSettings.read(nil, path: "charter.yaml").0
        let pages = tree.pages.map { readPage($0, in: ReadingContext(settings: settings)) }
        return Library(
            pages: pages.map(\.page), assets: Set(tree.assets.map(\.path)), generatedRoutes: [], settings: settings,
            today: try #require(CalendarDate(day)), includesDrafts: false,
            dataFiles: DataFiles(
                pages: pages.map(\.page), assets: tree.assets, data: tree.data, pathPrefix: "content/"))
    }

    /// The files of a portal's table by name, and the name of the lexicon's.
    private static func table(_ library: Library, texts: [String] = []) throws -> (
        files: [String: String], name: String
    ) {
        let written = try #require(QuestionTable(library, texts: texts)).files()
        let files = written.files.map { file in
            (file.shardName, ShardFile.text(of: file.bytes ?? [], name: file.shardName) ?? "")
        }
        return (Dictionary(files, uniquingKeysWith: { first, _ in first }), written.name)
    }

    private static let shipped: (files: [String: String], name: String)? = try? table(
        library(of: Repository.root.appendingPathComponent("content"), on: "2026-11-25"),
        texts: [Repository.text("content/policies/acceptable-use.md") ?? ""])

    // MARK: The fixture, for both languages

    private struct Recorded: Codable, Equatable {
        var question: String
        var kind: String?
        var cards: [String]?
        var readAs: [String]?
    }

    @Test("the fixture's table is the recorded one, which the scripts' tests read too")
    func fixtureTable() throws {
        let library = try Self.library(
            of: Repository.fixtures.appendingPathComponent("portal/content"), on: FixturePortal.day)
        let (files, name) = try Self.table(library)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let text =
            String(
                decoding: try encoder.encode(RecordedTable(lexicon: name, files: files)), as: UTF8.self) + "\n"
        try compare(text, with: "Tests/Data/verdict-table.json")
    }

    private struct RecordedTable: Codable {
        var lexicon: String
        var files: [String: String]
    }

    @Test("questions to the fixture are read and answered as recorded")
    func fixtureAnswers() throws {
        let library = try Self.library(
            of: Repository.fixtures.appendingPathComponent("portal/content"), on: FixturePortal.day)
        let (files, name) = try Self.table(library)
        let desk = try VerdictDesk(name) { files[$0] }
        let path = "Tests/Data/verdict-questions.jsonl"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = try (Repository.text(path) ?? "").split(separator: "\n").map { line in
            var row = try JSONDecoder().decode(Recorded.self, from: Data(line.utf8))
            let answer = try desk.answer(row.question)
            row.kind = answer?.kind.rawValue
            row.cards = answer?.cards.map { "\($0.kind.rawValue) | \($0.text) | \($0.url)" }
            row.readAs = answer.map { $0.reading.parts + $0.reading.left + ["cases: \($0.cells.count)"] }
            return String(decoding: try encoder.encode(row), as: UTF8.self) + "\n"
        }
        #expect(lines.count >= 25)
        try compare(lines.joined(), with: path)
    }

    /// Compares a text with a file of the repository, or writes it where `CHARTER_RECORD=1`.
    private func compare(_ text: String, with path: String) throws {
        if Repository.isRecording {
            try text.write(to: Repository.root.appendingPathComponent(path), atomically: true, encoding: .utf8)
        }
        #expect(!Repository.isRecording, "recorded \(path); read the difference and run again without CHARTER_RECORD")
        #expect(Repository.text(path) == text, "\(path); CHARTER_RECORD=1 writes it anew")
    }

    @Test("pages of other models than a question names answer nothing, and none of them what has no page")
    func strangers() throws {
        let library = try Self.library(
            of: Repository.fixtures.appendingPathComponent("portal/content"), on: FixturePortal.day)
        let (files, name) = try Self.table(library)
        let desk = try VerdictDesk(name) { files[$0] }
        let models: Set = ["evaluations/auk.html", "evaluations/heron.html", "evaluations/wren.html"]
        #expect(desk.strangers(to: "how long may I be ill") == [])
        #expect(
            desk.strangers(to: "how does heron write").intersection(models)
                == models.subtracting(["evaluations/heron.html"]))
        #expect(desk.strangers(to: "how does ZebraLM 9B write").isSuperset(of: models))
    }

    // MARK: The shipped portal

    private static let cases: [(question: String, kind: String, place: String)] =
        (Repository.text("Tests/Data/verdict-cases.tsv") ?? "").split(separator: "\n")
        .filter { !$0.hasPrefix("#") }.map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return (parts[0], parts.count > 1 ? parts[1] : "", parts.count > 2 ? parts[2] : "")
        }

    @Test("the shipped portal answers its questions from the table, and leaves others alone")
    func shippedCases() throws {
        let (files, name) = try #require(Self.shipped)
        let desk = try VerdictDesk(name) { files[$0] }
        #expect(Self.cases.count > 120)
        for row in Self.cases {
            let answer = try desk.answer(row.question)
            #expect((answer?.kind.rawValue ?? "") == row.kind, "\(row.question): \(desk.explanation(of: row.question))")
            let cards = answer?.cards.map { "\($0.kind.rawValue) \($0.url)" }.joined(separator: "; ") ?? ""
            #expect(cards == row.place, "\(row.question)")
        }
    }

    @Test("A verdict is computed, never retrieved: cards say what the decision table says, each part at its place")
    func cardsAreTheTable() throws {
        let library = try Self.library(of: Repository.root.appendingPathComponent("content"), on: "2026-11-25")
        let decisions = try #require(library.decisions)
        let table = try #require(QuestionTable(library, texts: []))
        let pages = Set(library.pages.map(\.url))
        let models = table.lexicon.subjects.indices.filter { table.lexicon.subjects[$0].kind == .model }
        #expect(models.count == decisions.models.count)
        for (model, place) in zip(decisions.models.indices, models) {
            for (use, useName) in decisions.rules.uses.enumerated() {
                for (data, dataName) in decisions.rules.dataClasses.enumerated() {
                    let card = try #require(
                        table.cards[place][CardKey.verdict(use: useName.id, data: dataName.id)])
                    let decided = decisions[model, use, data]
                    #expect(card.kind == decided.verdict.cardKind)
                    let reasons = card.groups.first { $0.label == "Because" }?.items ?? []
                    #expect(!reasons.isEmpty && reasons.allSatisfy { $0.url?.contains("#") == true }, "\(card.text)")
                }
            }
        }
        for card in table.cards.flatMap(\.values) {
            for url in [card.url] + card.groups.flatMap(\.items).compactMap(\.url) {
                let page = String(url.prefix { $0 != "#" && $0 != "?" })
                #expect(pages.contains(page) || page.hasPrefix("decide/"), "\(url)")
            }
        }
    }

    @Test("the lexicon and a model's cards are small: a question loads kilobytes")
    func size() throws {
        let (files, name) = try #require(Self.shipped)
        let lexicon = try #require(files[name])
        // Some 6,400 phrases; compressed it is a quarter of that.
        #expect(lexicon.utf8.count < 300_000)
        #expect(files.filter { $0.key != name }.allSatisfy { $0.value.utf8.count < 60_000 })
    }

    @Test("a damaged lexicon or a missing file of cards is an error that says which")
    func damaged() throws {
        let (files, name) = try #require(Self.shipped)
        #expect(throws: AskFileError.self) { try VerdictDesk(name) { _ in "{" } }
        let desk = try VerdictDesk(name) { $0 == name ? files[name] : nil }
        #expect(throws: AskFileError.self) { try desk.answer("is phi-4 open source") }
        let broken = try #require(files[name]).replacingOccurrences(of: "\"verdicts\":\"a", with: "\"verdicts\":\"")
        #expect(throws: AskFileError.self) { try VerdictDesk(name) { _ in broken } }
    }
}
