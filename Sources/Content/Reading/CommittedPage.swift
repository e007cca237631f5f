import Diagnostics
import Portal

extension PageVersion {
    /// Whether the version was a draft, whose text is nobody's business.
    ///
    /// Its front matter is read as a page's is. What cannot be read was never published, so it counts as a draft.
    public var isDraft: Bool {
        var problems: [Diagnostic] = []
        let text = source.unicodeScalars.first == "\u{FEFF}" ? String(source.unicodeScalars.dropFirst()) : source
        let parts = splitFrontMatter(text, path: "", diagnostics: &problems)
        guard problems.isEmpty else { return true }
        guard parts.yaml.mayNameDraft else { return false }
        let (values, found) = FrontMatterReader.read(parts.yaml, path: "", firstLine: 2, schema: .status)
        return values.text("status") == "draft" || found.contains { $0.id != .frontMatterUnknown }
    }
}

extension Schema {
    /// Of a page, the one key that tells whether it is published.
    fileprivate static let status = Schema(
        name: "page", summary: "A page's status.", fields: [SchemaField("status", .text, "The page's status.")])
}

extension Substring {
    /// Whether the text holds `draft`, or an escape that could stand for one of its letters: reading YAML takes longer.
    fileprivate var mayNameDraft: Bool {
        utf8.contains(UInt8(ascii: "\\")) || firstByteRange(of: "draft") != nil
    }
}
