import Answers
import Content
import Diagnostics
import Portal
import Primitives

/// Hashes of everything that a build takes in.
///
/// Groups of files are taken over from an earlier build by these, so that no list has to name what a group depends on.
struct InputKeys: Sendable {
    /// Of everything. Where it is the same, so is the site.
    let record: String
    /// Of everything but the commit, which only the record of the build names.
    let whole: String
    /// Of everything but the pages and the questions that are stated for them, which no page shows.
    let besidePages: String

    /// - Parameter pageHashes: the SHA-256 of every page of the tree, in its order.
    init(_ input: SiteInput, pageHashes: [String]) {
        var digest = ContentDigest()
        digest.add(input.toolIdentity)
        digest.add(input.version)
        digest.add(sha256(input.settingsSource))
        digest.add(input.settings.path)
        digest.add(input.pathPrefix)
        digest.add(input.includesDrafts ? 1 : 0)
        digest.add(input.today.description)
        digest.add(input.tree.diagnostics)
        let questions = input.tree.data.filter { StatedQuestionFile.page(ofFile: $0.path) != nil }
        let data = input.tree.data.filter { StatedQuestionFile.page(ofFile: $0.path) == nil }
        digest.add((data + input.tree.assets).map { ($0.path, $0.bytes) }, threadCount: input.threadCount)
        digest.add(input.theme, threadCount: input.threadCount)
        digest.add(input.answers)
        digest.add(input.history)
        // Their hashes stand for them.
        digest.add(input.licenceTexts.count)
        for hash in input.licenceTexts.keys.sorted() { digest.add(hash) }
        besidePages = digest.finish()
        digest = ContentDigest()
        digest.add(besidePages)
        digest.add(questions.map { ($0.path, $0.bytes) }, threadCount: input.threadCount)
        for (page, hash) in zip(input.tree.pages, pageHashes) {
            digest.add(page.path)
            digest.add(hash)
        }
        whole = digest.finish()
        digest = ContentDigest()
        digest.add(whole)
        digest.add(input.commit?.id ?? "")
        digest.add(input.commit?.hasChanges == true ? 1 : 0)
        record = digest.finish()
    }
}

/// What the groups of a build are taken over by, and what its pages are rendered with.
struct BuildKeys: Sendable {
    /// Of everything that the build takes in.
    let record: String
    /// Of everything but the commit.
    let whole: String
    /// Of everything but the pages and the questions that are stated for them.
    let besidePages: String
    /// Of all that pages and files made from many pages can see: everything but the bodies of pages.
    let generated: String
    /// Of the search index.
    let search: String
    /// Of the tool and of all templates.
    let render: String

    init(
        _ linked: LinkedSite, _ findings: LedgerFindings?, bodies: PageBodies, files: [SourceFile],
        templates: TemplateSet
    ) {
        let inputs = InputKeys(linked.input, pageHashes: linked.facts.map(\.page.sourceHash))
        record = inputs.record
        whole = inputs.whole
        besidePages = inputs.besidePages
        search = linked.search?.key ?? ""
        var digest = ContentDigest()
        digest.add(linked.input.toolIdentity)
        digest.add(templates.hash)
        render = digest.finish()
        digest = ContentDigest()
        digest.add(inputs.besidePages)
        for page in linked.library.pages {
            digest.add(page.presentationHash)
            // The exports hold the wording of pages that govern.
            if page.kind.governs { digest.add(page.sourceHash) }
        }
        // Which files pages refer to is told by their texts, and listed in the export.
        for file in files { digest.add(file.path) }
        bodies.addIntroductions(to: &digest)
        for (path, entries) in (findings?.questions ?? [:]).sorted(by: { $0.key < $1.key }) {
            digest.add(path)
            for entry in entries { for text in [entry.question, entry.anchor, entry.quote] { digest.add(text) } }
        }
        generated = digest.finish()
    }
}

extension SiteInput {
    /// A hash of everything that a build takes in: where it is the same, so are the site and its diagnostics.
    public var contentHash: String {
        InputKeys(self, pageHashes: concurrentMap(tree.pages, threadCount: threadCount) { sha256($0.bytes) }).record
    }
}

extension ContentDigest {
    fileprivate mutating func add(_ files: [(path: String, bytes: [UInt8])], threadCount: Int) {
        add(files.count)
        for (file, hash) in zip(files, concurrentMap(files, threadCount: threadCount) { sha256($0.bytes) }) {
            add(file.path)
            add(hash)
        }
    }

    fileprivate mutating func add(_ theme: Theme, threadCount: Int) {
        for folder in theme.folders { add(folder) }
        add(theme.templates.count)
        for template in theme.templates {
            add(template.name)
            add(template.path)
            add(template.text)
        }
        add(theme.assets.map { ($0.path, $0.bytes) }, threadCount: threadCount)
    }

    fileprivate mutating func add(_ diagnostics: [Diagnostic]) {
        var writer = BinaryWriter()
        writer.write(diagnostics)
        add(sha256(writer.bytes))
    }

    fileprivate mutating func add(_ answers: AnswersInput?) {
        add(answers == nil ? 0 : 1)
        guard let answers else { return }
        add(answers.diagnostics)
        add(answers.encoderName)
        add(answers.encoderHash)
        add(answers.openEncoder == nil ? 0 : 1)
        add(answers.isFrozen ? 1 : 0)
        for file in answers.ledger.files.values.sorted(by: { $0.page < $1.page }) {
            add(file.page)
            add(file.yaml)
        }
    }

    /// A version's text is that of its commit.
    fileprivate mutating func add(_ history: ContentHistory?) {
        add(history == nil ? 0 : 1)
        guard let history else { return }
        add(history.isShallow ? 1 : 0)
        add(history.showsAuthors ? 1 : 0)
        for (path, versions) in history.versions.sorted(by: { $0.key < $1.key }) {
            add(path)
            add(versions.count)
            for version in versions {
                for text in [version.commit, version.date.description, version.author, version.subject] { add(text) }
            }
        }
    }
}
