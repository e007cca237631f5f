import Portal
import Words

/// The menu: a few entries, and below each what else there is of it.
struct Menu: Sendable {
    /// How many pages the margin names at most; a longer list is one to search, not to read.
    private static let longestList = 24

    private struct Entry: Sendable {
        let title: MadeWord
        let url: String
        /// What the paths of pages that belong to it start with.
        let prefix: String

        /// The entry for readers of a further language, where the site has a page of its own for them.
        func translated(to edition: String?, _ library: Library) -> Entry {
            guard let edition, library.generatedRoutes.contains(edition + "/" + url) else { return self }
            return Entry(title: title, url: edition + "/" + url, prefix: edition + "/" + prefix)
        }
    }

    private struct Part: Sendable {
        let part: MenuPart
        let entries: [Entry]
        /// The pages of content that it is about, in the order in which they are read; none where there are too many.
        let pages: [Page]

        func holds(_ path: String) -> Bool { entries.contains { path.hasPrefix($0.prefix) } }
    }

    private let parts: [Part]
    /// The same in further languages, by their folders: they lead to what there is in the language.
    private let translated: [String: [Part]]

    init(_ library: Library) {
        parts = Self.parts(library, edition: nil)
        translated = Dictionary(
            library.settings.languages.map { ($0, Self.parts(library, edition: $0)) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func parts(_ library: Library, edition: String?) -> [Part] {
        MenuPart.allCases.compactMap { part in
            let entries = entries(of: part, library, edition)
            return entries.isEmpty
                ? nil : Part(part: part, entries: entries, pages: pages(of: part, library, edition))
        }
    }

    private static func entries(of part: MenuPart, _ library: Library, _ edition: String?) -> [Entry] {
        let made = MadePage.all.compactMap { made -> Entry? in
            guard let place = made.menu, place.part == part, library.generatedRoutes.contains(made.url) else {
                return nil
            }
            let folder =
                made.url.hasSuffix("/index.html") ? made.url.dropLast("index.html".count) : made.url.dropLast(5)
            return Entry(title: place.title, url: made.url, prefix: String(folder)).translated(to: edition, library)
        }
        let inLanguage = library.pages.first { $0.kind == .glossary && $0.edition == edition }
        let glossary = inLanguage ?? library.originals.first { $0.kind == .glossary }
        guard part == .help, let glossary else { return made }
        return made + [Entry(title: .glossary, url: glossary.url, prefix: String(glossary.url.dropLast(5)))]
    }

    private static func pages(of part: MenuPart, _ library: Library, _ edition: String?) -> [Page] {
        guard let kind = part.kind else { return [] }
        let all =
            edition == nil ? library.pages(of: kind) : library.pages.filter { $0.kind == kind && $0.edition == edition }
        let pages = all.filter { $0.status != .retired && !$0.isIntroduction }
        return pages.count > longestList ? [] : pages.sorted { ($0.policy?.id ?? "") < ($1.policy?.id ?? "") }
    }

    /// Adds the menu as it stands on the page at `path`: its entries, what there is of the one that the page belongs to,
    /// and the pages before and after it.
    func add(to context: inout TemplateContext, path: String, words: Catalogue) {
        let parts = path.firstIndex(of: "/").flatMap { translated[String(path[..<$0])] } ?? parts
        let current = parts.first { $0.holds(path) }
        context.set(
            "nav",
            list: parts.map { part in
                Self.link(part.part.title(in: words), part.entries[0].url, isCurrent: part.part == current?.part)
            })
        guard let current else { return }
        let own = current.entries.filter { path.hasPrefix($0.prefix) }.max {
            $0.prefix.utf8.count < $1.prefix.utf8.count
        }
        let index = current.pages.firstIndex { $0.address.file == path }
        context.set(
            "section",
            object: TemplateContext {
                let title = current.part.title(in: words)
                $0.set("title", title)
                $0.set("label", words.frame(.moreIn, ["title": title]))
                let entries = current.entries.count > 1 ? current.entries : []
                $0.set(
                    "links",
                    list: entries.map { Self.link(words.made($0.title), $0.url, isCurrent: $0.prefix == own?.prefix) })
                $0.set(
                    "pages",
                    list: (index == nil ? [] : current.pages).map { page in
                        Self.link(page.title, page.url, isCurrent: page.address.file == path)
                    })
            })
        guard let index else { return }
        for (name, place) in [("previous", index - 1), ("next", index + 1)] where current.pages.indices.contains(place)
        {
            let page = current.pages[place]
            context.set(name, object: Self.link(page.title, page.url, isCurrent: false))
        }
    }

    /// An address within each part and one in none: what the menu shows on these is all that it can show.
    var examplePaths: [String] {
        let translated = translated.sorted { $0.key < $1.key }.flatMap { [$0.key + "/"] + Self.examples($0.value) }
        return [""] + Self.examples(parts) + translated
    }

    private static func examples(_ parts: [Part]) -> [String] {
        parts.flatMap { [$0.entries[0].url] + $0.pages.map(\.address.file) }
    }

    private static func link(_ title: String, _ url: String, isCurrent: Bool) -> TemplateContext {
        TemplateContext {
            $0.set("title", title)
            $0.set("url", url)
            $0.set("current", flag: isCurrent)
        }
    }
}
