import Foundation
import TestSupport
import Testing

@testable import Portal

/// Openness by the Model Openness Framework: files of the Tool's form in `Tests/Fixtures/openness`, which say in their second
/// line what the Tool computes for them.
@Suite("Openness")
struct OpennessTests {
    struct Fixture: CustomTestStringConvertible {
        var name: String
        var text: String
        /// The class, 0 where none is reached.
        var frameworkClass: Int
        /// Percent of classes I, II and III.
        var progress: [Double]

        var testDescription: String { name }

        init?(_ url: URL) {
            guard let text = try? String(contentsOf: url, encoding: .utf8),
                let line = text.firstMatch(of: /# expect: ([0-3]), ([0-9.]+) ([0-9.]+) ([0-9.]+)/)?.output,
                let reached = Int(line.1)
            else { return nil }
            name = url.lastPathComponent
            self.text = text
            frameworkClass = reached
            progress = [line.2, line.3, line.4].compactMap { Double($0) }
        }
    }

    private static let fixtures: [Fixture] = {
        let folder = Repository.fixtures.appendingPathComponent("openness")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { Fixture(folder.appendingPathComponent($0)) }
    }()

    @Test("there are files of every class")
    func files() {
        #expect(Self.fixtures.count == 13)
        #expect(Set(Self.fixtures.map(\.frameworkClass)) == [0, 1, 2, 3])
    }

    @Test("class and progress are what the Tool computes", arguments: fixtures)
    func classes(_ fixture: Fixture) {
        let (record, problems) = OpennessRecord.read(fixture.text, path: fixture.name)
        #expect(problems.map(\.summary) == [])
        #expect(record.frameworkClass?.rawValue ?? 0 == fixture.frameworkClass)
        for (reached, wanted) in zip([OpennessFrameworkClass.openScience, .openTooling, .openModel], fixture.progress) {
            #expect(abs(record.progress(to: reached) - wanted) < 0.005, "class \(reached)")
        }
    }

    @Test("a file that is read and written back is the same", arguments: fixtures)
    func roundTrip(_ fixture: Fixture) {
        let (record, _) = OpennessRecord.read(fixture.text, path: fixture.name)
        let (again, problems) = OpennessRecord.read(record.yaml, path: fixture.name)
        #expect(again == record && problems.isEmpty)
    }

    @Test(
        "what no licence can be read from stays unknown",
        arguments: ["license", "Other License", "BSD", "pubmed", "https://harbour.example/paper.pdf"])
    func unreadable(_ name: String) {
        if case .unknown = LicenceName(name) { return }
        Issue.record("\(name) was taken for a licence")
    }

    @Test(
        "names that people write",
        arguments: [
            ("apache-2.0", "Apache-2.0"), ("Apache License, Version 2.0", "Apache-2.0"), ("The MIT License", "MIT"),
            ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"), ("BSD-3", "BSD-3-Clause"),
            ("Gemma", "LicenseRef-scancode-gemma-tou-2024-04-01"),
            ("Llama 3.1 Community License Agreement", "LicenseRef-scancode-llama-3.1-license-2024"),
            ("Mozilla Public License 2.0", "MPL-2.0"), ("GPLv3", "GPL-3.0-only"),
        ])
    func names(written: String, id: String) { #expect(LicenceName(written).id == id) }

    @Test("an unknown id suggests the nearest")
    func nearest() {
        if case .unknown(let near) = LicenceName("Apache-2.1") {
            #expect(near?.hasPrefix("Apache-") == true)
        } else {
            Issue.record("Apache-2.1 is no licence")
        }
        #expect(LicenceName("MITT") == .unknown(nearest: "MIT"))
        #expect(LicenceName("CC-BY-9.0") != .unknown(nearest: nil))
    }

    @Test("a licence of another kind passes, none and a restricted one do not; the paper stands in for the report")
    func rules() {
        var record = OpennessRecord()
        record.distributionLicence = .init(name: "Apache-2.0")
        record.components = [
            .finalParameters, .architecture, .evaluationResults, .modelCard, .dataCard, .researchPaper,
        ]
        .map { .init(part: $0) }
        #expect(record.status(of: .finalParameters) == .openOtherKind)
        #expect(record.status(of: .architecture) == .open)
        #expect(record.frameworkClass == .openModel)
        #expect(record.progress(to: .openTooling) == 60)
        #expect(record.progress(to: .openScience) == 0)
        record.components[0].licence = "Gemma"
        #expect(record.status(of: .finalParameters) == .restricted && record.frameworkClass == nil)
        record.components[0].licence = "unlicensed"
        #expect(record.status(of: .finalParameters) == .unlicensed)
        record.components[0].licence = "Component not included"
        #expect(record.status(of: .finalParameters) == .missing)
    }

    @Test("a file that is wrong says where")
    func wrong() {
        let (_, problems) = OpennessRecord.read(
            "framework: {name: x}\nrelease:\n  name: A\n  license: {}\n  components:\n    - name: Training cod\n",
            path: "a.yml")
        #expect(problems.map(\.range.start.line) == [6])
        #expect(problems.first?.fixes.first?.replacement == "Training code")
    }
}
