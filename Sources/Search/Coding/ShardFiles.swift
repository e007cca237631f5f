import Primitives

/// A page's texts for a shard of texts.
public struct ShardPage: Sendable, Equatable {
    public var url: String
    public var title: String
    public var kind: String
    public var status: String
    public var sections: [Section]

    /// A section's place, heading and text.
    public struct Section: Sendable, Equatable {
        public var anchor: String
        public var heading: String
        public var text: String

        public init(anchor: String, heading: String, text: String) {
            self.anchor = anchor
            self.heading = heading
            self.text = text
        }
    }

    public init(url: String, title: String, kind: String, status: String, sections: [Section]) {
        self.url = url
        self.title = title
        self.kind = kind
        self.status = status
        self.sections = sections
    }
}

/// Files that a page loads by running them; other parts of a site use the same forms as the search index.
public enum ShardFiles {
    /// Texts, packed; JavaScript's `readFragment` reads them.
    public static func encode(_ pages: [ShardPage]) -> [UInt8] {
        FragmentShard.encode(
            pages.map { page in
                SearchPage(
                    url: page.url, title: page.title, kind: page.kind, status: page.status,
                    sections: page.sections.map { .init(anchor: $0.anchor, heading: $0.heading, text: $0.text) })
            })
    }

    /// The texts of ``encode(_:)``; nil where the bytes are damaged.
    public static func decode(_ bytes: [UInt8]) -> [ShardPage]? {
        guard let shard = try? FragmentShard(decoding: bytes) else { return nil }
        return shard.pages.map { page in
            ShardPage(
                url: page.url, title: page.title, kind: page.kind, status: page.status,
                sections: page.sections.map { .init(anchor: $0.anchor, heading: $0.heading, text: $0.text) })
        }
    }

    /// A file that registers under its content's hash, so that it may be kept for ever.
    public static func hashed(prefix: String, folder: String, _ bytes: [UInt8]) -> (name: String, file: SearchFile) {
        let name = "\(prefix)-\(shardHash(bytes).name)"
        return (name, named(name, path: folder + name + ".js", bytes))
    }

    /// A file that registers under a fixed name.
    public static func named(_ name: String, path: String, _ bytes: [UInt8]) -> SearchFile {
        SearchFile(path: path, bytes: ShardScript.wrap(name: name, content: bytes), key: nil)
    }

    /// What a file registers under a name; nil where it is cut short, altered or another's.
    public static func content(of script: [UInt8], name: String) -> [UInt8]? {
        ShardScript.content(of: script, name: name)
    }
}

extension ShardFiles {
    /// A file that registers a plain text under its hash: text that a server's compression packs well.
    public static func hashedText(prefix: String, folder: String, _ text: String) -> (name: String, file: SearchFile) {
        let name = "\(prefix)-\(shardHash(Array(text.utf8)).name)"
        return (name, namedText(name, path: folder + name + ".js", text))
    }

    /// A file that registers a plain text under a fixed name.
    public static func namedText(_ name: String, path: String, _ text: String) -> SearchFile {
        let script = "charter.shard(\"\(name)\",\(JSONText.quoted(text)));\n"
        return SearchFile(path: path, bytes: Array(script.utf8), key: nil)
    }
}
