import ArgumentParser
import Diagnostics
import Platform
import Portal
import Primitives
import Site

struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Builds the site.",
        discussion: """
            Reads content/, checks it and writes the site. A second run writes only what changed and gives the same bytes \
            as a clean one. With errors nothing is published and the old site stays. Files in the output folder that \
            Charter did not write are never touched. The output is a folder of its own: one that holds what is read, or stands \
            in it, is refused.

            EXAMPLES
              charter build
              charter build --strict --output public
              charter build --templates our-theme --templates templates
              SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) charter build
            """)

    @OptionGroup var project: ProjectOptions

    @OptionGroup var previousSite: PreviousSiteOptions

    @OptionGroup var earlier: EarlierOptions

    @Option(name: .long, help: ArgumentHelp("The folder to write the site to.", valueName: "folder"))
    var output = "site"

    @Flag(name: .long, help: "Treat warnings as errors.")
    var strict = false

    @Flag(name: .long, help: "Leave out the Ask page and all that belongs to it.")
    var noAnswers = false

    @Flag(name: .long, help: "Fail where passages have no questions yet: for CI, where the ledger must be up to date.")
    var frozen = false

    @Flag(name: .long, help: "Build drafts too.")
    var drafts = false

    @Flag(name: .long, help: "Build everything from scratch, whatever an earlier build left.")
    var clean = false

    @Flag(name: .long, help: "Print how the time was spent.")
    var timings = false

    func run() throws {
        let start = Date()
        try earlier.checkState()
        let progress = Progress()
        progress.show("reading \(project.content)")
        let place = try performing { () throws(PublishError) in
            try OutputFolder(output, apartFrom: project.inputs)
        }
        // From here on no other build changes the site, so what is read of it and of its cache stays true.
        let publisher = try performing { () throws(PublishError) in
            try Publisher(place, threadCount: project.threadCount, holder: Self.holder(start))
        }
        defer { publisher.leave() }
        let cacheFile = CacheFileLocation(place, threadCount: project.threadCount)
        // What an earlier build left is read while the sources are.
        let isClean = clean
        let (options, content) = (earlier, project.content)
        let asking = Background { options.state(content: content) }
        let remembering = Background { EarlierBuild(cacheFile, publisher, isForgotten: isClean) }
        let named = try previousSite.published()
        let committed = named == nil ? Background { CommittedPages.load(content: content) } : nil
        let vectors = noAnswers ? nil : Background { AnswerCacheFile.load() }
        let commit = Background { [project] in SourceCommit.asked(of: project) }
        var (input, problems) = try project.load(
            drafts: drafts, answers: !noAnswers, frozen: frozen, history: true)
        input.commit = commit.value
        try performing { () throws(PublishError) in
            try place.check(apartFrom: project.inputs(namedIn: input.settings))
        }
        if let vectors { input.answers?.known = vectors.value }
        let readTime = Date().timeIntervalSince(start)
        let remembered = remembering.value
        let previous = remembered.cache
        let published = try performing { () throws(PublishError) in try remembered.published.get() }
        progress.show("building \(input.tree.pages.count) pages")
        let cacheTime = Date().timeIntervalSince(start)
        var build = buildSite(input, previous: previous, clock: { Date().timeIntervalSince(start) })
        let former = FormerPages(
            published: (named ?? []).union(published.files.keys), committed: committed?.value ?? nil)
        let gone = former.findings(build, of: input)
        let rules = [asking.value.rules(besides: input), .published(in: output, name: "the site at \(output)/")]
        let lost = build.library.problems(since: rules.compactMap(\.self))
        let diagnostics = (problems + build.diagnostics + gone + lost).inReadingOrder()
        progress.clear()
        project.report(diagnostics)
        guard !diagnostics.fails(strict: strict) else {
            printError(
                "charter: \(diagnostics.tally ?? "errors"); nothing was published\(published.files.isEmpty ? "" : ", the old site stays")"
            )
            throw ExitStatus.contentErrors
        }

        progress.show("writing \(output)")
        let buildTime = Date().timeIntervalSince(start)
        // The lock is held until the cache, too, is that of the site.
        let report = try withExtendedLifetime(publisher) {
            let report = try performing { () throws(PublishError) in
                try publisher.publish(build.outputs, over: published)
            }
            build.cache.recordStamps { publisher.stamps(of: $0) }
            build.cache.manifestHash = report.manifestHash
            cacheFile.save(build.cache)
            return report
        }
        AnswerCacheFile.save(build.answers, known: input.answers?.known)
        progress.clear()
        for path in report.left {
            printError(
                "charter: warning: '\(path)' is no part of the site any more, but somebody has changed it since it was written, so it was left; remove it if nobody needs it"
            )
        }
        let total = Date().timeIntervalSince(start)
        let tally = diagnostics.tally.map { ", \($0)" } ?? ""
        print(
            "\(build.pageCount) pages to \(output)/ in \(seconds(total)): \(report.written) files written, \(report.unchanged) unchanged, \(report.removed) removed\(tally)\(leftOut(build.leftOutCount))"
        )
        if timings {
            var steps =
                [("read", readTime), ("cache", cacheTime - readTime)] + build.timings.map { ($0.step, $0.seconds) }
            steps += [("publish", total - buildTime)]
            for (step, time) in steps { print("  \(step): \(seconds(time))") }
        }
        // Giving back a large site piece by piece would take longer than ending the process.
        fflush(nil)
        Glibc.exit(0)
    }

    /// Who builds, for another build that finds the folder taken.
    static func holder(_ start: Date) -> String {
        var name = [CChar](repeating: 0, count: 256)
        let isKnown = gethostname(&name, name.count - 1) == 0
        let host =
            isKnown
            ? " on " + String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
        return "process \(getpid())\(host), since \(start.formatted(.iso8601))"
    }

    private func seconds(_ time: Double) -> String { String(printf: "%.3f s", time) }
}

/// What an earlier build left: what it remembered, minus the files that are no longer as it wrote them.
private struct EarlierBuild: Sendable {
    var cache: BuildCache
    /// What Charter published in the output folder.
    let published: Result<Publisher.Published, PublishError>

    init(_ file: CacheFileLocation, _ publisher: Publisher, isForgotten: Bool) {
        cache = isForgotten ? BuildCache() : file.load()
        // The manifest of the cached build lists the cached files; any other has to be read.
        let known = Publisher.Published(files: cache.fileHashes, manifestHash: cache.manifestHash)
        published = Result { () throws(PublishError) in try publisher.readPublished(known: known) }
        let hashes = (try? published.get())?.files ?? [:]
        cache.keepOutputs(published: hashes) { publisher.stamps(of: $0) }
    }
}

extension ProjectOptions {
    /// What a build reads, from the command line: no output may stand in it or hold it.
    fileprivate var inputs: [OutputFolder.Input] {
        [.init("the content folder", content)]
            + themePlaces.map { .init("the theme's folder", $0) }
            + [.init("the settings", config)]
    }

    /// What a build reads because `charter.yaml` names it.
    fileprivate func inputs(namedIn settings: SiteSettings) -> [OutputFolder.Input] {
        let folder = config.parentPath
        return settings.models.flatMap { model in
            model.files.compactMap { file in
                guard case .path(let path) = file.source else { return nil }
                let isAbsolute = path.hasPrefix("/") || folder.isEmpty
                return .init("a file of the model '\(model.name)',", isAbsolute ? path : folder + "/" + path)
            }
        }
    }
}

/// Runs a step that may fail on the disk, and turns its failure into a message and an exit code.
///
/// - Parameter option: the option that the folder was named with.
func performing<Result>(
    option: String = "--output", _ step: () throws(PublishError) -> Result
) throws -> Result {
    do {
        return try step()
    } catch {
        printError("charter: error: \(error.message(option: option))")
        throw switch error {
        case .refusedOutput: ExitStatus.usage
        case .missingSite, .unreadableSite, .missingRelease: ExitStatus.inputMissing
        case .changedSite: ExitStatus.contentErrors
        case .system, .foreignFiles, .locked, .damagedManifest, .damagedJournal, .impossiblePath, .halfway:
            ExitStatus.inputOutput
        }
    }
}

/// Where the cache for an output folder is kept: `.charter/` in the working folder.
struct CacheFileLocation {
    private let path: String
    let threadCount: Int

    init(_ output: OutputFolder, threadCount: Int) {
        path = ".charter/cache-" + sha256(output.path).prefix(16)
        self.threadCount = threadCount
    }

    func load() -> BuildCache {
        FileManager.default.contents(atPath: path).map { BuildCache(decoding: Array($0), threadCount: threadCount) }
            ?? BuildCache()
    }

    /// A cache that cannot be written costs time, nothing else. The output's lock, which the caller holds, is the cache's too.
    func save(_ cache: BuildCache) {
        do {
            try writeFileAtomically(path, cache.encoded(), isHeld: true)
        } catch {
            printError("charter: warning: the next build starts afresh: \(error.cause)")
        }
    }
}
