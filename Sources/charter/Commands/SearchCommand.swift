import ArgumentParser
import Diagnostics
import Platform
import Portal
import Primitives
import Search
import Site

struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Searches the content as the browser does: the same pages in the same order.",
        discussion: """
            QUERIES
              words            pages with most of the words, the best first; typing errors and plurals are found too
              "a phrase"       these words one after the other
              -word            no page with the word
              facet:value      kind, status, decision, openness, owner or tag; several are combined

            EXAMPLES
              charter search apache patent
              charter search 'kind:licence "monthly active users"'
              charter search --site site --json retention
            """)

    @Argument(help: "What to look for.")
    var text: [String] = []

    @OptionGroup var project: ProjectOptions

    @Option(name: .long, help: ArgumentHelp("Search a published site instead of the content.", valueName: "folder"))
    var site: String?

    @Option(
        name: .long,
        help: ArgumentHelp("One query a line, from a file; prints one line of JSON for each.", valueName: "file"))
    var queries: String?

    @Option(name: .long, help: "How many pages to show.")
    var limit = 10

    @Flag(name: .long, help: "Print JSON in the same shape as the browser's charter.search.")
    var json = false

    @Flag(name: .long, help: "Show how each score came about.")
    var explain = false

    @Flag(name: .long, help: "Search drafts too.")
    var drafts = false

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more.") }
        if text.isEmpty, queries == nil {
            throw ValidationError("Say what to look for, such as: charter search apache patent")
        }
    }

    func run() throws {
        let searcher = try site.map(openSite) ?? openContent(project, drafts: drafts)
        if let queries {
            guard let data = FileManager.default.contents(atPath: queries) else {
                printError("charter: error: queries '\(queries)' cannot be read")
                throw ExitStatus.inputMissing
            }
            for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
                let answer = try searching { () throws(SearchError) in
                    try searcher.search(String(line), limit: limit)
                }
                print(try SearchOutput(answer).jsonLine)
            }
            return
        }
        let query = text.joined(separator: " ")
        let answer = try searching { () throws(SearchError) in try searcher.search(query, limit: limit) }
        if json {
            print(try SearchOutput(answer).jsonLine)
        } else {
            print(SearchReport(isColoured: isatty(1) == 1).text(of: answer), terminator: "")
        }
        if explain {
            let lines = try searching { () throws(SearchError) in try searcher.explain(query, limit: limit) }
            print(lines.joined(separator: "\n"))
        }
    }

    private func openSite(_ folder: String) throws -> Searcher {
        guard FileManager.default.fileExists(atPath: folder) else {
            printError("charter: error: site folder '\(folder)' does not exist; run charter build first")
            throw ExitStatus.inputMissing
        }
        return try searching { () throws(SearchError) in
            try Searcher { path in FileManager.default.contents(atPath: folder + "/" + path).map { Array($0) } }
        }
    }
}

/// A searcher over the content as it stands, built in memory.
func openContent(_ project: ProjectOptions, drafts: Bool) throws -> Searcher {
    let (input, problems) = try project.load(drafts: drafts)
    let site = LinkedSite(input)
    try project.refuseErrors(problems + site.diagnostics)
    return try project.searcher(over: site, settings: input.settings)
}

extension ProjectOptions {
    /// Ends the command where the content has errors.
    func refuseErrors(_ diagnostics: [Diagnostic]) throws {
        let errors = diagnostics.filter { $0.severity == .error }.inReadingOrder()
        guard errors.isEmpty else {
            report(errors)
            throw ExitStatus.contentErrors
        }
    }

    /// A searcher over pages that are in memory.
    func searcher(over site: LinkedSite, settings: SiteSettings) throws -> Searcher {
        try searcher(over: site.searchIndex.map { ($0.path, $0.bytes ?? []) }, settings: settings)
    }

    /// A searcher over a build that is in memory.
    func searcher(over build: SiteBuild, settings: SiteSettings) throws -> Searcher {
        let files = build.outputs.compactMap { output in
            if case .bytes(let bytes) = output.content { (output.path, bytes) } else { nil }
        }
        return try searcher(over: files, settings: settings)
    }

    private func searcher(over files: [(path: String, bytes: [UInt8])], settings: SiteSettings) throws -> Searcher {
        guard settings.search.isEnabled else {
            printError("charter: error: search is switched off in \(config); set search: {enabled: true}")
            throw ExitStatus.inputMissing
        }
        let kept = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        return try searching { () throws(SearchError) in try Searcher { kept[$0] } }
    }
}

/// Runs a step that may fail on the index, and turns its failure into a message and an exit code.
func searching<Result>(_ step: () throws(SearchError) -> Result) throws -> Result {
    do {
        return try step()
    } catch {
        printError("charter: error: \(error.message); run charter build")
        throw ExitStatus.inputMissing
    }
}

/// What `charter search --json` prints: the shape of the browser's `charter.search`.
struct SearchOutput: Encodable {
    struct Result: Encodable {
        var url: String
        var title: String
        var section: String
        var excerpt: String
        var score: Double
        var kind: String
        var status: String
        var sections: [Section]
    }

    struct Section: Encodable {
        var url: String
        var section: String
        var score: Double
    }

    struct Correction: Encodable {
        var word: String
        var instead: String
    }

    /// Always null: search finds pages, `charter ask` answers.
    @OrNull var answer: String?
    var results: [Result]
    var count: Int
    var corrections: [Correction]
    var unknown: [String]
    var isRelaxed: Bool

    init(_ answer: Searcher.Answer) {
        results = answer.results.map { result in
            Result(
                url: result.url, title: result.title, section: result.section, excerpt: result.excerpt.text,
                score: result.score, kind: result.kind, status: result.status,
                sections: result.more.map { Section(url: $0.url, section: $0.section, score: $0.score) })
        }
        count = answer.count
        corrections = answer.corrections.map { Correction(word: $0.word, instead: $0.instead) }
        unknown = answer.unknown
        isRelaxed = answer.isRelaxed
    }
}

/// An answer for people at a terminal.
struct SearchReport {
    let isColoured: Bool

    /// Titles, addresses and excerpts with the matches marked.
    func text(of answer: Searcher.Answer) -> String {
        var lines: [String] = []
        for correction in answer.corrections {
            lines.append(
                "'\(correction.word.visible)' is not in the portal; searched for '\(correction.instead.visible)'")
        }
        for word in answer.unknown { lines.append("'\(word.visible)' is not in the portal") }
        if answer.isRelaxed { lines.append("No page holds the phrase; these pages hold its words") }
        for (number, result) in answer.results.enumerated() {
            let status = result.status == "active" ? "" : " [\(result.status)]"
            let heading = result.section.isEmpty ? "" : " › \(result.section)"
            lines.append("\(number + 1). \(strong((result.title + heading).visible))\(status)")
            lines.append("   \(result.url.visible)")
            if !result.excerpt.text.isEmpty { lines.append("   \(marked(result.excerpt))") }
            for more in result.more {
                let place = more.section.isEmpty ? "start of the page" : more.section
                lines.append("   also: \(place.visible) (\(more.url.visible))")
            }
        }
        let shown = answer.results.count
        lines.append(
            answer.count == 0
                ? "Nothing was found." : "\(counted(answer.count, "page")), \(shown) shown")
        return lines.map { $0 + "\n" }.joined()
    }

    private func strong(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    private func marked(_ excerpt: Excerpt) -> String {
        guard isColoured else { return excerpt.text.visible }
        let scalars = Array(excerpt.text.unicodeScalars)
        var text = ""
        var index = 0
        func append(_ end: Int) {
            text += String(String.UnicodeScalarView(scalars[index..<end])).visible
            index = end
        }
        for mark in excerpt.marks {
            append(mark.lowerBound)
            text += "\u{1B}[4m"
            append(mark.upperBound)
            text += "\u{1B}[24m"
        }
        append(scalars.count)
        return text
    }
}
