import Content
import Platform
import Portal
import Primitives
import Site

/// What git knows of the policies as they were: asked while the sources are read.
struct CommittedPolicies: Sendable {
    /// Objects by path below the content folder, of the last commit and of the one before.
    private let last: [String: String], before: [String: String]
    private let name: String

    /// The policies of a revision, or of the last commit and the one before it; none where there is no git, no repository
    /// or no such commit.
    init(content: String, revision: String?) {
        let folder = content.hasSuffix("/") ? content : content + "/"
        last = Self.policies(of: revision ?? "HEAD", folder)
        // In a clean checkout, as CI has it, the last commit is what is built.
        before = revision == nil && !last.isEmpty ? Self.policies(of: "HEAD^", folder) : [:]
        name = revision.map { "'\($0)'" } ?? "the last commit"
    }

    private static func policies(of revision: String, _ folder: String) -> [String: String] {
        guard !revision.hasPrefix("-"),
            let list = try? Git.run(["ls-tree", "-r", "-z", revision, "--", folder + (PageKind.policy.folder ?? "")])
        else { return [:] }
        let entries = list.split(separator: "\0").compactMap { entry -> (String, String)? in
            // `mode type object<TAB>path`
            let parts = entry.split(separator: "\t", maxSplits: 1), fields = parts.first?.split(separator: " ") ?? []
            guard parts.count == 2, fields.count == 3, fields[1] == "blob", parts[1].hasPrefix(folder),
                parts[1].hasSuffix(".md")
            else { return nil }
            return (String(parts[1].dropFirst(folder.count)), String(fields[2]))
        }
        return Dictionary(entries, uniquingKeysWith: { first, _ in first })
    }

    /// Changes whenever the policies that are compared with do.
    var identity: String {
        (last.sorted { $0.key < $1.key } + before.sorted { $0.key < $1.key }).map { $0.key + $0.value }.joined()
    }

    /// The rules of what was committed and is not so any more.
    func rules(besides input: SiteInput) -> EarlierRules? {
        let now = Dictionary(
            input.tree.pages.filter { PageKind(path: $0.path) == .policy }.map { ($0.path, Self.object($0.bytes)) },
            uniquingKeysWith: { first, _ in first })
        let earlier = last == now ? before : last
        // A page that is as it was has lost nothing.
        let changed = earlier.filter { now[$0.key] != $0.value }.sorted { $0.key < $1.key }
        guard !changed.isEmpty else { return nil }
        let context = ReadingContext(settings: input.settings, pathPrefix: input.pathPrefix)
        let pages = zip(changed, (try? Git.objects(changed.map(\.value))) ?? []).compactMap { entry, source in
            source.map { readPage(SourceFile(path: entry.key, bytes: Array($0.utf8)), in: context).page }
        }
        return EarlierRules(name: last == now ? "the commit before the last" : name, pages: pages)
    }

    /// What git calls a file of these bytes.
    private static func object(_ bytes: [UInt8]) -> String {
        sha1(Array("blob \(bytes.count)\0".utf8) + bytes)
    }
}

extension EarlierRules {
    /// The rules of the site in a folder, nil where it holds none.
    static func published(in folder: String, name: String) -> EarlierRules? {
        FileManager.default.contents(atPath: folder + "/register.csv").map {
            EarlierRules(name: name, register: String(decoding: $0, as: UTF8.self))
        }
    }
}
