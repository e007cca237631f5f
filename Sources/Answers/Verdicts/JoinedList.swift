/// A list of words or phrases that a file holds as one text, with commas between: thousands of them take two bytes less each.
@propertyWrapper public struct JoinedList: Codable, Equatable, Sendable {
    public var wrappedValue: [String]

    public init(wrappedValue: [String]) { self.wrappedValue = wrappedValue }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        wrappedValue = text.split(separator: ",").map(String.init)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue.joined(separator: ","))
    }
}
