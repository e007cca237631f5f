import Markdown
import Portal
import Primitives
import Words

extension MadePage {
    static let tags = MadePage(
        url: "tags/index.html", title: .tags, summary: .tagsAbout, template: "tags", kind: "tags",
        condition: "a page has tags; each tag has a page of its own, `tags/*.html`",
        isNeeded: { $0.pages.contains { !$0.metadata.tags.isEmpty } },
        family: { $0.pages.flatMap(\.metadata.tags).map { tagAddress($0).file } }, pages: { $0.tagPages($1) })
}

/// Where a tag's page stands.
func tagAddress(_ tag: String) -> SitePath { SitePath("tags/\(addressName(for: tag)).html") }

/// The name of a file, without its ending, that is made for a text: readable where a disk allows that.
func addressName(for text: String) -> String {
    let name = headingID(for: text)
    let short = name.utf8.count <= 200 ? name : name.start(ofByteCount: 100) + "-" + sha256(name).prefix(8)
    do throws(ContentPath.Flaw) {
        return try ContentPath(short).text
    } catch {
        return error.suggestion + "-" + sha256(name).prefix(8)
    }
}

extension String {
    /// As many whole scalars as have room.
    fileprivate func start(ofByteCount limit: Int) -> String {
        var result = String.UnicodeScalarView(), count = 0
        for scalar in unicodeScalars {
            count += UTF8.width(scalar)
            guard count <= limit else { break }
            result.append(scalar)
        }
        return String(result)
    }
}

extension SiteContext {
    fileprivate func tagPages(_ made: MadePage) -> [GeneratedPage] {
        var byTag: [SitePath: (title: String, pages: [Page])] = [:]
        for page in library.originals {
            for tag in page.metadata.tags { byTag[tagAddress(tag), default: (tag, [])].pages.append(page) }
        }
        let tags = byTag.sorted { $0.value.title.lowercased() < $1.value.title.lowercased() }
        var index = context(of: made)
        index.set(
            "tags",
            list: tags.map { address, tag in
                var entry = link(tag.title, address.url, "tag")
                entry.set("count", words.number(tag.pages.count))
                return entry
            })
        return [GeneratedPage(path: made.url, template: made.template, context: index)]
            + tags.map { address, tag in
                var context = context(
                    path: address.file, title: words.lists(.tag, ["title": tag.title]),
                    summary: words.lists(.tagSummary, ["title": tag.title]), kind: "list")
                addList("tag", tag.pages, to: &context)
                context.set(
                    "breadcrumbs",
                    list: [link(words.common(.home), "index.html"), link(made.title(in: words), made.url)])
                return GeneratedPage(path: address.file, template: "list", context: context)
            }
    }
}
