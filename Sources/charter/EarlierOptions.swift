import ArgumentParser
import Platform
import Portal
import Primitives
import Site

/// Which earlier state the rules of today are held against; shared by the commands that check.
struct EarlierOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The state whose rules may not be missing: a revision of git, such as main, or a built site.",
            discussion: "Without it, the last commit, and in a clean checkout the one before it, where there is git.",
            valueName: "state"))
    var against: String?

    /// What is known of the earlier state before the sources are read.
    enum State: Sendable {
        case committed(CommittedPolicies)
        case published(EarlierRules)

        /// Changes whenever the state does.
        var identity: String {
            switch self {
            case .committed(let policies): policies.identity
            case .published(let rules):
                String(describing: rules.policies.map { ($0.id, $0.requirements.sorted { $0.key < $1.key }) })
            }
        }

        /// The rules that the sources are held against.
        func rules(besides input: SiteInput) -> EarlierRules? {
            switch self {
            case .committed(let policies): policies.rules(besides: input)
            case .published(let rules): rules
            }
        }
    }

    /// Says where what is named is neither a built site nor a revision: nothing would be compared.
    func checkState() throws {
        guard let against, !isSite(against),
            against.hasPrefix("-")
                || (try? Git.run(["rev-parse", "--verify", "--quiet", against + "^{commit}"])) == nil
        else { return }
        printError(
            "charter: error: --against '\(against)' is neither a built site nor a revision of git here; a shallow clone lacks older ones"
        )
        throw ExitStatus.inputMissing
    }

    private func isSite(_ folder: String) -> Bool {
        ["register.csv", "manifest.json"].contains { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
    }

    /// Asks git, or reads the site that is named.
    func state(content: String) -> State {
        if let against, isSite(against) {
            let name = "'\(against)'"
            return .published(.published(in: against, name: name) ?? EarlierRules(name: name, policies: []))
        }
        return .committed(CommittedPolicies(content: content, revision: against))
    }
}
