extension Catalogue {
    /// Every part of the catalogue, in the order of the documentation.
    public static let parts: [any Word.Type] = [
        CommonWord.self, FrameWord.self, HomeWord.self, PageWord.self, PolicyWord.self, ListWord.self, LicenceWord.self,
        EvaluationWord.self, DecideWord.self, EstimateWord.self, RecordWord.self, AskingWord.self, MadeWord.self,
        FinderWord.self, AnswersWord.self, ReaderWord.self, CardWord.self, VerdictWord.self, LanguageWord.self,
        EditionWord.self, HandbookWord.self,
    ]

    /// The parts that scripts take.
    public static let scriptParts: [any Word.Type] = [
        FinderWord.self, AnswersWord.self, VerdictWord.self, ReaderWord.self, HandbookWord.self,
    ]

    /// Every text of every part.
    public static var allWords: [any Word] { parts.flatMap { words(of: $0) } }

    /// The texts of a part.
    public static func words(of part: any Word.Type) -> [any Word] {
        func all<Part: Word>(_ part: Part.Type) -> [any Word] { Array(part.allCases) }
        return all(part)
    }
}
