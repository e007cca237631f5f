/// What a word of the query stands for in the index.
struct QueryUnit {
    /// One way to match the word: a section must hold all its groups.
    struct Alternative {
        var groups: [[UInt8]]
        var weight: Double
    }

    var form: String
    var weight: Double
    var isExtra: Bool
    var alternatives: [Alternative] = []
    /// What was searched for instead, where the index does not know the word.
    var correction: String?
}

/// Finds what each word of a query stands for: its own group, words that begin with it, words it may be a slip of,
/// synonyms.
struct Expansion {
    /// What the ways to match weigh; `search-words.js` holds the same numbers.
    enum Weight {
        static let openWord = 0.8
        static let openKnownWord = 0.3
        static let oneEdit = 0.7
        static let twoEdits = 0.5
        static let split = 0.8
        static let beginning = 0.5
        static let synonym = 0.8
    }

    let reader: IndexReader

    /// The units of a query, without those that say nothing: function words that stand on a third of all pages.
    func units(of query: Query) throws(SearchError) -> [QueryUnit] {
        let functionWords = reader.functionWords
        let hasContent = query.words.contains { !$0.isExtra && !functionWords.contains($0.form) }
        var units: [QueryUnit] = []
        var lightUnits: [QueryUnit] = []
        for word in query.words {
            let isLight = hasContent && functionWords.contains(word.form)
            var unit = QueryUnit(
                form: word.form, weight: isLight ? Ranking.functionWordWeight : 1, isExtra: word.isExtra)
            let entries = try known(word.form)
            unit.alternatives = entries.map { .init(groups: [$0.group], weight: 1) }
            if entries.isEmpty, let group = try germanGroup(of: word.form) {
                unit.alternatives = [.init(groups: [group], weight: 1)]
            }
            // A function word on a third of all pages costs more than it tells.
            if isLight, let level = entries.map(\.level).max(), 10 << level > 3 * reader.header.pageCount {
                lightUnits.append(unit)
                continue
            }
            if word.isOpen { try addBeginnings(word.form, to: &unit) }
            // A compound or a function word that the index does not know is not missed.
            let isMissed = !word.isExtra && !isLight
            if unit.alternatives.isEmpty, isMissed { try correct(&unit) }
            if isMissed || !unit.alternatives.isEmpty { units.append(unit) }
        }
        try addSynonyms(query, to: &units)
        // Where nothing else is known, even these find something.
        return units.contains { !$0.alternatives.isEmpty } ? units : units + lightUnits
    }

    private func exact(_ form: String) throws(SearchError) -> [DictionaryEntry] {
        let key = Array(form.utf8)
        guard !reader.header.dictionaries.isEmpty else { return [] }
        return try reader.dictionary(reader.dictionaryNumber(of: key)).entries.filter { $0.form == key }
    }

    // MARK: German

    private var isGerman: Bool { reader.header.languages.contains("de") }

    /// The entries of a form, or else of what it stands for with two letters for an umlaut.
    private func known(_ form: String) throws(SearchError) -> [DictionaryEntry] {
        let entries = try exact(form)
        guard entries.isEmpty, isGerman else { return entries }
        for variant in Umlauts.variants(of: Array(form.utf8)) {
            let entries = try exact(String(decoding: variant, as: UTF8.self))
            if !entries.isEmpty { return entries }
        }
        return []
    }

    /// The group of a word that the index has only with other endings.
    private func germanGroup(of form: String) throws(SearchError) -> [UInt8]? {
        let word = Array(form.utf8)
        guard isGerman, word.count >= 4, word.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
        let stemmer = Stemmer(language: "de")
        for variant in [word] + Umlauts.variants(of: word) {
            let group = Array(stemmer.group(of: variant[...]))
            if try reader.postings(of: group) != nil { return group }
        }
        return nil
    }

    /// The first half of a compound that the index does not know, without what links it to the second half.
    private func firstHalf(_ form: String) throws(SearchError) -> DictionaryEntry? {
        if let entry = try exact(form).first { return entry }
        guard isGerman else { return nil }
        for link in GermanVocabulary.links {
            let link = String(decoding: link, as: UTF8.self)
            guard form.hasSuffix(link), form.utf8.count - link.utf8.count >= 3 else { continue }
            if let entry = try exact(String(form.dropLast(link.count))).first { return entry }
        }
        return try exact(form + "e").first
    }

    /// The group of the second half, which may have another ending than in the index.
    private func secondHalf(_ form: String) throws(SearchError) -> [UInt8]? {
        if let entry = try exact(form).first { return entry.group }
        return try germanGroup(of: form)
    }

    // MARK: Words not yet finished

    private func addBeginnings(_ form: String, to unit: inout QueryUnit) throws(SearchError) {
        let key = Array(form.utf8)
        let length = form.unicodeScalars.count
        let isKnown = !unit.alternatives.isEmpty
        guard length >= (isKnown ? 4 : 2), !reader.header.dictionaries.isEmpty else { return }
        let first = reader.dictionaryNumber(of: key)
        let last = reader.dictionaryNumber(of: key + [0xFF])
        var found: [DictionaryEntry] = []
        for number in first...min(last, first + 2) {
            found += try reader.dictionary(number).entries.filter {
                $0.form.count > key.count && $0.form.starts(with: key)
            }
        }
        add(found, limit: 8, weight: isKnown ? Weight.openKnownWord : Weight.openWord, to: &unit)
    }

    /// Adds the groups of the most frequent entries that are not yet there.
    private func add(_ entries: [DictionaryEntry], limit: Int, weight: Double, to unit: inout QueryUnit) {
        var count = 0
        for entry in Self.frequentFirst(entries) {
            guard count < limit else { return }
            if unit.alternatives.contains(where: { $0.groups == [entry.group] }) { continue }
            unit.alternatives.append(.init(groups: [entry.group], weight: weight))
            count += 1
        }
    }

    private static func frequentFirst(_ entries: [DictionaryEntry]) -> [DictionaryEntry] {
        entries.sorted {
            $0.level != $1.level ? $0.level > $1.level : $0.form.lexicographicallyPrecedes($1.form)
        }
    }

    // MARK: Words not known

    private func correct(_ unit: inout QueryUnit) throws(SearchError) {
        guard !reader.header.dictionaries.isEmpty else { return }
        let word = Array(unit.form.unicodeScalars)
        if let (entries, distance) = try slips(of: word, form: unit.form) {
            let shown = Array(Self.frequentFirst(entries).prefix(5))
            add(shown, limit: 5, weight: distance == 1 ? Weight.oneEdit : Weight.twoEdits, to: &unit)
            unit.correction = shown.first.map { String(decoding: $0.form, as: UTF8.self) }
            return
        }
        if try split(word, into: &unit) { return }
        let (entries, _) = try beginnings(of: word, form: unit.form)
        let shown = Array(Self.frequentFirst(entries).prefix(3))
        add(shown, limit: 3, weight: Weight.beginning, to: &unit)
        unit.correction = shown.first.map { String(decoding: $0.form, as: UTF8.self) }
    }

    /// The entries at the least distance: first among those that begin with the same letter, else among all.
    private func slips(of word: [Unicode.Scalar], form: String) throws(SearchError) -> ([DictionaryEntry], Int)? {
        let limit = allowedEdits(length: word.count)
        guard limit > 0 else { return nil }
        let (first, last) = shardsOfFirstLetter(form)
        func nearest(_ numbers: [Int]) throws(SearchError) -> ([DictionaryEntry], Int)? {
            var best: [DictionaryEntry] = []
            var bestDistance = limit + 1
            for number in numbers {
                for entry in try reader.dictionary(number).entries {
                    guard let distance = distance(entry, word, limit: min(limit, bestDistance)) else { continue }
                    if distance < bestDistance { best = [] }
                    bestDistance = distance
                    best.append(entry)
                }
            }
            return best.isEmpty ? nil : (best, bestDistance)
        }
        if let found = try nearest(Array(first...last)) { return found }
        // The first letter may be the slip. Of a large dictionary only the shards of the second letter are searched.
        if reader.header.dictionaries.count <= Self.smallDictionary {
            return try nearest(reader.header.dictionaries.indices.filter { $0 < first || $0 > last })
        }
        let (second, end) = shardsOfFirstLetter(String(String.UnicodeScalarView(word.dropFirst())))
        return try nearest(Array(second...end).filter { $0 < first || $0 > last })
    }

    /// Up to how many files the whole dictionary is read for one word.
    private static let smallDictionary = 24

    /// How far a word is from a form or from the form's stem: `pasword` is one slip from `passwords` without its ending.
    private func distance(_ entry: DictionaryEntry, _ word: [Unicode.Scalar], limit: Int) -> Int? {
        [entry.form, entry.group].compactMap { bytes in
            // No scalar takes more than four bytes.
            guard bytes.count >= word.count - limit, bytes.count <= (word.count + limit) * 4 else { return nil }
            return editDistance(word, Array(String(decoding: bytes, as: UTF8.self).unicodeScalars), limit: limit)
        }.min()
    }

    private func shardsOfFirstLetter(_ form: String) -> (Int, Int) {
        let letter = Array(String(form.unicodeScalars.prefix(1)).utf8)
        return (reader.dictionaryNumber(of: letter), reader.dictionaryNumber(of: letter + [0xFF]))
    }

    /// Two known words written as one.
    private func split(_ word: [Unicode.Scalar], into unit: inout QueryUnit) throws(SearchError) -> Bool {
        guard word.count >= 6 else { return false }
        func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
            String(String.UnicodeScalarView(scalars))
        }
        for cut in stride(from: word.count - 3, through: 3, by: -1) {
            guard let left = try firstHalf(text(word[..<cut])), let right = try secondHalf(text(word[cut...])) else {
                continue
            }
            unit.alternatives.append(.init(groups: [left.group, right], weight: Weight.split))
            unit.correction = String(decoding: left.form, as: UTF8.self) + " " + text(word[cut...])
            return true
        }
        return false
    }

    /// The entries that share the longest beginning with the word, of at least four characters and three fifths of it.
    private func beginnings(
        of word: [Unicode.Scalar], form: String
    ) throws(SearchError) -> ([DictionaryEntry], Int) {
        let (first, last) = shardsOfFirstLetter(form)
        var best: [DictionaryEntry] = []
        var bestCount = max(4, (word.count * 3 + 4) / 5)
        for number in first...last {
            for entry in try reader.dictionary(number).entries {
                var count = 0
                for (a, b) in zip(word, String(decoding: entry.form, as: UTF8.self).unicodeScalars) {
                    if a != b { break }
                    count += 1
                }
                if count > bestCount { best = [] }
                if count >= bestCount {
                    bestCount = count
                    best.append(entry)
                }
            }
        }
        return (best, bestCount)
    }

    // MARK: Synonyms

    private func addSynonyms(_ query: Query, to units: inout [QueryUnit]) throws(SearchError) {
        let words = query.words.filter { !$0.isExtra }.map(\.form)
        for phrases in reader.header.synonyms {
            for phrase in phrases {
                guard let start = Self.position(of: phrase, in: words) else { continue }
                for other in phrases where other != phrase {
                    var groups: [[UInt8]] = []
                    for word in other {
                        if let entry = try exact(word).first { groups.append(entry.group) }
                    }
                    guard groups.count == other.count else { continue }
                    let alternative = QueryUnit.Alternative(groups: groups, weight: Weight.synonym)
                    if phrase.count == 1, let unit = units.firstIndex(where: { $0.form == words[start] && !$0.isExtra })
                    {
                        // A synonym says better than a guess what an unknown word means.
                        if units[unit].correction != nil { units[unit].alternatives = [] }
                        units[unit].correction = nil
                        units[unit].alternatives.append(alternative)
                    } else {
                        units.append(
                            QueryUnit(
                                form: phrase.joined(separator: " "), weight: 1, isExtra: true,
                                alternatives: [alternative]))
                    }
                }
            }
        }
    }

    private static func position(of phrase: [String], in words: [String]) -> Int? {
        guard !phrase.isEmpty, phrase.count <= words.count else { return nil }
        return (0...(words.count - phrase.count)).first { start in
            phrase.indices.allSatisfy { areAlike(phrase[$0], words[start + $0]) }
        }
    }

    /// Equal but for an English plural's `s`.
    private static func areAlike(_ a: String, _ b: String) -> Bool { a == b || a + "s" == b || a == b + "s" }
}
