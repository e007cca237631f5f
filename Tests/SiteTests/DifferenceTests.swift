import Foundation
import TestSupport
import Testing

@testable import Content
@testable import Portal
@testable import Site

/// A change of anything that governs is seen by `charter diff`, in the words of the portal.
@Suite("Differences")
struct DifferenceTests {
    /// A site with records, thresholds and a table.
    static let site: SampleSite = {
        var site = SampleSite.full
        site.data["exceptions.yaml"] =
            "exceptions:\n  - {id: E1, requirement: POL-001-R1, reason: Pilot., mitigation: Watched., owner: Office, approved_by: [Board, Crew], from: 2026-10-01, until: 2027-03-31}\n"
        site.data["deployments.yaml"] = "deployments:\n  - {id: d1, title: Desk, owner: Office, models: [m]}\n"
        site.settings += "\nfail_on: [overdue]\nreview_notice_days: 30\n"
        site.pages["licences/mit.md"] = site.pages["licences/mit.md"]?.replacingOccurrences(
            of: "decision: approved",
            with: "decision: approved\nthresholds:\n  - {measure: users, limit: 700 million, consequence: Ask.}")
        return site
    }()

    private static func snapshot(_ site: SampleSite) throws -> PortalSnapshot {
        let bytes = try #require(site.build().files()["api/portal.json"]).utf8
        return PortalSnapshot(try PortalDocument(json: Array(bytes)))
    }

    private func difference(_ change: (inout SampleSite) throws -> Void) throws -> PortalDiff {
        var site = Self.site
        try change(&site)
        return PortalDiff(from: try Self.snapshot(Self.site), to: try Self.snapshot(site))
    }

    /// Names of what changed, by section.
    private func names(_ diff: PortalDiff) -> [String: [String]] {
        Dictionary(
            uniqueKeysWithValues: diff.sections.filter { !$0.changes.isEmpty }.map { ($0.key, $0.changes.map(\.name)) })
    }

    /// A text put in place of another in a file, with what the difference must name, and no more.
    struct Change: Sendable, CustomTestStringConvertible {
        let file, old, new: String
        let told: [String: [String]]

        init(_ file: String, _ old: String, _ new: String, _ told: [String: [String]]) {
            (self.file, self.old, self.new, self.told) = (file, old, new, told)
        }

        var testDescription: String { "\(file): \(old) -> \(new)" }

        func apply(to site: inout SampleSite) throws {
            func changed(_ text: String?) throws -> String {
                let text = try #require(text)
                #expect(text.contains(old), "\(file) has no '\(old)'")
                return text.replacingOccurrences(of: old, with: new)
            }
            if file == "charter.yaml" {
                site.settings = try changed(site.settings)
            } else if site.data[file] != nil {
                site.data[file] = try changed(site.data[file])
            } else if site.assets[file] != nil {
                site.assets[file] = try changed(site.assets[file])
            } else {
                site.pages[file] = try changed(site.pages[file])
            }
        }
    }

    static let use = "policies/use.md"
    static let changes = [
        Change(use, "owner: Office", "owner: Nobody", ["statements": ["POL-001, owner"]]),
        Change(use, "approver: Board", "approver: Intern", ["statements": ["POL-001, approver"]]),
        Change(use, "approved: 2026-01-01", "approved: 2026-02-02", ["statements": ["POL-001, approved"]]),
        Change(use, "effective: 2026-01-01", "effective: 2026-03-01", ["statements": ["POL-001, effective"]]),
        Change(use, "review_by: 2027-06-01", "review_by: 2028-06-01", ["statements": ["POL-001, review_by"]]),
        Change(use, "version: \"1.0\"", "version: \"2.0\"", ["statements": ["POL-001, version"]]),
        Change(
            use, "applies_to: [all staff]", "applies_to: [all staff, pilots]",
            ["statements": ["POL-001, applies_to"]]),
        Change(
            use, "applies_to: [all staff]",
            "applies_to: [all staff]\nreview: {by: Crew, on: 2026-10-01, sha256: \"0\"}",
            ["statements": ["POL-001, review by", "POL-001, review on", "POL-001, review sha256"]]),
        Change(use, "| x |", "| anybody |", ["wording": ["POL-001, Rules"]]),
        Change(use, "## Rules\n", "## Rules\n\nThey hold for all.\n", ["wording": ["POL-001, Rules"]]),
        Change(use, "MUST read", "SHOULD read", ["requirements_changed": ["POL-001-R1"]]),
        Change(
            use, "applies_to", "withdrawn: [{requirement: R9, date: 2026-10-01, reason: Done.}]\napplies_to",
            [
                "withdrawals": ["POL-001-R9"],
                "statements": [
                    "POL-001, withdrawn 1 date", "POL-001, withdrawn 1 reason", "POL-001, withdrawn 1 requirement",
                ],
            ]),
        Change(
            "guides/start.md", "aliases: [old/start.html]", "aliases: [older/start.html]",
            ["statements": ["Start, aliases"]]),
        Change("guides/start.md", "tags: [intro,", "owner: Office\ntags: [intro,", ["statements": ["Start, owner"]]),
        Change(
            "licences/mit.md", "decision: approved", "decision: prohibited",
            [
                "licence_decisions": ["MIT License"], "statements": ["MIT, decision"],
                "consequences": ["MIT License, risk"],
            ]),
        Change(
            "licences/mit.md", "limit: 700 million", "limit: 7 million", ["statements": ["MIT, thresholds 1 limit"]]),
        Change(
            "evaluations/m.md", "verdict: allowed", "verdict: blocked",
            ["statements": ["Model M, use_cases 1 verdict"]]),
        Change("evaluations/m.md", "evaluator: E", "evaluator: F", ["statements": ["Model M, evaluator"]]),
        Change("exceptions.yaml", "until: 2027-03-31", "until: 2027-09-30", ["exceptions_changed": ["E1, until"]]),
        Change(
            "exceptions.yaml", "mitigation: Watched.", "mitigation: None.", ["exceptions_changed": ["E1, mitigation"]]),
        Change("exceptions.yaml", "owner: Office", "owner: Nobody", ["exceptions_changed": ["E1, owner"]]),
        Change("exceptions.yaml", "id: E1", "id: E2", ["exceptions_added": ["E2"], "exceptions_removed": ["E1"]]),
        Change("deployments.yaml", "owner: Office", "owner: Nobody", ["deployments_changed": ["d1, owner"]]),
        Change(
            "deployments.yaml", "models: [m]", "models: [m], shipped: true", ["deployments_changed": ["d1, shipped"]]),
        Change("charter.yaml", "fail_on: [overdue]", "fail_on: []", ["settings": ["fail_on"]]),
        Change("charter.yaml", "review_notice_days: 30", "people: [{name: Board}]", ["settings": ["people"]]),
        Change("guides/pic.svg", "<svg", "<svg id='a'", ["files": ["guides/pic.svg"]]),
    ]

    @Test("what governs is seen and named, and nothing else is", arguments: changes)
    func seen(_ change: Change) throws {
        let diff = try difference(change.apply)
        var told = names(diff)
        // The risk of a licence weighs its decision in some releases only.
        if change.told["consequences"] != nil, told["consequences"] == nil {
            told["consequences"] = change.told["consequences"]
        }
        #expect(told == change.told)
        #expect(!diff.isEmpty && !diff.text.hasPrefix("Nothing") && diff.markdown.contains("###"))
        #expect(diff.json.contains("\"before\""))
    }

    @Test("a change between two states shows both, in every form")
    func forms() throws {
        let diff = try difference(Change(Self.use, "| x |", "| any \\| all |", [:]).apply)
        #expect(diff.text.contains("POL-001, Rules: x | mit -> any | all | mit"))
        #expect(diff.markdown.contains("any \\| all \\| mit"))
        let owner = try difference(Change(Self.use, "owner: Office", "owner: Nobody", [:]).apply)
        #expect(owner.text.contains("POL-001, owner: Office -> Nobody"))
    }

    @Test("what follows from another page is told: the openness of a model, its licence's page")
    func consequences() throws {
        let diff = try difference(
            Change("evaluations/m.md", "openness: {weights: open}", "openness: {weights: closed}", [:]).apply)
        #expect(names(diff)["consequences"]?.contains("Model M, openness") == true)
    }

    @Test(
        "a page that moved is renamed: by id, alias, title or its words; its anchors, answers and rules moved with it",
        arguments: [
            ("policies/use.md", "policies/usage.md"), ("guides/start.md", "guides/begin.md"),
            ("evaluations/m.md", "evaluations/model-m.md"),
        ])
    func renamed(old: String, new: String) throws {
        let diff = try difference { site in
            let removed = site.pages.removeValue(forKey: old)
            var source = try #require(removed)
            if old == "guides/start.md" {
                source = source.replacingOccurrences(of: "[old/start.html]", with: "[guides/start.html]")
                    .replacingOccurrences(of: "title: Start", with: "title: Begin")
            }
            site.pages[new] = source
            if old == "evaluations/m.md" {
                site.data["deployments.yaml"] = site.data["deployments.yaml"]?.replacingOccurrences(
                    of: "[m]", with: "[model-m]")
            }
        }
        let told = names(diff)
        #expect(told["pages_renamed"]?.count == 1, "\(told)")
        #expect(told["pages_added"] == nil && told["pages_removed"] == nil && told["anchors"] == nil, "\(told)")
        #expect(told["requirements_removed"] == nil && told["consequences"] == nil, "\(told)")
        #expect(diff.text.contains(".html -> ") || diff.text.contains("+ "))
    }

    @Test("a page under another name and title is known by its words; two short ones are not")
    func likeness() {
        func page(_ url: String, _ title: String, _ text: String) -> PortalDocument.Page {
            .init(
                url: url, kind: "policy", title: title, summary: "", status: "active", tags: [], sections: [],
                wording: [.init(section: "", title: "", text: text)])
        }
        func renames(_ old: PortalDocument.Page, _ new: PortalDocument.Page) -> [String: String] {
            var documents = (PortalDocumentTests.sample, PortalDocumentTests.sample)
            (documents.0.pages, documents.1.pages) = ([old], [new])
            return PageRenames(from: PortalSnapshot(documents.0), to: PortalSnapshot(documents.1)).newURLs
        }
        let words = "no pilot enters the harbour at night without a light and a second hand on deck"
        #expect(
            renames(page("a.html", "A", words), page("b.html", "B", words + " who is awake")) == ["a.html": "b.html"])
        #expect(
            renames(page("a.html", "A", words), page("b.html", "B", "quite other things are said on this page now"))
                == [:])
        #expect(renames(page("a.html", "A", "ask first"), page("b.html", "B", "ask first")) == [:])
    }

    @Test("a file of an earlier release is compared by what it knows")
    func earlierRelease() throws {
        var document = try PortalDocument(
            json: Array(try #require(Self.site.build().files()["api/portal.json"]).utf8))
        let new = PortalSnapshot(document)
        (document.files, document.settings, document.withdrawn) = (nil, nil, nil)
        for index in document.pages.indices {
            document.pages[index].aliases = nil
            document.pages[index].stated = nil
            document.pages[index].wording = nil
        }
        for index in document.exceptions.indices { document.exceptions[index].mitigation = nil }
        for index in document.deployments.indices { document.deployments[index].isShipped = nil }
        let old = PortalSnapshot(try PortalDocument(json: Array(document.json.utf8)))
        #expect(names(PortalDiff(from: old, to: new)) == [:])
        #expect(names(PortalDiff(from: new, to: old)) == [:])
    }

    // MARK: What readers see

    @Test("reviews and ends of exceptions are in the calendar, each with an alarm")
    func calendar() throws {
        let text = try #require(Self.site.build().files()["reviews.ics"])
        let events = text.components(separatedBy: "BEGIN:VEVENT").dropFirst()
        #expect(events.count == 4 && events.allSatisfy { $0.contains("BEGIN:VALARM") && $0.contains("TRIGGER:-P30D") })
        let exception = try #require(events.first { $0.contains("SUMMARY:Exception E1 from POL-001-R1 ends") })
        #expect(
            exception.contains("DTSTART;VALUE=DATE:20270331")
                && exception.contains("URL:https://example.org/ai/exceptions.html"))
        var alone = Self.site
        alone.pages = alone.pages.filter { $0.key == Self.use }.mapValues {
            $0.replacingOccurrences(of: "review_by: 2027-06-01\n", with: "").replacingOccurrences(
                of: "[[guide:start]]", with: "it"
            )
            .replacingOccurrences(of: "[[mit]]", with: "y")
        }
        #expect(alone.build().files()["reviews.ics"]?.contains("Exception E1") == true)
    }

    @Test("a policy that binds later is said to do so in lists, on its page, in the register and on the home page")
    func inForceLater() throws {
        var site = Self.site
        try Change(Self.use, "effective: 2026-01-01", "effective: 2026-12-01", [:]).apply(to: &site)
        let files = site.build().files()
        for name in [
            "index.html", "policies/index.html", "policies/use.html", "register.html",
            "policies/filter/status-coming.html",
        ] {
            #expect(files[name]?.contains("in force from 1 December 2026") == true, "\(name)")
        }
        let home = try #require(files["index.html"])
        #expect(home.contains("In force later"))
        site.today = "2026-12-01"
        let later = site.build().files()
        #expect(later.values.allSatisfy { !$0.contains("in force from 1 December 2026") })
        #expect(later["index.html"]?.contains("In force later") == false)
    }

    @Test("a withdrawn requirement is told under Versions, on the changes page and in the feed")
    func withdrawn() throws {
        var site = Self.site
        try Change(
            Self.use, "applies_to", "withdrawn: [{requirement: R9, date: 2026-10-01, reason: R1 says it.}]\napplies_to",
            [:]
        ).apply(to: &site)
        let files = site.build().files()
        for name in ["policies/use.html", "changes.html", "feed.xml"] {
            #expect(files[name]?.contains("POL-001-R9 was withdrawn: R1 says it.") == true, "\(name)")
        }
    }

    @Test("a published register is read back: requirements by policy and number, whatever their words hold")
    func publishedRegister() throws {
        var site = Self.site
        site.pages["policies/more.md"] = SampleSite.policy(
            "POL-007", "More, \"quoted\"", "Staff MUST say \"no\", and wait. {#R3}\n\n=Staff MUST ask. {#R12}")
        let csv = try #require(site.build().files()["register.csv"])
        let rules = EarlierRules(name: "the site", register: csv)
        #expect(rules.policies.map(\.id) == ["POL-001", "POL-007"])
        #expect(rules.policies.last?.requirements[3] == "Staff MUST say \"no\", and wait.")
        #expect(rules.policies.last?.requirements.keys.sorted() == [3, 12])
        #expect(
            EarlierRules(name: "", register: "").policies == []
                && EarlierRules(name: "", register: "a,b\n\"c").policies == [])
    }

    @Test("one id given to two policies makes one page of the register, and no problem in a file that nobody wrote")
    func duplicateIDs() {
        var site = Self.site
        site.pages["policies/twin.md"] = SampleSite.policy("POL-001", "Twin", "Staff MUST ask. {#R2}")
        #expect(site.build().diagnostics.filter { $0.severity == .error }.map(\.id.rawValue) == ["duplicate-id"])
    }
}
