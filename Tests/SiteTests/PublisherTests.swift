import Foundation
import Primitives
import Testing

@testable import Site

@Suite("Publishing")
struct PublisherTests {
    /// A folder with a place for a site in it, and one beside it that is none of the publisher's business.
    private final class Place {
        let root = NSTemporaryDirectory() + "charter-\(UUID().uuidString)"
        var site: String { root + "/project/site" }

        init() throws {
            for folder in ["project", "elsewhere"] {
                try FileManager.default.createDirectory(
                    atPath: root + "/" + folder, withIntermediateDirectories: true)
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: root) }

        func publisher(holder: String = "") throws -> Publisher {
            try Publisher(
                OutputFolder(site, project: root + "/project", apartFrom: []), threadCount: 2, holder: holder)
        }

        @discardableResult
        func publish(_ outputs: [OutputFile]) throws -> Publisher.Report {
            let publisher = try publisher()
            return try publisher.publish(outputs, over: publisher.readPublished())
        }

        func write(_ path: String, _ text: String) throws {
            let url = URL(fileURLWithPath: root + "/" + path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }

        func link(_ path: String, to target: String) throws {
            try FileManager.default.createSymbolicLink(
                atPath: root + "/" + path, withDestinationPath: root + "/" + target)
        }

        /// Every file below the folder that is not Charter's own, by its path.
        var files: [String: String] {
            var files: [String: String] = [:]
            for case let path as String in FileManager.default.enumerator(atPath: root) ?? .init() {
                guard !path.contains("/.charter"), let data = FileManager.default.contents(atPath: root + "/" + path)
                else { continue }
                files[path] = String(decoding: data, as: UTF8.self)
            }
            return files
        }

        func plant(_ manifest: [String: String]) throws {
            try write("project/site/manifest.json", Manifest(files: manifest).text)
        }
    }

    private func output(_ path: String, _ text: String) -> OutputFile {
        OutputFile(path: path, content: .bytes(Array(text.utf8)), hash: sha256(text))
    }

    @Test("writes files, removes those that are gone with their folders, and lists them with their hashes")
    func publishes() throws {
        let place = try Place()
        #expect(try place.publish([output("a/b.html", "one"), output("c.html", "two")]).written == 2)
        #expect(place.files["project/site/a/b.html"] == "one")
        #expect(
            try place.publisher().readPublished().files == ["a/b.html": sha256("one"), "c.html": sha256("two")])
        let report = try place.publish([output("c.html", "three")])
        #expect(report.removed == 1 && report.left.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: place.site + "/a"))
        #expect(place.files["project/site/c.html"] == "three")
    }

    @Test("The publisher touches no file that its manifest does not list")
    func foreign() throws {
        let place = try Place()
        try place.write("project/site/c.html", "mine")
        try place.write("project/site/README.md", "mine")
        #expect(throws: PublishError.foreignFiles([place.site + "/c.html"])) {
            try place.publish([output("c.html", "x"), output("d.html", "y")])
        }
        #expect(place.files["project/site/c.html"] == "mine")
        #expect(place.files["project/site/d.html"] == nil)
        try place.publish([output("d.html", "y")])
        try place.publish([])
        #expect(place.files["project/site/README.md"] == "mine")
    }

    @Test(
        "a manifest that is not ours, or that names what is no file of a site, is refused",
        arguments: [
            "{", "[]", "{\"../x\": HASH}", "{\"/etc/passwd\": HASH}", "{\"a//b\": HASH}", "{\"a/./b\": HASH}",
            "{\"\": HASH}",
            "{\"a\\u0000b\": HASH}", "{\".charter/lock\": HASH}", "{\"manifest.json\": HASH}", "{\"a\": \"y\"}",
            "{\"a\": 1}", "{\"a\": HASHA}",
        ])
    func damaged(_ text: String) throws {
        let place = try Place()
        let hash = String(repeating: "0", count: 64)
        let bad = text.replacingOccurrences(of: "HASHA", with: "\"\(hash.dropLast())A\"")
            .replacingOccurrences(of: "HASH", with: "\"\(hash)\"")
        try place.write("project/site/manifest.json", bad)
        #expect(throws: PublishError.damagedManifest(place.site + "/manifest.json")) {
            try place.publish([output("b.html", "x")])
        }
        #expect(place.files == ["project/site/manifest.json": bad])
    }

    @Test("a planted manifest removes nothing that somebody else wrote, and nothing through a link")
    func plantedManifest() throws {
        let place = try Place()
        try place.write("elsewhere/p.txt", "theirs")
        try place.write("project/site/precious.txt", "theirs")
        try place.link("project/site/lnk", to: "elsewhere")
        try place.link("project/site/direct.txt", to: "elsewhere/p.txt")
        let stranger = sha256("other")
        try place.plant(["lnk/p.txt": sha256("theirs"), "precious.txt": stranger, "direct.txt": sha256("theirs")])
        let report = try place.publish([output("a.html", "x")])
        #expect(report.removed == 0)
        #expect(report.left.sorted() == [place.site + "/direct.txt", place.site + "/precious.txt"])
        #expect(place.files["elsewhere/p.txt"] == "theirs")
        #expect(place.files["project/site/precious.txt"] == "theirs")
        #expect(try place.publisher().readPublished().files.keys.sorted() == ["a.html"])
    }

    @Test("nothing is written through a folder that is a link, whether the manifest lists the file or not")
    func linkedFolder() throws {
        for isListed in [false, true] {
            let place = try Place()
            try place.write("elsewhere/use.html", "theirs")
            if isListed { try place.publish([output("policies/use.html", "one")]) }
            try? FileManager.default.removeItem(atPath: place.site + "/policies")
            try FileManager.default.createDirectory(atPath: place.site, withIntermediateDirectories: true)
            try place.link("project/site/policies", to: "elsewhere")
            let before = place.files
            #expect(throws: PublishError.foreignFiles([place.site + "/policies"])) {
                try place.publish([output("policies/use.html", "two"), output("policies/new/b.html", "two")])
            }
            #expect(place.files == before)
            #expect(try place.publisher().stamps(of: ["policies/use.html"]).isEmpty)
        }
    }

    @Test("the folder of Charter's own and the lock in it are not made or opened through a link")
    func linkedLock() throws {
        let place = try Place()
        try FileManager.default.createDirectory(atPath: place.site, withIntermediateDirectories: true)
        try place.link("project/site/.charter", to: "elsewhere")
        #expect(throws: PublishError.foreignFiles([place.site + "/.charter"])) { try place.publisher() }
        try FileManager.default.removeItem(atPath: place.site + "/.charter")
        try FileManager.default.createDirectory(atPath: place.site + "/.charter", withIntermediateDirectories: true)
        try place.link("project/site/.charter/lock", to: "elsewhere/lock")
        #expect(throws: PublishError.foreignFiles([place.site + "/.charter/lock"])) { try place.publisher() }
        #expect(place.files.isEmpty)
        // A second name of somebody's file is no link that the system tells of.
        try place.write("elsewhere/short.txt", "theirs")
        try FileManager.default.removeItem(atPath: place.site + "/.charter/lock")
        try FileManager.default.linkItem(
            atPath: place.root + "/elsewhere/short.txt", toPath: place.site + "/.charter/lock")
        withExtendedLifetime(try place.publisher(holder: "process 7")) {}
        #expect(place.files == ["elsewhere/short.txt": "theirs"])
    }

    @Test("while one build holds the folder another is told who does; afterwards it may")
    func locked() throws {
        let place = try Place()
        do {
            let first = try place.publisher(holder: "process 7 on ada\u{1B}[2J, since noon")
            #expect(throws: PublishError.locked(place.site, holder: "process 7 on ada[2J, since noon")) {
                try place.publisher()
            }
            withExtendedLifetime(first) {}
        }
        #expect(try place.publish([output("a.html", "x")]).written == 1)
    }

    @Test("a build that publishes nothing leaves nothing behind, and all that was there before")
    func leaves() throws {
        let place = try Place()
        try place.publisher().leave()
        #expect(!FileManager.default.fileExists(atPath: place.site))
        try FileManager.default.createDirectory(atPath: place.site, withIntermediateDirectories: true)
        try place.publisher().leave()
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.site) == [])
        try place.write("project/site/README.md", "mine")
        try place.publisher().leave()
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.site) == ["README.md"])
        try place.publish([output("a.html", "x")])
        try place.publisher().leave()
        #expect(try place.publish([output("a.html", "x")]).written == 1)
    }

    @Test(
        "a name that no file can have is refused before anything is written, whatever made it",
        arguments: [
            "index.html\0b.html", "../x", "/x", "a//b", "", ".", ".charter/x", ".Charter/x", "manifest.json", "a\nb",
        ])
    func impossible(_ path: String) throws {
        let place = try Place()
        try place.publish([output("index.html", "old")])
        let before = place.files
        #expect {
            try place.publish([output("index.html", "new"), output(path, "x")])
        } throws: { error in
            if case .impossiblePath(path, _) = error as? PublishError { true } else { false }
        }
        #expect(place.files == before)
    }

    @Test("a path that is a file and a folder at once is refused before anything is written")
    func fileAndFolder() throws {
        let place = try Place()
        #expect(throws: PublishError.self) {
            try place.publish([output("a.html", "x"), output("z.html/y.html", "y"), output("z.html", "z")])
        }
        #expect(place.files.isEmpty)
    }

    @Test("a file of ours becomes a folder, and a folder a file")
    func exchange() throws {
        let place = try Place()
        try place.publish([output("a", "file"), output("b/c/d.html", "deep")])
        try place.publish([output("a/x/y.html", "deep"), output("b", "file")])
        let files = place.files.filter { $0.key != "project/site/manifest.json" }
        #expect(files == ["project/site/a/x/y.html": "deep", "project/site/b": "file"])
    }

    @Test("a change that fails midway is undone: what was replaced, removed and added stands as before")
    func undone() throws {
        let place = try Place()
        try place.publish(["a.html", "n/b.html", "old/c.html", "z.html"].map { output($0, "old") })
        // A folder of somebody's in the place of a file of ours, which no rename replaces.
        try FileManager.default.removeItem(atPath: place.site + "/z.html")
        try place.write("project/site/z.html/theirs.txt", "theirs")
        let before = place.files
        #expect(throws: PublishError.self) {
            try place.publish(
                [
                    output("a.html", "new"), output("n/b.html", "new"), output("top/d.html", "new"),
                    output("z.html", "new"),
                ])
        }
        #expect(place.files == before)
        #expect(!FileManager.default.fileExists(atPath: place.site + "/top"))
        try FileManager.default.removeItem(atPath: place.site + "/z.html")
        try place.publish([output("a.html", "new"), output("z.html", "new")])
        #expect(try place.publisher().readPublished().files == ["a.html": sha256("new"), "z.html": sha256("new")])
    }

    @Test("A path that comes from a manifest, a journal or a cache is an `OutputPath` or nothing")
    func journal() throws {
        let steps = ["a.html", "n/b.html", "manifest.json"].map {
            SiteChange.Step(path: $0, kind: .replaced, hash: sha256($0))
        }
        let content = Array(SiteChange.coded(steps).dropLast(64))
        #expect(SiteChange.steps(in: SiteChange.coded(steps)) == steps)
        for path in ["../x", "/x", ".charter/lock", "a\0b", ""] {
            #expect(SiteChange.steps(in: SiteChange.coded([.init(path: path, kind: .added, hash: "")])) == nil)
        }
        for seed in 0..<2000 {
            let altered = Damage.of(content, seed: UInt64(seed))
            for step in SiteChange.steps(in: altered + Array(sha256(altered).utf8)) ?? [] {
                #expect(step.path == "manifest.json" || (try? OutputPath(step.path)) != nil)
            }
        }
    }

    @Test("a damaged journal stops the build and says what to do")
    func damagedJournal() throws {
        let place = try Place()
        try place.write("project/site/.charter/staging/journal", "nonsense")
        #expect(throws: PublishError.damagedJournal(place.site + "/.charter/staging/journal")) {
            try place.publisher()
        }
    }

    @Test("a folder that cannot be written to is an error with its reason")
    func unwritable() {
        #expect(throws: PublishError.self) {
            try Publisher(OutputFolder("/proc/charter", apartFrom: []), threadCount: 2)
        }
    }
}
