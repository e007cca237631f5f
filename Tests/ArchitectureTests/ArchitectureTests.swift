import Foundation
import Testing

/// What SwiftPM does not hold us to: imports, where the disk and the clock are touched, sizes and words.
@Suite("Architecture")
struct ArchitectureTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What each target may import; ARCHITECTURE.md holds the same table.
    private static let allowedImports: [String: Set<String>] = [
        "Primitives": ["Crypto", "Foundation"],
        "Diagnostics": ["Primitives"],
        "Markdown": ["CCMark", "Diagnostics", "Primitives"],
        "Portal": ["Crypto", "Diagnostics", "Foundation", "Markdown", "Primitives", "Yams"],
        "Search": ["CStemmer", "Crypto", "Foundation", "Primitives"],
        "Inference": ["CTensor", "Foundation", "FoundationNetworking"],
        "Answers": ["Diagnostics", "Portal", "Primitives", "Search"],
        "Site": [
            "Answers", "Crypto", "Diagnostics", "Foundation", "Markdown", "Mustache", "Portal", "Primitives", "Search",
        ],
        "charter": [
            "Answers", "ArgumentParser", "CMalloc", "Crypto", "Diagnostics", "FlyingFox", "FlyingSocks", "Foundation",
            "FoundationNetworking", "Inference",
            "Markdown", "Portal", "Primitives", "Search", "Site",
        ],
    ]

    /// The only files below the commands that touch the disk, the clock or the system.
    private static let filesWithFoundation: Set<String> = [
        "Portal/Loading/SourceTree.swift", "Primitives/ConcurrentMap.swift", "Portal/Loading/HarnessResults.swift",
        "Portal/Loading/PortalSnapshot.swift",
        "Search/Analysis/TextFolding.swift",  // Unicode normalization; no disk.
        "Site/Templates/LoadTheme.swift",
        "Site/Publishing/Publisher.swift", "Site/Publishing/PublishError.swift", "Site/Publishing/Manifest.swift",
    ]

    private struct Source {
        var path: String
        var text: String
        var target: String { String(path.split(separator: "/")[0]) }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var imports: [String] {
            lines.filter { $0.hasPrefix("import ") || $0.hasPrefix("@_exported import ") }.map { line in
                let words = line.split(separator: " ")
                return String(words.last?.split(separator: ".").first ?? "")
            }
        }
    }

    private static let sources: [Source] = {
        let folder = root.appendingPathComponent("Sources")
        let paths = (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).filter {
            $0.hasSuffix(".swift")
        }
        return paths.sorted().compactMap { path in
            (try? String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)).map {
                Source(path: path, text: $0)
            }
        }
    }()

    @Test("every folder of Swift sources is a target that the table names, and has sources that are looked at")
    func found() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appendingPathComponent("Sources").path)
        // C targets and shims hold no Swift.
        let swift = Set(folders).subtracting(["CCMark", "CMalloc", "CStemmer", "CTensor"])
        #expect(swift == Set(Self.allowedImports.keys))
        #expect(Set(Self.sources.map(\.target)) == swift)
    }

    @Test("targets import only what stands below them")
    func imports() {
        for source in Self.sources {
            for name in source.imports {
                #expect(Self.allowedImports[source.target]?.contains(name) == true, "\(source.path) imports \(name)")
            }
        }
    }

    @Test("the table of targets in ARCHITECTURE.md has a row for each target and no other")
    func document() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("ARCHITECTURE.md"), encoding: .utf8)
        let section = try #require(
            text.components(separatedBy: "\n## Targets\n").last?.components(separatedBy: "\n## ")[0])
        let rows = section.matches(of: /\n\| `([A-Za-z]+)`/).map { String($0.output.1) }
        #expect(rows.sorted() == (Array(Self.allowedImports.keys) + ["CTensor"]).sorted())
    }

    @Test("every bold invariant of ARCHITECTURE.md stands in the name of a test")
    func invariants() throws {
        func plain(_ text: String) -> String {
            text.filter { $0 != "`" && $0 != "\\" }.trimmingCharacters(in: CharacterSet(charactersIn: ".,;: "))
        }
        let text = try String(contentsOf: Self.root.appendingPathComponent("ARCHITECTURE.md"), encoding: .utf8)
        let section = try #require(
            text.components(separatedBy: "\n## Invariants\n").last?.components(separatedBy: "\n## ")[0])
        let bold = section.matches(of: /\n- \*\*([^*]+)\*\*/).map { plain(String($0.output.1)) }
        #expect(bold.count >= 11)
        let folder = Self.root.appendingPathComponent("Tests")
        let paths = (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).filter {
            [".swift", ".py", ".js"].contains(where: $0.hasSuffix)
        }
        let tests = paths.compactMap { try? String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
            .map(plain).joined(separator: "\n")
        for invariant in bold {
            #expect(tests.contains("\"" + invariant), "no test has the name '\(invariant)'")
        }
    }

    @Test("only the files at the edges use Foundation")
    func edges() {
        for source in Self.sources
        where ["Answers", "Diagnostics", "Markdown", "Portal", "Primitives", "Search", "Site"].contains(source.target)
            && source.imports.contains("Foundation")
        {
            #expect(Self.filesWithFoundation.contains(source.path), "\(source.path) imports Foundation")
        }
    }

    /// Where the number of cores is asked for: what is made does not depend on it.
    private static let filesWithProcessorCount: Set<String> = ["Inference/Kernels/Processor.swift"]

    @Test("Below `charter` nothing reads the clock, the environment or randomness")
    func surroundings() {
        for source in Self.sources where source.target != "charter" {
            for word in [
                "Date()", "Date.now", "clock_gettime", "getenv", ".environment", "Locale.current", ".random(",
                ".shuffled()", "randomElement", "SystemRandomNumberGenerator", "UUID()",
            ] { #expect(!source.text.contains(word), "\(source.path) uses \(word)") }
            if source.text.contains("ProcessInfo") {
                #expect(Self.filesWithProcessorCount.contains(source.path), "\(source.path) uses ProcessInfo")
            }
        }
    }

    @Test("Only `Markdown/CMarkNode.swift` calls libcmark")
    func libcmark() {
        for source in Self.sources where source.text.contains("cmark_node_") || source.imports.contains("CCMark") {
            #expect(source.path == "Markdown/CMarkNode.swift")
        }
    }

    @Test("files stay short enough to hold one idea")
    func sizes() {
        for source in Self.sources {
            #expect(source.lines.count <= 500, "\(source.path) has \(source.lines.count) lines")
        }
    }

    @Test("no crash on purpose, no empty names")
    func words() {
        for source in Self.sources {
            for word in ["try!", "fatalError(", " as! ", "Utils", "Helper", " Manager"] {
                #expect(!source.text.contains(word), "\(source.path) has \(word)")
            }
        }
    }

    @Test("every diagnostic id is explained in docs/diagnostics.md, and no other")
    func diagnostics() throws {
        let pattern = try NSRegularExpression(pattern: "\"([a-z]+(?:-[a-z0-9]+)+)\"")
        let contexts = ["Diagnostic(", ".error,", ".warning,", ".note,", "report(", "clash("]
        var ids = Set<String>()
        for source in Self.sources where source.target != "charter" && source.target != "Diagnostics" {
            for (index, line) in source.lines.enumerated() {
                let before = source.lines[max(0, index - 1)...index].joined(separator: " ")
                guard contexts.contains(where: before.contains) else { continue }
                let text = String(line)
                for match in pattern.matches(in: text, range: NSRange(text.startIndex..., in: text)) {
                    if let range = Range(match.range(at: 1), in: text) { ids.insert(String(text[range])) }
                }
            }
        }
        let document = try String(contentsOf: Self.root.appendingPathComponent("docs/diagnostics.md"), encoding: .utf8)
        let explained = Set(
            document.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) })
        #expect(ids.subtracting(explained) == [], "not explained")
        #expect(explained.subtracting(ids) == [], "explained but never raised")
    }
}
