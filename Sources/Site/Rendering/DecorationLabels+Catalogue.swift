import Markdown
import Words

extension Catalogue {
    /// What bodies of pages say of themselves, in this language.
    var decorationLabels: DecorationLabels {
        let words = self
        var labels = DecorationLabels()
        labels.section = { words.page(.linkToSection, ["title": $0]) }
        labels.done = words.page(.taskDone)
        labels.open = words.page(.taskOpen)
        labels.table = { words.page(.tableNumber, ["number": String($0)]) }
        labels.footnotes = words.page(.footnotes)
        labels.footnote = { words.page(.footnote, ["number": String($0)]) }
        labels.backReference = { words.page(.backToReference, ["number": $0]) }
        let other = labels.admonition
        labels.admonition = { words.admonition($0) ?? other($0) }
        return labels
    }

    /// The title of an admonition; nil for a name that is a writer's own.
    private func admonition(_ name: String) -> String? {
        switch name {
        case "note": page(.admonitionNote)
        case "tip": page(.admonitionTip)
        case "important": page(.admonitionImportant)
        case "warning": page(.admonitionWarning)
        case "caution": page(.admonitionCaution)
        case "must": page(.admonitionMust)
        case "should": page(.admonitionShould)
        case "example": page(.admonitionExample)
        case "not-legal-advice": page(.admonitionNotLegalAdvice)
        default: nil
        }
    }
}
