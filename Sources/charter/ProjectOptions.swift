import ArgumentParser
import Content
import Diagnostics
import Platform
import Portal
import Primitives
import Site
import Starter

/// Where a project's parts stand; shared by the commands that read one.
struct ProjectOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder with the markdown files.", valueName: "folder"))
    var content = "content"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A folder of templates; templates/ where it is there. Given several times, the first that holds a file wins, file by file; what none holds comes with the program.",
            valueName: "folder"))
    var templates: [String] = []

    @Option(name: .long, help: ArgumentHelp("The site's settings.", valueName: "file"))
    var config = "charter.yaml"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The day that reviews are compared with, as YYYY-MM-DD.",
            discussion: "Without it, the day of SOURCE_DATE_EPOCH where that is set, otherwise today in UTC.",
            valueName: "day"))
    var today: String?

    @Option(name: .long, help: ArgumentHelp("How many threads to use; all cores unless given.", valueName: "count"))
    var jobs: Int?

    func validate() throws {
        if let today, CalendarDate(today) == nil {
            throw ValidationError("--today '\(today)' is not a date; write it as YYYY-MM-DD.")
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be 1 or more.") }
        try checkEpoch()
    }

    /// Where folders that lie over the theme of the program may stand, in order.
    var themePlaces: [String] { templates.isEmpty ? ["templates"] : templates }

    /// Those that are read: one that was named must be there.
    private var themeFolders: [String] {
        templates.isEmpty ? themePlaces.filter { FileManager.default.fileExists(atPath: $0) } : templates
    }

    /// How many threads every step uses.
    var threadCount: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

    /// The day for reviews.
    var day: CalendarDate {
        today.flatMap { CalendarDate($0) } ?? Self.defaultDay
    }

    /// The day of SOURCE_DATE_EPOCH where that is set, otherwise today in UTC.
    static var defaultDay: CalendarDate {
        let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap { Int($0) }
        // A clock before 1970 is rounded to the day that it is in, as one after it.
        let now = Int(exactly: Date().timeIntervalSince1970.rounded(.down)) ?? 0
        return CalendarDate(secondsSince1970: epoch ?? now)
    }

    /// Reads the settings, the content and the theme.
    ///
    /// - Parameter history: whether git is asked, if the settings want it: by commands that show pages' histories.
    ///   ``addHistory(to:)`` asks it later.
    func load(
        drafts: Bool, answers: Bool = false, frozen: Bool = false, history: Bool = false
    ) throws -> (input: SiteInput, diagnostics: [Diagnostic]) {
        guard FileManager.default.isFolder(content) else {
            printError(
                "charter: error: content folder '\(content)' does not exist; run charter in the project's folder, name it with --content, or start a portal with charter init"
            )
            throw ExitStatus.inputMissing
        }
        var settingsText: String?
        if let data = FileManager.default.contents(atPath: config) {
            guard let text = String(validating: data, as: UTF8.self) else {
                printError("\(config):1:1: error: file is not UTF-8 text [invalid-utf8]")
                throw ExitStatus.contentErrors
            }
            settingsText = text
        } else if config != "charter.yaml" || FileStamp(path: config) != nil {
            printError(
                "charter: error: settings '\(config)' cannot be read; check its permissions, or correct --config")
            throw ExitStatus.inputMissing
        }
        let (settings, settingsProblems) = SiteSettings.read(settingsText, path: config)
        // Git takes longer than the disk.
        let asked = history && settings.showsHistory ? Background { self.history(settings, drafts: drafts) } : nil
        let prefix = content.hasSuffix("/") ? content : content + "/"
        let tree = SourceTree.load(folder: content, pathPrefix: prefix, threadCount: threadCount)
        let (theme, themeProblems) = Theme.load(
            folders: themeFolders, builtIn: StarterFile.theme.map { ($0.path, $0.text) })
        var input = SiteInput(
            tree: tree, theme: theme, settings: settings, settingsSource: Array((settingsText ?? "").utf8), today: day,
            includesDrafts: drafts, pathPrefix: prefix, version: charterVersion,
            toolIdentity: Self.toolIdentity, threadCount: threadCount)
        input.licenceTexts = LicenceStore().read(tree.namedTexts)
        if answers { input.answers = answersInput(settings, isFrozen: frozen) }
        var problems = settingsProblems + themeProblems
        if let asked = asked?.value {
            input.history = asked.history
            problems += asked.diagnostics
        }
        return (input, problems)
    }

    /// Adds what git knows of the pages, where the settings want it.
    ///
    /// - Returns: why there is nothing to add, or not all.
    func addHistory(to input: inout SiteInput) -> [Diagnostic] {
        guard input.settings.showsHistory else { return [] }
        let (history, diagnostics) = history(input.settings, drafts: input.includesDrafts)
        input.history = history
        return diagnostics
    }

    private func history(
        _ settings: SiteSettings, drafts: Bool
    ) -> (history: ContentHistory?, diagnostics: [Diagnostic]) {
        do throws(GitFailure) {
            let history = try ContentHistory.load(
                content: content, showsAuthors: settings.showsAuthors, includesDrafts: drafts)
            return (history, history.diagnostics(settings: config))
        } catch {
            return (nil, [error.diagnostic(settings: config)])
        }
    }

    /// The version and the executable's own stamp: a newly built tool trusts no cache of an older one.
    private static var toolIdentity: String {
        let path =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        let stamp = FileStamp(path: path)
        return "\(charterVersion) \(stamp?.byteCount ?? 0) \(stamp?.nanoseconds ?? 0)"
    }

    /// What a writer writes for charter. Of any other file a diagnostic is about the file, not about its first line.
    private static let shownEndings = [".md", ".yaml", ".yml", ".mustache"]

    /// The text of a line of a file, to be shown under a diagnostic.
    func sourceLine(_ path: String, _ number: Int) -> String? {
        guard Self.shownEndings.contains(where: path.hasSuffix) else { return nil }
        // A link may lead to a file that is none of the reader's business.
        guard (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil,
            let size = FileStamp(path: path)?.byteCount, size < 4_000_000,
            let data = FileManager.default.contents(atPath: path)
        else { return nil }
        let lines = data.split(separator: UInt8(ascii: "\n"), maxSplits: number, omittingEmptySubsequences: false)
        guard number >= 1, number <= lines.count else { return nil }
        return String(decoding: lines[number - 1].filter { $0 != 13 }, as: UTF8.self)
    }

    /// Prints diagnostics to standard error, at most `limit` of them.
    func report(_ diagnostics: [Diagnostic], limit: Int = 200) {
        let shown = Array(diagnostics.prefix(limit))
        let text = DiagnosticFormat.text.render(shown, toolVersion: charterVersion, sourceLine: sourceLine)
        OpenFile.standardError.write(text.utf8)
        if diagnostics.count > limit {
            printError("… and \(diagnostics.count - limit) more; charter check --format json lists all")
        }
    }
}

/// Refuses a SOURCE_DATE_EPOCH that is not a moment.
func checkEpoch() throws {
    guard let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"],
        !(Int(epoch).map(CalendarDate.seconds.contains) ?? false)
    else { return }
    throw ValidationError(
        "SOURCE_DATE_EPOCH '\(epoch)' is not a number of seconds since 1970 within the years 0000 to 9999.")
}

/// `, 1 draft left out`, so that nobody looks in vain for a page that was just started; empty where there is none.
func leftOut(_ count: Int) -> String {
    count == 0 ? "" : ", \(counted(count, "draft")) left out (--drafts shows \(count == 1 ? "it" : "them"))"
}

extension [Diagnostic] {
    /// `2 errors and 1 warning`, nil where there is nothing to say.
    var tally: String? {
        let parts = [Severity.error, .warning].compactMap { severity -> String? in
            let count = self.count { $0.severity == severity }
            return count == 0 ? nil : counted(count, severity.rawValue)
        }
        return parts.isEmpty ? nil : parts.joined(separator: " and ")
    }

    /// Whether a build must fail.
    func fails(strict: Bool) -> Bool {
        contains { $0.severity == .error || (strict && $0.severity == .warning && !$0.id.comesWithTime) }
    }
}
