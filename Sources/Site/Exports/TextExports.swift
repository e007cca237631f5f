import Portal
import Primitives
import Words

/// Small files for machines that read text: an index for language models, a description for the browser's address bar.
struct TextExports {
    let site: SiteContext

    private var library: Library { site.library }

    /// Source: llmstxt.org, "The /llms.txt file": a heading, a quotation, lists of links. Addresses are relative to the file.
    var llms: String {
        let settings = library.settings
        var text = "# \(settings.title.markdownLine)\n\n"
        if !settings.description.isEmpty { text += "> \(settings.description.markdownLine)\n\n" }
        text +=
            "Every rule has a number such as POL-001-R3 and an anchor of the same name. Quote pages word for word and link to the section.\n"
        for kind in PageKind.allCases {
            let pages = library.originals.filter { $0.kind == kind && $0.status == .active && !$0.isIntroduction }
            guard !pages.isEmpty else { continue }
            text += "\n## \(kind.pluralTitle)\n\n"
            for page in pages {
                let summary = page.summary.markdownLine
                text += "- [\(page.title.markdownLine)](\(page.url))" + (summary.isEmpty ? "" : ": \(summary)") + "\n"
            }
        }
        text += "\n## Data\n\n- [Everything as JSON](api/portal.json)\n"
        if library.originals.contains(where: { $0.kind == .policy }) {
            text += "- [Requirements as CSV](register.csv)\n"
        }
        if library.decisions != nil { text += "- [Decisions as CSV](decisions.csv)\n" }
        return text
    }

    /// Source: OpenSearch 1.1, "OpenSearch description document".
    func openSearch(_ base: String) -> String {
        let settings = library.settings
        // The format allows 16 characters for the short name.
        let name = String(String.UnicodeScalarView(settings.title.unicodeScalars.prefix(16)))
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
            <ShortName>\(escapedXML(name))</ShortName>
            <Description>\(escapedXML(site.words.records(.searchOf, ["title": settings.title])))</Description>
            <InputEncoding>UTF-8</InputEncoding>
            <Url type="text/html" template="\(escapedXML(base))/search/index.html?q={searchTerms}"/>
            </OpenSearchDescription>

            """
    }
}

extension String {
    /// The text within a line of markdown: it adds no line, no link and no table cell of its own, and none of it is unseen. The
    /// one way in which texts get into llms.txt and the tables of `charter diff`.
    var markdownLine: String {
        var result = String.UnicodeScalarView()
        for scalar in onOneLine.unicodeScalars {
            if "\\`[]<>|".unicodeScalars.contains(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }
}
