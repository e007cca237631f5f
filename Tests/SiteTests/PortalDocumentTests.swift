import Foundation
import Primitives
import TestSupport
import Testing

@testable import Content
@testable import Portal
@testable import Site

/// `api/portal.json`: one shape for its writer, its reader and its page in docs.
@Suite("Portal document")
struct PortalDocumentTests {
    /// Every list has an entry.
    static let sample = PortalDocument(
        generator: "Charter test", title: "A \"portal\" <for> us", date: "2026-11-01",
        pages: [
            .init(
                url: "guides/start.html", kind: "guide", title: "Start", summary: "Erste Schritte – ünd mehr.",
                status: "active", tags: ["intro"], sections: [.init(id: "one", level: 2, title: "One")],
                aliases: ["old.html"], stated: ["approver": "Board"],
                wording: [.init(section: "one", title: "One", text: "Words.")])
        ],
        requirements: [
            .init(
                id: "POL-001-R1", level: "MUST", text: "Staff MUST ask.", policy: "POL-001", version: "1.0",
                appliesTo: ["all staff"], url: "policies/use.html#POL-001-R1")
        ],
        licences: [
            .init(
                url: "licences/mit.html", spdx: "MIT", name: "MIT License", licenceClass: "open-source",
                isOSIApproved: true, decision: "approved", risk: "low", permissions: ["commercial-use"],
                conditions: [], limitations: ["warranty"], duties: ["product": ["Keep the notice."], "internal": []])
        ],
        models: [
            .init(
                url: "evaluations/m.html", model: "M", developer: "D", parameters: "7B", opennessClass: "open-model",
                openness: ["weights": "open", "code": "closed"],
                useCases: [.init(use: "Chat", verdict: "allowed", reason: "Fine")])
        ],
        decisions: .init(
            uses: [.init(id: "chat", title: "Chat")], data: [.init(id: "public", title: "Public")],
            models: [
                .init(
                    title: "M", url: "evaluations/m.html", decisions: "decide/m.html", licence: "MIT License",
                    isOSIApproved: true, openness: "open-model", languages: ["en"],
                    formats: [.init(format: "Q4_K_M", gibibytes: 5.0, includesCache: true)])
            ],
            reasons: [
                .init(
                    text: "Fine.", verdict: "allowed", ground: "rule", rule: "chat-1", clause: "POL-001-R1",
                    url: "policies/use.html#POL-001-R1", duties: ["Ask."])
            ],
            cases: [.init(model: 0, use: 0, data: 0, verdict: "allowed", reasons: [0], alternatives: [])]),
        answers: [.init(question: "May I?", quote: "Staff MUST ask.", url: "policies/use.html#rules")],
        exceptions: [
            .init(
                id: "EXC-001", requirement: "POL-001-R1", reason: "Pilot", owner: "Office", approvedBy: ["Board"],
                from: "2026-01-01", until: "2026-12-31", mitigation: "Watched.")
        ],
        deployments: [
            .init(
                id: "dep-1", title: "Assistant", owner: "Office", models: ["m"], since: "2026-02-01", isShipped: false)
        ],
        withdrawn: [.init(id: "POL-001-R2", date: "2026-05-01", reason: "Done.")],
        files: [.init(path: "guides/pic.svg", sha256: "00")], settings: ["fail_on": "overdue"])

    private func read(_ text: String) throws -> PortalDocument { try PortalDocument(json: Array(text.utf8)) }

    @Test("what is written is read back equal, of a sample and of a site")
    func roundTrip() throws {
        #expect(try read(Self.sample.json) == Self.sample)
        let text = try #require(SampleSite.full.build().files()["api/portal.json"])
        let document = try read(text)
        #expect(document.json == text)
        #expect(!document.pages.isEmpty && !document.requirements.isEmpty && !document.licences.isEmpty)
        #expect(!document.models.isEmpty && document.title == "Test portal")
    }

    @Test("what is absent is null, and an entry of a list stands on one line")
    func form() {
        let lines = Self.sample.json.split(separator: "\n")
        #expect(lines.contains("  \"form\": 1,") && lines.contains("  \"url\": null,"))
        #expect(
            lines.contains {
                $0.hasPrefix("    {\"url\":\"guides/start.html\"") && $0.contains("\"id\":null,")
                    && $0.contains("\"review_by\":null,")
                    && $0.hasSuffix("\"wording\":[{\"section\":\"one\",\"title\":\"One\",\"text\":\"Words.\"}]}")
            })
        #expect(lines.contains { $0.contains("\"requirement\":null") })
        #expect(lines.contains { $0.contains("\"duties\":{\"internal\":[],\"product\":[\"Keep the notice.\"]}") })
    }

    @Test("docs/exports.md names every key of the file, beside the list that it belongs to")
    func documented() throws {
        let docs = try String(contentsOf: Repository.root.appendingPathComponent("docs/exports.md"), encoding: .utf8)
        let section = try #require(docs.components(separatedBy: "\n## api/portal.json\n").last)
        let lines = section.components(separatedBy: "\n- ")
        guard case .object(let members) = JSONText(encoding: Self.sample, absent: .null) else {
            Issue.record("the document is an object")
            return
        }
        for (name, value) in members {
            #expect(section.contains("`\(name)`"), "\(name) is not explained")
            let line = lines.first { $0.hasPrefix("`\(name)`") } ?? ""
            for key in keys(of: value) { #expect(line.contains("`\(key)`"), "\(name): \(key) is not explained") }
        }
    }

    /// All keys below a value, but for those that are data.
    private func keys(of value: JSONText) -> Set<String> {
        switch value {
        case .object(let members):
            members.reduce(into: []) { all, member in
                all.insert(member.0)
                if !["openness", "duties", "stated", "settings"].contains(member.0) {
                    all.formUnion(keys(of: member.1))
                }
            }
        case .array(let items): items.reduce(into: []) { $0.formUnion(keys(of: $1)) }
        case .string, .integer, .number, .bool, .null: []
        }
    }

    @Test("other format versions and damaged files are refused")
    func refused() {
        #expect(throws: PortalDocument.ReadingError.damaged) { try read("[]") }
        #expect(throws: PortalDocument.ReadingError.damaged) { try read("{\"form\": 1}") }
        #expect(throws: PortalDocument.ReadingError.otherFormatVersion(9)) { try read("{\"form\": 9}") }
        for change in [\PortalDocument.Decisions.Case.model, \.use, \.data] {
            var document = Self.sample
            document.decisions?.cases[0][keyPath: change] = 1
            #expect(throws: PortalDocument.ReadingError.damaged) { try read(document.json) }
        }
        var document = Self.sample
        document.decisions?.cases[0].reasons = [-1]
        #expect(throws: PortalDocument.ReadingError.damaged) { try read(document.json) }
        document = Self.sample
        document.decisions?.cases[0].alternatives = [1]
        #expect(throws: PortalDocument.ReadingError.damaged) { try read(document.json) }
    }

    @Test("the encoder writes every kind of value as Foundation's decoder reads it")
    func encoder() throws {
        struct Part: Codable, Hashable {
            var small: UInt8?
            var wide: Int64
            var ratio: Float
        }
        enum Choice: Codable, Hashable { case plain, weighted(by: Double, [Int?]) }
        struct Whole: Codable, Hashable {
            var yes: Bool?
            var text: String?
            var choices: [Choice]
            var parts: [String: [Part]]
            var nested: [[String]]
        }
        let whole = Whole(
            yes: true, choices: [.plain, .weighted(by: 0.1, [1, nil, -3])],
            parts: ["b": [Part(small: 255, wide: .min, ratio: 0.5)], "a": []], nested: [[], ["\u{2028}", "</&\u{7}"]])
        for absent in [JSONText.AbsentValue.omitted, .null] {
            let text = JSONText(encoding: whole, absent: absent).text(indent: nil)
            #expect(try JSONDecoder().decode(Whole.self, from: Data(text.utf8)) == whole)
            #expect(text.contains("\"text\":null") == (absent == .null))
            #expect(text.hasPrefix("{\"yes\":true") && text.contains("\"parts\":{\"a\":[],\"b\":["))
        }
        #expect(JSONText(encoding: [Double.nan]).text(indent: nil) == "[null]")
        #expect(JSONText(encoding: UInt64.max).text(indent: nil) == "null")
    }

    @Test("a bill of materials is read back, and gives a licence an id or a name")
    func bill() throws {
        let text = try #require(SampleSite.full.build().files()["api/bom.json"])
        let document = try JSONDecoder().decode(CycloneDX.Document.self, from: Data(text.utf8))
        #expect(JSONText(encoding: document).text() + "\n" == text && !text.contains("null"))
        let model = try #require(document.components.first)
        #expect(model.type == .machineLearningModel && model.bomRef == "model:m" && model.modelCard != nil)
        let licence = try #require(model.licenses?.first?.license)
        #expect(licence.id == "MIT" && licence.name == nil)
    }
}
