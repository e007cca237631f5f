import ArgumentParser
import Content
import Diagnostics
import Platform
import Portal
import Primitives
import Site

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Starts a page or an entry with its keys filled in.",
        discussion: """
            A page is a draft that passes `charter check --drafts`, with every key its kind needs. A policy gets the next free id. \
            What is still to be filled in says so, and keeps the page from being published. An entry of a data file is written as a \
            comment at the end of its list, with each key explained, and holds once you take the comment signs away. An existing \
            file is never overwritten.

            KINDS
              policy, licence, guide, page   a page of that kind
              evaluation, model              what is known of a model, and its uses
              term                           a word of the glossary
              exception, deployment          an entry of content/exceptions.yaml or content/deployments.yaml
              use                            something that models are used for, in content/decisions.yaml

            EXAMPLES
              charter new policy "Use of meeting recordings"
              charter new model "Example Model 7B"
              charter new term "Retrieval"
              charter new exception "Pilot without a fallback"
            """)

    /// What can be started.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case policy, licence, evaluation, model, guide, page, term, exception, deployment, use

        /// The page or the entry that it is.
        var skeleton: Skeleton {
            switch self {
            case .policy: .page(.policy)
            case .licence: .page(.licence)
            case .evaluation, .model: .page(.evaluation)
            case .guide: .page(.guide)
            case .page: .page(.page)
            case .term: .page(.glossary)
            case .exception: .entry(.exception)
            case .deployment: .entry(.deployment)
            case .use: .entry(.use)
            }
        }
    }

    /// Where something that is started stands.
    enum Skeleton {
        case page(PageSkeleton.Kind)
        case entry(EntrySkeleton.Kind)
    }

    @Argument(help: "policy, licence, evaluation, model, guide, page, term, exception, deployment or use.")
    var kind: Kind

    @Argument(help: ArgumentHelp("The title; of an exception the reason.", valueName: "title"))
    var title: String

    @Option(
        name: .customLong("file"),
        help: ArgumentHelp(
            "The file's name without its ending, in small Latin letters, digits and hyphens; of an entry its id. Made from the title where it is left out.",
            valueName: "name"))
    var chosenName: String?

    @OptionGroup var project: ProjectOptions

    /// Where the page or the entry is found; nil where it cannot be made of the title.
    private var name: String? { chosenName ?? fileName(for: title) }

    func validate() throws {
        guard !title.trimmed.isEmpty, title.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
            throw ValidationError("The title is empty or holds a line's end.")
        }
        if let chosenName, fileName(for: chosenName) != chosenName {
            let way = fileName(for: chosenName).map { "; '\($0)' would be" } ?? ""
            throw ValidationError(
                "'\(chosenName)' is not a name of small Latin letters, digits and single hyphens\(way).")
        }
        // An exception is found by its number.
        guard name != nil || kind == .exception else {
            throw ValidationError(
                "No file name can be made of '\(title)': it has no digit and no Latin, Greek or Cyrillic letter. Choose one: --file NAME"
            )
        }
    }

    func run() throws {
        switch kind.skeleton {
        case .page(let kind): try startPage(kind, name ?? "")
        case .entry(let kind): try startEntry(kind, name ?? "")
        }
    }

    private func startPage(_ kind: PageSkeleton.Kind, _ name: String) throws {
        let folder = PageKind(rawValue: kind.rawValue)?.folder.map { "/" + $0 } ?? ""
        let path = "\(project.content)\(folder)/\(name).md"
        guard !FileManager.default.fileExists(atPath: path) else {
            printError("charter: error: '\(path)' already exists; edit that page, or choose another name: --file NAME")
            throw ExitStatus.contentErrors
        }
        let text = PageSkeleton(
            kind: kind, title: title, name: name, today: project.day, nextPolicyID: nextPolicyID()
        ).text
        try performing { () throws(PublishError) in try writeFileAtomically(path, Array(text.utf8)) }
        print(path)
    }

    /// Puts a comment at the end of a list.
    private func startEntry(_ kind: EntrySkeleton.Kind, _ name: String) throws {
        let path = "\(project.content)/\(kind.file)"
        let file = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        if file == nil, kind == .use {
            printError(
                "charter: error: '\(path)' is missing; charter init writes one that is complete, docs/decisions.md explains it"
            )
            throw ExitStatus.inputMissing
        }
        let entry = EntrySkeleton(kind: kind, title: title, name: name, today: project.day)
        guard let (text, line) = entry.added(to: file) else {
            printError(
                "charter: error: '\(path)' has no list that an entry can be put under; write the list's items one under the other"
            )
            throw ExitStatus.contentErrors
        }
        try performing { () throws(PublishError) in try writeFileAtomically(path, Array(text.utf8)) }
        print("\(path):\(line)")
    }

    /// One more than the highest number that is given.
    private func nextPolicyID() -> String {
        let tree = SourceTree.load(folder: project.content, pathPrefix: "", threadCount: project.threadCount)
        return PolicyNumbers(tree).next(count: 1)[0]
    }
}
