import ArgumentParser
import Content
import Diagnostics
import Platform
import Portal
import Primitives
import Site

struct LicencesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "licences",
        abstract: "Fetches the texts of licences and looks the pages' quotations up in them.",
        discussion: """
            The texts belong to their makers and are kept in a cache of the user's, not in git: CHARTER_LICENCES, or
            charter/licences in XDG_CACHE_HOME or ~/.cache. A text is kept only if its SHA-256 is the one on the page.
            """,
        subcommands: [PullLicences.self, ListLicences.self, VerifyLicences.self])
}

/// The licences of a project, drafts too, with their texts as far as they are there.
private struct ProjectLicences {
    let library: Library
    let store = LicenceStore()

    init(_ project: ProjectOptions) throws {
        let (input, _) = try project.load(drafts: true)
        library = LinkedSite(input, isAnalysed: false).library
    }

    var pages: [Page] { library.pages(of: .licence) }

    /// The texts that have to be fetched, each once.
    var files: [PinnedFile] {
        var seen = Set<String>()
        return pages.flatMap { $0.licence?.texts.compactMap(\.file) ?? [] }.filter { seen.insert($0.sha256).inserted }
    }

    /// Texts of a page that are neither beside it nor in the cache.
    func missingTexts(of page: Page) -> [Licence.StoredText] {
        let here = library.dataFiles.licenceTexts[page.path]?.map(\.hash) ?? []
        return (page.licence?.texts ?? []).filter { text in text.hash.map { !here.contains($0) } ?? true }
    }
}

struct PullLicences: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Fetches the texts that are missing.",
        discussion: """
            Of a wheel on PyPI only the members that pages name are transferred, where the server sends parts of files; \
            otherwise the whole wheel. If nothing is missing, the network is not used. A text that cannot be had does not \
            keep the others; the command then ends with 74.
            """)

    @OptionGroup var project: ProjectOptions

    func run() throws {
        let found = try ProjectLicences(project)
        var isFailed = false
        found.store.pull(found.files, progress: Progress()) { file, result in
            switch result {
            case .success(let isFetched):
                print("\(file.name): \(isFetched ? "fetched" : "already there"), \(found.store.path(of: file))")
            case .failure(let error):
                isFailed = true
                printError("charter: error: \(error)")
            }
        }
        if found.files.isEmpty { print("no licence names a text that has to be fetched") }
        if isFailed { throw ExitStatus.inputOutput }
    }
}

struct ListLicences: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the licences, their texts, and whether the quotations were looked up.")

    @OptionGroup var project: ProjectOptions

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        let found = try ProjectLicences(project)
        guard !json else {
            print(JSONText.array(found.pages.map { entry($0, found) }).text(indent: nil))
            return
        }
        for page in found.pages {
            print("\(page.path): \(state(page, found.library))")
            let missing = found.missingTexts(of: page)
            for text in page.licence?.texts ?? [] {
                print("   \(text.source?.value ?? ""): \(missing.contains(text) ? "not there" : "there")")
            }
        }
    }

    private func state(_ page: Page, _ library: Library) -> String {
        let count = counted(page.licence?.quotationCount ?? 0, "quotation")
        return switch library.quotationState(of: page) {
        case .checked(let day): "\(count), checked against the text\(day.map { " of \($0)" } ?? "")"
        case .unchecked: "\(count), not checked; run charter licences verify"
        case .notStored: "\(count), text not stored"
        }
    }

    private func entry(_ page: Page, _ found: ProjectLicences) -> JSONText {
        let missing = found.missingTexts(of: page)
        let texts = (page.licence?.texts ?? []).map { text in
            JSONText.object([
                ("source", .string(text.source?.value ?? "")), ("sha256", .string(text.hash ?? "")),
                ("present", .bool(!missing.contains(text))),
            ])
        }
        let state =
            switch found.library.quotationState(of: page) {
            case .checked: "checked"
            case .unchecked: "unchecked"
            case .notStored: "not-stored"
            }
        return .object([
            ("page", .string(page.path)), ("state", .string(state)),
            ("quotations", .integer(page.licence?.quotationCount ?? 0)), ("texts", .array(texts)),
        ])
    }
}

struct VerifyLicences: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Looks every quotation up in its text and records the outcome in git.",
        discussion: """
            Writes licences/verified.yaml in the content folder, from which a build without the texts knows what was found. \
            With an error nothing is written. A page whose text is not there keeps the entry that it has, as long as neither \
            its quotations nor its texts have changed. Exits with 1 where a quotation is wrong, with 66 where a text is \
            missing that is needed.
            """)

    @OptionGroup var project: ProjectOptions

    @Flag(name: .long, help: "Write nothing; exit with 1 where the record is not what would be written.")
    var check = false

    private static let ids: Set<DiagnosticID> = [
        .licenceText, .quoteNotInText, .quoteSection, .clauseQuote, .clauseTag, .clauseFacts, .unquotedTag,
        .usePolicyItem,
    ]

    func run() throws {
        let found = try ProjectLicences(project)
        let paths = Set(found.pages.map(found.library.displayPath))
        let problems = found.library.diagnostics.filter { Self.ids.contains($0.id) && paths.contains($0.path) }
        guard problems.isEmpty else {
            project.report(problems)
            throw ExitStatus.contentErrors
        }
        let (record, isMissing) = verify(found)
        if isMissing { throw ExitStatus.inputMissing }
        try keep(record, over: found.library.dataFiles.quotations)
    }

    /// The record of what is found, told page by page.
    private func verify(_ found: ProjectLicences) -> (record: QuotationRecord, isMissing: Bool) {
        var entries: [QuotationRecord.Entry] = []
        var isMissing = false
        var foundCount = 0, verifiedCount = 0
        for page in found.pages {
            guard let licence = page.licence else { continue }
            guard !licence.texts.isEmpty else {
                print("\(page.path): text not stored")
                continue
            }
            let known = found.library.dataFiles.quotations?.entry(on: page)
            let missing = found.missingTexts(of: page)
            if missing.isEmpty {
                let isDraft = page.status == .draft
                print(
                    "\(page.path): \(counted(licence.quotationCount, "quotation")) found"
                        + (isDraft ? "; a draft, recorded once it is active" : ""))
                foundCount += licence.quotationCount
                verifiedCount += 1
                // A build without drafts would not know the page.
                if !isDraft { entries.append(known ?? entry(page, licence)) }
            } else {
                let names = missing.compactMap(\.source?.value).joined(separator: ", ")
                if let known {
                    printError(
                        "charter: warning: \(page.path): not here: \(names); its entry of \(known.verified) stands")
                    entries.append(known)
                } else {
                    isMissing = true
                    printError("charter: error: \(page.path): not here: \(names); run charter licences pull")
                }
            }
        }
        print("\(counted(foundCount, "quotation")) of \(counted(verifiedCount, "licence")) found, word for word")
        return (QuotationRecord(entries: entries), isMissing)
    }

    private func entry(_ page: Page, _ licence: Licence) -> QuotationRecord.Entry {
        QuotationRecord.Entry(
            page: Located(page.path, at: .fileStart), texts: licence.texts.compactMap(\.hash),
            quotations: licence.hashOfQuotations, count: licence.quotationCount, verified: project.day)
    }

    private func keep(_ record: QuotationRecord, over known: QuotationRecord?) throws {
        let path = project.content + "/" + QuotationRecord.path
        let text = record.yaml
        let current = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        guard text != current, !(record.entries.isEmpty && current == nil) else { return }
        guard !check else {
            printError("charter: error: \(path) is not what was found; run charter licences verify and commit it")
            throw ExitStatus.contentErrors
        }
        try performing { () throws(PublishError) in try writeFileAtomically(path, Array(text.utf8)) }
        print("\(path) written")
    }
}
