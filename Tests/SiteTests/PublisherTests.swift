import Foundation
import Primitives
import Testing

@testable import Site

@Suite("Publishing")
struct PublisherTests {
    private func withFolder(_ body: (String) throws -> Void) rethrows {
        let folder = NSTemporaryDirectory() + "charter-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func output(_ path: String, _ text: String) -> OutputFile {
        OutputFile(path: path, content: .bytes(Array(text.utf8)), hash: sha256(Array(text.utf8)))
    }

    private func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("writes files, removes those that are gone with their folders, and lists them with their hashes")
    func publishes() throws {
        try withFolder { folder in
            let publisher = Publisher(folder: folder, threadCount: 2)
            #expect(try publisher.publish([output("a/b.html", "one"), output("c.html", "two")]).written == 2)
            #expect(text(folder + "/a/b.html") == "one")
            #expect(
                try publisher.publishedFiles() == [
                    "a/b.html": sha256(Array("one".utf8)), "c.html": sha256(Array("two".utf8)),
                ])
            let report = try publisher.publish([output("c.html", "three")])
            #expect(report.removed == 1)
            #expect(!FileManager.default.fileExists(atPath: folder + "/a"))
            #expect(text(folder + "/c.html") == "three")
        }
    }

    @Test("The publisher touches no file that its manifest does not list")
    func foreign() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try "mine".write(toFile: folder + "/c.html", atomically: true, encoding: .utf8)
            try "mine".write(toFile: folder + "/README.md", atomically: true, encoding: .utf8)
            let publisher = Publisher(folder: folder, threadCount: 2)
            #expect(throws: PublishError.foreignFiles(["c.html"])) {
                try publisher.publish([output("c.html", "x"), output("d.html", "y")])
            }
            #expect(text(folder + "/c.html") == "mine")
            #expect(!FileManager.default.fileExists(atPath: folder + "/d.html"))
            _ = try publisher.publish([output("d.html", "y")])
            _ = try publisher.publish([])
            #expect(text(folder + "/README.md") == "mine")
        }
    }

    @Test("a manifest that is not ours, or that leads out of the folder, is refused")
    func damaged() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for bad in ["{", "[]", "{\"../x\": \"y\"}", "{\"/etc/passwd\": \"y\"}"] {
                try bad.write(toFile: folder + "/manifest.json", atomically: true, encoding: .utf8)
                #expect(throws: PublishError.damagedManifest(folder + "/manifest.json")) {
                    try Publisher(folder: folder, threadCount: 2).publish([output("a.html", "x")])
                }
            }
        }
    }

    @Test("a folder that cannot be written to is an error with its reason")
    func unwritable() {
        #expect(throws: PublishError.self) {
            try Publisher(folder: "/proc/charter", threadCount: 2).publish([output("a.html", "x")])
        }
    }
}
