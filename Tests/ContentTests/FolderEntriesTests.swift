import Platform
import Testing

@Suite("What stands in a folder")
struct FolderEntriesTests {
    private let folder = FileManager.default.temporaryPath("charter-folder-test")

    init() throws {
        try FileManager.default.createDirectory(atPath: folder + "/below", withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(filePath: folder + "/below/page.md"))
        try Data("x".utf8).write(to: URL(filePath: folder + "/page.md"))
    }

    @Test("files and folders are named, without the folder itself and the one above")
    func names() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let found = try #require(entries(ofFolder: folder)).sorted { $0.name < $1.name }
        #expect(found.map(\.name) == ["below", "page.md"])
        #expect(!found.contains { !$0.isText })
        #expect(!found[0].isFile)
    }

    @Test("a folder that cannot be read is told, one that is not there has nothing")
    func unreadable() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var told: [String] = []
        func paths(_ path: String) -> [String] {
            FileManager.default.pathsBelow(path) { path, _ in told.append(path) }
        }
        #expect(paths(folder) == ["below", "below/page.md", "page.md"])
        #expect(paths(folder + "/nowhere") == [])
        #expect(told.isEmpty)
        // A file cannot be listed, for any user.
        let file = folder + "/page.md"
        #expect(entries(ofFolder: file)?.count == nil && errno == ENOTDIR)
        #expect(paths(file) == [])
        #expect(told == [file])
    }
}
