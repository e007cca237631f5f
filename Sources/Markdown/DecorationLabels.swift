/// What a decorated page says of itself beside its text, in English unless told otherwise.
public struct DecorationLabels: Sendable {
    /// Of a link to a section, by its heading.
    public var section: @Sendable (String) -> String = { "Link to section: \($0)" }
    /// Of a box of a task that is done.
    public var done = "Done"
    /// Of a box of a task that is not.
    public var open = "To do"
    /// Of a table, by its number on the page.
    public var table: @Sendable (Int) -> String = { "Table \($0)" }
    /// Of the list of footnotes.
    public var footnotes = "Footnotes"
    /// Of a reference to a footnote, by its number.
    public var footnote: @Sendable (Int) -> String = { "Footnote \($0)" }
    /// Of the way back from a footnote, by its number and which of its references it is.
    public var backReference: @Sendable (String) -> String = { "Back to reference \($0)" }
    /// The title of an admonition, by its name in lower case.
    public var admonition: @Sendable (String) -> String = { name in
        let title = name.split(separator: "-").joined(separator: " ")
        return title.prefix(1).uppercased() + title.dropFirst()
    }

    /// English labels.
    public init() {}
}
