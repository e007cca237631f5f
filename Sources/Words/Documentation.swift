/// `docs/words.md`: every text of the catalogue by part, in all languages, as `charter schema words` prints it.
public func wordsDocumentation() -> String {
    func cell(_ phrase: Phrase) -> String {
        phrase.forms.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }.joined(
            separator: "<br>")
    }
    let parts = Catalogue.parts.map { part in
        let rows = Catalogue.words(of: part).map { word in
            "| `\(part.part).\(word.key)` | \(cell(word.english)) | \(cell(word.german)) |"
        }
        return "## \(part.part)\n\n| name | English | German |\n| --- | --- | --- |\n" + rows.joined(separator: "\n")
    }
    return """
        # Words of the interface

        Every text of the interface and of the pages that a site makes. Templates name them as `{{words.home.what_changed}}` \
        ([templates.md](templates.md)); a text with `{…}` takes values and is filled in by the program, one with two forms goes \
        with a number, and what `[…]` encloses is shown in another way, as a link say. `language:` in `charter.yaml` chooses the \
        language for a site, the key of the same name in front matter for a page. `language: qps-ploc` shows English with each \
        of these texts in marks, so that what a theme says in words of its own is seen.

        This file is written by `charter schema words`; a test compares the two. [decisions/0013](decisions/0013-words.md) says \
        how a language is added.

        ## Terms in German

        Readers are addressed impersonally (“Frage stellen”, “Nachfragen bei …”), as good sites of public bodies do; forms with \
        stars, colons or capitals within words are not used.

        | English | German |
        | --- | --- |
        | policy | Richtlinie |
        | requirement | Anforderung |
        | MUST, MUST NOT, SHOULD, SHOULD NOT, MAY | MUSS, DARF NICHT, SOLL, SOLL NICHT, KANN |
        | licence | Lizenz |
        | model | Modell |
        | evaluation (a page) | Bewertung |
        | result (a figure) | Messwert |
        | verdict | Ergebnis |
        | allowed, conditional, blocked | zulässig, mit Auflagen, nicht zulässig |
        | approved, conditional, prohibited (a licence) | freigegeben, mit Auflagen, untersagt |
        | condition | Auflage |
        | use | Verwendung |
        | data class | Art der Daten |
        | openness: open science, open tooling, open model, open weights, closed | offene Wissenschaft, offene Werkzeuge, offenes Modell, offene Gewichte, geschlossen |
        | use policy | Nutzungsrichtlinie |
        | in force, retired, draft | in Kraft, außer Kraft, Entwurf |
        | review | Prüfung |
        | owner | verantwortlich |
        | exception | Ausnahme |
        | register | Verzeichnis |
        | guide | Anleitung |
        | glossary, term | Glossar, Begriff |

        \(parts.joined(separator: "\n\n"))

        """
}
