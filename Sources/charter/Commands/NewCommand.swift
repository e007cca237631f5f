import ArgumentParser
import Content
import Diagnostics
import Platform
import Portal
import Site

extension PageSkeleton.Kind: ExpressibleByArgument {}

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Starts a page with its front matter filled in.",
        discussion: """
            Writes a draft that passes `charter check --drafts`, with every key its kind needs. A policy gets the next free id. \
            What is still to be filled in says so, and keeps the page from being published. An existing file is never \
            overwritten.

            EXAMPLES
              charter new policy "Use of meeting recordings"
              charter new licence "Example Community Licence"
              charter new evaluation "Example Model 7B"
            """)

    @Argument(help: "policy, licence, evaluation or guide.")
    var kind: PageSkeleton.Kind

    @Argument(help: ArgumentHelp("The page's title.", valueName: "title"))
    var title: String

    @OptionGroup var project: ProjectOptions

    func run() throws {
        guard let pageKind = PageKind(rawValue: kind.rawValue), let folder = pageKind.folder else {
            throw ExitStatus.internalFault
        }
        let name = fileName(for: title)
        let path = "\(project.content)/\(folder)/\(name).md"
        guard !FileManager.default.fileExists(atPath: path) else {
            printError("charter: error: '\(path)' already exists; choose another title or edit that page")
            throw ExitStatus.contentErrors
        }
        let text = PageSkeleton(
            kind: kind, title: title, name: name, today: project.day, nextPolicyID: nextPolicyID()
        ).text
        try performing { () throws(PublishError) in try writeFileAtomically(path, Array(text.utf8)) }
        print(path)
    }

    /// One more than the highest number of the most used prefix.
    private func nextPolicyID() -> String {
        let tree = SourceTree.load(folder: project.content, pathPrefix: "", threadCount: project.threadCount)
        let context = ReadingContext(
            settings: SiteSettings.read(nil, path: "").0, pathPrefix: "")
        let ids = tree.pages.filter { PageKind(path: $0.path) == .policy }
            .compactMap { readPage($0, in: context).page.policy?.id.split(separator: "-") }
        // A number of more than nine digits is not one of a series.
        let numbers = ids.compactMap { $0.last.flatMap { Int($0) } }.filter { $0 < 1_000_000_000 }
        let prefix = ids.first?.first.map(String.init) ?? "POL"
        return "\(prefix)-" + String(printf: "%03d", (numbers.max() ?? 0) + 1)
    }
}
