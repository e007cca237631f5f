import Portal

extension Schema {
    /// The days that values state of things that happened, groups of keys and their lists included.
    func pastDates(in values: FrontMatter) -> [Stated<CalendarDate>] {
        fields.stated(.past, in: values) { value in value.date.map { Located($0, at: value.range) } }
    }

    /// Those whom values name, groups of keys and their lists included.
    func people(in values: FrontMatter) -> [Stated<String>] {
        fields.stated(.person, in: values) { value in value.text.map { Located($0, at: value.range) } }
    }
}

extension [SchemaField] {
    /// The values of one meaning, in the order of the keys.
    fileprivate func stated<Value: Sendable & Hashable>(
        _ meaning: SchemaField.Meaning, in values: FrontMatter, _ read: (FrontMatterValue) -> Located<Value>?
    ) -> [Stated<Value>] {
        flatMap { field -> [Stated<Value>] in
            guard let value = values.values[field.name] else { return [] }
            let entries = if case .list(let items) = value.content { items } else { [value] }
            if let keys = field.type.keys {
                return entries.compactMap(\.object).flatMap { keys.stated(meaning, in: $0, read) }
            }
            guard field.meaning == meaning else { return [] }
            return entries.compactMap(read).map { Stated(field.name, $0) }
        }
    }
}

extension SchemaType {
    /// The keys of a group, or of each group of a list.
    fileprivate var keys: [SchemaField]? {
        switch self {
        case .object(let fields): fields
        case .list(let element): element.keys
        case .text, .formatted, .date, .url, .integer, .number, .bool, .oneOf: nil
        }
    }
}
