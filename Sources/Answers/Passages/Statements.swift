/// What a question may be asked about: one to three sentences, an item of a list, or a row of a table.
public struct Statement: Sendable, Equatable {
    /// Word for word as in the section; this is quoted.
    public var quote: String
    /// How it reads on its own: an item after the sentence that introduces its list, a row with its table's header.
    public var reading: String
}

extension AnswerSection {
    /// The section's statements in order.
    public var statements: [Statement] {
        var statements: [Statement] = []
        let lines = text.dropFirst(introduction?.count ?? 0).split(separator: "\n").map(String.init)
        var header: [String]?
        var lead: String?
        for (index, line) in lines.enumerated() {
            let cells = line.cells
            guard cells.count > 1 else {
                header = nil
                if line.hasSuffix(":"), index + 1 < lines.count {
                    lead = line
                    continue
                }
                let sentences = line.sentences.joiningDependentOnes
                for sentence in sentences {
                    statements.append(Statement(quote: sentence, reading: lead.map { "\($0) \(sentence)" } ?? sentence))
                }
                // A new paragraph of several sentences ends the list that the lead introduced.
                if sentences.count > 1 { lead = nil }
                continue
            }
            guard let names = header, names.count == cells.count else {
                header = cells
                continue
            }
            statements.append(Statement(quote: line, reading: row(names, cells)))
        }
        return statements.filter { statement in
            let quote = statement.quote
            return (quote.wordCount >= 3 || statement.reading != quote) && !quote.hasSuffix("?")
                && !quote.hasPrefix("See ")
        }
    }

    private func row(_ names: [String], _ cells: [String]) -> String {
        zip(names, cells).filter { !$0.1.isEmpty }.map { $0.isEmpty ? $1 : "\($0): \($1)" }.joined(separator: "; ")
    }
}

extension String {
    /// The cells of a table's line; a line of text is one cell.
    var cells: [String] { split(" | ") }

    private func split(_ separator: String) -> [String] {
        var parts: [String] = [], rest = self[...]
        while let found = rest.firstRange(of: separator) {
            parts.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return parts + [String(rest)]
    }

    var wordCount: Int { split(whereSeparator: \.isWhitespace).count }

    /// The sentences of a line, without the white space between them.
    ///
    /// A sentence ends after `.`, `!` or `?` if white space and then anything but a lower-case letter follow; it does not end
    /// after an abbreviation, an initial, or a number that starts a list.
    var sentences: [String] {
        let characters = Array(self)
        var sentences: [String] = []
        var start = 0, index = 0
        func take(upTo end: Int) {
            let text = characters[start..<end].trimmingSpace
            if !text.isEmpty { sentences.append(String(text)) }
            start = end
        }
        while index < characters.count {
            defer { index += 1 }
            guard ".!?".contains(characters[index]) else { continue }
            var end = index + 1
            while end < characters.count, "\")’”".contains(characters[end]) { end += 1 }
            guard end < characters.count, characters[end].isWhitespace else { continue }
            guard let next = characters[end...].first(where: { !$0.isWhitespace }), !next.isLowercase else { continue }
            if characters[index] == ".", Self.endsInAbbreviation(characters[start..<index]) { continue }
            take(upTo: end)
            index = end
        }
        take(upTo: characters.count)
        return sentences
    }

    private static let abbreviations: Set<String> = [
        "e.g", "i.e", "etc", "vs", "cf", "no", "art", "sec", "approx", "dr", "mr", "mrs", "ms", "prof", "st", "inc",
    ]

    /// Whether a full stop after this text does not end a sentence.
    private static func endsInAbbreviation(_ text: ArraySlice<Character>) -> Bool {
        let word = text.reversed().prefix { !$0.isWhitespace && $0 != "(" }
        let last = String(word.reversed())
        if last.count == 1, last.first?.isLetter == true { return true }
        if !last.isEmpty, last.allSatisfy(\.isNumber), text.trimmingSpace.count == last.count { return true }
        return abbreviations.contains(last.lowercased())
    }
}

extension ArraySlice<Character> {
    fileprivate var trimmingSpace: ArraySlice<Character> {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return [] }
        return self[first...last]
    }
}

extension [String] {
    private static let dependentStarts: Set<String> = [
        "it", "they", "this", "that", "these", "those", "otherwise", "both", "none", "then", "so", "its", "their",
        "such", "he", "she", "nor",
    ]

    /// Sentences that depend on the one before them ("It ends …", "Otherwise …") are joined to it, at most three; so is what
    /// follows a question or a fragment ("Customer-facing: blocked.").
    fileprivate var joiningDependentOnes: [String] {
        var joined: [(text: String, count: Int)] = []
        for sentence in self {
            let first = sentence.prefix { $0.isLetter }.lowercased()
            if let last = joined.last, last.count < 3,
                Self.dependentStarts.contains(first) || last.text.hasSuffix("?") || last.text.wordCount < 4
            {
                joined[joined.count - 1] = (last.text + " " + sentence, last.count + 1)
            } else {
                joined.append((sentence, 1))
            }
        }
        return joined.map(\.text)
    }
}
