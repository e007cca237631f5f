import ArgumentParser
import Content
import Platform
import Portal
import Primitives
import Site

struct NumberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "number",
        abstract: "Gives every requirement without a number the next free one.",
        discussion: """
            A sentence of a policy with MUST, SHOULD or MAY is a requirement. `{#R3}` after it keeps its number, and with it \
            links and citations, when text around it moves. This command puts the mark after sentences that lack one.
            """)

    @OptionGroup var project: ProjectOptions

    @Flag(name: .long, help: "Show what would be given and write nothing.")
    var dryRun = false

    func run() throws {
        let (input, _) = try project.load(drafts: true)
        let context = ReadingContext(settings: input.settings, pathPrefix: input.pathPrefix)
        var count = 0
        for file in input.tree.pages where PageKind(path: file.path) == .policy {
            let (text, given) = numberingRequirements(of: file, in: context)
            guard !given.isEmpty else { continue }
            let path = input.pathPrefix + file.path
            for requirement in given {
                printText("\(path):\(requirement.range.start.line): R\(requirement.number) \(requirement.text)".visible)
            }
            count += given.count
            if !dryRun { try performing { () throws(PublishError) in try writeFileAtomically(path, text) } }
        }
        print("\(counted(count, "number")) \(dryRun ? "would be given" : "given")")
    }
}
