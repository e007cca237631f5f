import Content
import Primitives
import Answers
import Diagnostics
import Portal
import Search

/// Writes pages with their templates, each only where something it shows has changed.
struct PageWriter {
    let site: SiteContext
    let templates: TemplateSet
    let compiler: PageCompiler
    let input: SiteInput
    let previous: BuildCache
    private(set) var outputs: [OutputFile] = []
    private(set) var records: [BuildCache.OutputRecord] = []
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var renderedCount = 0
    private var taken = Set<String>()
    private var intros: [String: String] = [:]
    private var generatedKey = ""
    private var searchKey = ""
    private var askKey = ""
    private let siteKey: String

    init(site: SiteContext, templates: TemplateSet, compiler: PageCompiler, input: SiteInput, previous: BuildCache) {
        self.site = site
        self.templates = templates
        self.compiler = compiler
        self.input = input
        self.previous = previous
        siteKey = Self.makeSiteKey(site, templates: templates, input: input)
    }

    /// A written page, or the word that it stands as it was.
    private struct Written: Sendable {
        var path: String
        var key: String
        var bytes: [UInt8]?
        var hash: String
        var intro: String?
        var problems: [Diagnostic] = []
    }

    /// Writes the pages that come from one source each.
    mutating func writeContent(compiled: [PageFacts]) {
        let bodies = Dictionary(
            compiled.compactMap { facts in facts.compiled.map { (facts.page.path, $0) } },
            uniquingKeysWith: { first, _ in first })
        let linker = BodyLinker(library: site.library, glossary: compiler.glossary, glossaryURLs: compiler.glossaryURLs)
        let glossaryDigest = digest(of: compiler.glossary)
        let (site, templates, compiler, previous) = (site, templates, compiler, previous)
        let siteKey = siteKey
        let written = concurrentMap(Array(site.library.pages.indices), threadCount: input.threadCount) {
            index -> Written in
            let page = site.library.pages[index]
            func body() -> String {
                guard let compiled = bodies[page.path] ?? compiler.compile(page.path) else { return "" }
                return linker.html(of: compiled, index: index)
            }
            if page.isIntroduction { return Written(path: page.url, key: "", bytes: nil, hash: "", intro: body()) }
            var digest = ContentDigest()
            digest.add(siteKey)
            digest.add(glossaryDigest)
            digest.add(page.sourceHash)
            linker.addSlots(ofPage: index, to: &digest)
            // What a plain page shows beside its text is little and known; other kinds are asked for their context.
            var prepared: (template: String, context: TemplateContext)?
            if page.isPlain {
                digest.add(page.url)
                for other in site.library.backlinks[index] { digest.add(site.library.pages[other].presentationHash) }
                digest.add(site.shownVersions(of: page).isEmpty ? 0 : 1)
                for entry in site.questionsByPath[page.path] ?? [] { digest.add(entry.question + "#" + entry.anchor) }
            } else {
                prepared = site.contentContext(ofPage: index)
                prepared?.context.hash(into: &digest)
            }
            let key = digest.finish()
            if let record = previous.output(page.url), record.key == key {
                return Written(path: page.url, key: key, bytes: nil, hash: record.hash)
            }
            var (template, context) = prepared ?? site.contentContext(ofPage: index)
            context["content"] = .html(body())
            let bytes = Array(templates.render(template, context).utf8)
            return Written(
                path: page.url, key: key, bytes: bytes, hash: sha256(bytes),
                problems: checkSelfContained(bytes, path: site.library.displayPath(page)))
        }
        for page in written {
            diagnostics += page.problems
            if let intro = page.intro {
                intros[page.path] = intro
            } else {
                add(page.path, key: page.key, bytes: page.bytes, hash: page.hash)
            }
        }
    }

    /// Writes the files that are made from many pages, where any page shows itself otherwise than before.
    mutating func writeGenerated() {
        var digest = ContentDigest()
        digest.add(siteKey)
        for page in site.library.pages { digest.add(page.presentationHash) }
        for (path, html) in intros.sorted(by: { $0.key < $1.key }) {
            digest.add(path)
            digest.add(html)
        }
        for (path, versions) in (site.history?.versions ?? [:]).sorted(by: { $0.key < $1.key }) {
            digest.add(path)
            for version in versions { digest.add(version.commit) }
        }
        digest.add(site.history.map { ($0.isShallow ? 1 : 2) + ($0.showsAuthors ? 4 : 0) } ?? 0)
        for (path, entries) in site.questionsByPath.sorted(by: { $0.key < $1.key }) {
            digest.add(path)
            for entry in entries { digest.add(entry.question + "#" + entry.anchor + "\n" + entry.quote) }
        }
        generatedKey = digest.finish()
        if let records = previous.generatedOutputs(key: generatedKey) {
            for record in records {
                add(record.path, key: record.key, bytes: nil, hash: record.hash, isGenerated: true)
            }
            return
        }
        let (templates, previous) = (templates, previous)
        let site = site.withEntries(threadCount: input.threadCount)
        let siteKey = siteKey
        let pages = site.generatedPages(intros: intros).map { page in
            { @Sendable () -> Written in
                var digest = ContentDigest()
                digest.add(siteKey)
                page.context.hash(into: &digest)
                let key = digest.finish()
                if let record = previous.output(page.path), record.key == key {
                    return Written(path: page.path, key: key, bytes: nil, hash: record.hash)
                }
                let bytes = Array(templates.render(page.template, page.context).utf8)
                let problems = checkSelfContained(bytes, path: page.template + ".mustache")
                return Written(path: page.path, key: key, bytes: bytes, hash: sha256(bytes), problems: problems)
            }
        }
        let exports = Exports(site: site).files.map { file in
            { @Sendable () -> Written in
                let bytes = Array(file.text().utf8)
                let hash = sha256(bytes)
                let isKnown = previous.output(file.path)?.hash == hash
                return Written(path: file.path, key: hash, bytes: isKnown ? nil : bytes, hash: hash)
            }
        }
        // One by one, and the exports first, which hold every page: a long one begun last would leave a core idle.
        let work: [@Sendable () -> Written] = exports + pages
        let written = concurrentMap(work, threadCount: input.threadCount, batchSize: 1) { $0() }
        for page in written[exports.count...] + written[..<exports.count] {
            diagnostics += page.problems
            add(page.path, key: page.key, bytes: page.bytes, hash: page.hash, isGenerated: true)
        }
    }

    /// Writes the search index, where any page says something else than before.
    mutating func writeSearch(_ pages: [PageFacts]) {
        guard input.settings.search.isEnabled else { return }
        let writer = SearchWriter(
            library: site.library, compiler: compiler, input: input, previous: previous, pages: pages)
        searchKey = writer.key
        if let records = previous.searchOutputs(key: searchKey) {
            for record in records { add(record.path, key: record.key, bytes: nil, hash: record.hash) }
            return
        }
        for file in writer.files() {
            if let bytes = file.bytes {
                let hash = sha256(bytes)
                let isKnown = previous.output(file.path)?.hash == hash
                add(file.path, key: file.key ?? hash, bytes: isKnown ? nil : bytes, hash: hash)
            } else if let record = previous.output(file.path) {
                add(file.path, key: record.key, bytes: nil, hash: record.hash)
            }
        }
    }

    /// Writes what answers questions, where the pages, the ledger or the encoder have changed.
    mutating func writeAnswers(_ writer: AskWriter, _ pages: [PageFacts]) {
        askKey = writer.key(searchKey: searchKey, identity: compiler.identity + siteKey)
        if let records = previous.askOutputs(key: askKey) {
            for record in records { add(record.path, key: record.key, bytes: nil, hash: record.hash) }
            return
        }
        // The index in memory, whole: what was not written anew has no bytes here.
        let search = SearchWriter(
            library: site.library, compiler: compiler, input: input, previous: BuildCache(), pages: pages)
        do {
            let (files, bundle, counts) = try writer.files(over: search.files())
            for file in files { add(file.path, file.bytes ?? []) }
            let about = site.aboutAnswers(bundle, counts, writer.answers)
            add(about.path, Array(templates.render(about.template, about.context).utf8))
        } catch {
            diagnostics.append(
                Diagnostic(
                    .error, "answers-failed", path: site.library.settings.path, "Answers cannot be made: \(error)",
                    fixes: [.init("check the models: charter models verify"), .init("or build with --no-answers")]))
        }
    }

    /// What the next build need not do again.
    func cache(of pages: [PageFacts]) -> BuildCache {
        let previous = previous
        let cached = concurrentMap(pages, threadCount: input.threadCount) { facts -> BuildCache.CachedPage in
            if facts.compiled == nil, let place = previous.place(of: facts.page.path) { return previous.pages[place] }
            var writer = BinaryWriter()
            writer.write(facts.page)
            var analysisWriter = BinaryWriter()
            if let analysis = facts.analysis { analysisWriter.write(analysis) }
            return .init(page: facts.page, bytes: writer.bytes[...], analysis: analysisWriter.bytes[...])
        }
        var cache = BuildCache(
            identity: compiler.identity, pages: cached, outputs: records, generatedKey: generatedKey,
            generatedCount: records.count(where: \.isGenerated))
        cache.searchKey = searchKey
        cache.searchCount = records.count(where: \.isSearchFile)
        cache.askKey = askKey
        cache.askCount = records.count(where: \.isAskFile)
        return cache
    }

    /// A hash of what every page depends on: the tool, the theme, and what all pages show of the site.
    private static func makeSiteKey(_ site: SiteContext, templates: TemplateSet, input: SiteInput) -> String {
        var digest = ContentDigest()
        digest.add(input.toolIdentity)
        digest.add(templates.hash)
        digest.add(input.settings.reviewNoticeDays)
        for redirect in input.settings.redirects {
            digest.add(redirect.from)
            digest.add(redirect.to)
        }
        // What rules read beside pages decides what pages show.
        let naming = site.library.pages(of: .licence) + site.library.pages(of: .evaluation)
        let attached = Set(naming.flatMap { DataFiles.files(namedBy: $0) })
        for file in input.tree.data + input.tree.assets.filter({ attached.contains($0.path) }) {
            digest.add(file.path)
            digest.add(sha256(file.bytes))
        }
        // All, since pages of some kinds name more than others.
        for asset in site.assets { digest.add(asset.url) }
        site.context(path: "", title: "", summary: "", kind: "").hash(into: &digest)
        return digest.finish()
    }

    /// Adds a file that is cheap to make anew.
    mutating func add(_ path: String, _ bytes: [UInt8]) {
        let hash = sha256(bytes)
        let isKnown = previous.output(path)?.hash == hash
        add(path, key: hash, bytes: isKnown ? nil : bytes, hash: hash)
    }

    private mutating func add(_ path: String, key: String, bytes: [UInt8]?, hash: String, isGenerated: Bool = false) {
        guard taken.insert(path).inserted else {
            diagnostics.append(
                Diagnostic(
                    .error, "duplicate-url", path: input.pathPrefix + path,
                    "Two pages or files would be written to '\(path)'",
                    fixes: [.init("rename one of them, or remove the alias")]))
            return
        }
        if bytes != nil { renderedCount += 1 }
        outputs.append(OutputFile(path: path, content: bytes.map { .bytes($0) } ?? .unchanged, hash: hash))
        records.append(
            BuildCache.OutputRecord(
                path: path, key: key, hash: hash, stamp: bytes == nil ? previous.output(path)?.stamp : nil,
                isGenerated: isGenerated))
    }

    private func digest(of glossary: GlossaryIndex) -> String {
        var digest = ContentDigest()
        for term in glossary.terms {
            digest.add(term.id)
            digest.add(term.name)
            for name in term.otherNames { digest.add(name) }
            digest.add(term.definition)
        }
        return digest.finish()
    }
}

extension Page {
    /// Whether the page shows nothing but itself, its links and who refers to it.
    fileprivate var isPlain: Bool {
        switch kind {
        case .guide, .glossary, .page: true
        case .policy, .licence, .evaluation: false
        }
    }
}
