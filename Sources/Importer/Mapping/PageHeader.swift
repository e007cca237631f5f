import Content
import Portal
import Primitives

/// Front matter that is being written: keys in the order of the kind's skeleton, each as the lines that give it.
struct PageHeader {
    private var entries: [(key: String, text: String)] = []

    /// What a page of a kind needs, with placeholders where a person must say something.
    init(kind: PageKind, title: String, name: String, today: CalendarDate, policyID: String) {
        let skeleton = PageSkeleton.Kind(rawValue: kind.rawValue).map {
            PageSkeleton(kind: $0, title: title, name: name, today: today, nextPolicyID: policyID).text
        }
        let lines =
            skeleton?.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().prefix { $0 != "---" }
            .map(String.init) ?? ["title: \(yamlScalar(title))", "status: draft"]
        for line in lines {
            if line.hasPrefix(" ") || line.hasPrefix("#"), !entries.isEmpty {
                entries[entries.count - 1].text += "\n" + line
            } else {
                entries.append((line.split(separator: ":").first.map(String.init) ?? line, line))
            }
        }
        // What nobody has said stays away; a guide's date is that of its source.
        for key in ["description", "tags"] { remove(key) }
        if kind == .guide { for key in ["date", "owner", "review_by"] { remove(key) } }
    }

    mutating func remove(_ key: String) { entries.removeAll { $0.key == key } }

    /// Sets a key to a text, between quotation marks unless it is a date.
    mutating func set(_ key: String, _ text: String) { put(key, "\(key): \(yamlScalar(text))") }

    mutating func set(_ key: String, _ date: CalendarDate) { put(key, "\(key): \(date)") }

    mutating func set(_ key: String, _ texts: [String]) {
        put(key, "\(key):" + texts.map { "\n  - \(yamlScalar($0))" }.joined())
    }

    private mutating func put(_ key: String, _ text: String) {
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index].text = text
        } else {
            entries.append((key, text))
        }
    }

    /// From the first `---` to the last, with a line feed.
    var text: String { "---\n" + entries.map { $0.text + "\n" }.joined() + "---\n" }
}
