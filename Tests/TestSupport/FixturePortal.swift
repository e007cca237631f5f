import Foundation

/// `Tests/Fixtures/portal`: small, with everything that a portal can have.
public enum FixturePortal {
    /// The day that it is built on.
    public static let day = "2026-11-01"
    /// What stands in its draft and nowhere else.
    public static let draftWord = "QUILLDRAFT"

    /// A copy with the shipped theme as a link.
    ///
    /// - Parameter hasHistory: whether git knows two versions of its pages.
    public static func copy(hasHistory: Bool = true) throws -> (project: ProjectFolder, commits: [String]) {
        let project = try ProjectFolder(copyOf: Repository.fixtures.appendingPathComponent("portal"))
        try project.linkTemplates()
        guard hasHistory else { return (project, []) }
        let path = "content/policies/use-of-models.md"
        let present = project.read(path) ?? ""
        try project.write(
            path,
            present.replacingOccurrences(of: "Pilots MAY ask a model", with: "Captains MAY ask a clerk")
                .replacingOccurrences(of: "version: \"1.1\"\nowner", with: "version: \"1.0\"\nowner"))
        let first = try project.commit("The portal begins", on: "2026-02-01")
        try project.write(path, present)
        return (project, [first, try project.commit("Pilots are named", on: "2026-03-01")])
    }

    /// Builds a project with the fixture's day.
    public static func build(
        _ project: ProjectFolder, to output: String = "site", day: String = day, _ more: String...
    ) throws -> ProjectFolder.Outcome {
        try project.run(["build", "--today", day, "--output", output] + more)
    }
}
