import Platform
import Primitives

/// One line of progress on a terminal; silent elsewhere, where the result speaks for itself.
struct Progress {
    private let isTerminal = isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

    /// Replaces the line.
    func show(_ text: String) {
        guard isTerminal else { return }
        OpenFile.standardError.write("\r\u{1B}[K\(text.visible) …".utf8)
    }

    /// Removes the line.
    func clear() {
        guard isTerminal else { return }
        OpenFile.standardError.write("\r\u{1B}[K".utf8)
    }
}
