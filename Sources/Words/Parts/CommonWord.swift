/// Words that stand on many kinds of pages.
public enum CommonWord: String, Word {
    public static let part = "common"

    case all
    case home
    case no
    case none
    case nothing
    case startPage
    case yes
    case days
}

extension Catalogue {
    /// A text of ``CommonWord``.
    public func common(_ word: CommonWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
