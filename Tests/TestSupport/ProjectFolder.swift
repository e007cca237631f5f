import Foundation

/// A project in a folder of its own, which goes with the object.
public final class ProjectFolder: Sendable {
    /// The folder.
    public let path: String

    /// What a command did.
    public struct Outcome: Sendable {
        public var status: Int32
        public var output: String
        public var errors: String
        /// The diagnostics that it printed: `path:line:column: severity: summary [id]`.
        public var diagnostics: [String] {
            (errors + "\n" + output).split(separator: "\n").map(String.init).filter {
                $0.firstMatch(of: /^[^ ].*:[0-9]+:[0-9]+: (error|warning|note): .*\[[a-z0-9-]+\]$/) != nil
            }
        }
    }

    /// An empty folder.
    public init() throws {
        path = NSTemporaryDirectory() + "charter-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// A copy of a folder; symbolic links stay links.
    public init(copyOf source: URL) throws {
        path = NSTemporaryDirectory() + "charter-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: source.path, toPath: path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    // MARK: Files

    /// Where a file stands.
    public func url(_ name: String) -> URL { URL(fileURLWithPath: path + "/" + name) }

    public func write(_ name: String, _ text: String) throws {
        try FileManager.default.createDirectory(
            at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url(name), options: .atomic)
    }

    /// The file's text, invalid bytes replaced; nil where there is no file.
    public func read(_ name: String) -> String? {
        FileManager.default.contents(atPath: path + "/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    public func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

    /// Lets `templates` be the shipped theme.
    public func linkTemplates() throws {
        try FileManager.default.createSymbolicLink(
            atPath: path + "/templates", withDestinationPath: Repository.templates)
    }

    /// Every file below a folder by its path in it. Hidden ones are left out, links not followed.
    public func files(below folder: String) -> [String: Data] {
        let paths = FileManager.default.enumerator(atPath: path + "/" + folder)?.compactMap { $0 as? String } ?? []
        var files: [String: Data] = [:]
        for name in paths where !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
            let full = path + "/" + folder + "/" + name
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[name] = FileManager.default.contents(atPath: full)
        }
        return files
    }

    /// Every file of the site with its text.
    public func site(_ name: String = "site") -> [String: String] {
        files(below: name).mapValues { String(decoding: $0, as: UTF8.self) }
    }

    // MARK: Commands

    /// A process in this folder that was not started yet. No model is at hand but what the project pulls itself.
    public func process(_ command: String, _ arguments: [String], environment: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: path)
        var inherited = ProcessInfo.processInfo.environment
        inherited["SOURCE_DATE_EPOCH"] = nil
        inherited["CHARTER_MODELS"] = path + "/.models"
        process.environment = inherited.merging(environment) { _, new in new }
        return process
    }

    /// Runs a command and waits for its end.
    public func run(
        command: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = process(command, arguments, environment: environment)
        let output = Pipe()
        // A file, since two pipes to one process can block each other.
        let errors = NSTemporaryDirectory() + "charter-stderr-\(UUID().uuidString)"
        _ = FileManager.default.createFile(atPath: errors, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: errors) }
        process.standardOutput = output
        process.standardError = FileHandle(forWritingAtPath: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: data, as: UTF8.self),
            errors: FileManager.default.contents(atPath: errors).map { String(decoding: $0, as: UTF8.self) } ?? "")
    }

    /// Runs charter.
    public func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
        try run(command: Repository.charter, arguments, environment: environment)
    }

    /// Runs charter.
    public func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        try run(command: Repository.charter, arguments, environment: environment)
    }

    // MARK: History

    /// Commits all files as a person who does not exist, on a day that is given: the same files have the same commit.
    ///
    /// - Returns: the commit.
    @discardableResult
    public func commit(_ message: String, on day: String) throws -> String {
        func git(_ arguments: String...) throws -> Outcome {
            let person = [
                "GIT_AUTHOR_NAME": "Ada Harbour", "GIT_AUTHOR_EMAIL": "ada@harbour.example",
                "GIT_COMMITTER_NAME": "Ada Harbour", "GIT_COMMITTER_EMAIL": "ada@harbour.example",
                "GIT_AUTHOR_DATE": "\(day)T12:00:00Z", "GIT_COMMITTER_DATE": "\(day)T12:00:00Z",
                "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            ]
            let outcome = try run(command: "/usr/bin/env", ["git"] + arguments, environment: person)
            guard outcome.status == 0 else { throw CommandFailure(message: "git \(arguments): \(outcome.errors)") }
            return outcome
        }
        if !FileManager.default.fileExists(atPath: path + "/.git") { _ = try git("init", "-q", "-b", "main") }
        _ = try git("add", "-A", "--", ".", ":!site", ":!clean", ":!.charter", ":!.models")
        _ = try git("commit", "-q", "--allow-empty", "-m", message)
        return try git("rev-parse", "HEAD").output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A command that had to work and did not.
public struct CommandFailure: Error, CustomStringConvertible {
    public var message: String
    public var description: String { message }
    public init(message: String) { self.message = message }
}
