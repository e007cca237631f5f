/// The vowels `ä`, `ö` and `ü` of folded German words, typed as two letters: `buerger` for `bürger`, which folds to `burger`.
///
/// `search-german.js` holds the same steps.
enum Umlauts {
    /// How many pairs of letters of a word are looked at: each may stand for an umlaut or for itself.
    private static let longest = 4

    /// The word with its pairs of letters as the vowels that they may stand for: all of them first, then fewer.
    ///
    /// No umlaut follows `a`, `e` or `q`: `neue`, `frauen` and `quelle` hold none.
    static func variants(of form: [UInt8]) -> [[UInt8]] {
        let places = form.indices.dropFirst().filter { place in
            let vowel = form[place - 1]
            guard form[place] == UInt8(ascii: "e"), "aou".utf8.contains(vowel) else { return false }
            return place < 2 || !"aeq".utf8.contains(form[place - 2])
        }.prefix(longest)
        guard !places.isEmpty else { return [] }
        return (1..<(1 << places.count)).reversed().map { choice in
            let dropped = places.enumerated().filter { choice >> $0.offset & 1 == 1 }.map(\.element)
            return form.indices.filter { !dropped.contains($0) }.map { form[$0] }
        }
    }
}
