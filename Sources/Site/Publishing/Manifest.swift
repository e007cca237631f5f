import Diagnostics
import Foundation
import Primitives

/// `manifest.json`: the files of the site that are ours, each with its SHA-256.
struct Manifest: Sendable, Equatable {
    static let fileName = "manifest.json"
    var files: [String: String] = [:]

    /// The manifest in a folder, nil where there is none.
    static func read(folder: String) throws(PublishError) -> Manifest? {
        let path = folder + "/" + fileName
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self),
            let manifest = Manifest(parsing: text)
        else { throw .damagedManifest(path) }
        return manifest
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

    init?(parsing text: String) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String] else {
            return nil
        }
        // A path that leaves the folder was never ours.
        guard object.keys.allSatisfy({ !$0.hasPrefix("/") && !$0.split(separator: "/").contains("..") }) else {
            return nil
        }
        files = object
    }
}
