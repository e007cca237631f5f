import ArgumentParser
import Platform
import Primitives
import Site

struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publishes a built site as a release that can be taken back.",
        discussion: """
            FOLDER holds releases/ID for each release, and current, a link to the one that readers see: let the server's root \
            lead through it. The site is copied beside the others, every file held against its manifest, and the link is led to \
            it in one step. Files that did not change are kept once, where the disk has hard links. Old releases are removed; one \
            that somebody has put files into is left. Whatever fails, readers see a whole site.

            EXAMPLES
              charter publish --to /srv/portal
              charter publish site --to /srv/portal --keep 10
              charter publish --to /srv/portal --rollback
              charter publish --to /srv/portal --list
            """)

    @Argument(help: ArgumentHelp("The built site.", valueName: "site"))
    var site = "site"

    @Option(name: .long, help: ArgumentHelp("The folder of releases.", valueName: "folder"))
    var to: String

    @Option(name: .long, help: ArgumentHelp("How many releases stay, the new one among them.", valueName: "count"))
    var keep = 5

    @Flag(name: .long, help: "Show readers the release again that they saw before the present one.")
    var rollback = false

    @Option(
        name: .long, help: ArgumentHelp("With --rollback: the release to show, earlier or later.", valueName: "id"))
    var release: String?

    @Flag(name: .long, help: "List the releases, the present one first, and change nothing.")
    var list = false

    func validate() throws {
        if keep < 1 { throw ValidationError("--keep must be 1 or more: the release that readers see stays.") }
        if list, rollback { throw ValidationError("--list and --rollback do not go together.") }
        if let release {
            guard rollback else { throw ValidationError("--release needs --rollback.") }
            guard ReleaseID(release) != nil else {
                throw ValidationError("'\(release)' is not the name of a release; --list shows them.")
            }
        }
        try checkEpoch()
    }

    func run() throws {
        let place = try performing(option: "--to") { () throws(PublishError) in
            try OutputFolder(to, apartFrom: inputs)
        }
        if list { return try printReleases(in: place) }
        let site = rollback ? nil : try performing { () throws(PublishError) in try StandingSite(self.site) }
        let line = try performing(option: "--to") { () throws(PublishError) in
            let releases = try Releases(place, threadCount: threads, holder: BuildCommand.holder(Date()))
            defer { releases.leave() }
            guard let site else { return try rollBack(releases) }
            return try publish(site, releases)
        }
        print(line)
    }

    /// What no release may stand in or hold.
    private var inputs: [OutputFolder.Input] {
        [
            .init("the site", site), .init("the content folder", "content"), .init("the theme's folder", "templates"),
            .init("the settings", "charter.yaml"),
        ]
    }

    private var threads: Int { ProcessInfo.processInfo.activeProcessorCount }

    private func publish(_ site: StandingSite, _ releases: Releases) throws(PublishError) -> String {
        let moment = publicationMoment
        let report = try releases.publish(site, moment: moment, keep: keep)
        for reason in report.left { printError("charter: warning: \(reason)") }
        let removed =
            report.removed.isEmpty ? "" : "; \(counted(report.removed.count, "old release")) removed"
        guard !report.isUnchanged else {
            return "\(self.site) is release \(report.release) in \(to) already: nothing to publish\(removed)"
        }
        return
            "\(self.site) is release \(report.release), current in \(to): \(counted(report.fileCount, "file")), \(report.sharedCount) as before\(removed)"
    }

    private func rollBack(_ releases: Releases) throws(PublishError) -> String {
        let (now, before) = try releases.rollBack(to: release.flatMap { ReleaseID($0) })
        return "release \(now) is current in \(to)\(before.map { ", \($0) no longer" } ?? "")"
    }

    private func printReleases(in place: OutputFolder) throws {
        let releases = try performing(option: "--to") { () throws(PublishError) in
            try Releases.all(in: place.path)
        }
        for release in releases {
            let files = release.fileCount.map { counted($0, "file") } ?? "no manifest that can be read"
            print("\(release.isCurrent ? "*" : " ") \(release.id)  \(files)")
        }
        if releases.isEmpty { print("no releases in \(to)") }
    }
}

extension PublishCommand {
    /// The moment of SOURCE_DATE_EPOCH where that is set, otherwise now, in seconds since 1970.
    fileprivate var publicationMoment: Int {
        ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap { Int($0) }
            ?? Int(exactly: Date().timeIntervalSince1970.rounded(.down)) ?? 0
    }
}
