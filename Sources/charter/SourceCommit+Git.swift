import Site

extension SourceCommit {
    /// The commit that a project's sources are of; nil where git tells none.
    static func asked(of project: ProjectOptions) -> SourceCommit? {
        guard let answer = try? Git.run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], in: project.content)
        else { return nil }
        let id = answer.filter { !$0.isWhitespace }
        let sources = [project.content, project.config] + project.themePlaces
        // A file outside of the repository makes git refuse the question: nobody knows then whether anything differs.
        let status = try? Git.run(["status", "--porcelain", "--untracked-files=normal", "--"] + sources)
        return SourceCommit(id: id, hasChanges: status.map { !$0.isEmpty } ?? true)
    }
}
