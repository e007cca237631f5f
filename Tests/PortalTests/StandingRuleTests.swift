import Content
import Diagnostics
import TestSupport
import Testing

@testable import Portal

/// A rule cannot vanish: numbers without a rule, tables, withdrawals, and what an earlier state had.
@Suite("Rules that cannot vanish")
struct StandingRuleTests {
    // MARK: Numbers

    @Test(
        "a number that no requirement takes is an error with the way out, wherever it stands",
        arguments: [
            ("- Staff must not enter secrets. {#R1}", "write 'MUST NOT' for 'must not'"),
            ("Staff should ask. {#R1} Then they wait.", "write 'SHOULD' for 'should'"),
            (
                "Staff ask first. {#R1}",
                "write what binds with MUST, MUST NOT, SHOULD or MAY, and the number after its period"
            ),
            (
                "## Rules {#R1} apply",
                "write what binds with MUST, MUST NOT, SHOULD or MAY, and the number after its period"
            ),
            ("Staff MUST ask {#R1} and wait. {#R2}", nil), ("> Nobody\n> enters it. {#R1}", nil),
            ("| A |\n| - |\n| x {#R1} y |", nil), ("**Staff** ask. {#R1}", nil),
        ] as [(String, String?)])
    func unread(body: String, fix: String?) {
        let marks = read(policy("POL-001", body: body)).diagnostics.filter { $0.id == .requirementMark }
        #expect(marks.count == 1 && marks.first?.severity == .error, "\(marks)")
        if let fix { #expect(marks.first?.fixes.first?.title == fix) }
    }

    @Test("a number that is taken, or that stands in code, is none of them")
    func readMarks() {
        for body in [
            "Staff MUST ask. {#R1}", "Write `{#R1}` after it.", "```\n{#R1}\n```",
            "Staff MUST **ask**. {#R1} They MAY wait. {#R2}",
            "## A heading {#rules}", "A {#Rhine} and {#R0} and {#R}.",
        ] {
            #expect(!read(policy("POL-001", body: body)).diagnostics.map(\.id).contains(.requirementMark), "\(body)")
        }
        let guide = read(file("guides/a.md", body: "Staff MUST ask. {#R1}")).diagnostics
        #expect(guide.map(\.id) == [.requirementMark] && guide[0].summary.contains("only policies"))
    }

    @Test("a number points at itself")
    func place() {
        let page = read(policy("POL-001", body: "- Staff must ask. {#R12}"))
        #expect(page.diagnostics.first?.range.start.column == 19 && page.diagnostics.first?.range.end.column == 25)
    }

    // MARK: Tables

    private static let table =
        "| Class | Inside | Outside |\n| - | - | - |\n| Public | yes | yes {#R3} |\n| Secret | **no** {#R4} | MUST NOT leave |\n"

    @Test("a table's row with a number is a requirement of its own, told with the columns' titles")
    func rows() {
        let requirements = read(policy("POL-001", body: "## Data\n\n" + Self.table)).requirements
        #expect(requirements.map(\.number) == [3, 4])
        #expect(requirements.map(\.level) == [.must, .mustNot])
        #expect(
            requirements.map(\.text) == [
                "Class: Public; Inside: yes; Outside: yes", "Class: Secret; Inside: no; Outside: MUST NOT leave",
            ])
        #expect(requirements.allSatisfy { $0.sectionID == "data" && $0.isPinned })
        let both = read(policy("POL-001", body: "| A | B |\n| - | - |\n| Staff MUST ask. {#R1} | x {#R2} |"))
        #expect(both.requirements.map(\.number) == [2, 1] && both.diagnostics == [])
    }

    @Test(
        "a number alone below a table, or in its last row, is that of the whole table", arguments: ["\n{#R7}", "{#R7}"])
    func wholeTable(mark: String) {
        let page = read(policy("POL-001", body: "| A | B |\n| - | - |\n| x | 1 |\n| y | 2 |\n" + mark))
        #expect(page.requirements.map(\.number) == [7] && page.diagnostics == [])
        #expect(page.requirements.first?.text == "A: x; B: 1. A: y; B: 2")
        #expect(page.wording.map(\.text) == ["A | B\nx | 1\ny | 2"])
    }

    @Test("sentences in cells keep their own numbers, and a number is given once")
    func cells() {
        let page = read(policy("POL-001", body: "| A |\n| - |\n| Staff MUST ask. {#R1} |\n| x {#R1} |"))
        #expect(page.requirements.map(\.number) == [1, 1] && page.diagnostics.map(\.id) == [.duplicateRequirement])
    }

    @Test("tables in lists and quotes count too")
    func nested() {
        let page = read(
            policy("POL-001", body: "> | A |\n> | - |\n> | x {#R1} |\n\n- a\n\n  | A |\n  | - |\n  | y {#R2} |"))
        #expect(page.requirements.map(\.text) == ["A: x", "A: y"])
    }

    // MARK: Earlier states

    private func problems(_ old: [SourceFile], _ new: [SourceFile], drafts: Bool = false) -> [Diagnostic] {
        library(new, drafts: drafts).problems(since: [EarlierRules(name: "the last commit", pages: old.map(read))])
    }

    private static let before = policy("POL-001", body: "Staff MUST ask. {#R1}\n\nStaff MAY wait. {#R2}")

    @Test("what is as it was, or has more rules, is no problem")
    func same() {
        #expect(problems([Self.before], [Self.before]) == [])
        let more = policy(
            "POL-001", body: "Staff MUST ask. {#R1}\n\nStaff MAY wait. {#R2}\n\nNobody MUST run. {#R3}",
            extra: "tags: [x]")
        #expect(problems([Self.before], [more]).map(\.id) == [.approvedTextChanged])
    }

    @Test(
        "a requirement that left is an error that names it",
        arguments: [
            "Staff MUST ask. {#R1}", "Staff MUST ask. {#R1}\n\nStaff MAY wait.",
            "Staff MUST ask. {#R1}\n\nStaff may wait.",
        ])
    func gone(body: String) {
        let found = problems([Self.before], [policy("POL-001", body: body, extra: "author: X\nsupersedes: []")])
            .filter { $0.id == .requirementGone }
        if body.contains("MAY wait.") {
            // Counted on, it would come out as R2 again.
            #expect(found == [])
        } else {
            #expect(
                found.map(\.summary) == [
                    "POL-001-R2 was a requirement in the last commit and is none any more: 'Staff MAY wait.'"
                ])
            #expect(found.first?.fixes.count == 2 && found.first?.severity == .error)
        }
    }

    @Test("a number that disappears from a keyword is missed")
    func numberGone() {
        let before = policy("POL-001", body: "Staff MUST ask. {#R5}")
        #expect(problems([before], [policy("POL-001", body: "Staff MUST ask.")]).map(\.id) == [.requirementGone])
    }

    @Test("withdrawn, retired and replaced rules left with a word")
    func withdrawn() {
        let version = "withdrawn:\n  - {requirement: R2, date: 2026-10-01, reason: Nobody waits.}"
        let withdrawn = policy("POL-001", body: "Staff MUST ask. {#R1}", extra: version)
        #expect(problems([Self.before], [withdrawn]).map(\.id) == [.approvedTextChanged])
        #expect(read(withdrawn).statedChanges.last?.summary == "POL-001-R2 was withdrawn: Nobody waits.")
        #expect(problems([Self.before], [policy("POL-001", body: "Gone.", status: "retired")]) == [])
        #expect(problems([Self.before], [policy("POL-002", body: "New.", extra: "supersedes: [POL-001]")]) == [])
        let again = policy("POL-001", body: "Staff MUST ask. {#R1}\n\nStaff MAY go. {#R2}", extra: version)
        #expect(library([again]).diagnostics.map(\.id) == [.duplicateRequirement])
    }

    @Test("a policy that is gone, or a draft again, is an error; one that cannot be read is told once")
    func policyGone() {
        #expect(problems([Self.before], []).map(\.id) == [.requirementGone])
        let draft = policy("POL-001", body: "Staff MUST ask. {#R1}", status: "draft")
        #expect(problems([Self.before], [draft]).map(\.id) == [.requirementGone])
        #expect(problems([Self.before], [draft], drafts: true).map(\.id) == [.requirementGone])
        #expect(problems([draft], []) == [])
        #expect(problems([Self.before], [policy("POL-1", body: "Text.")]) == [])
    }

    @Test("an approval is bound to the words: another version or another day of approval releases it")
    func approval() {
        let body = "Staff MUST ask. {#R1}\n\nStaff MUST NOT wait. {#R2}"
        let found = problems([Self.before], [policy("POL-001", body: body)])
        #expect(found.map(\.id) == [.approvedTextChanged] && found.map(\.severity) == [.warning])
        func changed(_ old: String, _ new: String) -> SourceFile {
            let text = String(decoding: policy("POL-001", body: body).bytes, as: UTF8.self)
            return SourceFile(path: "policies/pol-001.md", bytes: Array(text.replacing(old, with: new).utf8))
        }
        #expect(problems([Self.before], [changed("version: \"1.0\"", "version: \"1.1\"")]) == [])
        #expect(problems([Self.before], [changed("approved: 2026-01-01", "approved: 2026-10-01")]) == [])
        // Line breaks, marks and emphasis are no words.
        let same = policy("POL-001", body: "Staff\nMUST *ask*. {#R1}\n\nStaff MAY wait. {#R2}")
        #expect(problems([Self.before], [same]) == [])
    }

    @Test("of two states the first that knows a rule is the one that is named")
    func states() {
        let library = library([policy("POL-001", body: "None.")])
        let found = library.problems(since: [
            EarlierRules(name: "the last commit", policies: [.init(id: "POL-001", requirements: [1: "A"])]),
            EarlierRules(
                name: "the site",
                policies: [
                    .init(id: "POL-001", requirements: [1: "A", 2: "B"]), .init(id: "POL-009", requirements: [1: "C"]),
                ]),
        ])
        #expect(
            found.map(\.summary) == [
                "POL-001-R1 was a requirement in the last commit and is none any more: 'A'",
                "POL-001-R2 was a requirement in the site and is none any more: 'B'",
                "Policy POL-009 was in force in the site, with 1 requirement, and is gone or a draft",
            ])
    }
}

/// Dates, names and slips that nothing else looks at.
@Suite("Dates, people and slips")
struct StatementRuleTests {
    private func ids(_ library: Library) -> [String] { library.diagnostics.map(\.id.rawValue) }

    @Test("what happened cannot happen later; a day of grace is for time zones")
    func future() {
        func approved(_ day: String) -> [String] {
            let text = String(decoding: policy("POL-001", body: "Text.").bytes, as: UTF8.self)
            return ids(
                library([
                    SourceFile(
                        path: "policies/a.md",
                        bytes: Array(text.replacing("approved: 2026-01-01", with: "approved: \(day)").utf8))
                ]))
        }
        #expect(approved("2026-11-01") == [] && approved("2026-11-02") == [])
        #expect(approved("2026-11-03") == ["date-in-future"])
        let nested = file(
            "a.md", "title: T\nsources:\n  - {title: S, retrieved: 2027-01-01}\n  - {title: S, date: 2027-01-01}")
        #expect(ids(library([nested])) == ["date-in-future", "date-in-future"])
        // A change may take effect later, and so may the policy.
        #expect(ids(library([file("a.md", "title: T\nhistory: [{version: 2, date: 2027-01-01, summary: S}]")])) == [])
    }

    @Test("a review within three years is a review")
    func farReviews() {
        #expect(ids(library([file("a.md", "title: T\nreview_by: 2029-10-01")])) == [])
        #expect(ids(library([file("a.md", "title: T\nreview_by: 2029-11-15")])) == ["review-too-far"])
        #expect(ids(library([file("a.md", "title: T\nstatus: retired\nreview_by: 2099-11-15")])) == [])
    }

    @Test("with a list of people, whoever is not on it is told with the nearest name; without, anybody goes")
    func people() {
        let list = "people: [{name: Office}, {name: Board, role: Approves}]"
        let page = policy("POL-001", body: "Staff MUST ask. {#R1}", extra: "author: Ofice")
        #expect(ids(library([page])) == [])
        let found = library([page], settings: list).diagnostics
        #expect(found.map(\.id) == [.unknownPerson] && found[0].fixes.first?.replacement == "Office")
        let draft = policy("POL-001", body: "Text.", extra: "author: Ofice\nreviewer: Office", status: "draft")
        #expect(ids(library([draft], settings: list, drafts: true)) == [])
        let records = [
            "exceptions.yaml":
                "exceptions: [{id: E1, requirement: POL-001-R1, reason: R, owner: Nobody, approved_by: [board, Crew], from: 2026-10-01, until: 2027-03-01}]",
            "deployments.yaml": "deployments: [{id: d, title: D, owner: Someone, models: []}]",
        ]
        let all = library([policy("POL-001", body: "Staff MUST ask. {#R1}")], data: records, settings: list).diagnostics
        #expect(all.map(\.id) == [.unknownPerson, .unknownPerson, .unknownPerson])
        #expect(Set(all.map(\.path)) == ["content/exceptions.yaml", "content/deployments.yaml"])
    }

    @Test("nobody reviews a page of their own")
    func selfReview() {
        let review = "review: {by: office, on: 2026-10-01, sha256: \"0\"}"
        let found = library([file("a.md", "title: T\nowner: Office\n" + review)]).diagnostics
        #expect(found.map(\.id).contains(.selfReview))
        #expect(!ids(library([file("a.md", "title: T\nowner: Board\n" + review)])).contains("self-review"))
        let reviewer = library([file("a.md", "title: T\nowner: Office\nreviewer: Office")]).diagnostics
        #expect(reviewer.map(\.id) == [.selfReview] && reviewer[0].range.start.line == 4)
    }

    @Test("an exception is told of before it ends and after; only fail_on makes its end an error")
    func exceptions() {
        func found(until day: String, _ settings: String = "") -> [Diagnostic] {
            library(
                [policy("POL-001", body: "Staff MUST ask. {#R1}")],
                data: [
                    "exceptions.yaml":
                        "exceptions: [{id: E1, requirement: POL-001-R1, reason: R, owner: A, approved_by: [B, C], from: 2026-01-01, until: \(day)}]"
                ], settings: settings
            ).diagnostics
        }
        #expect(found(until: "2026-12-02").isEmpty)
        #expect(found(until: "2026-12-01").map(\.id) == [.exceptionEnds])
        #expect(found(until: "2026-11-01").map(\.summary) == ["Exception E1 ends on 2026-11-01, today"])
        #expect(found(until: "2026-11-02").map(\.summary) == ["Exception E1 ends on 2026-11-02, in 1 day"])
        let over = found(until: "2026-10-31")
        #expect(over.map(\.id) == [.exceptionExpired] && over[0].severity == .warning && over[0].id.comesWithTime)
        #expect(found(until: "2026-10-31", "fail_on: [expired exception]").map(\.severity) == [.error])
        #expect(found(until: "2026-12-02", "review_notice_days: 60").map(\.id) == [.exceptionEnds])
    }

    @Test("MAY of a model that no use allows is told; of one that some use allows, or in a sentence with MUST, not")
    func permissions() {
        func found(_ body: String, verdict: String = "blocked") -> [String] {
            ids(
                library([
                    file("licences/l.md", SamplePage.licence(decision: "approved")),
                    file(
                        "evaluations/m.md",
                        SamplePage.evaluation(licence: "l", useCase: "use: Chat, verdict: \(verdict), reason: R.")),
                    policy("POL-001", body: body),
                ]))
        }
        #expect(found("Staff MAY use [[evaluation:m]]. {#R1}") == ["permits-blocked-model"])
        #expect(found("Staff MAY use [[evaluation:m]]. {#R1}", verdict: "conditional") == [])
        #expect(found("Staff MUST NOT use [[evaluation:m]]. {#R1}\n\nStaff MAY ask. {#R2}") == [])
    }

    @Test("a model that a policy names on purpose is not told of again")
    func acknowledged() {
        func found(_ extra: String, _ settings: String = "") -> [String] {
            library(
                [
                    file("licences/l.md", SamplePage.licence()),
                    file("evaluations/m.md", SamplePage.evaluation(licence: "l")),
                    policy("POL-001", body: "Not [[evaluation:m]].", extra: extra),
                ], settings: settings
            ).diagnostics.map { "\($0.severity) \($0.id.rawValue)" }
        }
        #expect(found("") == ["note policy-names-unapproved-model"])
        #expect(found("unapproved_models: [m]") == [])
        #expect(found("unapproved_models: [n]") == ["error broken-reference", "note policy-names-unapproved-model"])
        #expect(
            found("unapproved_models: [m]", "fail_on: [unlicensed model named]") == [
                "error policy-names-unapproved-model"
            ])
    }

    @Test("a term that is explained twice is told once, under any of its names")
    func terms() {
        let glossary = file("glossary.md", body: "## Large model (LLM)\n\nA.\n\n## llm\n\nB.\n\n## Token\n\nC.")
        #expect(ids(library([glossary])) == ["duplicate-term"])
    }

    @Test(
        "references and fences that nothing closes are told; what is meant as it is, is not",
        arguments: [
            ("See [[token] and go.", ["unclosed-reference"]), ("See [[token", ["unclosed-reference"]),
            ("| A |\n| - |\n| [[token] |", ["unclosed-reference"]), ("- See [[a b\n  c] d", ["unclosed-reference"]),
            ("Run `[[ -f x` first.", []), ("A \\[\\[token] and [[1, 2], [3, 4]] stay.", []), ("```\n[[token]\n```", []),
            ("[[[", []), ("```sh\nls\n", ["unclosed-fence"]), ("~~~\nls\n```\n", ["unclosed-fence"]),
            ("````\nls\n```\n", ["unclosed-fence"]), ("```\nls\n`````\n\nText.", []),
            ("> ```\n> ls\n> ```\n\nText.", []),
            ("- ```\n  ls\n  ```\n", []), ("    ls\n", []), ("```\n```", []),
            ("- ```\n  ls\n\nText", ["unclosed-fence"]),
        ] as [(String, [String])])
    func slips(body: String, expected: [String]) {
        let found = read(file("a.md", body: body)).diagnostics.map(\.id.rawValue)
        #expect(found.filter { $0.hasPrefix("unclosed") } == expected, "\(body)")
    }

    @Test("curly quotation marks round a value are told, within it not")
    func quotes() {
        func found(_ title: String) -> [Diagnostic] { read(file("a.md", "title: \(title)")).diagnostics }
        #expect(found("“Use”").map(\.id) == [.smartQuotes] && found("“Use”")[0].fixes[0].replacement == "\"Use\"")
        #expect(found("„Nutzung“").map(\.id) == [.smartQuotes])
        #expect(found("Use of “chatbots” here") == [] && found("\"“Use”\"") == [] && found("”") == [])
        #expect(read(file("a.md", "title: A\ntags: [“a”, b]")).diagnostics.map(\.id) == [.smartQuotes])
    }
}
