import Diagnostics
import Primitives

/// Finds where the links of all pages lead.
struct LinkResolver: Sendable {
    let library: Library
    /// Pages that are not built; a link to one of them is a mistake of its own.
    let drafts: [Page]

    init(_ library: Library, drafts: [Page]) {
        self.library = library
        self.drafts = drafts
    }

    /// Each page's links resolved in their order, who links to each page, and links that lead nowhere.
    func resolveAll(
        threadCount: Int
    ) -> (resolutions: [[Library.Resolution]], backlinks: [[Int]], diagnostics: [Diagnostic]) {
        // Each page's links depend on the library's tables only, so all cores resolve them.
        let resolved = concurrentMap(Array(library.pages.indices), threadCount: threadCount) { index in
            var links = PageLinks(library: library, drafts: drafts, index: index)
            let targets = library.pages[index].links.map { links.resolve($0) }
            return (targets: targets, problems: links.problems)
        }
        var backlinks = [[Int]](repeating: [], count: library.pages.count)
        for (index, page) in resolved.enumerated() {
            // Readers of a page are pointed to those in its language.
            for case .page(let target, _) in page.targets
            where target != index && backlinks[target].last != index
                && library.pages[target].edition == library.pages[index].edition
            {
                backlinks[target].append(index)
            }
        }
        return (resolved.map(\.targets), backlinks, resolved.flatMap(\.problems))
    }
}

extension Page {
    /// Content paths that the page's links and images name, whether anything is there or not.
    public var linkedPaths: [String] {
        links.compactMap { link in
            switch link.target {
            case .reference: nil
            case .link(let destination), .image(let destination):
                destination.urlScheme == nil && !destination.hasPrefix("#") && !destination.hasPrefix("//")
                    ? contentPath(destination.splitFragment.path, relativeTo: path) : nil
            }
        }
    }
}

/// Finds where the links of one page lead.
private struct PageLinks {
    let library: Library
    let drafts: [Page]
    /// The page's place in the library.
    let index: Int
    var problems: [Diagnostic] = []

    private var page: Page { library.pages[index] }

    mutating func resolve(_ link: OutgoingLink) -> Library.Resolution {
        switch link.target {
        case .link(let destination), .image(let destination): return resolve(destination, of: link)
        case .reference(let target, let fragment, _):
            if target.isEmpty, let fragment { return resolve("#" + fragment, of: link) }
            return resolve(name: target, fragment, of: link)
        }
    }

    // MARK: References

    private mutating func resolve(name: String, _ fragment: String?, of link: OutgoingLink) -> Library.Resolution {
        switch lookup(name, fragment) {
        case .found(let page, let ownFragment):
            let anchor = fragment ?? ownFragment
            if let anchor { checkAnchor(anchor, of: page, link) }
            return .page(page, fragment: anchor?.percentDecoded)
        case .ambiguous(let choices):
            report(
                .ambiguousReference, link, "Reference '\(name)' may mean \(choices.joined(separator: " or "))",
                fixes: choices.map { .init("write [[\($0)]]", replacement: "[[\($0)]]") })
        case nil where NameTable(drafts).lookup(name) != nil: reportDraft(name, link)
        case nil:
            let near = Suggestion(library.names.nearest(to: name))
            report(
                .brokenReference, link,
                "Reference '\(name)' leads nowhere" + near.question,
                fixes: near.word.map { [.init("write [[\($0)]]", replacement: "[[\($0)]]")] }
                    ?? [.init("use a page's id or file name, such as [[POL-001]] or [[licence:mit]]")])
        }
        return .broken
    }

    /// What a name stands for: on a translation the page in its language, where that has what is named.
    private func lookup(_ name: String, _ fragment: String?) -> NameTable.Match? {
        let found = library.lookup(name)
        guard let edition = page.edition else { return found }
        func has(_ index: Int, _ anchor: String?) -> Bool { anchor.map(library.pages[index].hasAnchor) ?? true }
        if case .found(let own, let anchor)? = library.translatedNames[edition]?.lookup(name),
            has(own, fragment ?? anchor)
        {
            return .found(own, fragment: anchor)
        }
        guard case .found(let original, let anchor)? = found,
            let own = library.translations.counterpart(of: original, in: edition), has(own, fragment ?? anchor)
        else { return found }
        return .found(own, fragment: anchor)
    }

    // MARK: Destinations

    private mutating func resolve(_ destination: String, of link: OutgoingLink) -> Library.Resolution {
        if destination.hasPrefix("#") {
            let fragment = String(destination.dropFirst())
            if !fragment.isEmpty { checkAnchor(fragment, of: index, link) }
            return .samePage(fragment: fragment.percentDecoded)
        }
        if let scheme = destination.urlScheme { return resolve(destination, scheme: scheme, of: link) }
        if destination.hasPrefix("//") {
            if case .image = link.target { reportExternalImage(destination, link) }
            return .external(destination)
        }
        return resolve(path: destination, of: link)
    }

    private mutating func resolve(
        _ destination: String, scheme: String, of link: OutgoingLink
    ) -> Library.Resolution {
        guard library.settings.urlSchemes.contains(scheme) else {
            report(
                .urlScheme, link, "URL scheme '\(scheme):' is not allowed; the link is left without a target",
                fixes: [.init("link to https://…"), .init("or add '\(scheme)' to url_schemes in charter.yaml")])
            return .broken
        }
        if case .image = link.target, scheme == "http" || scheme == "https" { reportExternalImage(destination, link) }
        return .external(destination)
    }

    private mutating func resolve(path destination: String, of link: OutgoingLink) -> Library.Resolution {
        let (path, fragment) = destination.splitFragment
        guard let target = target(of: path) else {
            report(.brokenLink, link, "Link '\(destination)' leads out of the content folder")
            return .broken
        }
        if let found = library.indexByPath[target] ?? library.indexByPath[target.markdownPath] {
            if let fragment { checkAnchor(fragment, of: found, link) }
            return .page(found, fragment: fragment?.percentDecoded)
        }
        if library.assets.contains(target) { return .asset(target) }
        if library.generatedRoutes.contains(target) { return .generated(target, fragment: fragment?.percentDecoded) }
        if drafts.contains(where: { $0.path == target || $0.address.file == target }) {
            reportDraft(target, link)
            return .broken
        }
        let near = Suggestion(for: target, among: library.pages.map(\.path) + library.assets.sorted())
            .map { relativePath(from: page.path, to: $0).appending(fragment: fragment) }
        report(
            .brokenLink, link,
            "Link target '\(destination)' does not exist" + near.question,
            fixes: [.init(near.advice("link to", otherwise: "correct the path, or remove the link"))])
        return .broken
    }

    /// The content path that a link leads to. A translation's link leads to the translation of a page where there is one, and
    /// else to what the same link on the original leads to.
    private func target(of path: String) -> String? {
        guard page.edition != nil else { return contentPath(path, relativeTo: page.path) }
        func isKnown(_ target: String) -> Bool {
            library.indexByPath[target] != nil || library.indexByPath[target.markdownPath] != nil
                || library.assets.contains(target) || library.generatedRoutes.contains(target)
        }
        let own = contentPath(path, relativeTo: page.path)
        if let own, isKnown(own) { return own }
        guard let shared = contentPath(path, relativeTo: page.ownPath), isKnown(shared) else { return own }
        return shared
    }

    // MARK: Problems

    private mutating func checkAnchor(_ fragment: String, of target: Int, _ link: OutgoingLink) {
        let decoded = fragment.percentDecoded, other = library.pages[target]
        guard !other.hasAnchor(decoded) else { return }
        let near = Suggestion(for: decoded, among: other.anchors.sorted()).map { "#" + $0 }
        let place = target == index ? "this page" : "'\(other.path)'"
        report(
            .brokenAnchor, link,
            "Section '#\(decoded)' does not exist in \(place)" + near.question,
            fixes: [.init(near.advice("link to", otherwise: "link to a heading's id, or to the page as a whole"))])
    }

    private mutating func reportDraft(_ name: String, _ link: OutgoingLink) {
        report(
            .linkToDraft, link, "'\(name)' is a draft and not part of the site",
            fixes: [.init("set its status to active"), .init("or remove the link until then")])
    }

    private mutating func reportExternalImage(_ url: String, _ link: OutgoingLink) {
        report(
            .externalSubresource, link, "Image '\(url)' would be loaded from another site",
            explanation:
                "Pages load nothing from elsewhere: the portal must work offline and tell nobody who reads what.",
            fixes: [.init("store the image beside the page and link to that file")])
    }

    private mutating func report(
        _ id: DiagnosticID, _ link: OutgoingLink, _ summary: String, explanation: String? = nil,
        fixes: [Diagnostic.Fix] = []
    ) {
        problems.append(
            Diagnostic(
                .error, id, path: library.displayPath(page), range: link.range, summary, explanation: explanation,
                fixes: fixes))
    }
}
