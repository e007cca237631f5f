import Content
import Diagnostics
import Portal
import Primitives

/// Which files beside pages are part of the site, and what is to be said of the others.
///
/// A file is published because a page that is built links to it, shows it or offers it in its front matter, or because `assets:`
/// in `charter.yaml` names it; never because it lies in the content folder. What only a draft refers to stays out as the draft
/// does, without a word. Of every other file that stays out the writer is told once, at the file.
struct PublishedFiles: Sendable {
    /// The files, as they are, in the order of their paths.
    let files: [SourceFile]
    /// Files that stay out, and entries of `assets:` that name nothing.
    let diagnostics: [Diagnostic]

    init(_ linked: LinkedSite) {
        let input = linked.input
        // Every page shows the logo.
        let entries = input.settings.assets + (input.settings.look.logo.map { [$0] } ?? [])
        let references = FileReferences(linked)
        let judged = concurrentMap(input.tree.assets, threadCount: input.threadCount) { file in
            Judgement(file, references: references, entries: entries)
        }
        files = zip(input.tree.assets, judged).filter { $1.isPublished }.map(\.0)
        let idle = entries.filter { entry in !input.tree.assets.contains { entry.matches($0.path) } }
        diagnostics =
            zip(input.tree.assets, judged).compactMap { $1.diagnostic(of: $0, pathPrefix: input.pathPrefix) }
            + idle.map { Self.diagnostic(of: $0, path: input.settings.path) }
    }

    private static func diagnostic(of entry: PathPattern, path: String) -> Diagnostic {
        Diagnostic(
            .error, .assetsEntry, path: path, range: entry.range,
            entry.isPath
                ? "File '\(entry.text)' does not exist beside pages" : "Pattern '\(entry.text)' matches no file",
            explanation: "Paths are those below the content folder. Pages and data files are not listed.",
            fixes: [.init("correct the entry, or remove it")])
    }
}

/// Which files the pages refer to.
private struct FileReferences: Sendable {
    /// A page that is built and publishes the file, by the file's path.
    let publishing: [String: String]
    /// Files that a page needs though they are not published: what is only read, and what only drafts refer to.
    let known: Set<String>

    init(_ linked: LinkedSite) {
        let library = linked.library
        var publishing: [String: String] = [:], known: Set<String> = []
        for (page, targets) in zip(library.pages, library.resolutions) {
            for case .asset(let path) in targets where publishing[path] == nil { publishing[path] = page.path }
            for path in DataFiles.files(offeredBy: page) where publishing[path] == nil { publishing[path] = page.path }
            known.formUnion(DataFiles.files(namedBy: page))
        }
        if !linked.input.includesDrafts {
            for page in linked.facts.lazy.map(\.page) where page.status == .draft {
                known.formUnion(page.linkedPaths)
                known.formUnion(DataFiles.files(namedBy: page))
            }
        }
        self.publishing = publishing
        self.known = known
    }
}

/// Whether a file is published, and why not.
private enum Judgement: Sendable {
    case published
    /// It stays out and that is as it should be.
    case known
    case unused
    case misnamedPage
    case leftover(page: String?)
    case active(reason: String, page: String?)

    init(_ file: SourceFile, references: FileReferences, entries: [PathPattern]) {
        let page = references.publishing[file.path], nature = FileNature(path: file.path)
        if nature == .misnamedPage {
            self = .misnamedPage
            return
        }
        if nature == .leftover {
            self = .leftover(page: page)
            return
        }
        let matching = entries.filter { $0.matches(file.path) }, isKnown = references.known.contains(file.path)
        // A pattern does not know what a draft will need; a path was written by somebody who does.
        guard page != nil || matching.contains(where: { $0.isPath || !isKnown }) else {
            self = isKnown ? .known : .unused
            return
        }
        // What is listed with its ending was wanted as what it is.
        if !matching.contains(where: \.namesEnding), case .active(let reason) = FileNature(of: file) {
            self = .active(reason: reason, page: page)
        } else {
            self = .published
        }
    }

    var isPublished: Bool { if case .published = self { true } else { false } }

    /// What the writer is told of the file, at the file.
    func diagnostic(of file: SourceFile, pathPrefix: String) -> Diagnostic? {
        let path = pathPrefix + file.path, name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        func told(
            _ severity: Severity, _ id: DiagnosticID, _ summary: String, explanation: String? = nil,
            page: String? = nil, fixes: [String]
        ) -> Diagnostic {
            let notes = page.map {
                [Diagnostic.Note(path: pathPrefix + $0, range: .fileStart, text: "this page refers to it")]
            }
            return Diagnostic(
                severity, id, path: path, summary, explanation: explanation, notes: notes ?? [],
                fixes: fixes.map { .init($0) })
        }
        switch self {
        case .published, .known: return nil
        case .unused:
            // A link to what runs would be refused.
            let link = if case .active = FileNature(path: file.path) { [String]() } else { ["link to it from a page"] }
            return told(
                .warning, .fileNotPublished, "File '\(name)' is not published: no published page refers to it",
                fixes: link + [
                    "list it under assets: in charter.yaml", "move it out of the content folder, or delete it",
                ])
        case .misnamedPage:
            let stem = name.split(separator: ".").dropLast().joined(separator: ".")
            return told(
                .error, .pageEnding, "File '\(name)' is not a page: pages end in .md",
                explanation: "It is neither built nor published.",
                fixes: ["rename it to '\(stem).md'", "or move it out of the content folder"])
        case .leftover(let page):
            return told(
                page == nil ? .warning : .error, .leftoverFile,
                "File '\(name)' looks like a copy that an editor or a merge left; it is not published", page: page,
                fixes: ["delete it, or move it out of the content folder", "or rename it if it is meant to stay"])
        case .active(let reason, let page):
            return told(
                .error, .activeFile, "File '\(name)' is not published: \(reason)",
                explanation: "Under its own address it could act in a reader's name.", page: page,
                fixes: [
                    "link to a file that runs nothing, such as a PDF or a picture",
                    "or, if you trust it, list '\(file.path)' under assets: in charter.yaml",
                ])
        }
    }
}
