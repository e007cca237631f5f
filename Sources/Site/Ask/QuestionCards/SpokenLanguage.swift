import Answers

/// A language that models speak, with the words by which questions name it.
struct SpokenLanguage {
    /// Its English name, as evaluations write it.
    var name: String
    /// What else it is called.
    var others: [String]

    var choice: QuestionLexicon.Choice { .init(id: name, title: name, phrases: [name] + others) }

    /// Those of the European Union and others that models are asked for.
    static let all: [SpokenLanguage] = [
        .init(name: "Arabic", others: ["Arabisch"]), .init(name: "Bulgarian", others: ["Bulgarisch"]),
        .init(name: "Chinese", others: ["Chinesisch", "Mandarin"]), .init(name: "Croatian", others: ["Kroatisch"]),
        .init(name: "Czech", others: ["Tschechisch"]), .init(name: "Danish", others: ["Dänisch"]),
        .init(name: "Dutch", others: ["Niederländisch"]), .init(name: "English", others: ["Englisch"]),
        .init(name: "Estonian", others: ["Estnisch"]), .init(name: "Finnish", others: ["Finnisch"]),
        .init(name: "French", others: ["Französisch"]), .init(name: "German", others: ["Deutsch"]),
        .init(name: "Greek", others: ["Griechisch"]), .init(name: "Hindi", others: []),
        .init(name: "Hungarian", others: ["Ungarisch"]), .init(name: "Irish", others: ["Irisch"]),
        .init(name: "Italian", others: ["Italienisch"]), .init(name: "Japanese", others: ["Japanisch"]),
        .init(name: "Korean", others: ["Koreanisch"]), .init(name: "Latvian", others: ["Lettisch"]),
        .init(name: "Lithuanian", others: ["Litauisch"]), .init(name: "Maltese", others: ["Maltesisch"]),
        .init(name: "Norwegian", others: ["Norwegisch"]), .init(name: "Polish", others: ["Polnisch"]),
        .init(name: "Portuguese", others: ["Portugiesisch"]), .init(name: "Romanian", others: ["Rumänisch"]),
        .init(name: "Russian", others: ["Russisch"]), .init(name: "Slovak", others: ["Slowakisch"]),
        .init(name: "Slovenian", others: ["Slowenisch"]), .init(name: "Spanish", others: ["Spanisch"]),
        .init(name: "Swedish", others: ["Schwedisch"]), .init(name: "Thai", others: ["Thailändisch"]),
        .init(name: "Turkish", others: ["Türkisch"]), .init(name: "Ukrainian", others: ["Ukrainisch"]),
        .init(name: "Vietnamese", others: ["Vietnamesisch"]),
    ]
}
