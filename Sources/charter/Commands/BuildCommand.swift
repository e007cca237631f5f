import ArgumentParser
import Diagnostics
import Foundation
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
            Charter did not write are never touched.

            EXAMPLES
              charter build
              charter build --strict --output public
              charter build --templates our-theme --templates templates
              SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) charter build
            """)

    @OptionGroup var project: ProjectOptions

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
        let progress = Progress()
        progress.show("reading \(project.content)")
        let publisher = Publisher(folder: output, threadCount: project.threadCount)
        let cacheFile = CacheFileLocation(output: output, threadCount: project.threadCount)
        // What an earlier build left is read while the sources are.
        let isClean = clean
        let remembering = Background { EarlierBuild(cacheFile, publisher, isForgotten: isClean) }
        let vectors = noAnswers ? nil : Background { AnswerCacheFile.load() }
        var (input, problems) = try project.load(
            drafts: drafts, answers: !noAnswers, frozen: frozen, history: true)
        if let vectors { input.answers?.known = vectors.value }
        let readTime = Date().timeIntervalSince(start)
        let earlier = remembering.value
        let (previous, isOurManifest) = (earlier.cache, earlier.isOurManifest)
        let published = try performing { () throws(PublishError) in try earlier.published.get() }
        progress.show("building \(input.tree.pages.count) pages")
        let cacheTime = Date().timeIntervalSince(start)
        var build = buildSite(input, previous: previous, clock: { Date().timeIntervalSince(start) })
        let gone = checkGonePages(
            published: published.keys, outputs: Set(build.outputs.map(\.path)), drafts: build.cache.draftURLs,
            settings: input.settings,
            configPath: project.config)
        let diagnostics = (problems + build.diagnostics + gone).inReadingOrder()
        progress.clear()
        project.report(diagnostics)
        guard !diagnostics.fails(strict: strict) else {
            printError(
                "charter: \(diagnostics.tally ?? "errors"); nothing was published\(published.isEmpty ? "" : ", the old site stays")"
            )
            throw ExitStatus.contentErrors
        }

        progress.show("writing \(output)")
        let buildTime = Date().timeIntervalSince(start)
        let report = try performing { () throws(PublishError) in
            try publisher.publish(build.outputs, known: isOurManifest ? (previous.manifestHash, published) : nil)
        }
        build.cache.recordStamps(publisher.stamp)
        build.cache.manifestHash = publisher.manifestHash
        cacheFile.save(build.cache)
        AnswerCacheFile.save(build.answers, known: input.answers?.known)
        progress.clear()
        let total = Date().timeIntervalSince(start)
        let tally = diagnostics.tally.map { ", \($0)" } ?? ""
        print(
            "\(build.pageCount) pages to \(output)/ in \(seconds(total)): \(report.written) files written, \(report.unchanged) unchanged, \(report.removed) removed\(tally)"
        )
        if timings {
            var steps =
                [("read", readTime), ("cache", cacheTime - readTime)] + build.timings.map { ($0.step, $0.seconds) }
            steps += [("publish", total - buildTime)]
            for (step, time) in steps { print("  \(step): \(seconds(time))") }
        }
        // Giving back a large site piece by piece would take longer than ending the process.
        fflush(nil)
        Foundation.exit(0)
    }

    private func seconds(_ time: Double) -> String { String(format: "%.3f s", time) }
}

/// What an earlier build left: what it remembered, minus the files that are no longer as it wrote them.
private struct EarlierBuild: Sendable {
    var cache: BuildCache
    /// The hashes of the files in the output folder that Charter wrote, by path.
    let published: Result<[String: String], PublishError>
    /// Whether the manifest in the output folder is that of the cached build.
    let isOurManifest: Bool

    init(_ file: CacheFileLocation, _ publisher: Publisher, isForgotten: Bool) {
        cache = isForgotten ? BuildCache() : file.load()
        // The manifest of the cached build lists the cached files; any other has to be read.
        isOurManifest = !cache.manifestHash.isEmpty && cache.manifestHash == publisher.manifestHash
        published =
            isOurManifest
            ? .success(cache.fileHashes) : Result { () throws(PublishError) in try publisher.publishedFiles() }
        let hashes = (try? published.get()) ?? [:]
        cache.keepOutputs(threadCount: file.threadCount) { record in
            hashes[record.path] == record.hash && record.stamp != nil
                && publisher.stamp(of: record.path) == record.stamp
        }
    }
}

/// Runs a step that may fail on the disk, and turns its failure into a message and an exit code.
func performing<Result>(_ step: () throws(PublishError) -> Result) throws -> Result {
    do {
        return try step()
    } catch {
        printError("charter: error: \(error.message)")
        throw ExitStatus.inputOutput
    }
}

/// Where the cache for an output folder is kept: `.charter/` in the working folder.
struct CacheFileLocation {
    private let path: String
    let threadCount: Int

    init(output: String, threadCount: Int) {
        path = ".charter/cache-" + sha256(URL(fileURLWithPath: output).standardized.path).prefix(16)
        self.threadCount = threadCount
    }

    func load() -> BuildCache {
        FileManager.default.contents(atPath: path).map { BuildCache(decoding: Array($0), threadCount: threadCount) }
            ?? BuildCache()
    }

    /// A cache that cannot be written costs time, nothing else.
    func save(_ cache: BuildCache) {
        do {
            try writeFileAtomically(path, cache.encoded())
        } catch {
            printError("charter: warning: the next build starts afresh: \(error.message)")
        }
    }
}
