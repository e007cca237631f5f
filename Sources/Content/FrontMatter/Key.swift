import Portal

/// A key of front matter with the property that it sets: the one place where the two meet.
///
/// `Root` is the type of the domain that the key belongs to. A list of keys is a schema for validation, for JSON Schema and for
/// the writer's guide (``Keys/fields``), and reads values into a `Root` (``Keys/fill(_:from:)``).
struct Key<Root>: Sendable {
    var field: SchemaField
    /// Sets the property from a value that the schema accepted.
    let set: @Sendable (inout Root, FrontMatterValue) -> Void

    init(
        _ name: String, _ type: SchemaType, required: Bool = false, _ summary: String,
        set: @escaping @Sendable (inout Root, FrontMatterValue) -> Void
    ) {
        field = SchemaField(name, type, required: required, summary)
        self.set = set
    }
}

extension Key {
    /// The key with what its values stand for.
    func meaning(_ meaning: SchemaField.Meaning) -> Self {
        var key = self
        key.field.meaning = meaning
        return key
    }

    /// The key where there must be one.
    var required: Self {
        var key = self
        key.field.isRequired = true
        return key
    }
}

/// The keys of a type of the domain, in the order in which they are documented.
struct Keys<Root>: Sendable, ExpressibleByArrayLiteral {
    let all: [Key<Root>]
    private let byName: [String: Key<Root>]

    init(arrayLiteral keys: Key<Root>...) {
        all = keys
        byName = Dictionary(keys.map { ($0.field.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the schema says of the keys.
    var fields: [SchemaField] { all.map(\.field) }

    /// Sets what the values give; properties without a value keep theirs. Takes time for the values that are there, since most
    /// pages use few of the keys.
    func fill(_ root: inout Root, from values: FrontMatter) {
        for (name, value) in values.values { byName[name]?.set(&root, value) }
    }
}

// MARK: Kinds of keys

extension Key {
    /// A property that a key path names, set by `read` where that gives a value.
    private init<Value>(
        _ name: String, _ type: SchemaType, _ path: WritableKeyPath<Root, Value> & Sendable, required: Bool,
        _ summary: String, read: @escaping @Sendable (FrontMatterValue) -> Value?
    ) {
        self.init(name, type, required: required, summary) { root, value in
            if let value = read(value) { root[keyPath: path] = value }
        }
    }

    static func text(
        _ name: String, _ path: WritableKeyPath<Root, String> & Sendable, required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .text, path, required: required, summary) { $0.text }
    }

    static func text(
        _ name: String, _ path: WritableKeyPath<Root, String?> & Sendable, required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .text, path, required: required, summary) { $0.text }
    }

    static func text(
        _ name: String, _ path: WritableKeyPath<Root, Located<String>?> & Sendable, required: Bool = false,
        _ summary: String
    ) -> Self {
        Key(name, .text, path, required: required, summary) { value in value.text.map { Located($0, at: value.range) } }
    }

    static func url(
        _ name: String, _ path: WritableKeyPath<Root, String?> & Sendable, required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .url, path, required: required, summary) { $0.text }
    }

    static func date(
        _ name: String, _ path: WritableKeyPath<Root, CalendarDate?> & Sendable, required: Bool = false,
        _ summary: String
    ) -> Self {
        Key(name, .date, path, required: required, summary) { $0.date }
    }

    static func date(
        _ name: String, _ path: WritableKeyPath<Root, Located<CalendarDate>?> & Sendable, required: Bool = false,
        _ summary: String
    ) -> Self {
        Key(name, .date, path, required: required, summary) { value in value.date.map { Located($0, at: value.range) } }
    }

    static func integer(
        _ name: String, _ path: WritableKeyPath<Root, Int?> & Sendable, required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .integer, path, required: required, summary) { $0.integer }
    }

    static func number(
        _ name: String, _ path: WritableKeyPath<Root, Double?> & Sendable, required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .number, path, required: required, summary) { $0.number }
    }

    static func bool(
        _ name: String, _ path: WritableKeyPath<Root, Bool?> & Sendable, required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .bool, path, required: required, summary) { $0.bool }
    }

    static func bool(
        _ name: String, _ path: WritableKeyPath<Root, Located<Bool>?> & Sendable, required: Bool = false,
        _ summary: String
    ) -> Self {
        Key(name, .bool, path, required: required, summary) { value in value.bool.map { Located($0, at: value.range) } }
    }

    static func texts(
        _ name: String, _ path: WritableKeyPath<Root, [String]> & Sendable, required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .list(.text), path, required: required, summary) { $0.items.compactMap(\.text) }
    }

    static func texts(
        _ name: String, _ path: WritableKeyPath<Root, [Located<String>]> & Sendable, _ summary: String
    ) -> Self {
        Key(name, .list(.text), path, required: false, summary) { value in
            value.items.compactMap { item in item.text.map { Located($0, at: item.range) } }
        }
    }

    /// One of an enumeration's words.
    static func word<Word: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: WritableKeyPath<Root, Word> & Sendable, required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .oneOf(Word.allCases.map(\.rawValue)), path, required: required, summary) {
            $0.text.flatMap(Word.init)
        }
    }

    static func word<Word: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: WritableKeyPath<Root, Word?> & Sendable, required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .oneOf(Word.allCases.map(\.rawValue)), path, required: required, summary) {
            $0.text.flatMap(Word.init)
        }
    }

    static func word<Word: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: WritableKeyPath<Root, Located<Word>?> & Sendable, required: Bool = false,
        _ summary: String
    ) -> Self {
        Key(name, .oneOf(Word.allCases.map(\.rawValue)), path, required: required, summary) { value in
            value.text.flatMap(Word.init).map { Located($0, at: value.range) }
        }
    }

    /// Some of the words given.
    static func words(
        _ name: String, _ path: WritableKeyPath<Root, Set<String>> & Sendable, of words: [String],
        required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .list(.oneOf(words)), path, required: required, summary) { Set($0.items.compactMap(\.text)) }
    }

    /// A group of keys, read into a part of the root.
    static func object<Part: Sendable>(
        _ name: String, _ path: WritableKeyPath<Root, Part> & Sendable, empty: Part, _ keys: Keys<Part>,
        _ summary: String
    ) -> Self {
        Key(name, .object(keys.fields), path, required: false, summary) { read($0, empty, keys) }
    }

    static func object<Part: Sendable>(
        _ name: String, _ path: WritableKeyPath<Root, Part?> & Sendable, empty: Part, _ keys: Keys<Part>,
        _ summary: String
    ) -> Self {
        Key(name, .object(keys.fields), path, required: false, summary) { read($0, empty, keys) }
    }

    static func object<Part: Sendable>(
        _ name: String, _ path: WritableKeyPath<Root, Located<Part>?> & Sendable, empty: Part, _ keys: Keys<Part>,
        _ summary: String
    ) -> Self {
        Key(name, .object(keys.fields), path, required: false, summary) { value in
            read(value, empty, keys).map { Located($0, at: value.range) }
        }
    }

    /// A list of groups of keys.
    static func objects<Part: Sendable>(
        _ name: String, _ path: WritableKeyPath<Root, [Part]> & Sendable, empty: Part, _ keys: Keys<Part>,
        required: Bool = false, _ summary: String
    ) -> Self {
        Key(name, .list(.object(keys.fields)), path, required: required, summary) { value in
            value.items.compactMap { read($0, empty, keys) }
        }
    }

    private static func read<Part>(_ value: FrontMatterValue, _ empty: Part, _ keys: Keys<Part>) -> Part? {
        guard let values = value.object else { return nil }
        var part = empty
        keys.fill(&part, from: values)
        return part
    }
}
