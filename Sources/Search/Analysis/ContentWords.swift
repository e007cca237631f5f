/// The words of a text that carry its meaning, as stems. Not to be shared between threads.
public final class ContentWords {
    private let analyzer = TextAnalyzer()
    private let stemmer: Stemmer
    private let functionWords: Set<String>

    /// - Parameter language: a BCP 47 tag.
    public init(language: String) {
        stemmer = Stemmer(language: language)
        functionWords = Set(FunctionWords.words(language: language))
    }

    /// The stems of a text in order, without function words.
    public func stems(of text: String) -> [String] {
        analyzer.words(of: text).filter { !functionWords.contains($0) }.map {
            String(decoding: stemmer.group(of: Array($0.utf8)[...]), as: UTF8.self)
        }
    }
}
