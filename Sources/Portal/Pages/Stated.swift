import Diagnostics

/// A value under the key that states it, so that a rule can judge all values of one meaning and point at each.
public struct Stated<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The key as its writer knows it, such as `approved`.
    public var key: String
    /// What is stated, and where.
    public var value: Located<Value>

    /// A value read under a key.
    public init(_ key: String, _ value: Located<Value>) {
        self.key = key
        self.value = value
    }
}
