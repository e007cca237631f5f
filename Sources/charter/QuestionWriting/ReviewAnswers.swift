import Answers
import ArgumentParser
import Diagnostics
import Platform
import Portal
import Primitives
import Site

struct ReviewAnswers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Shows pairs that wait for a decision, one by one: question, quotation, and the text around it.",
        discussion: """
            For each: a accepts, e edits the question, q edits the quotation, r rejects, s skips, x ends. Every decision is
            written at once. The ledger's files may also be edited by hand.

            EXAMPLES
              charter answers review
              charter answers review policies/acceptable-use --reviewer 'AI governance office'
            """)

    @Argument(help: "Only this page, by its path below content/ without .md.")
    var page: String?

    @OptionGroup var project: ProjectOptions

    @Option(name: .long, help: "Who decides; git's user.name unless given.")
    var reviewer: String?

    func run() throws {
        let (input, _) = try project.load(drafts: false)
        let (ledger, problems) = project.loadLedger()
        guard problems.isEmpty else {
            project.report(problems)
            throw ExitStatus.contentErrors
        }
        let pages = LinkedSite(input, isAnalysed: false).answerPages.filter { page == nil || $0.path == page }
        guard !pages.isEmpty else {
            printError("charter: error: there is no page '\(page ?? "")'; name it as in content/answers/")
            throw ExitStatus.inputMissing
        }
        let name = reviewer ?? gitUserName() ?? ""
        guard !name.isEmpty else {
            printError("charter: error: who decides? Give --reviewer or set git's user.name")
            throw ExitStatus.inputMissing
        }
        var decided = 0
        for page in pages {
            guard var file = ledger.files[page.path] else { continue }
            for pair in file.pairs where needsDecision(pair, page) {
                show(pair, page)
                guard let result = try decide(pair, page, name) else {
                    print("\(decided) decided")
                    return
                }
                guard result != pair else { continue }
                file = file.replacing(pair, with: result)
                decided += 1
                try performing { () throws(PublishError) in
                    try writeFileAtomically("\(project.content)/answers/\(file.page).yaml", Array(file.yaml.utf8))
                }
            }
        }
        print("\(decided) decided, none left to decide")
    }

    private func needsDecision(_ pair: LedgerPair, _ page: AnswerPage) -> Bool {
        switch pair.status {
        case .generated: true
        case .rejected: false
        case .approved, .edited: Ledger.standing(of: pair, on: page, passages: page.passages) != .current
        }
    }

    /// The question, and the quotation in its section.
    private func show(_ pair: LedgerPair, _ page: AnswerPage) {
        let isTerminal = isatty(1) == 1
        func strong(_ text: String) -> String { isTerminal ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
        print(
            "\n\(page.title.visible) (\(page.path.visible)\(pair.section.isEmpty ? "" : "#" + pair.section.visible)), "
                + pair.status.rawValue)
        print("  \(strong(pair.question.visible))")
        guard let section = page.section(holding: pair), let range = section.text.firstRange(of: pair.quote) else {
            print("  “\(pair.quote.visible)”\n  The section no longer holds these words.")
            return
        }
        let before = section.text[..<range.lowerBound].suffix(200),
            after = section.text[range.upperBound...].prefix(200)
        let text =
            "… \(String(before).visibleLines)\(strong("“" + pair.quote.visibleLines + "”"))\(String(after).visibleLines) …"
        print("  " + text.replacing("\n", with: "\n  "))
    }

    /// The pair as decided; nil to end.
    private func decide(_ pair: LedgerPair, _ page: AnswerPage, _ name: String) throws -> LedgerPair? {
        while true {
            print("[a]ccept [e]dit question [q]uotation [r]eject [s]kip e[x]it: ", terminator: "")
            fflush(nil)
            guard let answer = readLine() else { return nil }
            var result = pair
            result.reviewer = name
            // What is decided now is decided on the passage as it stands now.
            func bind() {
                result.passage = page.passages.first { $0.text.contains(result.quote) }?.hash ?? result.passage
            }
            switch answer.lowercased() {
            case "a":
                guard page.section(holding: pair) != nil else {
                    print("The section does not hold the quotation; edit it (q) or reject the pair (r).")
                    continue
                }
                result.status = pair.status == .edited ? .edited : .approved
                bind()
                return result
            case "e":
                print("Question: ", terminator: "")
                fflush(nil)
                guard let text = readLine(), text.hasSuffix("?"), text.count > 3 else {
                    print("A question ends with a question mark; nothing was changed.")
                    continue
                }
                result.question = text
                result.status = .edited
                bind()
                return result
            case "q":
                print("Quotation, word for word: ", terminator: "")
                fflush(nil)
                guard let text = readLine(), !text.isEmpty,
                    let section = page.sections.first(where: { $0.text.contains(text) })
                else {
                    print("No section of the page holds these words; nothing was changed.")
                    continue
                }
                result.quote = text
                result.section = section.anchor
                result.status = .edited
                bind()
                return result
            case "r":
                result.status = .rejected
                return result
            case "s": return pair
            case "x": return nil
            default: continue
            }
        }
    }

    private func gitUserName() -> String? {
        let name = try? Git.run(["config", "user.name"], seconds: 10)
        return name?.trimmed
    }
}
