import Portal
import Primitives

extension Page {
    /// What the page's front matter states beside what every page's entry in `api/portal.json` has a key for, as text by key:
    /// `approver`, `thresholds 1 limit`. Lists of words are joined by commas, and entries of a list of groups are counted
    /// from 1.
    package var otherStatements: [String: String] {
        var reader = BinaryReader(codedFrontMatter[...])
        guard var frontMatter = try? reader.read(FrontMatter.self) else { return [:] }
        var result: [String: String] = [:]
        frontMatter.values = frontMatter.values.filter { !Self.keysOfEveryEntry.contains($0.key) }
        frontMatter.addStatements(to: &result, prefix: "")
        return result
    }
}

extension Page {
    private static let keysOfEveryEntry: Set = [
        "id", "title", "status", "version", "owner", "review_by", "updated", "tags", "aliases",
    ]
}

extension FrontMatter {
    fileprivate func addStatements(to result: inout [String: String], prefix: String) {
        for (key, value) in values { value.addStatements(to: &result, name: prefix + key) }
    }
}

extension FrontMatterValue {
    fileprivate func addStatements(to result: inout [String: String], name: String) {
        switch content {
        case .text, .date, .integer, .number, .bool: result[name] = text
        case .object(let group): group.addStatements(to: &result, prefix: name + " ")
        case .list(let items):
            let words = items.compactMap(\.text)
            if words.count == items.count {
                result[name] = words.joined(separator: ", ")
            } else {
                for (index, item) in items.enumerated() {
                    item.addStatements(to: &result, name: "\(name) \(index + 1)")
                }
            }
        }
    }
}
