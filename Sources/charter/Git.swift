import Platform
import Processes

/// Questions to git, which may not be there or may not want to answer.
enum Git {
    /// How long a question may take, in seconds: the history of a large repository takes some.
    private static let patience = 300.0

    /// What a command prints.
    ///
    /// - Parameter folder: where it runs; the working folder unless given.
    static func run(
        _ arguments: [String], in folder: String? = nil, seconds: Double = patience
    ) throws(GitFailure) -> String {
        String(decoding: try bytes(arguments, in: folder, seconds: seconds), as: UTF8.self)
    }

    /// What a command prints, as bytes.
    static func bytes(
        _ arguments: [String], in folder: String? = nil, input: [UInt8] = [], seconds: Double = patience
    ) throws(GitFailure) -> [UInt8] {
        let process = Subprocess(
            program: "git", arguments: (folder.map { ["-C", $0] } ?? []) + arguments, input: input,
            output: .memory(limit: 2 << 30), seconds: seconds,
            variables: ["GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"])
        let outcome: Subprocess.Outcome
        do {
            outcome = try process.run()
        } catch {
            if case .missing = error { throw .missing }
            throw .failed(error.description)
        }
        guard outcome.status == 0 else { throw GitFailure(words: outcome.errors, status: outcome.status) }
        return outcome.output
    }
}

/// Why git gives no answer.
enum GitFailure: Error, Equatable {
    /// It is not installed.
    case missing
    /// The folder is in no repository.
    case noRepository
    /// The repository has no commit yet.
    case noCommit
    /// The repository belongs to somebody else: its folder, where git names it, and git's own words.
    case foreignOwner(folder: String?, words: String)
    /// Anything else, in git's own words.
    case failed(String)

    /// Recognises git's messages, which ``Subprocess`` asks for in English.
    init(words: String, status: Int32) {
        let lines = words.split(separator: "\n").map { $0.hasPrefix("fatal: ") ? $0.dropFirst(7) : $0 }
        let first = lines.first { !$0.hasPrefix("warning: ") && !$0.hasPrefix("hint: ") }.map(String.init)
        let own = first ?? "git ended with status \(status)"
        if words.contains("dubious ownership") {
            let folder = own.split(separator: "'", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
            self = .foreignOwner(folder: folder, words: own)
        } else if words.contains("not a git repository") {
            self = .noRepository
        } else if words.contains("does not have any commits yet") || words.contains("ambiguous argument 'HEAD'") {
            self = .noCommit
        } else {
            self = .failed(own)
        }
    }

    /// The cause, as the end of a sentence.
    var cause: String {
        switch self {
        case .missing: "git is not installed, or not on PATH"
        case .noRepository: "this folder is in no git repository"
        case .noCommit: "this repository has no commit yet"
        case .foreignOwner(_, let words): "git refuses the repository of another owner: \(words)"
        case .failed(let words): "git says: \(words)"
        }
    }

    /// What helps.
    var fix: String {
        switch self {
        case .missing: "install git"
        case .noRepository: "build in a clone"
        case .noCommit: "commit the pages"
        case .foreignOwner(let folder, _):
            "run git config --global --add safe.directory \(folder.map { "'\($0)'" } ?? "with the repository's folder")"
        case .failed: "run git log in this folder"
        }
    }
}
