import ArgumentParser
import Content
import Diagnostics
import Platform
import Portal
import Primitives
import Site
import Starter

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Starts a portal of your own.",
        discussion: """
            Writes settings, a page of each kind, decisions, a glossary, and jobs for GitHub, GitLab and Forgejo. What governs is a \
            draft until somebody approves it. Nothing that is there is overwritten. On a terminal it asks for what no option says.

            EXAMPLES
              charter init portal
              charter init --organisation "Harbour office" --url https://ai.harbour.example --email ai@harbour.example
              charter init portal --language de
              charter init portal --example
            """)

    @Argument(help: ArgumentHelp("Where the portal begins.", valueName: "folder"))
    var folder = "."

    @Option(name: .long, help: ArgumentHelp("The organisation's name.", valueName: "name"))
    var organisation: String?

    @Option(name: .long, help: ArgumentHelp("The address that the site will have.", valueName: "url"))
    var url: String?

    @Option(name: .long, help: ArgumentHelp("Whom readers ask, such as AI office.", valueName: "name"))
    var contact: String?

    @Option(name: .long, help: ArgumentHelp("The contact's mail address.", valueName: "address"))
    var email: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The language of the pages, the settings' comments and README.md.", valueName: "en|de"))
    var language = Language.en

    @Flag(name: .long, help: "Begin with all pages of Charter's own portal, to cut them down.")
    var example = false

    /// A language in which there is a portal to start from.
    enum Language: String, ExpressibleByArgument, CaseIterable {
        case en, de

        fileprivate var starter: [StarterFile] {
            switch self {
            case .en: StarterFile.starter
            case .de: StarterFile.starterInGerman
            }
        }

        /// What stands for a name or an address that nobody said.
        fileprivate var standards: (organisation: String, contact: String, email: String) {
            switch self {
            case .en: ("Example Organisation", "AI office", "ai-office@example.org")
            case .de: ("Beispielorganisation", "KI-Stelle", "ki-stelle@example.org")
            }
        }
    }

    func validate() throws {
        if example, language != .en {
            throw ValidationError(
                "--example begins with English pages, which govern, and their German translations in content/de/; "
                    + "leave --language out, or leave --example out for a German portal.")
        }
        for (name, value) in [("organisation", organisation), ("contact", contact)] {
            if let value, let problem = Self.problem(ofName: value) { throw ValidationError("--\(name) \(problem)") }
        }
        if let url, let problem = Self.problem(ofAddress: url) { throw ValidationError("--url \(problem)") }
        if let email, let problem = Self.problem(ofMail: email) { throw ValidationError("--email \(problem)") }
    }

    func run() throws {
        let settings = "\(folder)/charter.yaml"
        for path in [settings, "\(folder)/content"] where FileManager.default.fileExists(atPath: path) {
            printError("charter: error: '\(path)' is there already; name another folder, or go on with charter serve")
            throw ExitStatus.contentErrors
        }
        let values = answers()
        let files = (example ? exampleFiles(values) : starterFiles(values)) + Self.schemas
        var kept: [String] = []
        for file in files {
            let path = "\(folder)/\(file.path)"
            guard !FileManager.default.fileExists(atPath: path) else {
                kept.append(file.path)
                continue
            }
            try performing { () throws(PublishError) in try writeFileAtomically(path, Array(file.text.utf8)) }
        }
        print("A portal for \(values.organisation) stands in \(folder)/: \(counted(files.count - kept.count, "file")).")
        for path in kept { print("  left as it was: \(path)") }
        let enter = folder == "." ? "" : "cd \(folder)\n  "
        print("Next:\n  \(enter)charter serve\nREADME.md says how to go on.")
    }

    // MARK: What is asked

    private struct Answers {
        var organisation: String
        var url: String
        var contact: String
        var email: String
    }

    /// What the options say; the rest is asked on a terminal, and has a value that can be seen to be one elsewhere.
    private func answers() -> Answers {
        let standards = language.standards
        let organisation =
            organisation ?? ask("The organisation's name", standards.organisation, Self.problem(ofName:))
        let url =
            url ?? ask("The address that the site will have", "https://portal.example.org", Self.problem(ofAddress:))
        let standard = "\(contact ?? standards.contact) <\(email ?? standards.email)>"
        let said =
            contact != nil && email != nil
            ? standard : ask("Whom readers ask, with a mail address", standard, Self.problem(ofContact:))
        let parts = Self.contact(said)
        return Answers(
            organisation: organisation, url: url, contact: contact ?? parts.name ?? standards.contact,
            email: email ?? parts.mail)
    }

    /// `AI office <ai@example.org>`, or the mail address alone.
    private static func contact(_ text: String) -> (name: String?, mail: String) {
        guard let open = text.firstIndex(of: "<"), text.hasSuffix(">") else { return (nil, text.trimmed) }
        let name = text[..<open].trimmed
        return (name.isEmpty ? nil : name, text[open...].dropFirst().dropLast().trimmed)
    }

    private static func problem(ofContact text: String) -> String? {
        let parts = contact(text)
        return parts.name.flatMap(problem(ofName:))
            ?? problem(ofMail: parts.mail).map { _ in
                "is not a name with a mail address; write it as AI office <ai@example.org>."
            }
    }

    private static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    private func ask(_ question: String, _ standard: String, _ problem: (String) -> String?) -> String {
        guard Self.isTerminal else { return standard }
        while true {
            print("\(question) [\(standard)]: ", terminator: "")
            fflush(nil)
            guard let line = readLine()?.trimmed, !line.isEmpty else { return standard }
            guard let found = problem(line) else { return line }
            print("  '\(line)' \(found)")
        }
    }

    /// Names go between quotation marks of YAML and into running text.
    private static func problem(ofName text: String) -> String? {
        if text.trimmed.isEmpty { return "is empty." }
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.value >= 32 && $0.value != 127 && !"\"\\<>`".unicodeScalars.contains($0)
        }
        return isPlain ? nil : "holds a quotation mark, a backslash, an angle bracket or a control character."
    }

    private static func problem(ofAddress text: String) -> String? {
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), problem(ofName: text) == nil,
            !text.contains(" "),
            URL(string: text)?.host?.isEmpty == false
        else { return "is not the address of a site; write it as https://ai.example.org." }
        return nil
    }

    private static func problem(ofMail text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !text.contains(" "), problem(ofName: text) == nil
        else {
            return "is not a mail address."
        }
        return nil
    }

    // MARK: What is written

    private func starterFiles(_ values: Answers) -> [(path: String, text: String)] {
        let today = ProjectOptions.defaultDay
        let words = [
            ("__ORGANISATION__", values.organisation), ("__URL__", values.url), ("__CONTACT__", values.contact),
            ("__EMAIL__", values.email), ("__TODAY__", today.description),
            ("__NEXT_YEAR__", today.adding(days: 365).description),
        ]
        return language.starter.map { file in
            (file.path, words.reduce(file.text) { $0.replacing($1.0, with: $1.1) })
        }
    }

    /// The shipped portal, with the settings, jobs and guide for writers of the starter.
    private func exampleFiles(_ values: Answers) -> [(path: String, text: String)] {
        let words = [
            ("Example Organisation", values.organisation), ("https://portal.example.org/ai", values.url),
            ("AI governance office", values.contact), ("ai-governance@example.org", values.email),
        ]
        // Its translations are pages of the site too.
        let settings = starterFiles(values).filter { !$0.path.hasPrefix("content/") }.map { file in
            file.path == "charter.yaml"
                ? (file.path, file.text.replacing("\n# languages: [de]\n", with: "\nlanguages: [de]\n")) : file
        }
        return settings
            + StarterFile.example.map { file in
                ("content/" + file.path, words.reduce(file.text) { $0.replacing($1.0, with: $1.1) })
            }
    }

    /// What an editor checks settings and data files with.
    private static var schemas: [(path: String, text: String)] {
        SchemaCommand.schemas.map { (".vscode/schemas/\($0.name).schema.json", $0.schema.jsonSchema) }
    }
}
