import Diagnostics

/// A value that a page or a data file states, with the place where it does, so that rules can point at it.
@dynamicMemberLookup
public struct Located<Value> {
    /// What is stated.
    public var value: Value
    /// Where the value stands in its file.
    public var range: SourceRange

    /// A value read at a place.
    public init(_ value: Value, at range: SourceRange) {
        self.value = value
        self.range = range
    }

    /// The value's own members, so that a located value reads like the value.
    public subscript<Member>(dynamicMember path: KeyPath<Value, Member>) -> Member { value[keyPath: path] }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
