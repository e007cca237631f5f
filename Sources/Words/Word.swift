/// A text of the interface, by name. Each part of the catalogue is an enum of these, and each language answers for every case by an
/// exhaustive `switch`: a text that is missing does not compile.
public protocol Word: RawRepresentable<String>, CaseIterable, Sendable {
    /// The part's name in templates.
    static var part: String { get }
    var english: Phrase { get }
    var german: Phrase { get }
}

extension Word {
    /// The name in templates and scripts: `what_changed` for `whatChanged`.
    public var key: String { snakeCase(rawValue) }
}

/// `what_changed` for `whatChanged`.
func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { key, letter in
        if letter.isUppercase { key += "_" }
        key += letter.lowercased()
    }
}
