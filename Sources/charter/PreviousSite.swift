import ArgumentParser
import Content
import Diagnostics
import Platform
import Portal
import Primitives
import Site

/// The site as it stands, for the commands that look for pages that are gone.
struct PreviousSiteOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The site as it stands: its manifest.json, its folder, a folder of releases, or its address.",
            discussion: """
                Pages of it that are gone without a redirect are errors. Without this option git's history tells which pages \
                there were.
                """,
            valueName: "site"))
    var previous: String?

    /// A manifest larger than this lists more files than a site has.
    private static let longestManifest = 64 << 20

    /// Paths of the files that the named site has; nil where none was named.
    func published() throws -> Set<String>? {
        guard let previous else { return nil }
        do throws(FetchError) {
            let bytes = try manifest(of: previous)
            guard let paths = String(validating: bytes, as: UTF8.self).flatMap(pathsOfManifest) else {
                throw FetchError("it is not a manifest of charter's")
            }
            return paths
        } catch {
            printError("charter: error: --previous '\(previous)' cannot be read: \(error.description)")
            throw ExitStatus.inputMissing
        }
    }

    private func manifest(of site: String) throws(FetchError) -> Data {
        if let address = SiteAddress(site) {
            return try address.file(address.isManifest ? "" : Manifest.fileName, limit: Self.longestManifest)
        }
        guard let path = Self.manifestPath(of: site), let size = FileStamp(path: path)?.byteCount else {
            throw FetchError("no such file")
        }
        guard size <= Self.longestManifest, let data = FileManager.default.contents(atPath: path) else {
            throw FetchError("it is too large for a manifest, or may not be read")
        }
        return data
    }

    /// The manifest's own path, that of a site's folder, or that of the present release in a folder of releases.
    private static func manifestPath(of site: String) -> String? {
        guard FileManager.default.fileExists(atPath: site) else { return nil }
        guard FileManager.default.isFolder(site) else { return site }
        return ["manifest.json", "current/manifest.json"].map { site + "/" + $0 }
            .first { FileManager.default.fileExists(atPath: $0) }
    }
}

/// Pages that a repository has had, told by git: what a fresh clone knows of the site that was published before.
///
/// Only the main line of the history counts: what came and went on a branch before it was merged was never published.
struct CommittedPages: Sendable {
    /// The object that holds the last text of each page, by its path below the content folder.
    private var objects: [String: String] = [:]
    private let content: String
    /// Whether older commits are not in this clone.
    let isShallow: Bool

    /// - Returns: nil where there is no git, no repository or no commit.
    static func load(content: String) -> CommittedPages? {
        guard let shallow = try? Git.run(["rev-parse", "--is-shallow-repository"], in: content),
            let log = try? Git.run(
                [
                    "log", "--first-parent", "-m", "--no-renames", "--diff-filter=AD", "--name-status", "-z",
                    "--relative",
                    "--format=%x01%H", "--", "*.md",
                ], in: content)
        else { return nil }
        return CommittedPages(log: log, content: content, isShallow: shallow.hasPrefix("true"))
    }

    /// Reads a log whose parts are separated by NUL: a commit after a mark, then letters and paths by turns.
    private init(log: String, content: String, isShallow: Bool) {
        self.content = content
        self.isShallow = isShallow
        var commit = Substring(), letter = Substring()
        for part in log.split(separator: "\0") {
            let part = part.drop { $0 == "\n" }
            if part.hasPrefix("\u{1}") {
                (commit, letter) = (part.dropFirst().prefix { $0 != "\n" }, "")
            } else if letter.isEmpty {
                letter = part
            } else {
                // The newest change of a page tells where its last text is.
                let path = String(part)
                if objects[path] == nil { objects[path] = (letter == "D" ? "\(commit)^" : "HEAD") + ":./" + path }
                letter = ""
            }
        }
    }

    /// Addresses of pages that were part of the site and are not in the content any more, with those that led to them.
    func addresses(goneFrom input: SiteInput) -> Set<String> {
        let present = Set(input.tree.pages.map(\.path))
        let gone = objects.filter { !present.contains($0.key) && !$0.key.hasPrefix("answers/") }
            .sorted { $0.key < $1.key }
        let context = ReadingContext(settings: input.settings, pathPrefix: input.pathPrefix)
        var addresses: Set<String> = []
        for (entry, source) in zip(gone, (try? Git.objects(gone.map(\.value), in: content)) ?? []) {
            guard let source else { continue }
            let version = PageVersion(
                commit: "", date: CalendarDate(secondsSince1970: 0), author: "", subject: "", source: source)
            guard !version.isDraft else { continue }
            let page = readPage(SourceFile(path: entry.key, bytes: Array(source.utf8)), in: context).page
            // An introduction is part of a page that the site makes by itself.
            if !page.isIntroduction { addresses.insert(page.url) }
            addresses.formUnion(page.metadata.aliases.map(\.value))
        }
        return addresses
    }
}

/// What is known of the site before this build, and what of it is gone.
struct FormerPages: Sendable {
    /// Files of the site that was named, or that stands in the output folder.
    var published: Set<String> = []
    /// What git knows; nil where it was not asked or does not know.
    var committed: CommittedPages?

    /// Pages that are gone without a trace, and a note where nobody can tell.
    func findings(_ build: SiteBuild, of input: SiteInput) -> [Diagnostic] {
        let former = published.union(committed?.addresses(goneFrom: input) ?? [])
        let gone = checkGonePages(
            published: former, outputs: Set(build.outputs.map(\.path)), drafts: build.cache.draftURLs,
            settings: input.settings, configPath: input.settings.path)
        guard published.isEmpty, let committed, committed.isShallow else { return gone }
        let note = Diagnostic(
            .note, .previousUnknown, path: input.settings.path,
            "Pages that are gone are not noticed: this clone is shallow, and the last site is not known",
            fixes: [.init("clone the whole history (fetch-depth: 0)"), .init("or name the last site with --previous")])
        return gone + [note]
    }
}
