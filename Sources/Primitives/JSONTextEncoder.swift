extension JSONText {
    /// How a property that holds no value is written.
    package enum AbsentValue: Sendable { case omitted, null }

    /// An encodable value as JSON, for shapes that are declared once, as `Codable` types.
    ///
    /// Keys stand in the order in which they are declared, those of a dictionary in ascending order, so that the same value
    /// gives the same bytes. Nothing is thrown: a number that JSON lacks is written as null, and so is a value whose own
    /// `encode(to:)` throws, which that of the compiler never does.
    package init(encoding value: some Encodable, absent: AbsentValue = .omitted) {
        self = JSONTextEncoder(absent: absent, parent: nil, key: nil).text(of: value)
    }
}

/// Collects one value: a scalar, or the elements of an array or the members of an object.
private final class JSONTextEncoder: Encoder {
    /// A part of the value: known at once, or when the container that was handed out for it is filled.
    enum Part {
        case known(JSONText)
        case open(JSONTextEncoder)

        var text: JSONText {
            switch self {
            case .known(let text): text
            case .open(let encoder): encoder.text
            }
        }
    }

    private enum Shape { case scalar, array, object }

    let absent: JSONText.AbsentValue
    /// What this value is a part of, and where. The path is asked for by errors only.
    private let parent: JSONTextEncoder?
    private let key: (any CodingKey)?
    var codingPath: [any CodingKey] { (parent?.codingPath ?? []) + (key.map { [$0] } ?? []) }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private var shape = Shape.scalar
    /// The members' names, where the value is an object.
    private var keys: [String] = []
    private(set) var parts: [Part] = []

    init(absent: JSONText.AbsentValue, parent: JSONTextEncoder?, key: (any CodingKey)?) {
        self.absent = absent
        self.parent = parent
        self.key = key
    }

    var text: JSONText {
        switch shape {
        case .scalar: parts.last?.text ?? .null
        case .array: .array(parts.map(\.text))
        case .object: .object(zip(keys, parts).map { ($0, $1.text) })
        }
    }

    func append(_ part: Part) { parts.append(part) }

    func append(_ part: Part, forKey key: some CodingKey) {
        keys.append(key.stringValue)
        parts.append(part)
    }

    /// An encoder for a part that is filled later.
    func child(_ key: some CodingKey) -> JSONTextEncoder {
        JSONTextEncoder(absent: absent, parent: self, key: key)
    }

    func text<Value: Encodable>(of value: Value, at key: (any CodingKey)? = nil) -> JSONText {
        switch value {
        case let value as String: return .string(value)
        case let value as Int: return .integer(value)
        case let value as Bool: return .bool(value)
        case let value as Double: return .number(value)
        case let value as Float: return .number(Double(value))
        case let value as any BinaryInteger: return Int(exactly: value).map { .integer($0) } ?? .null
        case let value as any StringKeyed: return .object(value.sortedMembers(with: self))
        default:
            let encoder = JSONTextEncoder(absent: absent, parent: self, key: key)
            do { try value.encode(to: encoder) } catch { return .null }
            return encoder.text
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        shape = .object
        return KeyedEncodingContainer(Members(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        shape = .array
        return Elements(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Scalar(encoder: self) }
}

/// A dictionary that is an object in JSON.
private protocol StringKeyed {
    func sortedMembers(with encoder: JSONTextEncoder) -> [(String, JSONText)]
}

extension Dictionary: StringKeyed where Key == String, Value: Encodable {
    fileprivate func sortedMembers(with encoder: JSONTextEncoder) -> [(String, JSONText)] {
        sorted { $0.key < $1.key }.map { ($0.key, encoder.text(of: $0.value)) }
    }
}

/// The key of what a class encodes for its superclass, or of an array's element.
private struct PlaceKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
    init(intValue: Int) { (stringValue, self.intValue) = (String(intValue), intValue) }
}

// A generic `encode` below stands for the protocol's methods for single types too.

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: JSONTextEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil(forKey key: Key) { encoder.append(.known(.null), forKey: key) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) {
        encoder.append(.known(encoder.text(of: value, at: key)), forKey: key)
    }

    func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) { write(value, key) }

    // The protocol's own methods for these types, which leave an absent value out, would be preferred to the one above.
    func encodeIfPresent(_ value: Bool?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: String?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: Float?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) { write(value, key) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) { write(value, key) }

    private func write(_ value: (some Encodable)?, _ key: Key) {
        if let value {
            encode(value, forKey: key)
        } else if encoder.absent == .null {
            encodeNil(forKey: key)
        }
    }

    private func open(_ key: some CodingKey) -> JSONTextEncoder {
        let child = encoder.child(key)
        encoder.append(.open(child), forKey: key)
        return child
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { open(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { open(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { open(PlaceKey(stringValue: "super")) }
    func superEncoder(forKey key: Key) -> any Encoder { open(key) }
}

private struct Elements: UnkeyedEncodingContainer {
    let encoder: JSONTextEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { encoder.parts.count }

    func encodeNil() { encoder.append(.known(.null)) }

    func encode<Value: Encodable>(_ value: Value) {
        encoder.append(.known(encoder.text(of: value, at: PlaceKey(intValue: count))))
    }

    private func open() -> JSONTextEncoder {
        let child = encoder.child(PlaceKey(intValue: count))
        encoder.append(.open(child))
        return child
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        open().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { open().unkeyedContainer() }
    func superEncoder() -> any Encoder { open() }
}

private struct Scalar: SingleValueEncodingContainer {
    let encoder: JSONTextEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil() { encoder.append(.known(.null)) }
    func encode<Value: Encodable>(_ value: Value) { encoder.append(.known(encoder.text(of: value))) }
}
