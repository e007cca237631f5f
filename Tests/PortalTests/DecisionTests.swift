import Content
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Portal

/// Decisions: the shipped rules against a table written before them, and the rules' own promises.
@Suite("Decisions")
struct DecisionTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The portal that the project ships, on a day when no review is overdue.
    private static let shipped: Library = {
        let tree = SourceTree.load(folder: root + "/content", pathPrefix: "content/", threadCount: 2)
        let settings = SiteSettings.read(nil, path: "charter.yaml").0
        let pages = tree.pages.map { readPage($0, in: ReadingContext(settings: settings)) }
        return Library(
            pages: pages.map(\.page), assets: Set(tree.assets.map(\.path)), generatedRoutes: [], settings: settings,
            today: CalendarDate("2026-11-25")!, includesDrafts: false,
            dataFiles: DataFiles(
                pages: pages.map(\.page), assets: tree.assets, data: tree.data, pathPrefix: "content/"))
    }()

    private struct Row {
        var model, use, data, verdict, rule, clause: String
    }

    private static let rows: [Row] = {
        let text = (try? String(contentsOfFile: root + "/Tests/Data/decision-cases.tsv", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let parts = line.split(separator: "\t").map(String.init)
            return Row(
                model: parts[0], use: parts[1], data: parts[2], verdict: parts[3], rule: parts[4], clause: parts[5])
        }
    }()

    @Test("the shipped rules decide the cases of the table, for the reason it gives, by the clause it names")
    func table() throws {
        let table = try #require(Self.shipped.decisions)
        #expect(Self.rows.count >= 60)
        for row in Self.rows {
            let model = try #require(table.models.firstIndex(of: "evaluations/\(row.model).md"), "\(row.model)")
            let use = try #require(table.rules.uses.firstIndex { $0.id == row.use }, "\(row.use)")
            let data = try #require(table.rules.dataClasses.firstIndex { $0.id == row.data }, "\(row.data)")
            let decided = table[model, use, data]
            let name = "\(row.model), \(row.use), \(row.data)"
            #expect(decided.verdict.rawValue == row.verdict, "\(name): \(decided.reasons.map(\.rule))")
            let reason = decided.reasons.first { $0.rule == row.rule }
            #expect(reason?.verdict == decided.verdict, "\(name) rests on \(decided.reasons.map(\.rule))")
            #expect(
                reason.map { $0.clause == row.clause || $0.url == row.clause } == true,
                "\(name): \(reason?.clause ?? "") \(reason?.url ?? "")")
        }
    }

    @Test("the shipped rules cover every case, contradict nobody and never become milder by a restriction")
    func complete() throws {
        let table = try #require(Self.shipped.decisions)
        #expect(table.diagnostics.map(\.summary) == [])
        #expect(table.cases.count == table.models.count * table.rules.uses.count * table.rules.dataClasses.count)
    }

    @Test("every verdict has a reason of its own strength that leads to an anchor")
    func anchors() throws {
        let table = try #require(Self.shipped.decisions)
        for decided in table.cases {
            #expect(decided.reasons.first?.verdict == decided.verdict)
            for reason in decided.reasons {
                let (url, fragment) = reason.url.splitFragment
                let page = try #require(Self.shipped.pages.first { $0.url == url }, "\(reason.url)")
                let anchor = try #require(fragment, "\(reason.url) of \(reason.rule) has no anchor")
                #expect(page.anchors.contains(anchor), "\(reason.url)")
                #expect(!reason.text.isEmpty && !reason.text.contains("{") && !reason.clause.isEmpty)
            }
        }
    }

    @Test("a verdict with conditions on a model that is not OSI-licensed names open alternatives that do as well")
    func alternatives() throws {
        let table = try #require(Self.shipped.decisions)
        let llama = try #require(table.models.firstIndex(of: "evaluations/llama-3.3-70b.md"))
        let internalUse = table[llama, 0, 0]
        #expect(internalUse.alternatives.first.map { table.models[$0] } == "evaluations/mistral-small-3.md")
        for decided in table.cases {
            for other in decided.alternatives {
                let verdict = table[other, decided.use, decided.data].verdict
                #expect(verdict.strictness <= decided.verdict.strictness)
            }
        }
    }

    @Test("any number of further restrictions, in any order, never makes a verdict of the shipped rules milder")
    func monotone() throws {
        let rules = try #require(Self.shipped.dataFiles.decisions)
        var random = SeededGenerator(seed: 42)
        func draw(_ count: Int) -> Int { random.below(count) }
        for _ in 0..<2000 {
            var facts = DecisionFacts(
                use: rules.uses[draw(rules.uses.count)].id, data: rules.dataClasses[draw(rules.dataClasses.count)].id)
            facts.licenceDecision = [LicenceDecision.approved, .conditional, .prohibited, nil][draw(4)]
            facts.isOSIApproved = draw(2) == 0
            facts.permissions = Set(LicenceTag.permissions.map(\.tag).filter { _ in draw(3) > 0 })
            facts.conditions = Set(LicenceTag.conditions.map(\.tag).filter { _ in draw(4) == 0 })
            facts.limitations = Set(LicenceTag.limitations.map(\.tag).filter { _ in draw(6) == 0 })
            facts.evaluation = [Evaluation.Verdict.allowed, .conditional, .blocked, nil][draw(4)]
            facts.openness = OpennessClass.allCases[draw(OpennessClass.allCases.count)]
            var outcome = rules.decide(facts)
            #expect(outcome.gaps == [] && outcome.contradictions == [], "\(facts)")
            while let next = facts.worsened.isEmpty ? nil : Optional(facts.worsened[draw(facts.worsened.count)]),
                draw(8) > 0
            {
                let worse = rules.decide(next.facts)
                #expect(worse.verdict.strictness >= outcome.verdict.strictness, "\(next.change): \(facts)")
                (facts, outcome) = (next.facts, worse)
            }
        }
    }

    @Test("each thing that can become worse does so once, and alone")
    func worsened() {
        var facts = DecisionFacts(use: "a", data: "public")
        facts.licenceDecision = .approved
        facts.isOSIApproved = true
        facts.permissions = ["commercial-use"]
        facts.evaluation = .allowed
        facts.openness = .openScience
        let worse = facts.worsened.map(\.facts)
        #expect(Set(worse).count == worse.count && !worse.contains(facts))
        let expected: [(DecisionFacts) -> Bool] = [
            { $0.licenceDecision == .conditional }, { !$0.isOSIApproved }, { $0.permissions.isEmpty },
            { $0.evaluation == .conditional }, { $0.openness != .openScience }, \.forbidsUse, \.isOverdue,
            \.isWithdrawn,
        ]
        for isChanged in expected { #expect(worse.filter(isChanged).count == 1) }
        let tags = LicenceTag.conditions.count + LicenceTag.limitations.count
        #expect(worse.count == expected.count + tags)
    }

    // MARK: Rules that are wrong

    private static func rules(_ rules: String) -> (DecisionRules, [Diagnostic]) {
        DecisionRules.read(
            "uses: [{id: a, title: A}, {id: b, title: B}]\ndata: [{id: public, title: Public}]\nrules:\n" + rules,
            path: "content/decisions.yaml")
    }

    @Test("an exception that asks for more beats the rule it is an exception to; otherwise two rules contradict")
    func exceptions() {
        let (rules, problems) = Self.rules(
            """
              - {id: base, ground: policy, verdict: blocked, reason: No., because: X}
              - {id: exception, ground: policy, when: {use: [a]}, verdict: allowed, reason: Yes., because: X}
              - {id: other, ground: policy, when: {data: [public], osi_approved: [false]}, verdict: conditional, reason: If., because: X}
            """)
        #expect(problems.isEmpty)
        var facts = DecisionFacts(use: "a", data: "public")
        facts.isOSIApproved = true
        #expect(rules.decide(facts) == RuleOutcome(verdict: .allowed, rules: [1], overruled: [0]))
        facts.isOSIApproved = false
        let outcome = rules.decide(facts)
        #expect(outcome.contradictions == [.init(allowing: 1, restricting: 2)] && outcome.verdict == .conditional)
        #expect(rules.decide(DecisionFacts(use: "b", data: "public")).verdict == .blocked)
    }

    @Test(
        "a phrase that stands for two things is said; the same phrase twice under one thing is not, nor a word for a use and data"
    )
    func phrases() {
        let (rules, problems) = DecisionRules.read(
            """
            uses: [{id: a, title: A, asked_as: [Office chat, internal, for staff, for staff]}]
            data: [{id: public, title: Public, asked_as: [office chat, internal]}]
            further_uses: [{title: Poems, asked_as: [For staff]}]
            nicknames: [{page: "evaluation:m", names: [house model]}]
            not_listed: {because: POL-001-R1, products: [Gull], licences: [GPL]}
            rules: []
            """, path: "content/decisions.yaml")
        #expect(
            problems.map(\.summary) == [
                "Phrase 'office chat' stands under 'a' and under 'public'",
                "Phrase 'for staff' stands under 'a' and under 'Poems'",
            ])
        #expect(problems.map(\.id.rawValue) == ["decision-rule", "decision-rule"])
        #expect(rules.uses[0].askedAs == ["Office chat", "internal", "for staff", "for staff"])
        #expect(rules.notListed?.products == ["Gull"] && rules.notListed?.licences == ["GPL"])
        #expect(rules.notListed?.because.text == "POL-001-R1" && rules.notListed?.licencesBecause == nil)
        #expect(rules.furtherUses.map(\.title) == ["Poems"])
        #expect(rules.nicknames.map(\.names) == [["house model"]] && rules.nicknames[0].page.text == "evaluation:m")
    }

    @Test("a requirement of not_listed or a page of nicknames that does not exist is a broken reference")
    func notListedReference() throws {
        let tree = SourceTree(
            pages: [
                file(
                    "evaluations/m.md",
                    SamplePage.evaluation("M", licence: "mit", useCase: "use: A, verdict: allowed, reason: R"))
            ],
            assets: [],
            data: [
                SourceFile(
                    path: "decisions.yaml",
                    bytes: Array(
                        """
                        uses: [{id: a, title: A}]
                        data: [{id: public, title: Public}]
                        not_listed: {because: POL-009-R9}
                        nicknames: [{page: "evaluation:gone", names: [old one]}]
                        rules: [{id: all, ground: policy, verdict: blocked, reason: No., because: evaluation}]
                        """.utf8))
            ])
        let pages = tree.pages.map(read)
        let library = Library(
            pages: pages, assets: [], generatedRoutes: [], settings: SiteSettings.read(nil, path: "").0, today: today,
            includesDrafts: false,
            dataFiles: DataFiles(pages: pages, assets: [], data: tree.data, pathPrefix: "content/"))
        for name in ["POL-009-R9", "evaluation:gone"] {
            #expect(library.diagnostics.contains { $0.id == .brokenReference && $0.summary.contains(name) })
        }
    }

    @Test("what no rule covers is blocked and said; unknown uses and rules given twice are said")
    func gaps() {
        let (rules, problems) = Self.rules(
            """
              - {id: one, ground: licence, when: {use: [a]}, verdict: allowed, reason: Yes., because: X}
              - {id: one, ground: policy, when: {use: [c]}, verdict: blocked, reason: No., because: X}
            """)
        #expect(problems.map(\.id.rawValue) == ["decision-rule", "decision-rule"])
        #expect(problems.map(\.range.start.line) == [5, 5])
        let outcome = rules.decide(DecisionFacts(use: "b", data: "public"))
        #expect(outcome.verdict == .blocked && outcome.gaps == DecisionRules.Ground.allCases)
    }
}
