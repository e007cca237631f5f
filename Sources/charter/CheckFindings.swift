import Diagnostics
import Platform
import Portal
import Primitives
import Site

/// What a check found, kept in `.charter/` under a hash of everything that it looked at.
struct CheckFindings {
    var pageCount: Int
    /// How many pages are drafts that were not looked at.
    var leftOutCount: Int
    var diagnostics: [Diagnostic]

    private static let path = ".charter/check"
    private static let magic = "charter-check-3"

    private init(pageCount: Int, leftOutCount: Int, diagnostics: [Diagnostic]) {
        (self.pageCount, self.leftOutCount, self.diagnostics) = (pageCount, leftOutCount, diagnostics)
    }

    /// What a build found, and what else there is to say.
    init(_ build: SiteBuild, diagnostics: [Diagnostic]) {
        self.init(
            pageCount: build.pageCount, leftOutCount: build.leftOutCount, diagnostics: diagnostics.inReadingOrder())
    }

    /// A hash of all that decides what a check finds: the whole input, what was wrong while it was read, git's state, and the
    /// files of the last site where one is named.
    static func key(
        _ input: SiteInput, _ problems: [Diagnostic], history: String, published: Set<String>?
    ) -> String {
        var writer = BinaryWriter()
        writer.write(problems)
        var digest = ContentDigest()
        digest.add(input.contentHash)
        digest.add(sha256(writer.bytes))
        digest.add(history)
        digest.add(published?.count ?? -1)
        for path in (published ?? []).sorted() { digest.add(path) }
        return digest.finish()
    }

    /// What the last check found, if it looked at the same.
    static func load(key: String) -> CheckFindings? {
        guard let data = FileManager.default.contents(atPath: path), data.count > 64 else { return nil }
        let bytes = Array(data)
        let content = bytes.dropLast(64)
        guard Array(sha256(content).utf8) == Array(bytes.suffix(64)) else { return nil }
        var reader = BinaryReader(content)
        guard let magic = try? reader.read(String.self), magic == Self.magic,
            let known = try? reader.read(String.self), known == key,
            let pageCount = try? reader.read(Int.self), let leftOutCount = try? reader.read(Int.self),
            let diagnostics = try? reader.read([Diagnostic].self)
        else { return nil }
        return CheckFindings(pageCount: pageCount, leftOutCount: leftOutCount, diagnostics: diagnostics)
    }

    /// Keeps the findings for the next check, where the disk lets us.
    func save(key: String) {
        var writer = BinaryWriter()
        writer.write(Self.magic)
        writer.write(key)
        writer.write(pageCount)
        writer.write(leftOutCount)
        writer.write(diagnostics)
        try? writeFileAtomically(Self.path, writer.bytes + Array(sha256(writer.bytes).utf8))
    }
}
