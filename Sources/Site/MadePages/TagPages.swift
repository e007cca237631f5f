import Markdown
import Portal

extension MadePage {
    static let tags = MadePage(
        url: "tags/index.html", title: "Tags", summary: "Pages by subject.", template: "tags", kind: "tags",
        condition: "a page has tags; each tag has a page of its own, `tags/*.html`",
        isNeeded: { $0.pages.contains { !$0.metadata.tags.isEmpty } },
        family: { $0.pages.flatMap(\.metadata.tags).map(tagURL) }, pages: { $0.tagPages($1) })
}

/// The address of a tag's page.
func tagURL(_ tag: String) -> String { "tags/\(headingID(for: tag)).html" }

extension SiteContext {
    fileprivate func tagPages(_ made: MadePage) -> [GeneratedPage] {
        var byTag: [String: (title: String, pages: [Page])] = [:]
        for page in library.pages {
            for tag in page.metadata.tags { byTag[tagURL(tag), default: (tag, [])].pages.append(page) }
        }
        let tags = byTag.sorted { $0.value.title.lowercased() < $1.value.title.lowercased() }
        var index = context(of: made)
        index.set(
            "tags",
            list: tags.map { url, tag in
                var entry = link(tag.title, url, "tag")
                entry.set("count", String(tag.pages.count))
                return entry
            })
        return [GeneratedPage(path: made.url, template: made.template, context: index)]
            + tags.map { url, tag in
                var context = context(
                    path: url, title: "Tag: \(tag.title)", summary: "Pages on \(tag.title).", kind: "list")
                addList("tag", tag.pages, to: &context)
                context.set("breadcrumbs", list: [link("Home", "index.html"), link("Tags", "tags/index.html")])
                return GeneratedPage(path: url, template: "list", context: context)
            }
    }
}
