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
        "Answers": ["Diagnostics", "Foundation", "Portal", "Primitives", "Search"],
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
        "Search/Coding/ShardScript.swift", "Answers/Bundle/AskHeader.swift",  // JSON; no disk.
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

    @Test("there are sources to look at")
    func found() { #expect(Self.sources.count > 50) }

    @Test("targets import only what stands below them")
    func imports() {
        for source in Self.sources {
            for name in source.imports {
                #expect(Self.allowedImports[source.target]?.contains(name) == true, "\(source.path) imports \(name)")
            }
        }
    }

    @Test("ARCHITECTURE.md names every target")
    func document() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("ARCHITECTURE.md"), encoding: .utf8)
        for target in Self.allowedImports.keys { #expect(text.contains("`\(target)`"), "\(target) is missing") }
    }

    @Test("only the files at the edges use Foundation: the build itself touches no disk, clock or randomness")
    func edges() {
        for source in Self.sources
        where ["Answers", "Diagnostics", "Markdown", "Portal", "Primitives", "Search", "Site"].contains(source.target)
            && source.imports.contains("Foundation")
        {
            #expect(Self.filesWithFoundation.contains(source.path), "\(source.path) imports Foundation")
        }
        for source in Self.sources where source.target != "charter" {
            for word in ["Date()", ".random", "SystemRandomNumberGenerator"] {
                #expect(!source.text.contains(word), "\(source.path) uses \(word)")
            }
        }
    }

    @Test("only CMarkNode.swift calls libcmark")
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
