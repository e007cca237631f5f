import Answers
import ArgumentParser
import Diagnostics
import Platform
import Inference
import Portal
import Primitives
import Search
import Site

struct AskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Answers a question in the portal's own words, as the browser does.",
        discussion: """
            Prints the answer with its source, or that there is none, and the nearest sections. A question about models and
            licences is answered from the decision table and typed facts, any other with a quotation.

            EXAMPLES
              charter ask 'May I enter passwords into a model?'
              charter ask --explain 'can we run Llama 3.3 in a chatbot for customers'
              charter ask --site site --json 'How long are prompts kept?'
            """)

    @Argument(help: "The question.")
    var question: [String] = []

    @OptionGroup var project: ProjectOptions

    @Option(name: .long, help: ArgumentHelp("Ask a published site instead of the content.", valueName: "folder"))
    var site: String?

    @Option(
        name: .long,
        help: ArgumentHelp("One question a line, from a file; prints one line of JSON for each.", valueName: "file"))
    var questions: String?

    @Option(name: .long, help: "How many of the nearest sections to show.")
    var limit = 5

    @Flag(name: .long, help: "Print JSON in the same shape as the browser's charter.ask.")
    var json = false

    @Flag(
        name: .long,
        help: "With --questions: print what the decision looked at too, for scripts/fit-answers.")
    var evidence = false

    @Flag(name: .long, help: "Show how the question is read, where it is about models and licences.")
    var explain = false

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more.") }
        if explain, json || questions != nil {
            throw ValidationError("--explain is for a question in the terminal, without --json and --questions.")
        }
        if evidence, questions == nil { throw ValidationError("--evidence goes with --questions.") }
        if questions == nil, question.joined().trimmed.isEmpty {
            throw ValidationError("Say what you want to know, such as: charter ask 'How long are prompts kept?'")
        }
    }

    func run() throws {
        let answers = try open()
        if let questions {
            guard let data = FileManager.default.contents(atPath: questions) else {
                printError("charter: error: questions '\(questions)' cannot be read")
                throw ExitStatus.inputMissing
            }
            for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
                print(
                    try AskOutput(asking { try answers.ask(String(line), limit: limit, showsEvidence: evidence) })
                        .jsonLine)
            }
            return
        }
        if explain {
            let lines = try asking { try answers.explanation(of: question.joined(separator: " ")) }
            for line in lines ?? ["The portal has neither models nor licences."] { print(line) }
            print("")
        }
        let result = try asking { try answers.ask(question.joined(separator: " "), limit: limit) }
        print(try json ? AskOutput(result).jsonLine : result.report, terminator: json ? "\n" : "")
    }

    private func open() throws -> AskSite {
        if let site {
            guard FileManager.default.fileExists(atPath: site + "/ask/index.js") else {
                printError("charter: error: '\(site)' has no answers; run charter build first")
                throw ExitStatus.inputMissing
            }
            return try asking { try AskSite(load: { Self.read(site, $0) }, tokenizer: Self.tokenizer) }
        }
        var (input, problems) = try project.load(drafts: false, answers: true)
        input.answers?.known = AnswerCacheFile.load()
        let build = buildSite(input, wanted: [.search, .answers])
        let errors = (problems + build.diagnostics).filter { $0.severity == .error }.inReadingOrder()
        guard errors.isEmpty else {
            project.report(errors)
            throw ExitStatus.contentErrors
        }
        AnswerCacheFile.save(build.answers, known: input.answers?.known)
        guard let site = try Self.site(of: build) else {
            printError("charter: error: \(project.config) names no encoder, so nothing can be answered")
            throw ExitStatus.inputMissing
        }
        return site
    }

    /// The answers of a build that is whole in memory; nil where it has none.
    static func site(of build: SiteBuild) throws -> AskSite? {
        var files: [String: [UInt8]] = [:]
        for output in build.outputs { if case .bytes(let bytes) = output.content { files[output.path] = bytes } }
        let kept = files
        guard kept["ask/index.js"] != nil else { return nil }
        return try asking { try AskSite(load: { kept[$0] }, tokenizer: Self.tokenizer) }
    }

    private static func read(_ folder: String, _ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: folder + "/" + path).map { Array($0) }
    }

    private static func tokenizer(_ vocabulary: [String]) -> (String) -> [Int] {
        let tokenizer = WordPieceTokenizer(vocabulary: vocabulary)
        return { tokenizer?.encode($0, maximumLength: EncoderExport.positionCount) ?? [] }
    }
}

/// Runs a step that may fail on the site's files, and turns its failure into a message and an exit code.
func asking<Result>(_ step: () throws -> Result) throws -> Result {
    do {
        return try step()
    } catch let error as AskFileError {
        printError("charter: error: \(error); run charter build")
    } catch let error as SearchError {
        printError("charter: error: \(error.message); run charter build")
    }
    throw ExitStatus.inputMissing
}

/// What `charter ask --json` prints: the shape of the browser's `charter.ask`, and what each score is made of.
struct AskOutput: Encodable {
    struct Answer: Encodable {
        var text: String
        /// The text with what it is read with, line by line.
        var lines: [String]
        var url: String
        var title: String
        var section: String
        /// The confidence, 0 to 1.
        var score: Double
        var question: String
        var status: String
        var version: String
        var owner: String
        var reviewBy: String
        /// curated, generated or statement; computed for what the decision table and typed facts say.
        var origin: String
    }

    struct Section: Encodable {
        var url: String
        var title: String
        var section: String
        var status: String
        var excerpt: String
        var score: Double
        var passage: Double
        var quote: Double
        var lexical: Double
    }

    /// null where nothing answers with enough confidence.
    @OrNull var answer: Answer?
    /// What the decision table and typed facts say; null where the answer is a quotation, and where there is none.
    @OrNull var computed: VerdictAnswer?
    /// Where no sentence answers surely, the section that probably holds the answer.
    @OrNull var help: Section?
    /// Where the portal does not have the question's language: that one and the portal's, in English.
    @OrNull var language: Language?
    /// What the question names that the portal does not list and so knows nothing of.
    var unlisted: [String]
    var results: [Section]
    var threshold: Double
    var coverage: Double
    /// With --evidence: each sentence that was looked at, with the numbers that speak for it by name.
    var evidence: [Evidence]?
    /// With --evidence: each known question that was looked at, in the same form.
    var known: [Known]?
    /// With --evidence: those that were looked at by their words alone.
    var byWords: [Known]?
    /// With --evidence: whether the question names a model or a licence.
    var named: Bool?

    struct Language: Encodable {
        var asked: String
        var portal: String
    }

    struct Evidence: Encodable {
        var text: String
        var url: String
        var section: Int
        var values: [String: Double]
    }

    struct Known: Encodable {
        var question: String
        var text: String
        var url: String
        var values: [String: Double]
    }

    init(_ result: AskResult) {
        let computed = result.verdict.flatMap { $0.cards.isEmpty ? nil : $0 }
        self.computed = computed
        answer = computed.map(Answer.init) ?? result.answer.map(Answer.init)
        unlisted = result.verdict.map { $0.cards.isEmpty ? $0.reading.names : [] } ?? []
        help = result.help.map(Section.init)
        language = result.language.map { Language(asked: $0.asked, portal: $0.portal) }
        results = result.results.map(Section.init)
        if !result.evidence.isEmpty {
            evidence = result.evidence.map { one in
                Evidence(
                    text: one.text, url: one.url, section: one.section,
                    values: Dictionary(uniqueKeysWithValues: zip(AskResult.evidenceNames, one.values)))
            }
        }
        if !result.knownEvidence.isEmpty {
            known = result.knownEvidence.map { Known($0, AskResult.knownNames) }
            named = result.namesSubject
        }
        if !result.wordEvidence.isEmpty { byWords = result.wordEvidence.map { Known($0, AskResult.wordNames) } }
        threshold = result.threshold
        coverage = result.coverage
    }
}

extension AskOutput.Known {
    init(_ one: AskResult.KnownEvidence, _ names: [String]) {
        self.init(
            question: one.question, text: one.text, url: one.url,
            values: Dictionary(uniqueKeysWithValues: zip(names, one.values)))
    }
}

extension AskOutput.Section {
    init(_ section: AskResult.Section) {
        self.init(
            url: section.url, title: section.title, section: section.section, status: section.status,
            excerpt: section.excerpt, score: section.score, passage: section.parts.passage,
            quote: section.parts.quote, lexical: section.parts.lexical)
    }
}

extension AskOutput.Answer {
    init(_ answer: AskResult.Answer) {
        let origin =
            switch answer.origin {
            case .curated: "curated"
            case .generated: "generated"
            case .statement: "statement"
            case .unanswered: "unanswered"
            }
        self.init(
            text: answer.text, lines: answer.lines, url: answer.url, title: answer.title, section: answer.section,
            score: answer.confidence, question: answer.question, status: answer.status, version: answer.version,
            owner: answer.owner, reviewBy: answer.reviewBy, origin: origin)
    }
}

extension AskOutput.Answer {
    /// A computed answer.
    init(_ computed: VerdictAnswer) {
        self.init(
            text: computed.text, lines: [computed.text], url: computed.url,
            title: computed.reading.names.joined(separator: ", "), section: "",
            score: 1, question: "", status: "active", version: "", owner: "", reviewBy: "", origin: "computed")
    }
}

extension AskResult {
    /// The answer for people at a terminal.
    var report: String {
        var lines: [String] = []
        if let verdict {
            lines += verdict.report
        } else if let answer {
            lines += answer.lines.count == 1 ? ["“\(answer.text)”"] : answer.lines
            lines.append("   \(Self.source(answer))")
        } else if let language {
            lines.append("Asked in \(language.asked); this portal answers in \(language.portal). Nearest passages:")
        } else if let help {
            let place = help.title + (help.section.isEmpty ? "" : " › \(help.section)")
            lines += ["This section may help: \(place)", "   \(help.url)", "Nearest passages:"]
        } else {
            lines.append("The portal does not answer this. Nearest passages, which are not an answer:")
        }
        lines += results.map { "   \($0.title)\($0.section.isEmpty ? "" : " › \($0.section)") (\($0.url))" }
        return lines.map { $0.visible + "\n" }.joined()
    }

    fileprivate static func source(_ answer: Answer) -> String {
        let place = answer.title + (answer.section.isEmpty ? "" : " › \(answer.section)")
        let facts = [
            answer.status, answer.version.isEmpty ? "" : "version \(answer.version)", answer.owner,
            answer.reviewBy.isEmpty ? "" : "next review \(answer.reviewBy)",
        ].filter { !$0.isEmpty }
        return "\(place) (\(answer.url)), \(facts.joined(separator: ", "))"
    }
}

extension VerdictAnswer {
    /// The cards for people at a terminal, a line for each part.
    fileprivate var report: [String] {
        guard !cards.isEmpty else {
            let names = reading.names.map { "“\($0)”" }.joined(separator: ", ")
            return [
                "\(names) is not listed here, so the portal says nothing of it. Nearest passages, which are not an answer:"
            ]
        }
        return cards.flatMap { card in
            [card.text, "   (\(card.url))"]
                + card.groups.flatMap { group in
                    ["   \(group.label)"]
                        + group.items.map { item in "   - \(item.text)\(item.url.map { " (\($0))" } ?? "")" }
                }
        } + [readAs, "Nearest passages:"]
    }

    private var readAs: String {
        let left = reading.left.isEmpty ? "" : "; not understood: \(reading.left.joined(separator: ", "))"
        return "Read as: \(reading.parts.joined(separator: " · "))\(left)"
    }
}
