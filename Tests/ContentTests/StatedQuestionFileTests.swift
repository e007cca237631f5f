import Diagnostics
import Platform
import Portal
import Testing

@testable import Content

@Suite("Questions in files of their own")
struct StatedQuestionFileTests {
    private static let text = """
        questions:
          - at: R5
            asked_as: [can I lend a key]
            not_answered:
              - what does a key weigh
          - {at: keys, asked_as: [what are keys for, why keys]}

        """

    private static func read(_ data: [String: [UInt8]]) -> DataFiles {
        DataFiles(
            pages: [], assets: [], data: data.map { SourceFile(path: $0.key, bytes: $0.value) },
            pathPrefix: "content/")
    }

    private static func problems(_ text: String) -> [String] {
        StatedQuestionFile.read(text, path: "content/questions/a.yaml").diagnostics.map {
            "\($0.path):\($0.range.start.line): \($0.summary) [\($0.id.rawValue)]"
        }
    }

    @Test(
        "a tree has them among its data, wherever they lie below questions/; other files there are what they are elsewhere"
    )
    func tree() throws {
        let folder = FileManager.default.temporaryPath("charter-questions-test")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for path in [
            "questions/policies/use.yaml", "questions/about.yaml", "questions/de/policies/use.yaml",
            "questions/note.txt", "questions/why.md", "policies/questions/use.yaml", "policies/use.md",
            "exceptions.yaml", "questions/.hidden.yaml",
        ] {
            let full = folder + "/" + path
            let parent = full.split(separator: "/").dropLast().joined(separator: "/")
            try FileManager.default.createDirectory(atPath: "/" + parent, withIntermediateDirectories: true)
            try Data(Self.text.utf8).write(to: URL(filePath: full))
        }
        let tree = SourceTree.load(folder: folder, pathPrefix: "content/", threadCount: 2)
        #expect(tree.diagnostics == [])
        #expect(
            tree.data.map(\.path) == [
                "exceptions.yaml", "questions/about.yaml", "questions/de/policies/use.yaml",
                "questions/policies/use.yaml",
            ])
        #expect(tree.assets.map(\.path) == ["policies/questions/use.yaml", "questions/note.txt"])
        #expect(tree.pages.map(\.path) == ["policies/use.md", "questions/why.md"])
    }

    @Test("each is read by the path of its page, and says what front matter would")
    func read() throws {
        let data = Self.read([
            "questions/policies/use.yaml": Array(Self.text.utf8), "questions/de/a b.yaml": Array(Self.text.utf8),
        ])
        #expect(Set(data.questions.keys) == ["policies/use.md", "de/a b.md"])
        #expect(data.diagnostics == [])
        let file = try #require(data.questions["policies/use.md"])
        #expect(file.path == "content/questions/policies/use.yaml" && file.diagnostics == [])
        let page = SourceFile(path: "policies/use.md", bytes: Array("---\n\(Self.text)---\n".utf8))
        let inFrontMatter = readPage(page, in: ReadingContext(settings: SiteSettings.read(nil, path: "").0)).page
        #expect(file.questions.map(\.askedAs) == inFrontMatter.metadata.questions.map(\.askedAs))
        #expect(file.questions.map(\.notAnswered) == [["what does a key weigh"], []])
        #expect(file.questions.compactMap { $0.place?.value } == ["R5", "keys"])
        #expect(file.questions.compactMap { $0.place?.range.start.line } == [2, 6])
    }

    @Test("slips, wrong keys and missing ones are told as in other data files, each at its line")
    func problems() {
        #expect(
            Self.problems("questions:\n  - at: R1\n    asked: [x]\n") == [
                "content/questions/a.yaml:3: Key 'asked' is not known in 'questions' [front-matter-unknown]"
            ])
        #expect(
            Self.problems("question:\n  - {at: R1}\n") == [
                "content/questions/a.yaml:1: Key 'question' is not known in a file of questions; did you mean 'questions'? [front-matter-unknown]",
                "content/questions/a.yaml:1: Key 'questions' is missing; a file of questions needs it [front-matter-missing]",
            ])
        #expect(
            Self.problems("questions:\n  - asked_as: [x]\n") == [
                "content/questions/a.yaml:2: Key 'at' is missing; 'questions' needs it [front-matter-missing]"
            ])
        #expect(
            Self.problems("questions:\n  - at: R1\n\tasked_as: [x]\n").map { $0.hasSuffix("[yaml-syntax]") } == [true])
        #expect(
            Self.problems("") == [
                "content/questions/a.yaml:1: Key 'questions' is missing; a file of questions needs it [front-matter-missing]"
            ])
        #expect(Self.problems("questions: []\n") == [])
        #expect(Self.problems("questions:\n  - {at: R1}\n") == [])
    }

    @Test("what is not UTF-8 is treated as in exceptions.yaml")
    func encoding() throws {
        let bad: [UInt8] = [0xFF, 0xFE]
        let questions = Self.read(["questions/a.yaml": Array("questions: [{at: ".utf8) + bad + Array("}]".utf8)])
        let exceptions = Self.read(["exceptions.yaml": Array("exceptions: [{id: ".utf8) + bad + Array("}]".utf8)])
        let file = try #require(questions.questions["a.md"])
        #expect(file.questions.count == 1)
        #expect(!exceptions.diagnostics.contains { $0.id != .frontMatterMissing })
        for bytes in [bad, [0], Array("a: \u{7}".utf8)] {
            let found = try #require(Self.read(["questions/a.yaml": bytes]).questions["a.md"]).diagnostics
            #expect(!found.isEmpty)
            #expect(found.map(\.id) == Self.read(["exceptions.yaml": bytes]).diagnostics.map(\.id))
        }
    }
}
