import ArgumentParser
import Content
import Diagnostics
import Platform
import Portal
import Primitives
import Site

struct FixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "Corrects what can be corrected without a decision.",
        discussion: """
            Dates that can mean one day only, tabs and other slips of YAML, misspelt keys, curly quotation marks around values, lost and \
            missing numbers of requirements. The changes are shown first; on a terminal you are asked, elsewhere --yes writes them. \
            All files are written or none. What takes a decision is left alone: charter check tells it.

            EXAMPLES
              charter fix
              charter fix --yes
              charter fix --check      exit code 1 where something would change, for CI
            """)

    @OptionGroup var project: ProjectOptions

    @Flag(name: .long, help: "Show what would change, write nothing, and exit with 1 if anything would.")
    var check = false

    @Flag(name: .long, help: "Write without asking.")
    var yes = false

    func validate() throws {
        if check, yes { throw ValidationError("--check writes nothing, --yes writes: give one of them.") }
    }

    func run() throws {
        let (input, _) = try project.load(drafts: true)
        var fixes = ProjectFixes(input, settingsPath: project.config)
        fixes.apply(earlier: .committed(CommittedPolicies(content: project.content, revision: nil)))
        let changed = fixes.changed
        for file in changed {
            printText(unifiedDifference(from: file.before, to: file.after, path: file.path), terminator: "")
        }
        let sum = "\(fixes.count == 1 ? "1 fix" : "\(fixes.count) fixes") in \(counted(changed.count, "file"))"
        guard !changed.isEmpty else { return print("Nothing to fix.") }
        if check {
            print("\(sum) would be made; run: charter fix")
            throw ExitStatus.contentErrors
        }
        guard yes || isAgreed(sum) else {
            printError("charter: nothing was written; charter fix --yes writes \(sum)")
            throw ExitStatus.contentErrors
        }
        try write(changed)
        print("\(sum) written.")
    }

    private func isAgreed(_ sum: String) -> Bool {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return false }
        print("Write \(sum)? [y/N] ", terminator: "")
        fflush(nil)
        return ["y", "yes"].contains((readLine() ?? "").trimmed.lowercased())
    }

    /// Writes all files or none, if they still are what was read.
    private func write(_ files: [ProjectFixes.File]) throws {
        for file in files where FileManager.default.contents(atPath: file.path) != Data(file.before) {
            printError(
                "charter: error: '\(file.path)' has changed meanwhile; nothing was written. Run charter fix again.")
            throw ExitStatus.contentErrors
        }
        try writingTogether(files.map { ($0.path, $0.after) }, replacing: true)
    }
}

/// The files of a project with the fixes that can be applied unread.
struct ProjectFixes {
    /// A file before and after.
    struct File {
        var path: String
        var before: [UInt8]
        var after: [UInt8]
    }

    private var input: SiteInput
    private let original: SiteInput
    private let settingsPath: String
    /// How many were applied.
    private(set) var count = 0

    /// A fix may let the next problem of its file be seen; more rounds than this are a fix that does not hold.
    private static let maximumRoundCount = 50

    init(_ input: SiteInput, settingsPath: String) {
        (self.input, original, self.settingsPath) = (input, input, settingsPath)
    }

    /// Applies fixes until none is left.
    mutating func apply(earlier: EarlierOptions.State) {
        for _ in 0..<Self.maximumRoundCount {
            let edits = edits(problems(earlier))
            guard !edits.isEmpty else { return }
            var isChanged = false
            for (path, edits) in edits {
                guard let bytes = bytes(path) else { continue }
                let (text, applied) = applying(edits, to: bytes)
                guard text != bytes else { continue }
                count += applied.count
                isChanged = true
                set(path, text)
            }
            guard isChanged else { return }
        }
    }

    /// The files that differ from what was read.
    var changed: [File] {
        var files: [File] = []
        if input.settingsSource != original.settingsSource {
            files.append(.init(path: settingsPath, before: original.settingsSource, after: input.settingsSource))
        }
        for (before, after) in zip(
            original.tree.pages + original.tree.data, input.tree.pages + input.tree.data)
        where before.bytes != after.bytes {
            files.append(.init(path: input.pathPrefix + before.path, before: before.bytes, after: after.bytes))
        }
        return files
    }

    private mutating func problems(_ earlier: EarlierOptions.State) -> [Diagnostic] {
        let (settings, problems) = SiteSettings.read(
            input.settingsSource.isEmpty ? nil : String(decoding: input.settingsSource, as: UTF8.self),
            path: settingsPath)
        input.settings = settings
        let linked = LinkedSite(input, isAnalysed: false)
        let since = linked.library.problems(since: [earlier.rules(besides: input)].compactMap(\.self))
        // A number that a requirement had goes before a new one at the same place.
        return since + problems + linked.diagnostics
    }

    /// The edits by file; of two at one place the first.
    private func edits(_ problems: [Diagnostic]) -> [(path: String, edits: [TextEdit])] {
        var edits: [String: [TextEdit]] = [:]
        // Numbers are counted on from those that are there: new ones wait until lost ones are back.
        let losing = Set(problems.filter { $0.id == .requirementGone && $0.safeEdit != nil }.map(\.path))
        for problem in problems {
            guard let edit = problem.safeEdit,
                problem.id != .requirementUnnumbered || !losing.contains(problem.path)
            else { continue }
            let known = edits[problem.path] ?? []
            guard !known.contains(where: { $0.range == edit.range }) else { continue }
            edits[problem.path] = known + [edit]
        }
        return edits.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func bytes(_ path: String) -> [UInt8]? {
        if path == settingsPath { return input.settingsSource }
        return (input.tree.pages + input.tree.data).first { input.pathPrefix + $0.path == path }?.bytes
    }

    private mutating func set(_ path: String, _ bytes: [UInt8]) {
        if path == settingsPath {
            input.settingsSource = bytes
        } else if let index = input.tree.pages.firstIndex(where: { input.pathPrefix + $0.path == path }) {
            input.tree.pages[index] = SourceFile(path: input.tree.pages[index].path, bytes: bytes)
        } else if let index = input.tree.data.firstIndex(where: { input.pathPrefix + $0.path == path }) {
            input.tree.data[index] = SourceFile(path: input.tree.data[index].path, bytes: bytes)
        }
    }
}

/// Writes files together, all or none, and says so where it fails.
///
/// - Parameters:
///   - files: paths as the command line has them.
///   - replacing: whether the files are there already.
func writingTogether(_ files: [(path: String, bytes: [UInt8])], replacing: Bool) throws {
    let places = files.map { URL(fileURLWithPath: $0.path).standardizedFileURL.pathComponents }
    guard let first = places.first else { return }
    // The deepest folder that holds them all; in most cases the project's.
    let here = URL(fileURLWithPath: ".").standardizedFileURL.pathComponents
    let isHere = places.allSatisfy { $0.starts(with: here) && $0.count > here.count }
    let shared =
        isHere
        ? here.count
        : places.dropFirst().reduce(first.count - 1) { depth, place in
            min(depth, zip(first, place.dropLast()).prefix { $0 == $1 }.count)
        }
    let folder = isHere ? "." : "/" + first[1..<max(1, shared)].joined(separator: "/")
    let written = zip(places, files).map { place, file in
        WrittenFile(path: place[shared...].joined(separator: "/"), bytes: file.bytes)
    }
    do throws(PublishError) {
        try writeTogether(written, in: folder, replacing: replacing)
    } catch {
        printError("charter: error: \(error.cause). Nothing was written.")
        throw ExitStatus.inputOutput
    }
}
