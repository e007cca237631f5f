import Content
import Diagnostics
import Testing

@testable import Portal

@Suite("Links and references")
struct LinkTests {
    @Test("every broken link, anchor, image and reference is reported at once, with the nearest target")
    func broken() {
        let result = library([
            file(
                "a.md", body: "[x](guides/on.md)\n[y](guides/one.md#missing)\n![z](pic.png)\n[[guide:onee]]\n[q](#nope)"
            ),
            file("guides/one.md", body: "## Here"),
        ])
        #expect(
            result.diagnostics.marks == [
                "broken-link 5:1", "broken-anchor 6:1", "broken-link 7:1", "broken-reference 8:1", "broken-anchor 9:1",
            ])
        #expect(
            result.diagnostics.inReadingOrder()[0].summary
                == "Link target 'guides/on.md' does not exist; did you mean 'guides/one.md'?")
        #expect(result.diagnostics.inReadingOrder()[3].fixes.first?.replacement == "[[guide:one]]")
    }

    @Test("links resolve relative to their page, to assets and to generated pages; backlinks follow")
    func resolves() {
        let result = library(
            [
                file(
                    "guides/one.md",
                    body: "[a](../a.md) ![p](img/p.png) [r](/register.html) [[a]] <https://x.y> [m](mailto:a@b.c)"),
                file("a.md"),
            ], assets: ["guides/img/p.png"])
        #expect(result.diagnostics.isEmpty)
        let guide = result.pages.firstIndex { $0.path == "guides/one.md" }!
        let page = result.pages.firstIndex { $0.path == "a.md" }!
        #expect(
            result.resolutions[guide] == [
                .page(page, fragment: nil), .asset("guides/img/p.png"), .generated("register.html", fragment: nil),
                .page(page, fragment: nil),
                .external("https://x.y"), .external("mailto:a@b.c"),
            ])
        #expect(result.backlinks[page] == [guide])
    }

    @Test("links out of the folder, forbidden schemes and pictures from elsewhere are errors")
    func forbidden() {
        let result = library([
            file(
                "a.md", body: "[x](../../etc/passwd)\n[y](javascript:alert)\n![z](https://a.b/c.png)\n![w](//a.b/c.png)"
            )
        ])
        #expect(
            result.diagnostics.marks == [
                "broken-link 5:1", "url-scheme 6:1", "external-subresource 7:1", "external-subresource 8:1",
            ])
    }

    @Test("a name that two pages share must say which")
    func ambiguous() {
        let result = library([
            file("guides/mit.md", "title: One"), file("x/mit.md", "title: Two"), file("a.md", body: "[[mit]]"),
        ])
        #expect(result.diagnostics.map(\.id.rawValue) == ["ambiguous-reference"])
        #expect(result.diagnostics.first?.fixes.map(\.replacement) == ["[[guide:mit]]", "[[page:mit]]"])
    }

    @Test("a link to a draft is an error where drafts are not built")
    func draft() {
        let files = [file("a.md", body: "[x](b.md) [[b]]"), file("b.md", "title: B\nstatus: draft")]
        #expect(library(files).diagnostics.map(\.id.rawValue) == ["link-to-draft", "link-to-draft"])
        #expect(library(files, drafts: true).diagnostics.isEmpty)
    }

    @Test("two pages with one address, paths that differ in case, ids given twice")
    func duplicates() {
        let result = library([
            file("Guide.md"), file("guide.md"), policy("POL-001", body: "a"),
            SourceFile(path: "policies/other.md", bytes: policy("POL-001", body: "b").bytes),
            file("x.md", "title: X\naliases: [guide.html, up/../../y.html]"),
        ])
        #expect(
            Set(result.diagnostics.map(\.id.rawValue)) == [
                "case-collision", "duplicate-id", "duplicate-url", "alias-form",
            ])
    }
}

@Suite("Requirements")
struct RequirementTests {
    @Test("sentences with capital keywords count, others do not")
    func extraction() {
        let page = read(
            policy(
                "POL-001",
                body: """
                    ## Rules

                    Staff MUST ask first. {#R1} This must not count. Nobody **MUST NOT** *lie*. {#R2}

                    - Teams SHOULD test, e.g. with data. {#R3}
                    - You MAY go. {#R4}

                    | Rule |
                    | --- |
                    | It SHALL NOT run. {#R5} |
                    """))
        #expect(page.requirements.map(\.level) == [.must, .mustNot, .should, .may, .mustNot])
        #expect(page.requirements.map(\.number) == [1, 2, 3, 4, 5])
        #expect(page.requirements.map(\.text)[2] == "Teams SHOULD test, e.g. with data.")
        #expect(page.requirements.allSatisfy { $0.sectionTitle == "Rules" && $0.isPinned })
        #expect(page.diagnostics.isEmpty)
    }

    @Test("numbers stay with their sentences when text moves around them")
    func stable() {
        let first = read(policy("POL-001", body: "A MUST b. {#R1}\n\nC MUST d. {#R2}"))
        let second = read(policy("POL-001", body: "C MUST d. {#R2}\n\nNew MUST e. {#R3}\n\nA MUST b. {#R1}"))
        let before = Dictionary(uniqueKeysWithValues: first.requirements.map { ($0.text, $0.number) })
        for requirement in second.requirements where before[requirement.text] != nil {
            #expect(before[requirement.text] == requirement.number)
        }
    }

    @Test("a sentence without a number gets the next one and a warning; twice the same number is an error")
    func numbering() {
        let page = read(policy("POL-001", body: "A MUST b. {#R4}\n\nC MUST d.\n\nE MUST f. {#R4}"))
        #expect(page.requirements.map(\.number) == [4, 5, 4])
        #expect(page.diagnostics.map(\.id.rawValue) == ["duplicate-requirement", "requirement-unnumbered"])
    }

    @Test("numbering writes the marks behind the sentences and nothing else")
    func writing() {
        let body = "A MUST b. {#R2}\n\n- C **MUST** `d`. And more.\n- E MAY f\n\n| G |\n| - |\n| H MUST i. |"
        let source = policy("POL-001", body: body)
        let context = ReadingContext(settings: SiteSettings.read(nil, path: "").0)
        let (text, given) = numberingRequirements(of: source, in: context)
        #expect(given.map(\.number) == [3, 4, 5])
        let expected =
            "A MUST b. {#R2}\n\n- C **MUST** `d`. {#R3} And more.\n- E MAY f {#R4}\n\n| G |\n| - |\n| H MUST i. {#R5} |"
        #expect(String(decoding: text, as: UTF8.self).hasSuffix(expected + "\n"))
        #expect(read(SourceFile(path: source.path, bytes: text)).diagnostics.isEmpty)
    }

    @Test("requirement ids can be referred to")
    func references() {
        let result = library([
            policy("POL-001", body: "A MUST b. {#R1}"), file("a.md", body: "[[POL-001-R1]] [[POL-001-R2]]"),
        ])
        #expect(result.diagnostics.map(\.id.rawValue) == ["broken-reference"])
    }
}

@Suite("Glossary")
struct GlossaryTests {
    @Test("headings give names and other names; odd ones give what they hold and never a crash")
    func terms() {
        let body =
            "## Large model (LLM, big one)\n\nText.\n\n## Plain\n\n## Empty ()\n\n## Open (\n\n## (\n\n##\n\n## ()\n\n## A (b) c"
        let page = read(file("glossary.md", body: body))
        #expect(page.terms.map(\.name) == ["Large model", "Plain", "Empty", "Open", "", "", "", "A"])
        #expect(page.terms.map(\.otherNames) == [["LLM", "big one"], [], [], [], [], [], [], ["b"]])
        #expect(page.terms.first?.definition == "Text.")
        #expect(
            library([file("glossary.md", body: body), file("a.md", body: "A plain text of a.")]).diagnostics.isEmpty)
    }
}

@Suite("Governance")
struct GovernanceTests {
    @Test(
        "a review is current, due or overdue by the day",
        arguments: [
            ("2026-12-02", ReviewState.current(CalendarDate("2026-12-02")!)),
            ("2026-12-01", .due(CalendarDate("2026-12-01")!, days: 30)),
            ("2026-11-01", .due(CalendarDate("2026-11-01")!, days: 0)),
            ("2026-10-31", .overdue(CalendarDate("2026-10-31")!, days: 1)),
        ])
    func review(_ date: String, _ state: ReviewState) {
        #expect(ReviewState(reviewBy: CalendarDate(date), today: today, noticeDays: 30) == state)
    }

    @Test("an overdue review is a warning at its key, except on retired pages")
    func overdue() {
        #expect(library([file("a.md", "title: A\nreview_by: 2026-10-01")]).diagnostics.marks == ["review-overdue 3:12"])
        #expect(library([file("a.md", "title: A\nstatus: retired\nreview_by: 2026-10-01")]).diagnostics.isEmpty)
    }

    private func evaluation(_ openness: String, body: String = "Text.") -> SourceFile {
        let parts = OpennessComponent.allCases.map { "  \($0.rawValue): \($0 == .weights ? "open" : openness)" }.joined(
            separator: "\n")
        return file(
            "evaluations/m.md",
            """
            title: Model M
            model: Model M
            developer: D
            parameters: 1B
            licence: nolicence
            openness:
            \(parts)
            use_cases:
              - {use: U, verdict: allowed, reason: R, requirement: POL-009-R9}
            evaluator: E
            evaluated: 2026-01-01
            owner: O
            review_by: 2027-01-01
            """, body: body)
    }

    @Test("an evaluation names a licence and requirements that exist")
    func evaluationReferences() {
        #expect(
            library([evaluation("open")]).diagnostics.map(\.id.rawValue) == ["broken-reference", "broken-reference"])
    }

    @Test("'open source' of a model with open weights only is a warning, a denial or a quotation is not")
    func terms() {
        func ids(_ openness: String, _ body: String) -> [String] {
            library([evaluation(openness, body: body)]).diagnostics.map(\.id.rawValue).filter {
                $0 != "broken-reference"
            }
        }
        #expect(ids("closed", "This is an open-source model.") == ["misleading-term"])
        #expect(ids("closed", "This is not open source.") == [])
        #expect(ids("closed", "It is called \"open source\" by many.") == [])
        #expect(ids("open", "This is an open-source model.") == [])
        let elsewhere = library([evaluation("closed"), file("a.md", body: "We like Model M, which is open source.")])
        #expect(elsewhere.diagnostics.map(\.id.rawValue).contains("misleading-term"))
    }

    @Test("openness follows from the published parts")
    func openness() {
        #expect(read(evaluation("open")).evaluation?.opennessClass == .openScience)
        #expect(read(evaluation("closed")).evaluation?.opennessClass == .openWeights)
    }
}
