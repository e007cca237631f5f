import Diagnostics
import Foundation
import Portal
import Primitives
import Site

/// What a check found, kept in `.charter/` under a hash of everything that it looked at.
struct CheckFindings {
    var pageCount: Int
    var diagnostics: [Diagnostic]

    private static let path = ".charter/check"
    private static let magic = "charter-check-2"

    /// A hash of all that decides what a check finds: the whole input, what was wrong while it was read, and git's state.
    static func key(_ input: SiteInput, _ problems: [Diagnostic], history: String) -> String {
        var writer = BinaryWriter()
        writer.write(problems)
        var digest = ContentDigest()
        digest.add(input.contentHash)
        digest.add(sha256(writer.bytes))
        digest.add(history)
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
            let pageCount = try? reader.read(Int.self), let diagnostics = try? reader.read([Diagnostic].self)
        else { return nil }
        return CheckFindings(pageCount: pageCount, diagnostics: diagnostics)
    }

    /// Keeps the findings for the next check, where the disk lets us.
    func save(key: String) {
        var writer = BinaryWriter()
        writer.write(Self.magic)
        writer.write(key)
        writer.write(pageCount)
        writer.write(diagnostics)
        try? writeFileAtomically(Self.path, writer.bytes + Array(sha256(writer.bytes).utf8))
    }
}
