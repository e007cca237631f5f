import Diagnostics
import Foundation
import Testing

/// What SwiftPM does not hold us to: imports, where the disk and the clock are touched, sizes and words.
@Suite("Architecture")
struct ArchitectureTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func read(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The only files below the commands that touch the disk.
    private static let filesThatTouchTheDisk: Set<String> = [
        "Content/Loading/SourceTree.swift", "Inference/Files/MappedFile.swift",
        "Inference/Models/TextEncoderConfiguration.swift", "Inference/Tokenizers/WordPieceTokenizer.swift",
        "Platform/FolderEntries.swift", "Platform/OpenFile.swift", "Platform/Texts.swift", "Processes/Subprocess.swift",
        "Remote/Transfer.swift",
        "Site/Templates/LoadTheme.swift", "Site/Publishing/FolderLock.swift", "Site/Publishing/SystemCalls.swift",
    ]

    /// C targets and shims.
    private static let cTargets: Set<String> = [
        "CBuild", "CCMark", "CCrypto", "CExpat", "CMalloc", "CStemmer", "CTensor", "CYAML",
    ]

    /// What runs while the program is built, and is no part of it.
    private static let buildTools: Set<String> = ["EmbedFiles", "embed-files"]

    private struct Source {
        var path: String
        var text: String
        var target: String { String(path.split(separator: "/")[0]) }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// What the file imports, behind `#if` too.
        var imports: [String] {
            lines.map { $0.drop { $0 == " " } }
                .filter { $0.hasPrefix("import ") || $0.hasPrefix("@_exported import ") }
                .map { line in String(line.split(separator: " ").last?.split(separator: ".").first ?? "") }
        }
    }

    private static let sources: [Source] = {
        let folder = root.appendingPathComponent("Sources")
        let paths = (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).filter {
            $0.hasSuffix(".swift")
        }
        return paths.sorted().filter { !buildTools.contains(String($0.split(separator: "/")[0])) }.compactMap { path in
            (try? String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)).map {
                Source(path: path, text: $0)
            }
        }
    }()

    /// What each target declares in Package.swift, the one place where that stands: its dependencies by name.
    private static func declaredDependencies() throws -> [String: Set<String>] {
        let manifest = try read("Package.swift")
        // A target's arguments end where the next target's begin.
        let pattern = try NSRegularExpression(pattern: #"\.(target|executableTarget)\(\s*name: "([^"]+)""#)
        let whole = NSRange(manifest.startIndex..., in: manifest)
        let starts = pattern.matches(in: manifest, range: whole)
        let name = try NSRegularExpression(pattern: #""([A-Za-z]+)"(?!\s*\))(?=[,\]\s])|product\(name: "([A-Za-z]+)""#)
        var result: [String: Set<String>] = [:]
        for start in starts {
            guard let nameRange = Range(start.range(at: 2), in: manifest), let from = Range(start.range, in: manifest)
            else { continue }
            let rest = manifest[from.upperBound...]
            let end = rest.range(of: "arget(")?.lowerBound ?? rest.endIndex
            guard let list = rest[..<end].range(of: "dependencies: [") else {
                result[String(manifest[nameRange])] = []
                continue
            }
            let body = String(rest[list.upperBound..<end])
            result[String(manifest[nameRange])] = Set(
                name.matches(in: body, range: NSRange(body.startIndex..., in: body)).compactMap { match in
                    (Range(match.range(at: 1), in: body) ?? Range(match.range(at: 2), in: body)).map {
                        String(body[$0])
                    }
                })
        }
        return result
    }

    @Test("every folder of Swift sources is a target of Package.swift, and its sources are looked at")
    func found() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appendingPathComponent("Sources").path)
        // C targets and shims hold no Swift.
        let swift = Set(folders).subtracting(Self.cTargets).subtracting(Self.buildTools)
        #expect(swift.isSubset(of: try Self.declaredDependencies().keys))
        #expect(Set(Self.sources.map(\.target)) == swift)
    }

    @Test(
        "a target imports what Package.swift declares for it; `Platform` alone has the system's modules, and nobody Foundation"
    )
    func imports() throws {
        let declared = try Self.declaredDependencies()
        #expect(declared["Portal"] == ["Diagnostics", "Primitives"], "the manifest is read rightly")
        // The large Foundation would bring 44 MB of ICU into the program.
        let ofPlatform: Set<String> = ["Dispatch", "FoundationEssentials", "Glibc"]
        for source in Self.sources {
            let allowed = try #require(declared[source.target], "\(source.path): its target is not in Package.swift")
            for name in source.imports where source.target != "Platform" || !ofPlatform.contains(name) {
                #expect(allowed.contains(name), "\(source.path) imports \(name)")
            }
        }
    }

    @Test("the domain knows no bytes, no disk, no HTML: Portal imports nothing else")
    func domain() {
        for source in Self.sources where source.target == "Portal" {
            #expect(Set(source.imports).isSubset(of: ["Diagnostics", "Primitives"]), "\(source.path)")
            for word in ["</", "frontMatter[", "values.text(", "Yams"] {
                #expect(!source.text.contains(word), "\(source.path) has \(word)")
            }
        }
    }

    @Test("keys of front matter are known in Content only")
    func keys() {
        for source in Self.sources where !["Content", "Answers"].contains(source.target) {
            for word in [".text(\"", ".texts(\"", ".objects(\"", ".frontMatter.", "FrontMatterReader"] {
                for line in source.lines where line.contains(word) && !line.contains("context.") {
                    // Model files have metadata with keys of their own.
                    #expect(source.target == "Inference" || source.target == "charter", "\(source.path): \(line)")
                }
            }
        }
    }

    @Test("ARCHITECTURE.md has a row for every target, and for no other")
    func document() throws {
        let rows = try Self.read("ARCHITECTURE.md").split(separator: "\n").drop { $0 != "## Targets" }.dropFirst()
            .prefix { !$0.hasPrefix("## ") }.filter { $0.hasPrefix("| `") }
            .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
        let targets = try Set(Self.declaredDependencies().keys).subtracting([
            // What stands in Benchmarks/ and Tests/, and what writes the source of Starter.
            "markdown-bench", "FuzzTargets", "charter-fuzz", "charter-libfuzzer", "TestSupport",
        ]).subtracting(Self.buildTools)
        #expect(Set(rows) == targets)
    }

    @Test(
        "Below `charter` nothing reads the clock, the environment or randomness. The disk is touched at the edges only")
    func edges() {
        for source in Self.sources where source.target != "charter" {
            // What programs inherit is for the place that starts them to say.
            for word in source.target == "Processes"
                ? []
                : [
                    "Date()", ".random", "SystemRandomNumberGenerator", "ProcessInfo", "getenv", "activeProcessorCount",
                ]
            {
                #expect(!source.text.contains(word), "\(source.path) uses \(word)")
            }
            guard !Self.filesThatTouchTheDisk.contains(source.path) else { continue }
            for word in ["FileManager", "Data(contentsOf", "fopen(", "opendir(", "unlink(", " rename(", "O_RDONLY"] {
                #expect(!source.text.contains(word), "\(source.path) uses \(word)")
            }
        }
    }

    @Test("Only `Markdown/CMarkNode.swift` calls libcmark")
    func libcmark() {
        for source in Self.sources where source.text.contains("cmark_node_") || source.imports.contains("CCMark") {
            #expect(source.path == "Markdown/CMarkNode.swift")
        }
    }

    @Test("Other programs are started in one place, which cannot wait for ever")
    func programs() {
        for source in Self.sources where source.path != "Processes/Subprocess.swift" {
            for word in ["Process()", "posix_spawn", "popen(", "NSTask"] {
                #expect(!source.text.contains(word), "\(source.path) uses \(word)")
            }
        }
    }

    @Test("every bold invariant of ARCHITECTURE.md is the name of a test")
    func invariants() throws {
        func plain(_ text: String) -> String {
            text.filter { $0 != "`" && $0 != "\\" }.trimmingCharacters(in: CharacterSet(charactersIn: ".,;: "))
        }
        let section = try #require(
            Self.read("ARCHITECTURE.md").components(separatedBy: "\n## Invariants\n").last?
                .components(separatedBy: "\n## ")[0])
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

    @Test("no folder's name stands for two things in two targets")
    func folders() {
        var owners: [String: Set<String>] = [:]
        for source in Self.sources {
            for folder in source.path.split(separator: "/").dropFirst().dropLast() {
                owners[String(folder), default: []].insert(source.target)
            }
        }
        for (folder, targets) in owners where targets.count > 1 {
            Issue.record("\(folder) is a folder of \(targets.sorted().joined(separator: " and "))")
        }
        for folder in owners.keys {
            #expect(!Set(Self.sources.map(\.target)).contains(folder), "\(folder) is a folder and a target")
        }
    }

    @Test("every rule's file is applied")
    func rules() throws {
        let files = Self.sources.filter { $0.path.hasPrefix("Portal/Rules/") && $0.path != "Portal/Rules/Rule.swift" }
        let list = try Self.read("Sources/Portal/Rules/Rule.swift")
        let names = files.flatMap { source in
            source.lines.compactMap { line -> String? in
                guard line.contains("static let "), line.contains("= Rule {") else { return nil }
                return line.split(separator: " ").drop { $0 != "let" }.dropFirst().first.map(String.init)
            }
        }
        #expect(names.count == files.count)
        for name in names { #expect(list.contains(".\(name)"), "\(name) is in no list") }
    }

    @Test("no script that tunes reads the questions that are kept apart")
    func keptApart() throws {
        let script = Self.root.appendingPathComponent("scripts")
        let paths = (FileManager.default.enumerator(atPath: script.path)?.compactMap { $0 as? String } ?? []).sorted()
        #expect(paths.contains("adapter/tune_choice.py") && paths.contains("deciding/fit.py"))
        // The benchmark of questions reports on them; it chooses nothing.
        for path in paths where path != "benchmarks/questions.py" {
            let text = try? String(contentsOf: script.appendingPathComponent(path), encoding: .utf8)
            #expect(text?.contains("held-out") != true, "scripts/\(path) reads questions that are kept apart")
        }
    }

    @Test("docs/diagnostics.md explains every diagnostic; charter schema diagnostics writes it")
    func diagnostics() throws {
        #expect(try Self.read("docs/diagnostics.md") == DiagnosticID.documentation)
    }
}
