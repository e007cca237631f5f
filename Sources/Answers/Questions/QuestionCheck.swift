import Search

/// Why a candidate was dropped.
public enum Rejection: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
    /// It is not a question, is too long or too short, or speaks of "the statement".
    case malformed
    /// It names a number, date, party or negation that neither the quotation nor the headings above it name.
    case namesSomethingElse = "names-something-else"
    /// Another candidate of the statement says the same.
    case repeated
    /// The classifier gives it a low score.
    case unlikely
    /// Others of the same statement were better.
    case surplus
    /// Asked of the whole site, it leads to another section.
    case leadsElsewhere = "leads-elsewhere"
    /// A question of another section is nearly the same.
    case ambiguous
}

/// Finds what is wrong with a question without a model.
struct QuestionCheck {
    private let analyzer = TextAnalyzer()

    private static let starts: Set<String> = [
        "am", "are", "at", "by", "can", "could", "did", "do", "does", "for", "from", "has", "have", "how", "in", "is",
        "may", "must", "of", "on", "should", "to", "under", "until", "up", "was", "were", "what", "when", "where",
        "which", "who", "whom", "whose", "why", "will", "with", "would",
    ]
    private static let selfWords: Set<String> = ["statement", "sentence", "paragraph", "passage", "above", "following"]
    private static let negations: Set<String> = [
        "not", "no", "never", "nobody", "none", "nothing", "nor", "without", "cannot", "neither", "nowhere",
    ]
    /// Beginnings of words that deny or forbid.
    private static let denials = [
        "forbid", "forbad", "prohibit", "exclud", "reject", "refus", "block", "except", "unless", "ban",
    ]
    private static let numberWords: Set<String> = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty",
        "forty", "fifty", "hundred", "thousand", "million", "billion", "half", "twice", "quarter", "third", "fifth",
        "tenth",
    ]
    private static let calendar: Set<String> = [
        "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
        "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// A line that a model wrote as a question; nil where it is not a question.
    func question(from line: String) -> String? {
        let words = line.split(whereSeparator: \.isWhitespace)
        let text = words.joined(separator: " ")
        guard (3...24).contains(words.count), text.hasSuffix("?"),
            text.dropLast().allSatisfy({ !"?!|{}[]<>".contains($0) }),
            text.count(where: { $0 == "\"" }) % 2 == 0,
            text.count(where: { $0 == "(" }) == text.count(where: { $0 == ")" })
        else { return nil }
        let folded = analyzer.words(of: text)
        guard let first = folded.first, Self.starts.contains(first), !folded.contains(where: Self.selfWords.contains)
        else {
            return nil
        }
        // "the the", or the same three words again.
        let triples = folded.indices.dropLast(2).map { folded[$0...($0 + 2)].joined(separator: " ") }
        guard Set(triples).count == triples.count, zip(folded, folded.dropFirst()).allSatisfy({ $0 != $1 }) else {
            return nil
        }
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// Whether the texts that a question may rest on hold all its numbers, dates, negations and parties.
    func namesOnlyWhatStands(_ question: String, in texts: [String]) -> Bool {
        let known = Set(texts.flatMap { analyzer.words(of: $0) })
        let words = analyzer.words(of: question)
        for word in words {
            let hasDigit = word.utf8.contains { (0x30...0x39).contains($0) }
            if hasDigit || Self.numberWords.contains(word) || Self.calendar.contains(word), !known.contains(word) {
                return false
            }
        }
        if words.contains(where: Self.negations.contains) || question.contains("n't") || question.contains("n’t"),
            !known.contains(where: Self.negations.contains),
            !known.contains(where: { word in Self.denials.contains(where: word.hasPrefix) })
        {
            return false
        }
        return names(in: question).allSatisfy { name in analyzer.words(of: name).allSatisfy(known.contains) }
    }

    /// Words with a capital letter, but for the sentence's first word.
    private func names(in question: String) -> [String] {
        question.split(whereSeparator: { $0.isWhitespace || "/".contains($0) }).dropFirst().compactMap { word in
            var name = String(word.drop { !$0.isLetter && !$0.isNumber })
            while let last = name.last, !last.isLetter, !last.isNumber { name.removeLast() }
            for ending in ["'s", "’s"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
            guard name.contains(where: \.isUppercase), name != "I", !["I'm", "I’m", "I'd", "I've"].contains(name) else {
                return nil
            }
            return name
        }
    }
}
