import Content
import Portal
import Primitives

/// Maps another tool's keys to ours; each key gets a note.
struct FrontMatterMapping {
    let kind: PageKind
    let today: CalendarDate
    private(set) var header: PageHeader
    private(set) var notes: ImportNotes

    /// Keys that order, hide or dress a page there, with what does so here.
    private static let arrangement: [String: String] = [
        "weight": "lists here are in the order of their titles", "order": "lists here are in the order of their titles",
        "nav_order": "lists here are in the order of their titles",
        "sidebar_position": "lists here are in the order of their titles",
        "sidebar_label": "menus show the title", "pagination_label": "menus show the title",
        "linktitle": "menus show the title", "menu": "menus follow the folders",
        "displayed_sidebar": "menus follow the folders", "sidebar": "menus follow the folders",
        "layout": "the kind of a page decides its look", "type": "the kind of a page decides its look",
        "template": "the kind of a page decides its look", "page_template": "the kind of a page decides its look",
        "toc": "a page with headings has a table of contents", "hide": "nothing of a page is hidden",
        "hide_title": "nothing of a page is hidden", "hide_table_of_contents": "nothing of a page is hidden",
        "icon": "pages have no icon", "image": "pages have no picture of their own",
        "images": "pages have no picture of their own", "sort_by": "lists here are in the order of their titles",
        "paginate_by": "lists are one page", "in_search_index": "every page is searched",
        "unlisted": "every page is listed", "render": "every page is written", "search": "every page is searched",
        "slug": "the file's name is the address; put the old one under aliases if readers know it",
        "id": "the file's name is the address",
    ]

    /// Begins with what the kind needs.
    init(header: PageHeader, kind: PageKind, today: CalendarDate, notes: ImportNotes) {
        (self.header, self.kind, self.today, self.notes) = (header, kind, today, notes)
    }

    /// Maps all keys but the title, which the header has.
    mutating func map(_ entries: [ForeignEntry]) {
        // Who answers for a page goes before who wrote it.
        let inner = entries.flatMap { entry in
            if case .table(let inner) = entry.value { inner } else { [ForeignEntry]() }
        }
        hasOwner = hasOwner || (entries + inner).contains { $0.key.lowercased() == "owner" }
        for entry in entries {
            let key = entry.key.lowercased()
            switch key {
            case "title": notes.mapped(entry.line, "title")
            case "description", "summary", "abstract", "subtitle":
                mapText(entry, to: "description")
            case "date", "pubdate", "created", "publishdate": mapDate(entry, to: "date")
            case "updated", "lastmod", "last_updated", "modified", "last_modified_at":
                mapDate(entry, to: "updated")
            case "last_update":
                guard let day = entry.value.entry("date") else { return leave(entry, "it holds no date") }
                mapDate(ForeignEntry(key: "last_update.date", value: day, line: entry.line), to: "updated")
            case "review_by", "review_date", "review-by", "next_review": mapDate(entry, to: "review_by")
            case "tags", "keywords", "categories", "topics": mapTags(entry)
            case "taxonomies":
                guard case .table(let inner) = entry.value else { return leave(entry, "it holds no lists") }
                for tag in inner {
                    mapTags(ForeignEntry(key: "taxonomies." + tag.key, value: tag.value, line: tag.line))
                }
            case "author", "authors", "owner", "maintainer", "contact": mapOwner(entry)
            case "extra", "params":
                guard case .table(let inner) = entry.value else { return leave(entry, "it holds no keys") }
                map(inner.map { ForeignEntry(key: $0.key, value: $0.value, line: $0.line) })
            case "aliases", "redirect_from": mapAliases(entry)
            case "url", "path", "permalink": mapAliases(entry)
            case "version" where kind == .policy: mapText(entry, to: "version")
            case "draft", "published", "status":
                notes.mapped(
                    entry.line, "\(entry.key): \(entry.value.summary) as status: draft, as every page that was imported"
                )
            case "language", "lang": mapText(entry, to: "language")
            default:
                leave(entry, Self.arrangement[key] ?? "no key here means this")
            }
        }
    }

    /// Keys of ours that have a value.
    private var taken = Set<String>()
    private var hasOwner = false

    private mutating func leave(_ entry: ForeignEntry, _ reason: String) {
        notes.left(entry.line, "\(entry.key): \(entry.value.summary), since \(reason)")
    }

    private mutating func mapText(_ entry: ForeignEntry, to key: String) {
        guard let text = entry.value.text?.trimmed, !text.isEmpty else { return leave(entry, "it holds no text") }
        guard taken.insert(key).inserted else { return leave(entry, "another key gave \(key)") }
        // Line feeds of a long text mean nothing here.
        header.set(key, text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        notes.mapped(entry.line, entry.key == key ? key : "\(entry.key) as \(key)")
    }

    private mutating func mapDate(_ entry: ForeignEntry, to key: String) {
        guard let text = entry.value.text, let day = foreignDay(text) else {
            return leave(entry, "it is not a date that can be told for sure")
        }
        if key != "review_by", today < day { return leave(entry, "the day is yet to come") }
        guard taken.insert(key).inserted else { return leave(entry, "another key gave \(key)") }
        header.set(key, day)
        notes.mapped(
            entry.line, entry.key == key && text == day.description ? key : "\(entry.key): \(text) as \(key): \(day)")
    }

    private mutating func mapTags(_ entry: ForeignEntry) {
        let texts = entry.value.texts.map(\.trimmed).filter { !$0.isEmpty }
        guard !texts.isEmpty else { return leave(entry, "it holds no words") }
        tags += texts.filter { !tags.contains($0) }
        header.set("tags", tags)
        notes.mapped(entry.line, entry.key == "tags" ? "tags" : "\(entry.key) as tags")
    }

    private var tags: [String] = []

    /// A person who wrote a page is who answers for it, until somebody else is named.
    private mutating func mapOwner(_ entry: ForeignEntry) {
        let names: [String] =
            switch entry.value {
            case .text, .bool: entry.value.text.map { [$0] } ?? []
            case .list(let items): items.compactMap { $0.text ?? $0.entry("name")?.text }
            case .table: [entry.value.entry("name")?.text].compactMap(\.self)
            }
        guard let name = names.first?.trimmed, !name.isEmpty else { return leave(entry, "it names nobody") }
        let isAuthor = entry.key.lowercased() != "owner"
        guard !(isAuthor && hasOwner), taken.insert("owner").inserted else {
            return leave(entry, "another key gave owner")
        }
        header.set("owner", name)
        let others = names.dropFirst().joined(separator: ", ")
        notes.mapped(
            entry.line, "\(entry.key): \(name) as owner" + (others.isEmpty ? "" : "; a page has one, so not \(others)"))
    }

    private var aliases: [String] = []

    /// Old addresses, each as the file that a server would have shown.
    private mutating func mapAliases(_ entry: ForeignEntry) {
        let paths = entry.value.texts.compactMap(fileAddress)
        guard !paths.isEmpty else { return leave(entry, "it is no address below the site's root") }
        aliases += paths.filter { !aliases.contains($0) }
        header.set("aliases", aliases)
        notes.mapped(entry.line, "\(entry.key) as aliases: \(paths.joined(separator: ", "))")
    }
}

/// The day that a date of another tool names, with or without a time; nil where it could be two.
func foreignDay(_ text: String) -> CalendarDate? {
    let day = text.trimmed.prefix { $0 != "T" && $0 != " " }
    return CalendarDate(day)
}

/// `/old/page/` as `old/page/index.html`; nil for what is no address below the root.
func fileAddress(_ address: String) -> String? {
    guard !address.contains("://"), !address.contains("#"), !address.contains("?") else { return nil }
    let parts = address.split(separator: "/")
    guard let last = parts.last else { return nil }
    let path = parts.joined(separator: "/") + (last.contains(".") ? "" : "/index.html")
    return (try? ContentPath(path)) == nil ? nil : path
}
