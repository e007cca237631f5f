import Portal
import Words

/// A cell of a table that the site makes.
struct TableCell: Sendable {
    var text: String
    /// Below the root, or a full address.
    var url: String?
    /// A badge's class, such as `verdict-allowed`; the text then stands in a badge.
    var badge: String?
    /// Smaller words under the text.
    var note: String?
    var isHead = false
    var isNumber = false
    /// Further links under the text.
    var links: [(title: String, url: String)] = []

    init(
        _ text: String, url: String? = nil, badge: String? = nil, note: String? = nil, isHead: Bool = false,
        isNumber: Bool = false, links: [(title: String, url: String)] = []
    ) {
        self.text = text
        self.url = url
        self.badge = badge
        self.note = note
        self.isHead = isHead
        self.isNumber = isNumber
        self.links = links
    }

    /// The picture of a badge's word, for words of few.
    private static func icon(of badge: String?) -> String? {
        badge.flatMap { $0.hasPrefix("verdict-") || $0.hasPrefix("component-") ? $0 : nil }
    }

    /// - Parameter column: the heading above the cell, for readers of narrow screens; only a matrix repeats it.
    func context(column: String? = nil) -> TemplateContext {
        TemplateContext { context in
            context.set("text", text)
            context.set("column", column)
            context.set("icon", column == nil ? nil : Self.icon(of: badge))
            let isElsewhere = url.map { $0.hasPrefix("https://") || $0.hasPrefix("http://") } ?? false
            context.set(isElsewhere ? "external_url" : "url", url)
            context.set("badge", badge)
            context.set("note", note)
            context.set("is_head", flag: isHead)
            context.set("is_number", flag: isNumber)
            context.set(
                "links",
                list: links.map { link in
                    TemplateContext {
                        $0.set("title", link.title)
                        $0.set("url", link.url)
                    }
                })
        }
    }
}

/// A table with a heading of its own.
struct TableSection: Sendable {
    var id: String
    var title: String
    var summary: String?
    var columns: [(title: String, isNumber: Bool)]
    var rows: [[TableCell]]
    /// What stands in place of an empty table.
    var empty: String?
    /// Whether its cells are a word of few, such as a verdict, and so are shown by form and colour too.
    var isMatrix: Bool

    init(
        id: String, title: String, summary: String? = nil, columns: [(title: String, isNumber: Bool)],
        rows: [[TableCell]], empty: String? = nil, isMatrix: Bool = false
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.columns = columns
        self.rows = rows
        self.empty = empty
        self.isMatrix = isMatrix
    }

    /// What a template shows of the table.
    func context(_ words: Catalogue) -> TemplateContext {
        TemplateContext { context in
            context.set("id", id)
            context.set("title", title)
            context.set("label", words.frame(.table, ["title": title]))
            context.set("summary", summary)
            context.set("is_matrix", flag: isMatrix)
            context.set("empty", rows.isEmpty ? empty ?? words.frame(.nothingYet) : nil)
            context.set(
                "columns",
                list: rows.isEmpty
                    ? []
                    : columns.map { column in
                        TemplateContext {
                            $0.set("title", column.title)
                            $0.set("is_number", flag: column.isNumber)
                        }
                    })
            context.set(
                "rows",
                list: rows.map { row in
                    TemplateContext {
                        $0.set(
                            "cells",
                            list: zip(row, columns).map { cell, column in
                                cell.context(column: isMatrix && !cell.isHead ? column.title : nil)
                            })
                    }
                })
        }
    }
}

extension SiteContext {
    /// A page of tables.
    ///
    /// - Parameters:
    ///   - downloads: files that hold the same for machines.
    ///   - notes: sentences under the tables: what the figures rest on, where they come from.
    func tablePage(
        _ made: MadePage, sections: [TableSection], downloads: [(title: String, url: String)] = [],
        notes: [String] = []
    ) -> GeneratedPage {
        var context = context(of: made)
        context.set("sections", list: sections.map { $0.context(words) })
        context.set(
            "downloads",
            list: downloads.map { download in
                TemplateContext {
                    $0.set("title", download.title)
                    $0.set("url", download.url)
                }
            })
        context.set("notes", list: TemplateContext.texts(notes))
        return GeneratedPage(path: made.url, template: made.template, context: context)
    }
}
