import Content
import Diagnostics
import Markdown
import Portal
import Primitives
import Words

/// Policies whose bodies stand on one page.
struct CollectedBodies: Sendable {
    /// The page's address.
    let url: String
    /// The policies' ids, by the numbers of their pages in the library.
    let ids: [Int: String]

    /// Where a place of one of the policies stands on the page; nil for any other page.
    func anchor(ofPage index: Int, _ fragment: String?, in library: Library) -> String? {
        guard let id = ids[index] else { return nil }
        guard let fragment else { return id }
        // Numbers of requirements are different from policy to policy.
        let isRequirement = library.pages[index].requirements.contains { $0.id(in: id) == fragment }
        return isRequirement ? fragment : HTMLOptions.id(fragment, in: id)
    }
}

/// Fills the slots of compiled pages from the library.
struct BodyLinker: Sendable {
    let library: Library
    /// By language.
    let glossaries: [String: Glossary]
    /// The page where the bodies stand together; nil where each stands on its own.
    private(set) var collected: CollectedBodies?

    init(library: Library, glossaries: [String: Glossary]) {
        self.library = library
        self.glossaries = glossaries
    }

    /// A linker for bodies that stand together on one page.
    func writing(_ collected: CollectedBodies) -> BodyLinker {
        var linker = self
        linker.collected = collected
        return linker
    }

    /// A hash of all that mentions of terms show.
    var glossaryKey: String {
        var digest = ContentDigest()
        for (language, glossary) in glossaries.sorted(by: { $0.key < $1.key }) {
            digest.add(language)
            for term in glossary.index.terms {
                for text in [term.id, term.name, term.definition, glossary.urls[term.id] ?? ""] { digest.add(text) }
                digest.add(term.otherNames.count)
                for name in term.otherNames { digest.add(name) }
            }
        }
        return digest.finish()
    }

    /// The body of the `index`-th page.
    func html(of compiled: CompiledPage, index: Int) -> String {
        var tooltipCount = 0
        return compiled.body.filled { slot in
            switch compiled.slots[slot] {
            case .link(let link): attributes(of: link, page: index)
            case .reference(let link): reference(link, page: index)
            case .term(let id, let text):
                {
                    tooltipCount += 1
                    return mention(id, text: text, number: tooltipCount, from: library.pages[index])
                }()
            case .requirement(let requirement): permalink(library.pages[index], requirement)
            }
        }
    }

    /// Adds to a digest all that decides what the slots of a page are filled with, beside the page itself.
    func addSlots(ofPage index: Int, to digest: inout ContentDigest) {
        for resolution in library.resolutions[index] {
            switch resolution {
            case .page(let target, let fragment):
                digest.add(library.pages[target].presentationHash)
                digest.add(fragment ?? "")
            case .asset(let path): digest.add(path)
            case .generated(let path, let fragment):
                digest.add(path)
                digest.add(fragment ?? "")
            case .samePage(let fragment): digest.add(fragment)
            case .external: digest.add("external")
            case .broken: digest.add("broken")
            }
        }
    }

    // MARK: Slots

    private func attributes(of link: Int, page index: Int) -> String {
        let page = library.pages[index]
        let resolution = library.resolutions[index][link]
        if case .image = page.links[link].target {
            guard case .asset = resolution, let url = url(of: resolution, onPage: index) else { return " src=\"\"" }
            // What is collected is printed, with all its pictures.
            return " src=\"\(escapedURL(url))\"" + (collected == nil ? " loading=\"lazy\"" : "")
        }
        switch resolution {
        case .broken: return ""
        case .external(let url): return " href=\"\(escapedURL(url))\" rel=\"noreferrer\" class=\"external\""
        default: return url(of: resolution, onPage: index).map { " href=\"\(escapedURL($0))\"" } ?? ""
        }
    }

    private func reference(_ link: Int, page index: Int) -> String {
        let page = library.pages[index]
        guard case .reference(let name, let fragment, let text) = page.links[link].target else { return "" }
        switch library.resolutions[index][link] {
        case .page(let target, let anchor):
            let address = url(of: library.resolutions[index][link], onPage: index) ?? ""
            let title = text ?? title(of: target, fragment: anchor)
            return "<a href=\"\(escapedURL(address))\" class=\"reference\">\(escapedMarkup(title))</a>"
        case .samePage(let fragment):
            let title = text ?? page.sections.first { $0.id == fragment }?.title ?? fragment
            let address = url(of: library.resolutions[index][link], onPage: index) ?? ""
            return "<a href=\"\(escapedURL(address))\">\(escapedMarkup(title))</a>"
        default: return escapedMarkup(text ?? name.appending(fragment: fragment))
        }
    }

    /// A term as a link to its entry, with the definition shown on hover and on focus.
    private func mention(_ id: String, text: String, number: Int, from page: Page) -> String {
        let glossary = glossaries[page.edition ?? library.settings.language]
        guard let term = glossary?.index.terms.first(where: { $0.id == id }), let url = glossary?.urls[id] else {
            return escapedMarkup(text)
        }
        let address = relativePath(from: collected?.url ?? page.url, to: url).appending(anchor: id)
        guard collected == nil else { return "<a href=\"\(escapedURL(address))\">\(escapedMarkup(text))</a>" }
        let tip = "term-\(number)"
        return
            "<span class=\"term\"><a href=\"\(escapedURL(address))\" aria-describedby=\"\(tip)\">\(escapedMarkup(text))</a>"
            + "<span class=\"tip\" role=\"tooltip\" id=\"\(tip)\">\(escapedMarkup(term.definition))</span></span>"
    }

    private func permalink(_ page: Page, _ index: Int) -> String {
        let requirement = page.requirements[index]
        let id = requirement.id(in: page.policy?.id ?? "")
        let words = Catalogue(tag: library.settings.language(of: page))
        let label = words.page(.linkToRequirement, ["id": id])
        return
            "<a class=\"requirement-id\" href=\"\(escapedURL("".appending(anchor: id)))\" aria-label=\"\(escapedMarkup(label))\">\(escapedMarkup(id))</a>"
    }

    // MARK: Targets

    /// What a page is called where nobody gave the link a text.
    private func title(of target: Int, fragment: String?) -> String {
        let page = library.pages[target]
        let policyID = page.policy?.id
        guard let fragment else { return policyID.map { "\($0) \(page.title)" } ?? page.title }
        if let policyID, page.requirements.contains(where: { $0.id(in: policyID) == fragment }) { return fragment }
        if let term = page.terms.first(where: { $0.id == fragment }) { return term.name }
        let section = page.sections.first { $0.id == fragment }?.title ?? fragment
        return "\(policyID ?? page.title), \(section)"
    }

    /// A resolution's address as seen from where the body of the `index`-th page stands.
    private func url(of resolution: Library.Resolution, onPage index: Int) -> String? {
        let place = collected?.url ?? library.pages[index].url
        func anchor(_ page: Int, _ fragment: String?) -> String? {
            collected?.anchor(ofPage: page, fragment, in: library)
        }
        switch resolution {
        case .page(let target, let fragment):
            if let own = anchor(target, fragment) { return "".appending(anchor: own) }
            return relativePath(from: place, to: library.pages[target].url).appending(anchor: fragment)
        case .asset(let path): return relativePath(from: place, to: SitePath(path).url)
        case .generated(let path, let fragment):
            return relativePath(from: place, to: SitePath(path).url).appending(anchor: fragment)
        case .samePage(let fragment): return "".appending(anchor: anchor(index, fragment) ?? fragment)
        case .external(let url): return url
        case .broken: return nil
        }
    }
}
