import Foundation
import Testing

@testable import Portal

/// Openness by the Model Openness Framework, against the Tool's own files where they are at hand.
@Suite("Openness")
struct OpennessTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data/mof").path

    private static func files(_ name: String) -> [(name: String, text: String)] {
        let path = folder + "/" + name
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted().compactMap { file in
            (try? String(contentsOfFile: path + "/" + file, encoding: .utf8)).map { (String(file.dropLast(4)), $0) }
        }
    }

    private static var hasData: Bool { FileManager.default.fileExists(atPath: folder) }

    private struct Expected: Decodable {
        var `class`: Int
        var label: String
        var progress: [String: Double]
    }

    @Test("class and progress as the Tool computes them for its own cases", .enabled(if: hasData))
    func cases() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: Self.folder + "/expected.json"))
        let expected = try JSONDecoder().decode([String: Expected].self, from: data)
        let files = Self.files("cases")
        #expect(files.count == 18)
        for (name, text) in files {
            let (record, problems) = OpennessRecord.read(text, path: name)
            #expect(problems.isEmpty, "\(name): \(problems)")
            let wanted = try #require(expected[name])
            #expect(record.frameworkClass?.rawValue ?? 0 == wanted.class, "\(name)")
            #expect(record.frameworkClass.map(\.label) ?? "Unclassified" == wanted.label)
            for reached in OpennessFrameworkClass.allCases {
                let progress = wanted.progress[String(reached.rawValue)] ?? -1
                #expect(abs(record.progress(to: reached) - progress) < 0.005, "\(name), class \(reached)")
            }
        }
    }

    @Test("all 273 models of the Tool are read and written back the same", .enabled(if: hasData))
    func models() {
        let files = Self.files("models")
        #expect(files.count == 273)
        for (name, text) in files {
            let (record, problems) = OpennessRecord.read(text, path: name)
            #expect(problems.isEmpty, "\(name): \(problems.map(\.summary))")
            #expect(!record.name.isEmpty && !record.components.isEmpty || name.isEmpty, "\(name)")
            let (again, more) = OpennessRecord.read(record.yaml, path: name)
            #expect(again == record && more.isEmpty, "\(name)")
        }
    }

    @Test("all spellings of licences in these models stand for something known", .enabled(if: hasData))
    func spellings() {
        var names = Set<String>()
        for (name, text) in Self.files("models") {
            let (record, _) = OpennessRecord.read(text, path: name)
            names.formUnion(record.components.compactMap(\.licence))
            names.formUnion(record.licences.values.compactMap(\.name))
            if let name = record.distributionLicence?.name { names.insert(name) }
        }
        #expect(names.count >= 70)
        let unknown = names.filter { if case .unknown = LicenceName($0) { true } else { false } }
        // What no licence can be read from.
        #expect(
            unknown == [
                "https://arxiv.org/pdf/2401.06066", "license", "Other License", "BSD", "pubmed",
                "License only specified in original dataset starcoderdata",
            ])
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
