import ArgumentParser
import Content
import Diagnostics
import Foundation
import Markdown
import Portal
import Primitives
import Site

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Starts a page with its front matter filled in.",
        discussion: """
            Writes a draft that passes `charter check --drafts`, with every key its kind needs. A policy gets the next free id. \
            An existing file is never overwritten.

            EXAMPLES
              charter new policy "Use of meeting recordings"
              charter new licence "Example Community Licence"
              charter new evaluation "Example Model 7B"
            """)

    /// The kinds that can be started.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case policy, licence, evaluation, guide
    }

    @Argument(help: "policy, licence, evaluation or guide.")
    var kind: Kind

    @Argument(help: ArgumentHelp("The page's title.", valueName: "title"))
    var title: String

    @OptionGroup var project: ProjectOptions

    func run() throws {
        guard let pageKind = PageKind(rawValue: kind.rawValue), let folder = pageKind.folder else {
            throw ExitStatus.internalFault
        }
        let name = headingID(for: title)
        let path = "\(project.content)/\(folder)/\(name).md"
        guard !FileManager.default.fileExists(atPath: path) else {
            printError("charter: error: '\(path)' already exists; choose another title or edit that page")
            throw ExitStatus.contentErrors
        }
        let text = Skeleton(kind: kind, title: title, today: project.day, nextPolicyID: nextPolicyID()).text
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
        return "\(prefix)-" + String(format: "%03d", (numbers.max() ?? 0) + 1)
    }
}

/// The text of a new page.
private struct Skeleton {
    let kind: NewCommand.Kind
    let title: String
    let today: CalendarDate
    let nextPolicyID: String

    private var nextYear: String { CalendarDate(secondsSince1970: (today.daysSince1970 + 365) * 86_400).description }
    private var quotedTitle: String { JSONText.quoted(title) }

    var text: String {
        switch kind {
        case .policy:
            """
            ---
            id: \(nextPolicyID)
            title: \(quotedTitle)
            description: ""
            status: draft
            version: "0.1"
            owner: "To be named"
            approver: "To be named"
            effective: \(today)
            review_by: \(nextYear)
            applies_to: [all staff]
            tags: []
            history:
              - version: "0.1"
                date: \(today)
                summary: First draft.
            ---

            ## Purpose

            Say in one or two sentences what this policy protects.

            ## Rules

            - Staff MUST replace this sentence with the first rule. {#R1}

            ## Examples

            > [!EXAMPLE]
            > Show one case that is allowed and one that is not.

            """
        case .licence:
            """
            ---
            title: \(quotedTitle)
            name: \(quotedTitle)
            description: ""
            status: draft
            spdx: LicenseRef-\(headingID(for: title))
            url: https://example.org/licence
            class: source-available
            osi_approved: false
            permissions: [private-use]
            conditions: []
            limitations: [liability, warranty]
            decision: prohibited
            owner: "To be named"
            review_by: \(nextYear)
            sources:
              - title: \(quotedTitle)
                url: https://example.org/licence
                retrieved: \(today)
            ---

            ## In short

            Say what the licence means for us.

            ## Permissions

            ## Conditions

            ## Limits

            """
        case .evaluation:
            """
            ---
            title: \(quotedTitle)
            model: \(quotedTitle)
            description: ""
            status: draft
            developer: "To be named"
            parameters: unknown
            licence: apache-2.0
            openness:
              training_code: closed
              inference_code: open
              architecture: open
              weights: open
              training_data: closed
              data_documentation: closed
              evaluation: partial
              paper: partial
            use_cases:
              - use: Internal assistant
                verdict: blocked
                reason: Not evaluated yet.
            evaluator: "To be named"
            evaluated: \(today)
            owner: "To be named"
            review_by: \(nextYear)
            ---

            ## In short

            Say what the model may be used for.

            ## What is known

            ## Limits

            """
        case .guide:
            """
            ---
            title: \(quotedTitle)
            description: ""
            status: draft
            owner: "To be named"
            date: \(today)
            review_by: \(nextYear)
            tags: []
            ---

            ## What to do first

            """
        }
    }
}
