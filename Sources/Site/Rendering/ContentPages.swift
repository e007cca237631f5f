import Portal
import Primitives

extension SiteContext {
    /// The pages that come from one source each, in the order of their sources. What introduces a list is not a page.
    func contentPages(_ bodies: PageBodies, _ templates: TemplateSet, _ keys: BuildKeys) -> [PendingFile] {
        let plainKey = keyOfPlainPages(keys)
        return library.pages.indices.filter { !library.pages[$0].isIntroduction }.map { index in
            let page = library.pages[index]
            return PendingFile(
                page.address.file, source: library.displayPath(page),
                .keyed {
                    page.isPlain
                        ? plainPage(index, bodies, templates, shared: plainKey)
                        : typedPage(index, bodies, templates, renderKey: keys.render)
                })
        }
    }

    /// A policy, licence or evaluation: it may show anything of any page, so its key is what it shows.
    private func typedPage(
        _ index: Int, _ bodies: PageBodies, _ templates: TemplateSet, renderKey: String
    ) -> (key: String, make: () -> [UInt8]) {
        let (template, context) = contentContext(ofPage: index)
        var digest = ContentDigest()
        digest.add(renderKey)
        digest.add(template)
        context.hash(into: &digest)
        bodies.addKey(ofPage: index, to: &digest)
        return (digest.finish(), { render(template, context, bodies, index, templates) })
    }

    /// A page of another kind. There may be thousands, so its context is made only where something has changed that it can show:
    /// itself, the pages that it names or that name it, or any input of the build that is not a page.
    private func plainPage(
        _ index: Int, _ bodies: PageBodies, _ templates: TemplateSet, shared: String
    ) -> (key: String, make: () -> [UInt8]) {
        var digest = ContentDigest()
        digest.add(shared)
        // The pages that it names are among the slots of its body.
        bodies.addKey(ofPage: index, to: &digest)
        digest.add(library.backlinks[index].count)
        for other in library.backlinks[index] { digest.add(library.pages[other].presentationHash) }
        for entry in questionsByPath[library.pages[index].path] ?? [] {
            digest.add(entry.question)
            digest.add(entry.anchor)
        }
        // The switch between languages, and what a translation says of its original.
        let page = library.pages[index], editions = Editions(library: library)
        for place in editions.places(path: page.address.file, page: page) {
            digest.add(place.url)
            digest.add(place.isTranslated ? 1 : 0)
        }
        if let note = editions.note(on: page) { note.hash(into: &digest) }
        return (
            digest.finish(),
            {
                let (template, context) = contentContext(ofPage: index)
                return render(template, context, bodies, index, templates)
            }
        )
    }

    /// A hash of what plain pages show of the whole site: every input but the pages, and the menu, which follows from them.
    private func keyOfPlainPages(_ keys: BuildKeys) -> String {
        var digest = ContentDigest()
        digest.add(keys.besidePages)
        digest.add(keys.render)
        for path in menu.examplePaths { context(path: path, title: "", summary: "", kind: "").hash(into: &digest) }
        return digest.finish()
    }

    private func render(
        _ template: String, _ context: TemplateContext, _ bodies: PageBodies, _ index: Int, _ templates: TemplateSet
    ) -> [UInt8] {
        var context = context
        context["content"] = .html(bodies.html(ofPage: index))
        return Array(templates.render(template, context).utf8)
    }
}

extension Page {
    /// Whether the page shows nothing of the domain: others of its kind are many and small.
    fileprivate var isPlain: Bool {
        switch details {
        case .policy, .licence, .evaluation: false
        case .guide, .glossary, .page: true
        }
    }
}
