import Foundation

/// Where the tests stand, and what the run was told.
public enum Repository {
    /// The clone's folder.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// `Tests/Fixtures`.
    public static let fixtures = root.appendingPathComponent("Tests/Fixtures")
    /// The shipped theme.
    public static let templates = root.appendingPathComponent("templates").path
    /// The executable under test: the release build that scripts/test names, else the debug build of this test run.
    public static let charter =
        ProcessInfo.processInfo.environment["CHARTER"] ?? root.appendingPathComponent(".build/debug/charter").path
    /// Whether golden files and expectations are to be written anew: `CHARTER_RECORD=1`.
    public static let isRecording = ProcessInfo.processInfo.environment["CHARTER_RECORD"] == "1"

    /// The text of a file of the repository; nil where there is none.
    public static func text(_ path: String) -> String? {
        try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Says that a test could not look at what it is for. scripts/test gathers these lines, and CI fails on those that
    /// Tests/expected-skips.txt does not name.
    public static func skip(_ what: String, because reason: String) {
        print("\nSKIPPED: \(what): \(reason)")
    }
}
