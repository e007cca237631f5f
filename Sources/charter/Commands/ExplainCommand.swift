import ArgumentParser
import Diagnostics

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says what a diagnostic means and what to do.",
        discussion: """
            Every message ends with its id in brackets. Without an id, lists all of them.

            EXAMPLES
              charter explain broken-link
            """)

    @Argument(help: ArgumentHelp("The id, as it stands in brackets.", valueName: "id"))
    var id: String?

    /// The id without the brackets that it stands in.
    private var plainID: String? { id?.filter { $0 != "[" && $0 != "]" } }

    func validate() throws {
        guard let plain = plainID, DiagnosticID(rawValue: plain) == nil else { return }
        let near =
            nearestWord(to: plain, among: DiagnosticID.allCases.map(\.rawValue)).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError("There is no diagnostic '\(plain)'.\(near)")
    }

    func run() {
        if let id = plainID.flatMap(DiagnosticID.init) {
            print(id.explanation)
        } else {
            for id in DiagnosticID.allCases.map(\.rawValue).sorted() { print(id) }
        }
    }
}
