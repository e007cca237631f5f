import Diagnostics
import Portal

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

    init(site: SiteContext, templates: TemplateSet, compiler: PageCompiler, input: SiteInput, previous: BuildCache) {
        self.site = site
        self.templates = templates
        self.compiler = compiler
        self.input = input
        self.previous = previous
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
        let toolIdentity = input.toolIdentity
        let written = concurrentMap(Array(site.library.pages.indices), threadCount: input.threadCount) {
            index -> Written in
            let page = site.library.pages[index]
            func body() -> String {
                guard let compiled = bodies[page.path] ?? compiler.compile(page.path) else { return "" }
                return linker.html(of: compiled, index: index)
            }
            if page.isIntroduction { return Written(path: page.url, key: "", bytes: nil, hash: "", intro: body()) }
            var (template, context) = site.contentContext(ofPage: index)
            var digest = ContentDigest()
            digest.add(toolIdentity)
            digest.add(templates.hash)
            digest.add(glossaryDigest)
            digest.add(page.sourceHash)
            context.hash(into: &digest)
            linker.addSlots(ofPage: index, to: &digest)
            let key = digest.finish()
            if let record = previous.output(page.url), record.key == key {
                return Written(path: page.url, key: key, bytes: nil, hash: record.hash)
            }
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

    /// Writes the pages that are made from many.
    mutating func writeGenerated() {
        let (templates, previous) = (templates, previous)
        let toolIdentity = input.toolIdentity
        let written = concurrentMap(site.generatedPages(intros: intros), threadCount: input.threadCount) {
            page -> Written in
            var digest = ContentDigest()
            digest.add(toolIdentity)
            digest.add(templates.hash)
            page.context.hash(into: &digest)
            let key = digest.finish()
            if let record = previous.output(page.path), record.key == key {
                return Written(path: page.path, key: key, bytes: nil, hash: record.hash)
            }
            let bytes = Array(templates.render(page.template, page.context).utf8)
            let problems = checkSelfContained(bytes, path: page.template + ".mustache")
            return Written(path: page.path, key: key, bytes: bytes, hash: sha256(bytes), problems: problems)
        }
        for page in written {
            diagnostics += page.problems
            add(page.path, key: page.key, bytes: page.bytes, hash: page.hash)
        }
    }

    /// Adds a file that is cheap to make anew.
    mutating func add(_ path: String, _ bytes: [UInt8]) {
        let hash = sha256(bytes)
        add(path, key: hash, bytes: previous.output(path)?.hash == hash ? nil : bytes, hash: hash)
    }

    private mutating func add(_ path: String, key: String, bytes: [UInt8]?, hash: String) {
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
                path: path, key: key, hash: hash, stamp: bytes == nil ? previous.output(path)?.stamp : nil))
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
