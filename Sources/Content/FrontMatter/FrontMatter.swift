import Diagnostics
import Portal

/// A checked value of front matter with its place in the file.
public struct FrontMatterValue: Sendable, Hashable {
    /// The value by type.
    public indirect enum Content: Sendable, Hashable {
        case text(String)
        case date(CalendarDate)
        case integer(Int)
        case number(Double)
        case bool(Bool)
        case list([FrontMatterValue])
        case object(FrontMatter)
    }

    /// The value.
    public var content: Content
    /// Where it stands in the file.
    public var range: SourceRange
}

extension FrontMatterValue {
    /// The value as text, nil for lists and objects.
    public var text: String? {
        switch content {
        case .text(let value): value
        case .date(let value): value.description
        case .integer(let value): String(value)
        case .number(let value): "\(value)"
        case .bool(let value): value ? "true" : "false"
        case .list, .object: nil
        }
    }

    var date: CalendarDate? { if case .date(let date) = content { date } else { nil } }

    var integer: Int? { if case .integer(let value) = content { value } else { nil } }

    var number: Double? {
        switch content {
        case .number(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    var bool: Bool? { if case .bool(let value) = content { value } else { nil } }

    /// A list's items, none where it is not a list.
    var items: [FrontMatterValue] { if case .list(let items) = content { items } else { [] } }

    var object: FrontMatter? { if case .object(let value) = content { value } else { nil } }
}

/// Checked front matter: only keys that the schema knows, each of its type.
public struct FrontMatter: Sendable, Hashable {
    /// Values by key.
    public var values: [String: FrontMatterValue]

    init(_ values: [String: FrontMatterValue] = [:]) { self.values = values }

    /// The value's text; dates and numbers as written out.
    public func text(_ key: String) -> String? { values[key]?.text }
    /// The value's date.
    public func date(_ key: String) -> CalendarDate? { values[key]?.date }
    /// The value's whole number.
    public func integer(_ key: String) -> Int? { values[key]?.integer }
    /// The value's number.
    public func number(_ key: String) -> Double? { values[key]?.number }
    /// The value's truth.
    public func bool(_ key: String) -> Bool? { values[key]?.bool }
    /// The list's items, empty where there is no list.
    public func list(_ key: String) -> [FrontMatterValue] { values[key]?.items ?? [] }
    /// The list's texts.
    public func texts(_ key: String) -> [String] { list(key).compactMap(\.text) }
    /// The list's objects.
    public func objects(_ key: String) -> [FrontMatter] { list(key).compactMap(\.object) }
    /// The object under the key, empty where there is none.
    public func object(_ key: String) -> FrontMatter { values[key]?.object ?? FrontMatter() }
    /// The value's place, or the start of the file.
    public func range(_ key: String) -> SourceRange { values[key]?.range ?? .fileStart }
}
