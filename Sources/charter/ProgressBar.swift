import Platform
import Primitives

/// A bar with rate and time left for long work on a terminal; elsewhere a plain line now and then.
final class ProgressBar {
    private let unit: String
    private let start = Date()
    private var lastShown = Date.distantPast
    private let isTerminal = isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

    init(unit: String) { self.unit = unit }

    /// Shows how far the work is; seldom enough not to slow it.
    func show(_ done: Int, of total: Int, note: String = "") {
        let now = Date()
        guard now.timeIntervalSince(lastShown) > (isTerminal ? 0.2 : 15) || done == total else { return }
        lastShown = now
        let elapsed = now.timeIntervalSince(start)
        let rate = Double(done) / max(elapsed, 0.001)
        let left = rate > 0 ? Double(total - done) / rate : 0
        let text =
            "\(done) of \(total) \(unit), \(String(printf: "%.1f", rate)) a second, \(Self.duration(left)) left"
            + (note.isEmpty ? "" : ", \(note)")
        guard isTerminal else {
            printError(text)
            return
        }
        let filled = total > 0 ? 24 * done / total : 24
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        OpenFile.standardError.write("\r\u{1B}[K\(bar) \(text.visible)".utf8)
    }

    func finish() {
        if isTerminal { OpenFile.standardError.write("\r\u{1B}[K".utf8) }
    }

    private static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
