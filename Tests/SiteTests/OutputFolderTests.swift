import Foundation
import Testing

@testable import Site

/// Where a site may be written. Only looked at, never written to: some of these places are the disk itself.
@Suite("Places for a site")
final class OutputFolderTests {
    private let root: String
    private var project: String { root + "/project" }

    init() throws {
        let folder = NSTemporaryDirectory() + "charter-\(UUID().uuidString)"
        for path in ["project/content/guides", "project/themes/ours", "project/models", "project/site", "elsewhere"] {
            try FileManager.default.createDirectory(
                atPath: folder + "/" + path, withIntermediateDirectories: true)
        }
        for file in ["project/charter.yaml", "project/models/m.gguf", "project/content/a.md"] {
            try Data().write(to: URL(fileURLWithPath: folder + "/" + file))
        }
        root = folder
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    private func place(_ path: String) throws -> OutputFolder {
        let name = path.isEmpty || path.hasPrefix("/") ? path : project + "/" + path
        return try OutputFolder(
            name, project: project,
            apartFrom: [
                .init("the content folder", project + "/content"),
                .init("the theme's folder", project + "/themes/ours"),
                .init("the settings", project + "/charter.yaml"), .init("a model", project + "/models/m.gguf"),
            ])
    }

    private func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: project + "/" + path, withDestinationPath: target)
    }

    /// The words of the refusal; nil where the place is taken.
    private func refusal(_ path: String) -> String? {
        do {
            _ = try place(path)
            return nil
        } catch PublishError.refusedOutput(let refusal) {
            return refusal.message(option: "--output")
        } catch {
            return "another error: \(error)"
        }
    }

    @Test(
        "a folder of its own is taken, whether it exists or not, however it is written",
        arguments: [
            "site", "site/", "new", "new/deep/er", "content2", "contents/x", "./site", "content/../site",
            "../elsewhere",
            "../project/site", "models2", "themes/other", "new/./x",
        ])
    func taken(_ path: String) throws {
        #expect(refusal(path) == nil)
        #expect(try !place(path).path.contains("/.") && !place(path).path.hasSuffix("/"))
    }

    @Test("no path, and the root by any name, are refused in words of their own")
    func noPath() throws {
        #expect(refusal("")?.contains("is empty, perhaps because a variable is not set") == true)
        for path in ["/", "//", "///", "/.", "/..", "/tmp/..", "/../"] {
            #expect(refusal(path)?.contains("is the root of the disk") == true, "\(path)")
        }
        try link("root", to: "/")
        #expect(refusal("root")?.contains("is the root of the disk") == true)
    }

    @Test(
        "the project and what is read are refused, and what stands above or below them",
        arguments: [
            (".", "is the project's folder itself"), ("content/..", "is the project's folder itself"),
            ("..", "holds the project's folder"), ("content", "is the content folder itself"),
            ("content/", "is the content folder itself"), ("content/site", "stands in the content folder"),
            ("content/guides/deep/er", "stands in the content folder"), ("themes/ours", "is the theme's folder itself"),
            ("themes/ours/x", "stands in the theme's folder"), ("themes", "holds the theme's folder"),
            ("models", "holds a model"), ("charter.yaml", "is a file"), ("content/a.md", "is a file"),
            ("charter.yaml/x", "is a file, or leads through one"), (".charter", "a folder '.charter'"),
            (".charter/x", "a folder '.charter'"), (".git/x", "a folder '.git'"),
            ("site/.charter", "a folder '.charter'"),
        ])
    func inputs(_ path: String, _ words: String) throws {
        #expect(refusal(path)?.contains(words) == true, "\(refusal(path) ?? "taken")")
        #expect(refusal(path)?.contains("--output site") == true)
    }

    @Test(
        "a link to any of these, or a path through one, is refused as they are; a link to a folder of its own is followed"
    )
    func links() throws {
        try link("to-content", to: "content")
        try link("to-guides", to: project + "/content/guides")
        try link("to-project", to: "../project")
        try link("to-above", to: "..")
        try link("chain", to: "to-content")
        try link("nowhere", to: "missing")
        try link("loop", to: "loop")
        try link("to-site", to: "site")
        for path in [
            "to-content", "to-content/new", "to-guides", "chain", "to-project/content", "to-project", "to-above",
        ] {
            #expect(refusal(path)?.contains("--output site") == true, "\(path)")
        }
        #expect(refusal("nowhere")?.contains("leads to nothing") == true)
        #expect(throws: PublishError.self) { try place("loop") }
        #expect(throws: PublishError.self) { try place("missing/../content") }
        #expect(try place("to-site").path == place("site").path)
    }

    @Test("an input that is a link is known by where it leads")
    func linkedInput() throws {
        try FileManager.default.moveItem(atPath: project + "/content", toPath: root + "/real")
        try link("content", to: root + "/real")
        #expect(refusal("../real/site")?.contains("stands in the content folder") == true)
        #expect(refusal("../real")?.contains("is the content folder itself") == true)
    }

    @Test("an input that becomes known later is kept apart from as well")
    func later() throws {
        let place = try place("site")
        #expect(throws: PublishError.self) {
            try place.check(apartFrom: [.init("a file of the model", project + "/site/adapters/a.gguf")])
        }
        try place.check(apartFrom: [.init("a file of the model", project + "/adapters/a.gguf")])
    }
}

@Suite("Paths of files of a site")
struct OutputPathTests {
    private func problem(_ text: String) -> OutputPath.Problem? {
        do throws(OutputPath.Problem) {
            _ = try OutputPath(text)
            return nil
        } catch {
            return error
        }
    }

    @Test("a path that leads to a file of the site is sound")
    func sound() {
        let long = String(repeating: "a", count: 255)
        for path in [
            "a.html", "a/b c.html", ".well-known/x", "a/.charter", "a/manifest.json", "ü…/…", "..a/b..",
            long + "/" + long,
        ] {
            #expect(problem(path) == nil, "\(path)")
        }
    }

    @Test("any other is told by what is wrong with it")
    func unsound() {
        let long = String(repeating: "ä", count: 128)
        #expect(problem("") == .empty && problem("a//b") == .empty && problem("a/") == .empty)
        for path in ["/a", "..", "../a", "a/../b", ".", "a/."] { #expect(problem(path) == .leavesSite, "\(path)") }
        for path in ["a\0b", "a\nb", "a\u{7F}", "a/\u{1B}[2J", "\r\n"] { #expect(problem(path) == .controlCharacter) }
        #expect(problem("x/" + long) == .longPart(long))
        #expect(problem([String](repeating: "abcdefghi", count: 400).joined(separator: "/")) == .long)
        for path in ["manifest.json", ".charter", ".charter/lock", ".CHARTER/lock"] {
            #expect(problem(path) == .reserved)
        }
    }

    @Test("files that are folders too are found, however deep")
    func tree() {
        #expect(filesThatAreFolders(["a", "ab/c", "b/a", "a.html"]).isEmpty)
        let clashes = filesThatAreFolders(["a", "a/b/c", "a/b", "x/y", "x/y/z/w"])
        #expect(clashes.map(\.file) == ["a", "a/b", "x/y"])
        #expect(clashes.map(\.inner) == ["a/b", "a/b/c", "x/y/z/w"])
    }
}
