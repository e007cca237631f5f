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
    private var currentRevision = 0
    private var cache = BuildCache()

    /// Counts builds; a page that shows an older one reloads.
    var revision: Int { lock.withLock { currentRevision } }

    /// Waits until the latest build is another than this, or the time is over.
    func wait(forOtherThan revision: Int, seconds: Double) {
        let end = moment(afterSeconds: seconds)
        lock.withLock { while currentRevision == revision, lock.wait(until: end) {} }
    }

    func file(_ path: String) -> [UInt8]? { lock.withLock { files[path] } }

    var problems: [Diagnostic] { lock.withLock { diagnostics } }

    /// Builds again; with errors the last sound pages stay and the diagnostics change. A page that is gone is told, but it does
    /// not keep the others from being shown.
    func rebuild(_ input: SiteInput, problems: [Diagnostic], former: FormerPages) -> SiteBuild {
        let build = buildSite(input, previous: lock.withLock { cache }), gone = former.findings(build, of: input)
        lock.withLock {
            let found = problems + build.diagnostics
            diagnostics = (found + gone).inReadingOrder()
            currentRevision += 1
            lock.broadcast()
            guard !found.contains(where: { $0.severity == .error }) || files.isEmpty else { return }
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
        }
        return build
    }
}
