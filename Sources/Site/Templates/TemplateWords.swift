import Words

extension Catalogue {
    /// The texts as templates name them: `words.home.what_changed`, and `words.page.draft_notice.before` where parts of a text are
    /// shown in another way. A text that takes values is not among them: Swift gives it those, under a name of its own.
    var templateTexts: TemplateContext {
        switch language {
        case .english: Self.english
        case .german: Self.german
        case .marked: Self.inMarks
        }
    }

    private static let english = texts(of: Catalogue(.english))
    private static let german = texts(of: Catalogue(.german))
    private static let inMarks = texts(of: Catalogue(.marked))

    private static func texts(of words: Catalogue) -> TemplateContext {
        TemplateContext { context in
            for part in Catalogue.parts {
                context.set(
                    part.part,
                    object: TemplateContext { texts in
                        for word in Catalogue.words(of: part) where !words.phrase(word).takesValues {
                            if words.phrase(word).hasMarks {
                                texts.set(word.key, marked: words.marked(word))
                            } else {
                                texts.set(word.key, words.text(word))
                            }
                        }
                    })
            }
        }
    }
}

extension TemplateContext {
    /// A text cut at its marks: `before`, `marked`, `after`, then `marked2`, `after2` and so on.
    init(_ text: MarkedText) {
        self.init { context in
            context.set("before", text.before)
            for (number, mark) in text.marks.enumerated() {
                let suffix = number == 0 ? "" : String(number + 1)
                context.set("marked" + suffix, mark.marked)
                context.set("after" + suffix, mark.after)
            }
        }
    }
}

extension ContextField {
    /// The texts of the catalogue that templates can name, in any language.
    static let words = ContextField(
        "words", .words, "The interface's own texts in the page's language: [words.md](words.md).")

    /// A text of which parts are shown in another way.
    static func marked(_ name: String, _ summary: String) -> ContextField {
        ContextField(name, .object(markedText(markCount: 3)), summary)
    }

    /// What ``words`` leads to.
    static let wordParts: [ContextField] = Catalogue.parts.map { part in
        let words = Catalogue(.english)
        return ContextField(
            part.part,
            .object(
                Catalogue.words(of: part).filter { !words.phrase($0).takesValues }.map { word in
                    let phrase = words.phrase(word)
                    guard phrase.hasMarks else { return ContextField(word.key, .text, words.text(word)) }
                    return ContextField(
                        word.key, .object(markedText(markCount: words.marked(word).marks.count)), words.text(word))
                }), "")
    }

    private static func markedText(markCount: Int) -> [ContextField] {
        [ContextField("before", .text, "Before what is shown in another way.")]
            + (1...max(1, markCount)).flatMap { number in
                let suffix = number == 1 ? "" : String(number)
                return [
                    ContextField("marked" + suffix, .text, "What is shown in another way."),
                    ContextField("after" + suffix, .text, "What follows."),
                ]
            }
    }
}
