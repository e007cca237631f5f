import Content
import Portal
import Primitives
import Words

/// Files for machines, made from the library alone, but for the record of the build.
struct Exports {
    let site: SiteContext

    let record: BuildRecord

    /// The export files of a group, each made when it is asked for.
    func files(of group: OutputGroup) -> [PendingFile] {
        let (exports, facts) = (self, site.facts)
        let files = ExportFile.all.filter { $0.group == group && $0.isNeeded(facts) }.map { export in
            PendingFile(export.url, .made { Array(export.text(exports).utf8) })
        }
        return group == .generated ? files + dataFiles : files
    }

    /// Files whose addresses depend on the content: the chooser's data, the handbook's style sheet and the openness files.
    private var dataFiles: [PendingFile] {
        var files: [PendingFile] = []
        if MadePage.handbook.isNeeded(site.facts) {
            let style = HandbookPage.style(of: site.library, in: site.words)
            files.append(PendingFile(style.path, .made { Array(style.css.utf8) }))
        }
        if let view = site.decisionView {
            let script = ChooserData(view: view).script
            files.append(PendingFile(ChooserData.path(of: script), .made { Array(script.utf8) }))
        }
        for (path, record) in site.library.dataFiles.openness.sorted(by: { $0.key < $1.key }) {
            guard let page = site.library.pages.first(where: { $0.path == path }) else { continue }
            files.append(PendingFile(SiteContext.opennessAddress(page).file, .made { Array(record.yaml.utf8) }))
        }
        return files
    }

    // MARK: Sitemap

    /// Source: sitemaps.org protocol 0.9. Without a site address there is nothing to list.
    ///
    /// Pages in several languages name one another as search engines ask for it, by links of XHTML.
    var sitemap: String {
        let base = site.library.settings.url
        let pages = site.library.pages.filter { !$0.isIntroduction && $0.status != .draft }
        let editions = Editions(library: site.library)
        let home: [(url: String, file: String, page: Page?)] = editions.startPages.map { ($0, $0, nil) }
        let entries = base == nil ? [] : home + pages.map { ($0.url, $0.address.file, $0) }
        let urls = entries.map { entry in
            let date = entry.page?.lastChange.map { "<lastmod>\($0)</lastmod>" } ?? ""
            let links = editions.alternates(editions.places(path: entry.file, page: entry.page)).map { language, url in
                "<xhtml:link rel=\"alternate\" hreflang=\"\(escapedXML(language))\" href=\"\(escapedXML(url))\"/>"
            }
            return "<url><loc>\(escapedXML((base ?? "") + "/" + entry.url))</loc>\(date)\(links.joined())</url>\n"
        }
        let namespace =
            site.library.settings.languages.isEmpty ? "" : " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""
        return
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"\(namespace)>\n\(urls.joined())</urlset>\n"
    }

    /// An intranet's pages are for staff, not for search engines.
    var robots: String { "User-agent: *\nDisallow: /\n" }

    // MARK: Register

    var register: String {
        let rows = RegisterRow.all(in: site.library)
        let header = ["id", "level", "text", "policy", "title", "version", "section", "applies_to", "url"]
        let lines = rows.map { row in
            [
                row.id, row.requirement.level.rawValue, row.requirement.text, row.policy.id, row.page.title,
                row.policy.version,
                row.requirement.sectionTitle, row.policy.appliesTo.joined(separator: "; "),
                row.page.url.appending(anchor: row.id),
            ]
        }
        return csvText([header] + lines)
    }

    // MARK: Feed

    /// Source: RFC 4287 (Atom). The feed's date is that of its newest entry, so that it depends on content only.
    func feed(_ base: String) -> String {
        let entries = site.library.datedChanges.prefix(50).map { change -> (date: String, xml: String) in
            let date = "\(change.date)T00:00:00Z"
            let version = change.version ?? ""
            let title =
                version.isEmpty
                ? change.page.title : "\(change.page.title), \(site.words.page(.version, ["version": version]))"
            let url = escapedXML(base + "/" + change.page.url)
            return (
                date,
                """
                <entry>
                <title>\(escapedXML(title))</title>
                <id>\(url)#version-\(version.percentEncoded)-\(change.date)</id>
                <link href="\(url)"/>
                <updated>\(date)</updated>
                <summary>\(escapedXML(change.summary ?? ""))</summary>
                </entry>

                """
            )
        }
        let settings = site.library.settings
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(escapedXML(settings.language))">
            <title>\(escapedXML(site.words.records(.feedTitle, ["title": settings.title])))</title>
            <id>\(escapedXML(base))/</id>
            <link rel="self" href="\(escapedXML(base))/feed.xml"/>
            <link href="\(escapedXML(base))/changes.html"/>
            <updated>\(entries.first?.date ?? "1970-01-01T00:00:00Z")</updated>
            <author><name>\(escapedXML(settings.organisation ?? settings.title))</name></author>
            \(entries.map(\.xml).joined())</feed>

            """
    }
}
