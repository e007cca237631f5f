import Diagnostics
import Platform
import Portal
import Site

/// The site as the preview shows it: the last sound build from memory, and what is wrong with the latest one.
///
/// All access is behind the lock; the watcher writes, requests read.
final class PreviewSite: @unchecked Sendable {
    private let lock = Lock()
    private var files: [String: [UInt8]] = [:]
    private var diagnostics: [Diagnostic] = []
    private var sourceLines: [String?] = []
    private var isSound = false
    private var currentRevision = 0
    private var cache = BuildCache()
    private var makeComponents: (@Sendable () -> [UInt8])?

    /// Counts builds; a page that shows an older one reloads.
    var revision: Int { lock.withLock { currentRevision } }

    /// Waits until the latest build is another than this, or the time is over.
    func wait(forOtherThan revision: Int, seconds: Double) {
        let end = moment(afterSeconds: seconds)
        lock.withLock { while currentRevision == revision, lock.wait(until: end) {} }
    }

    func file(_ path: String) -> [UInt8]? { lock.withLock { files[path] } }

    var problems: [Diagnostic] { lock.withLock { diagnostics } }

    /// What a writer should look at, each with the line of its source as it was when it was found.
    var shownProblems: [(diagnostic: Diagnostic, line: String?)] {
        lock.withLock { zip(diagnostics, sourceLines).filter { $0.0.severity != .note }.map { ($0.0, $0.1) } }
    }

    /// Whether there has been a build without errors: before it there are no pages to show.
    var hasPages: Bool { lock.withLock { isSound } }

    /// All components of the theme on one page, as the last sound build has them; nil before it.
    var componentsPage: [UInt8]? { lock.withLock { makeComponents }?() }

    /// Builds again; with errors the last sound pages stay and the diagnostics change. A page that is gone is told, but it does
    /// not keep the others from being shown.
    ///
    /// - Parameter sourceLine: a line of a file, for the problems that point at it.
    func rebuild(
        _ input: SiteInput, problems: [Diagnostic], former: FormerPages,
        sourceLine: (String, Int) -> String?
    ) -> SiteBuild {
        let build = buildSite(input, previous: lock.withLock { cache }), gone = former.findings(build, of: input)
        let found = problems + build.diagnostics, all = (found + gone).inReadingOrder()
        let lines = all.map { sourceLine($0.path, $0.range.start.line) }
        lock.withLock {
            diagnostics = all
            sourceLines = lines
            currentRevision += 1
            lock.broadcast()
            guard !found.contains(where: { $0.severity == .error }) else { return }
            isSound = true
            var next: [String: [UInt8]] = [:]
            for output in build.outputs {
                if case .bytes(let bytes) = output.content {
                    next[output.path] = bytes
                } else {
                    next[output.path] = files[output.path]
                }
            }
            files = next
            cache = build.cache
            makeComponents = build.componentsPage
        }
        return build
    }
}
