import Diagnostics
import Foundation
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

    @Test("every date of something that happened is found, in groups and lists too, and everybody who is named")
    func stated() {
        let fields = Keys<PageMetadata>.common.fields + Keys<Evaluation>.evaluation.fields
        let schema = Schema(name: "a page", summary: "", fields: fields)
        let values = FrontMatter(Self.values(of: fields))
        #expect(
            schema.pastDates(in: values).map(\.key) == [
                "date", "updated", "reviewed", "date", "retrieved", "on", "released", "date", "evaluated",
            ])
        #expect(schema.people(in: values).map(\.key) == ["owner", "reviewer", "by", "evaluator"])
        #expect(schema.people(in: values).allSatisfy { $0.value.value == "a text" && $0.value.range.start.line == 3 })
    }

    @Test("a mistaken date is told in its own words, and what was meant is offered where there is no doubt")
    func mistakenDates() {
        func told(_ text: String) -> String? {
            MistakenDate(text).map { "\($0.reason) -> \($0.meant?.description ?? "?")" }
        }
        #expect(told("2027-11-25") == nil && told("soon") == nil && told("1.2.3.4") == nil && told("") == nil)
        #expect(told("2027-02-30") == "but February 2027 has 28 days -> ?")
        #expect(told("2028-02-30") == "but February 2028 has 29 days -> ?")
        #expect(told("2027-25-11") == "but there is no month 25 -> 2027-11-25")
        for text in [
            "25.11.2027", "25-11-2027", "2027/11/25", "2027.11.25", "25/11/2027", "11/25/2027", "25 November 2027",
            "Nov 25, 2027",
        ] {
            #expect(told(text) == "expected a date as YYYY-MM-DD -> 2027-11-25", "\(text)")
        }
        for text in ["5/6/2027", "12/5/2027", "5/12/2027"] {
            #expect(told(text)?.hasSuffix("-> ?") == true, "\(text)")
        }
        #expect(told("2027-1-5") == "expected a date as YYYY-MM-DD -> 2027-01-05")
        #expect(told("2027-11-25T10:00:00Z") == "expected the day alone -> 2027-11-25")
        #expect(told("0.0.0000") == nil && told("99999.1.1") == nil && told("-2027-01-01") == nil)
    }

    @Test("a new page says nothing that can be published: each thing to be filled in is a placeholder")
    func skeletons() {
        let today = CalendarDate("2026-11-01") ?? CalendarDate(secondsSince1970: 0)
        for kind in PageSkeleton.Kind.allCases {
            let text = PageSkeleton(
                kind: kind, title: "Use of Ümläuts & \"Co\"", name: "use", today: today, nextPolicyID: "POL-009"
            ).text
            #expect(text.contains("title: \"Use of Ümläuts & \\\"Co\\\"\""), "\(text)")
            let folder = PageKind(rawValue: kind.rawValue)?.folder.map { $0 + "/" } ?? ""
            func problems(_ text: String) -> [Diagnostic] {
                readPage(
                    SourceFile(path: "\(folder)use.md", bytes: Array(text.utf8)),
                    in: ReadingContext(settings: SiteSettings())
                ).page.diagnostics
            }
            #expect(problems(text) == [], "\(kind)")
            let published = problems(text.replacingOccurrences(of: "status: draft", with: "status: active"))
            // Those that somebody answers for name nobody yet, beside the text that is to be written.
            let least = [.glossary, .page].contains(kind) ? 1 : 2
            #expect(
                published.count { $0.id == .placeholder && $0.severity == .error } >= least, "\(kind): \(published)")
        }
        // What speaks of them is none.
        #expect(placeholders(in: "Write 'To be named' into the page, and go on.\n`To be named`", path: "") == [])
    }

    @Test(
        "a file's name has Latin letters without accents, and one hyphen between words",
        arguments: [
            ("use of Ümläuts & Co", "use-of-umlauts-co"), ("Straße Nr. 5", "strasse-nr-5"), ("C++", "c"),
            ("&&&", nil), ("個人情報", nil), ("個人情報 2.0", "2.0"),
            ("../etc/passwd", "etc-passwd"), ("Don't panic!", "dont-panic"), ("Политика ИИ", "politika-ii"),
            ("My: \"page\"", "my-page"), ("Apache 2.0", "apache-2.0"),
        ])
    func fileNames(title: String, name: String?) { #expect(fileName(for: title) == name) }
}
