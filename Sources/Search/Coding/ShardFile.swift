/// A script file that a page loads by running it, and that hands over its content under a name.
///
/// The search index consists of such files; other parts of a site may use the same form.
public struct ShardFile: Sendable {
    /// Below the site's root.
    public var path: String
    /// nil for a fragment that has not changed since the build before.
    public var bytes: [UInt8]?
    /// For fragments, a description of what they were made of: the same key means the same bytes.
    public var key: String?

    public init(path: String, bytes: [UInt8]?, key: String? = nil) {
        self.path = path
        self.bytes = bytes
        self.key = key
    }

    /// What the file registers under: its name without folder and extension, unless it has a fixed name.
    public var shardName: String { String(path.split(separator: "/").last?.dropLast(3) ?? "") }
}

extension ShardFile {
    /// A file of bytes named after its content's hash, so that browsers may keep it for ever.
    public static func hashed(prefix: String, folder: String, _ bytes: [UInt8]) -> ShardFile {
        let name = "\(prefix)-\(ShardHash(of: bytes).name)"
        return ShardFile(path: folder + name + ".js", bytes: ShardScript.wrap(name: name, content: bytes))
    }

    /// A file of plain text named after its content's hash.
    public static func hashedText(prefix: String, folder: String, _ text: String) -> ShardFile {
        let name = "\(prefix)-\(ShardHash(of: Array(text.utf8)).name)"
        return namedText(name, path: folder + name + ".js", text)
    }

    /// A file of plain text that registers under a given name.
    public static func namedText(_ name: String, path: String, _ text: String) -> ShardFile {
        ShardFile(path: path, bytes: ShardScript.wrap(name: name, text: text))
    }

    /// The bytes that a script registers under a name, followed by some zero bytes; nil where the script is cut
    /// short, altered or another's.
    public static func content(of script: [UInt8], name: String) -> [UInt8]? {
        ShardScript.content(of: script, name: name)
    }

    /// The plain text that a script registers under a name; nil where the script is cut short, altered or another's.
    public static func text(of script: [UInt8], name: String) -> String? { ShardScript.text(of: script, name: name) }
}
