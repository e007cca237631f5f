import Diagnostics
import Platform
import Primitives

/// `manifest.json`: the files of the site that are ours, each with its SHA-256.
///
/// Whoever can write to the site's folder can write a manifest, so one is taken for ours only if every path in it is that
/// of a file of a site, and every value a hash.
public struct Manifest: Sendable, Equatable {
    /// Its place in a site.
    public static let fileName = "manifest.json"
    /// SHA-256 of every file, in hexadecimal, by its path below the site's root.
    public internal(set) var files: [String: String] = [:]

    /// The bytes of the manifest in a folder, nil where there is none.
    static func bytes(folder: String) throws(PublishError) -> [UInt8]? {
        let path = folder + "/" + fileName
        if let kind = try FileKind(path: path), kind != .file { throw .damagedManifest(path) }
        return try readFile(path)
    }

    /// The manifest of a folder, read from its bytes.
    init(parsing bytes: [UInt8], folder: String) throws(PublishError) {
        guard let text = String(validating: bytes, as: UTF8.self), let manifest = Manifest(parsing: text) else {
            throw .damagedManifest(folder + "/" + Self.fileName)
        }
        self = manifest
    }

    /// Sorted by path, a line each.
    var text: String {
        var text = "{"
        for (index, entry) in files.sorted(by: { $0.key < $1.key }).enumerated() {
            text += (index == 0 ? "\n  " : ",\n  ") + JSONText.quoted(entry.key) + ": \"" + entry.value + "\""
        }
        return text + "\n}\n"
    }

    init(files: [String: String] = [:]) { self.files = files }

    /// The manifest that a text holds; nil where it is not one of ours.
    public init?(parsing text: String) {
        guard let object = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)),
            object.allSatisfy({ (try? OutputPath($0.key)) != nil && isHash($0.value) })
        else { return nil }
        files = object
    }
}

/// Whether a text is a SHA-256 as we write it: 64 lower-case hexadecimal digits.
private func isHash(_ text: String) -> Bool {
    text.utf8.count == 64
        && text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
}
