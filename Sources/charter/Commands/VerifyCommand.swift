import ArgumentParser
import Platform
import Primitives
import Site

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compares a published site with its manifest, and says what made it.",
        discussion: """
            Every file that manifest.json lists is hashed, in a folder or from a server, and the commit, the version of the \
            tool and the models that made the site are told from api/build.json. Files that the manifest does not list can be \
            seen in a folder only; they are warnings. Whoever can change a site can change its manifest too: keep the one that was \
            built, and name it with --manifest.

            EXAMPLES
              charter verify
              charter verify /srv/portal                            # the present one of charter publish
              charter verify https://portal.example.org/ai --json
              charter verify https://portal.example.org/ai --manifest site/manifest.json --strict
            """)

    @Argument(
        help: ArgumentHelp(
            "The site's folder, a folder of releases, or the site's address, which may not send on to another.",
            valueName: "site"))
    var site = "site"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A manifest that was kept elsewhere: the site's own must be the same.", valueName: "file"))
    var manifest: String?

    @Flag(name: .long, help: "Exit with 1 where there are additional files too.")
    var strict = false

    @Flag(name: .long, help: "Print one line of JSON.")
    var json = false

    func run() throws {
        let kept = try keptManifest()
        let findings = try SiteAddress(site).map { try onServer($0, kept) } ?? inFolder(kept)
        print(json ? findings.json : findings.text, terminator: "")
        guard findings.isWhole, !strict || findings.additional.isEmpty else { throw ExitStatus.contentErrors }
    }

    /// SHA-256 of the manifest that was kept elsewhere; nil where none was named.
    private func keptManifest() throws -> String? {
        guard let manifest else { return nil }
        guard let data = FileManager.default.contents(atPath: manifest),
            String(validating: data, as: UTF8.self).flatMap({ Manifest(parsing: $0) }) != nil
        else {
            printError("charter: error: --manifest '\(manifest)' cannot be read, or is not a manifest of charter's")
            throw ExitStatus.inputMissing
        }
        return sha256(data)
    }

    private func inFolder(_ kept: String?) throws -> VerifyFindings {
        try performing { () throws(PublishError) in
            let standing = try StandingSite(site)
            let check = try standing.check(threadCount: ProcessInfo.processInfo.activeProcessorCount)
            return VerifyFindings(
                site, standing.manifestHash, check, record: try standing.bytes(BuildRecord.path), kept: kept)
        }
    }

    private func onServer(_ address: SiteAddress, _ kept: String?) throws -> VerifyFindings {
        let shown = Download.withoutUser(site)
        do throws(FetchError) {
            let remote = try RemoteSite(address)
            return VerifyFindings(
                shown, remote.manifestHash, try remote.check(), record: remote.bytes(BuildRecord.path), kept: kept)
        } catch {
            printError("charter: error: '\(shown)' cannot be verified: \(error.description)")
            throw error.status == 404 ? ExitStatus.inputMissing : ExitStatus.inputOutput
        }
    }
}

/// What a comparison of a site with its manifest found, as it is printed.
private struct VerifyFindings: Encodable {
    var site: String
    /// SHA-256 of the manifest, which names the whole site.
    var manifest: String
    /// Whether the manifest is the one that was kept elsewhere; nil where none was named.
    var isKeptManifest: Bool?
    var files: Int
    var missing: [String]
    var changed: [String]
    var additional: [String]
    /// What the site was made from and with, where it says so and its file is whole.
    var record: BuildRecord?

    init(_ site: String, _ manifestHash: String, _ check: SiteCheck, record bytes: [UInt8]?, kept: String?) {
        self.site = site
        manifest = manifestHash
        isKeptManifest = kept.map { $0 == manifestHash }
        files = check.fileCount
        (missing, changed, additional) = (check.missing, check.changed, check.additional)
        record = bytes.flatMap { try? JSONDecoder().decode(BuildRecord.self, from: Data($0)) }
    }

    /// Whether every file is what the manifest says, and the manifest what it should be.
    var isWhole: Bool { missing.isEmpty && changed.isEmpty && isKeptManifest != false }

    /// For programs: a line, in which nothing is left out.
    var json: String { JSONText(encoding: self, absent: .null).text(indent: nil) + "\n" }

    /// For people: a line for each file that is not as it should be, then what the site is.
    var text: String {
        var lines = missing.map { "missing: \($0)" } + changed.map { "changed: \($0)" }
        lines += additional.map { "additional: \($0)" }
        if isKeptManifest == false { lines.append("the site's manifest is another than the one that was kept") }
        let state =
            missing.isEmpty && changed.isEmpty
            ? "\(counted(files, "file")) as the manifest says"
            : "\(missing.count) of \(counted(files, "file")) missing, \(changed.count) changed"
        lines.append("\(site): \(state), \(additional.count) additional; manifest \(manifest)")
        lines.append(
            record.map(\.sentence) ?? "what made it is not known: its \(BuildRecord.path) is missing or changed")
        return lines.map { $0.visible + "\n" }.joined()
    }
}

extension BuildRecord {
    /// What made a site, in a line.
    fileprivate var sentence: String {
        let source =
            commit.map { "commit \($0)\(uncommitted == true ? " with changes that were not committed" : "")" }
            ?? "a commit that is not known"
        let used =
            models.isEmpty
            ? "no models" : models.map { "\($0.role) \($0.name) (SHA-256 \($0.sha256))" }.joined(separator: ", ")
        return "made by \(generator) for \(date) from \(source)\(drafts ? ", drafts included" : ""), with \(used)"
    }
}
