/// The German words of a site: what compounds are made of, and what words typed with two letters for an umlaut are.
///
/// A word is a compound where it is made of two words of the site, with or without a linking element between them. Where one of
/// the halves does not stand alone anywhere, a long enough other half tells. A wrong cut does little harm: it is a row of letters
/// that nobody looks for, at a low weight.
struct GermanVocabulary {
    private var words: Set<[UInt8]> = []
    private var known: [[UInt8]: [[UInt8]]] = [:]

    /// The least letters of a part, and of one that has to tell for a half that is no word of the site.
    private static let shortestPart = 4
    private static let tellingFirst = 5
    private static let tellingLast = 6
    /// Longer words are cut where they were broken, and not looked into.
    private static let longestWord = 60

    var isEmpty: Bool { words.isEmpty }

    /// Adds a folded form of a German page.
    mutating func add(_ form: ArraySlice<UInt8>) {
        guard form.allSatisfy(Self.isLetter) else { return }
        words.insert(Array(form))
    }

    /// Takes out what is no part of compounds, once all words are known.
    mutating func removeFunctionWords(_ functionWords: [String]) {
        for word in functionWords { words.remove(Array(word.utf8)) }
    }

    /// The word that a form with two letters for an umlaut stands for, where the site has it.
    func umlautForm(of form: ArraySlice<UInt8>) -> [UInt8]? {
        Umlauts.variants(of: Array(form)).first(where: words.contains)
    }

    /// The words that a compound is made of, and the words that those are made of; none where it is no compound.
    mutating func parts(of form: ArraySlice<UInt8>) -> [[UInt8]] {
        let word = Array(form)
        guard word.count >= 2 * Self.shortestPart, word.count <= Self.longestWord, word.allSatisfy(Self.isLetter)
        else { return [] }
        if let parts = known[word] { return parts }
        // What is being looked into is no part of itself.
        known[word] = []
        let parts = cut(word)
        known[word] = parts
        return parts
    }

    private mutating func cut(_ word: [UInt8]) -> [[UInt8]] {
        let places = Array(Self.shortestPart...(word.count - Self.shortestPart))
        // Both halves are words: the longest second half is the likeliest, since it is what the compound is.
        for place in places {
            let last = Array(word[place...])
            guard words.contains(last), let first = firstHalf(word[..<place]) else { continue }
            return all([first, last])
        }
        // The second half is a compound itself.
        for place in places {
            guard let first = firstHalf(word[..<place]) else { continue }
            let rest = parts(of: word[place...])
            if !rest.isEmpty { return all([first]) + rest }
        }
        for place in places.reversed() {
            let last = Array(word[place...])
            guard last.count >= Self.tellingFirst, !Self.isEnding(last), let first = firstHalf(word[..<place]),
                first.count >= Self.tellingFirst
            else { continue }
            return all([first]) + [last]
        }
        for place in 3...(word.count - Self.shortestPart) {
            let last = Array(word[place...]), first = Array(word[..<place])
            guard last.count >= Self.tellingLast, words.contains(last), !Self.prefixes.contains(first),
                first.contains(where: { "aeiouy".utf8.contains($0) })
            else { continue }
            return all([last])
        }
        return []
    }

    /// Parts with those that they are made of themselves.
    private mutating func all(_ halves: [[UInt8]]) -> [[UInt8]] { halves.flatMap { [$0] + parts(of: $0[...]) } }

    /// The word that the first half of a compound is, without what links it to the second; nil where it is none.
    private func firstHalf(_ half: ArraySlice<UInt8>) -> [UInt8]? {
        guard !Self.prefixes.contains(Array(half)) else { return nil }
        if words.contains(Array(half)) { return Array(half) }
        for link in Self.links where half.count - link.count >= Self.shortestPart && half.ends(with: link) {
            let word = Array(half.dropLast(link.count))
            if words.contains(word) { return word }
        }
        // `Sprachmodell` has lost the end of `Sprache`.
        let whole = Array(half) + [UInt8(ascii: "e")]
        return words.contains(whole) ? whole : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    private static func isEnding(_ word: [UInt8]) -> Bool {
        endings.contains { word.starts(with: $0) && word.count <= $0.count + 3 }
    }

    /// What may stand between two words of a compound.
    static let links: [[UInt8]] = ["s", "es", "n", "en", "er", "e"].map { Array($0.utf8) }

    /// What is put before a verb or a noun and makes no compound of it.
    private static let prefixes = Set(
        """
        ab an auf aus bei be dar durch ein ent er ge gegen her hin hinter los mit miss nach neben nieder ob uber um un unter ver \
        vor weg wider wieder zer zu zuruck zusammen
        """.split(separator: " ").map { Array($0.utf8) })

    /// What is put behind a word and makes no compound of it.
    private static let endings =
        "barkeit haftigkeit ierung isierung igkeit ierend iert isch keit lich lichkeit losigkeit mabig schaft wurdig"
        .split(separator: " ").map { Array($0.utf8) }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with ending: [UInt8]) -> Bool { suffix(ending.count).elementsEqual(ending) }
}
