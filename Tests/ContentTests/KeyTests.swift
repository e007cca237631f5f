import Diagnostics
import Portal
import Testing

@testable import Content

/// Each key of front matter sets a property of the domain, and each property is set by a key: one line joins the two.
@Suite("Keys of front matter")
struct KeyTests {
    /// A value that the schema accepts, different from what an empty type holds.
    private static func sample(of type: SchemaType) -> FrontMatterValue {
        let content: FrontMatterValue.Content =
            switch type {
            case .text: .text("a text")
            case .formatted: .text("POL-123")
            case .date: .date(CalendarDate(secondsSince1970: 1_700_000_000))
            case .url: .text("https://example.org")
            case .integer: .integer(7)
            case .number: .number(7.5)
            case .bool: .bool(true)
            case .oneOf(let words): .text(words[0])
            case .list(let element): .list([sample(of: element)])
            case .object(let fields): .object(FrontMatter(values(of: fields)))
            }
        return FrontMatterValue(content: content, range: SourceRange(line: 3))
    }

    private static func values(of fields: [SchemaField]) -> [String: FrontMatterValue] {
        Dictionary(uniqueKeysWithValues: fields.map { ($0.name, sample(of: $0.type)) })
    }

    /// Checks both directions for a type and its keys.
    ///
    /// - Parameter free: properties that no key sets, and why that is right.
    private static func check<Root>(_ keys: Keys<Root>, empty: Root, free: Set<String> = []) {
        func described(_ root: Root) -> [String: String] {
            let children = Mirror(reflecting: root).children
            return Dictionary(
                children.compactMap { child in child.label.map { ($0, String(describing: child.value)) } },
                uniquingKeysWith: { $1 })
        }
        let nothing = described(empty)
        var everything = empty
        keys.fill(&everything, from: FrontMatter(values(of: keys.fields)))
        for (property, value) in described(everything) where !free.contains(property) {
            #expect(value != nothing[property], "\(Root.self).\(property) is set by no key")
        }
        for key in keys.all {
            var root = empty
            key.set(&root, sample(of: key.field.type))
            #expect(described(root) != nothing, "'\(key.field.name)' of \(Root.self) sets nothing")
        }
        #expect(Set(keys.fields.map(\.name)).count == keys.fields.count, "a key of \(Root.self) is declared twice")
    }

    @Test("every key sets a property, and every property is set by a key")
    func complete() {
        Self.check(Keys<PageMetadata>.common, empty: PageMetadata())
        Self.check(Keys<Policy>.policy, empty: Policy())
        Self.check(Keys<Licence>.licence, empty: Licence())
        // The file that the page names says the record; Library.evaluation(of:) fills it in.
        Self.check(Keys<Evaluation>.evaluation, empty: Evaluation(), free: ["record"])
    }

    @Test("a value that the schema refused leaves the property as it was")
    func refused() {
        var policy = Policy()
        policy.id = "slug"
        Keys<Policy>.policy.fill(&policy, from: FrontMatter())
        #expect(policy.id == "slug" && policy.idRange == nil)
    }
}
