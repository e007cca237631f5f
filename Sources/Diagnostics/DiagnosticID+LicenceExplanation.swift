extension DiagnosticID {
    /// The explanation of what is held against the text of a licence; empty for other ids, which a test would notice.
    var licenceExplanation: String {
        switch self {
        case .clauseFacts:
            """
            Error. A clause of a licence that SPDX does not list carries a term and does not state what the term is \
            about: `owed` for a notice or a name, `users` for a threshold, `law`, `ends`, `indemnity`, `region`. Or a \
            clause of any licence states one of them and carries no such term.
            """
        case .clauseQuote:
            """
            Error. A clause of a licence that SPDX does not list is not quoted, or with more than 30 words. Quote the words \
            that decide, and tell the rest in `summary`.
            """
        case .clauseTag:
            """
            Error. A clause of a licence gives rise to a permission, condition or limitation that the page does \
            not name. Add it to the list.
            """
        case .licenceRecord:
            """
            Error. A licence's page says `reviewed`, but nobody has looked its quotations up: it names no text, or \
            `licences/verified.yaml` does not speak of the quotations that it has now. Run `charter licences pull` and \
            `charter licences verify`, or leave `reviewed` out. Warning where the record names a page that is not there.
            """
        case .licenceText:
            """
            Warning where a text beside a licence's page has changed since the page was written: the page and \
            every model under it are marked. Error where `text` names a source that is not a place, or a `sha256` that is \
            not one.
            """
        case .quoteNotInText:
            """
            Error. A clause's quotation is not in the licence's text or its use policy's, word for word. White space and \
            kinds of quotation marks do not count. The nearest passage is told.
            """
        case .quoteSection:
            """
            Error. A clause's quotation is in the text, but not in the section that the page names, as far as the text \
            numbers its sections.
            """
        case .unknownUse:
            """
            Error. `forbids` or `touches` of a licence names a use that `decisions.yaml` does not have, so that nothing \
            follows from it. The nearest is suggested.
            """
        case .unquotedTag:
            """
            Error. A permission, condition or limitation of a licence that SPDX does not list has no clause whose \
            quotation carries it. Add the clause, or remove the tag.
            """
        case .usePolicyItem:
            """
            Error. A licence's page stores the text of a use policy and lists none of its items, lists one twice, or \
            quotes more than 30 words of one. List all of them in the maker's order below `acceptable_use: items:`.
            """
        default: ""
        }
    }
}
