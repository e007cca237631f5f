import Portal
import Words

/// The languages of a portal that has more than one: how a page leads to itself in each of them.
struct Editions: Sendable {
    let library: Library

    /// A page as it stands in a language.
    struct Place: Equatable {
        /// The folder's language; nil for the portal's own.
        var edition: String?
        var language: String
        var url: String
        /// Whether the page itself is there, and not only the start page of the language.
        var isTranslated: Bool
    }

    /// All languages of the portal, its own first; none where it has but one.
    private var languages: [(edition: String?, language: String)] {
        let settings = library.settings
        guard !settings.languages.isEmpty else { return [] }
        return [(nil, settings.language)] + settings.languages.map { ($0, $0) }
    }

    /// The start page of a language; that of the portal where it has none.
    func startPage(of edition: String?) -> String {
        let own = edition.map { $0 + "/index.html" } ?? "index.html"
        return library.generatedRoutes.contains(own) ? own : "index.html"
    }

    /// The start pages of all languages, the portal's own first.
    var startPages: [String] {
        ["index.html"]
            + library.settings.languages.map { $0 + "/index.html" }.filter(library.generatedRoutes.contains)
    }

    /// The words of the language that a page at an address is in.
    func words(ofPath path: String) -> Catalogue {
        Catalogue(tag: library.settings.edition(ofPath: path) ?? library.settings.language)
    }

    /// Where a page stands in each language.
    ///
    /// - Parameters:
    ///   - path: its file below the site's root.
    ///   - page: its source; nil for a page that the site makes.
    func places(path: String, page: Page?) -> [Place] {
        languages.map { edition, language in
            let counterpart = page.map { library.counterpart(of: $0, in: edition)?.url } ?? made(path, in: edition)
            return Place(
                edition: edition, language: language, url: counterpart ?? startPage(of: edition),
                isTranslated: counterpart != nil)
        }
    }

    /// A page that the site makes, in another language.
    private func made(_ path: String, in edition: String?) -> String? {
        let current = library.settings.edition(ofPath: path)
        let shared = current.map { String(path.dropFirst($0.count + 1)) } ?? path
        let own = edition.map { $0 + "/" + shared } ?? shared
        return library.generatedRoutes.contains(own) ? SitePath(own).url : nil
    }

    /// Adds the switch of the header, and the addresses that the head names.
    func add(to context: inout TemplateContext, path: String, page: Page?) {
        let places = places(path: path, page: page)
        guard !places.isEmpty else {
            context.set("editions", list: [])
            context.set("alternates", list: [])
            return
        }
        let current = library.settings.edition(ofPath: path)
        context.set("editions_title", words(ofPath: path).language(.title))
        context.set(
            "editions",
            list: places.map { place in
                let words = Catalogue(tag: place.language)
                return TemplateContext {
                    $0.set("language", place.language)
                    $0.set("title", Self.name(of: place.language))
                    $0.set("url", place.url)
                    $0.set("current", flag: place.edition == current)
                    $0.set("note", place.isTranslated || page == nil ? nil : words.edition(.notYet))
                }
            })
        context.set(
            "alternates",
            list: alternates(places).map { language, url in
                TemplateContext {
                    $0.set("language", language)
                    $0.set("url", url)
                }
            })
    }

    /// The page's address in each language that has it, absolute where the site's address is known, and the one for readers of
    /// any other language. Source: HTML, "Link type alternate"; x-default as in the sitemaps of search engines.
    func alternates(_ places: [Place]) -> [(language: String, url: String)] {
        let translated = places.filter(\.isTranslated)
        guard translated.count > 1, let base = library.settings.url else { return [] }
        let all = translated.map { ($0.language, base + "/" + $0.url) }
        return all + (translated.first { $0.edition == nil }.map { [("x-default", base + "/" + $0.url)] } ?? [])
    }

    /// What a translation says of its original; nil on other pages.
    func note(on page: Page) -> TemplateContext? {
        guard let original = library.original(of: page) else { return nil }
        let words = Catalogue(tag: library.settings.language(of: page))
        let isBehind = library.delay(of: page) != nil
        return TemplateContext {
            $0.set("text", isBehind ? words.language(.olderThanOriginal) : words.edition(.translation))
            $0.set("is_behind", flag: isBehind)
            $0.set("url", original.url)
            $0.set("title", original.title)
            $0.set("language", library.settings.language(of: original))
        }
    }

    /// The name of a language in itself; its tag where Charter does not know it.
    static func name(of language: String) -> String {
        if Language(tag: language) != nil { return Catalogue(tag: language).language(.ownName) }
        return names[language.primaryLanguage] ?? language
    }

    private static let names = [
        "cs": "Čeština", "da": "Dansk", "es": "Español", "fi": "Suomi", "fr": "Français", "it": "Italiano",
        "nl": "Nederlands", "no": "Norsk", "pl": "Polski", "pt": "Português", "sv": "Svenska", "tr": "Türkçe",
        "uk": "Українська",
    ]
}
