import Content
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Portal

/// What clauses fix: limits, occasions, endings, law; and use policies item by item.
@Suite("Facts of licences")
struct LicenceFactTests {
    private static func shipped(_ name: String, in folder: String = "licences") throws -> Page {
        let text = try #require(Repository.text("content/\(folder)/\(name).md"))
        return read(SourceFile(path: "\(folder)/\(name).md", bytes: Array(text.utf8)))
    }

    private func licence(_ name: String) throws -> Licence { try #require(try Self.shipped(name).licence) }

    // MARK: The shipped licences

    @Test("Llama counts users once, before the release; Qwen counts them as long as it is used")
    func users() throws {
        func limit(_ name: String) throws -> Licence.UserLimit {
            try #require(try licence(name).clauses.compactMap(\.users).first)
        }
        #expect(try limit("llama-3.3").counting == .atRelease && limit("llama-3.3").moreThan == 700_000_000)
        #expect(try limit("llama-3.3").day == CalendarDate("2024-12-06"))
        #expect(try limit("llama-3.1").day == CalendarDate("2024-07-23"))
        #expect(try limit("qwen").counting == .running && limit("qwen").moreThan == 100_000_000)
    }

    @Test("a duty is owed on the occasions that its clause names")
    func occasions() throws {
        func tags(_ name: String, _ scenario: LicenceScenario) throws -> Set<String> {
            Set(try licence(name).duties(in: scenario).map(\.tag.tag))
        }
        for name in ["llama-3.1", "llama-3.3"] {
            let service = try tags(name, .offerService)
            #expect(service.isSuperset(of: ["include-copyright", "display-attribution", "naming-prefix"]))
            #expect(!service.contains("notice-string"))
            #expect(try !tags(name, .runInternally).contains("display-attribution"))
            #expect(try tags(name, .fineTune).contains("naming-prefix"))
        }
        // Qwen's line is owed where another model was improved, and nowhere else.
        let qwen = try licence("qwen")
        #expect(qwen.lines.filter { $0.text == "Built with Qwen" }.map(\.owed) == [[.improvedModels]])
        #expect(qwen.lines.first?.owed == [.copies])
        // Section 5 of the two binds users inside the organisation as well.
        for name in ["deepseek-model", "openrail-m"] {
            #expect(try tags(name, .runInternally).contains("use-restrictions-passed-down"))
        }
        #expect(try !tags("gemma-terms", .runInternally).contains("use-restrictions-passed-down"))
        #expect(try tags("apache-2.0", .shipProduct).contains("include-copyright"))
        #expect(try !tags("apache-2.0", .offerService).contains("include-copyright"))
    }

    @Test("who ends a licence on what: the maker may on a breach, a suit does by itself")
    func endings() throws {
        func endings(_ name: String) throws -> Set<String> {
            Set(
                try licence(name).clauses.flatMap(\.endings).map {
                    "\($0.trigger.rawValue) \($0.manner.rawValue) \($0.scope.rawValue)"
                })
        }
        for name in ["llama-3.1", "llama-3.3", "qwen", "mistral-research"] {
            #expect(try endings(name) == ["breach may all", "suit-over-own-rights automatic all"], "\(name)")
        }
        #expect(try endings("gemma-terms") == ["breach may all"])
        for name in ["apache-2.0", "deepseek-model", "openrail-m"] {
            #expect(try endings(name) == ["patent-suit automatic patents"], "\(name)")
        }
        #expect(try endings("cc-by-nc-4.0") == ["breach automatic all"])
        #expect(try licence("cc-by-nc-4.0").clauses.flatMap(\.endings).first?.cureDays == 30)
        #expect(try endings("mit").isEmpty)
    }

    @Test("law, courts and indemnity stand where a licence has them, and nowhere else")
    func law() throws {
        let laws = [
            "llama-3.1": "California", "llama-3.3": "California", "gemma-terms": "California", "qwen": "China",
            "deepseek-model": "China", "mistral-research": "France",
        ]
        for name in ["apache-2.0", "mit", "cc-by-nc-4.0", "openrail-m"] + laws.keys {
            let licence = try licence(name)
            #expect(licence.clauses.compactMap(\.law).map(\.law) == [laws[name]].compactMap(\.self), "\(name)")
            #expect(
                licence.clauses.contains { $0.indemnity != nil }
                    == ["llama-3.1", "llama-3.3", "qwen", "mistral-research"].contains(name), "\(name)")
            #expect(licence.clauses.contains { $0.region != nil } == (name == "llama-3.3"), "\(name)")
        }
        #expect(
            try licence("qwen").facts(on: .law).map(\.text) == [
                "The law of China applies; the People's Courts in Hangzhou City decide."
            ])
    }

    @Test("the use policies are complete: as many items as the texts have, each once, in order")
    func items() throws {
        let counts = ["llama-3.1": 29, "llama-3.3": 31, "gemma-terms": 29, "deepseek-model": 11, "openrail-m": 13]
        for (name, count) in counts {
            let items = try licence(name).usePolicy.items
            #expect(items.count == count && Set(items.map(\.number)).count == count, "\(name)")
            #expect(items.allSatisfy { $0.words != nil }, "\(name)")
            #expect(try licence(name).usePolicy.restrictions.isEmpty, "\(name)")
        }
        for name in ["gemma-terms", "deepseek-model", "openrail-m"] {
            #expect(try licence(name).forbids("automated-decisions"), "\(name)")
        }
        #expect(try licence("gemma-terms").anchor(forbidding: "automated-decisions") == "use-3.4")
        #expect(try licence("openrail-m").anchor(forbidding: "automated-decisions") == "use-h")
        #expect(
            try licence("llama-3.3").duties(.usePolicy, for: "fine-tuning").contains {
                $0.text.hasPrefix("Use policy, item 1.8 ")
            })
    }

    @Test("one rule for all models: weights that anybody may download are open, whatever is accepted on the way")
    func weights() throws {
        let folder = Repository.root.appendingPathComponent("content/evaluations")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
        var gated = 0, free = 0
        for name in names {
            let page = try Self.shipped(String(name.dropLast(3)), in: "evaluations")
            let evaluation = try #require(page.evaluation, "\(name)")
            // A file of the Model Openness Tool says it itself.
            guard let source = evaluation.opennessSources[.weights] else { continue }
            #expect(source.hasPrefix("https://"), "\(name)")
            #expect(evaluation.openness[.weights] == .open, "\(name): weights that anybody may download are open")
            let licence = try? licence(evaluation.licenceReference)
            if licence?.conditions.contains("gated-access") == true { gated += 1 } else { free += 1 }
        }
        #expect(gated >= 3 && free >= 5, "both kinds are there: \(gated) and \(free)")
    }

    // MARK: Rules

    private static let clauses = """
        clauses:
          - {tags: [commercial-use], section: "1", quote: Sell it.}
        """

    private func marks(_ clauses: String, conditions: String = "", limitations: String = "") -> [String] {
        let front = SamplePage.licence(
            spdx: "LicenseRef-l", permissions: "commercial-use", conditions: conditions, limitations: limitations)
        return library([
            file("licences/l.md", front + "\n" + Self.clauses + "\n" + clauses)
        ]).diagnostics.map(\.id.rawValue)
    }

    @Test(
        "a term needs what it is about",
        arguments: [
            ("naming-prefix", "", "owed: [improved-models]"),
            ("user-threshold", "", "users: {more_than: 5, counting: running}"),
            ("", "governing-law", "law: {law: France}"), ("", "indemnity", "indemnity: {protects: X, covers: claims}"),
            ("", "region-limit", "region: {regions: [France]}"),
            ("", "litigation-termination", "ends: [{trigger: suit-over-own-rights, manner: automatic}]"),
            ("delete-on-termination", "", "ends: [{trigger: breach, manner: may}]"),
        ])
    func missing(condition: String, limitation: String, fact: String) {
        let tag = condition + limitation
        func clause(_ fact: String) -> String { "  - {tags: [\(tag)], section: \"2\", quote: So be it.\(fact)}" }
        #expect(marks(clause(""), conditions: condition, limitations: limitation) == ["clause-facts"])
        #expect(marks(clause(", " + fact), conditions: condition, limitations: limitation) == [])
    }

    @Test("an ending on a breach does not do for a licence that ends on a suit, and a fact of another term is none")
    func wrongFacts() {
        let breach =
            "  - {tags: [litigation-termination], section: \"2\", quote: So., ends: [{trigger: breach, manner: may}]}"
        #expect(marks(breach, limitations: "litigation-termination") == ["clause-facts"])
        let stray = "  - {tags: [warranty], section: \"2\", quote: So., law: {law: France}}"
        #expect(marks(stray, limitations: "warranty") == ["clause-facts"])
        // An ending needs no term of its own.
        #expect(marks("  - {section: \"2\", quote: So., ends: [{trigger: breach, manner: may}]}") == [])
    }

    @Test("the record of quotations is another when an item or a line changes")
    func hash() throws {
        func hash(_ words: String, _ line: String) throws -> String {
            let front =
                SamplePage.licence() + """

                    acceptable_use: {items: [{number: "1", words: \(words)}]}
                    clauses: [{tags: [naming-prefix], section: "1", line: \(line)}]
                    """
            return try #require(read(file("licences/l.md", front)).licence).hashOfQuotations
        }
        #expect(try Set([hash("a", "b"), hash("c", "b"), hash("a", "d")]).count == 3)
    }
}
