@_exported import struct Diagnostics.SourcePosition
@_exported import struct Diagnostics.SourceRange

/// A markdown document as a value tree; every node knows the range of source text it came from.
public struct MarkdownDocument: Sendable, Equatable {
    /// The blocks at the top level, without footnotes.
    public var blocks: [Block]
    /// The footnotes that the text refers to, in the order of first reference; number 1 comes first.
    public var footnotes: [Footnote]
    /// What the parser had to simplify, such as nesting beyond ``MarkdownOptions/maximumDepth``.
    public var warnings: [MarkdownWarning]

    /// A document of the given blocks.
    public init(blocks: [Block], footnotes: [Footnote] = [], warnings: [MarkdownWarning] = []) {
        self.blocks = blocks
        self.footnotes = footnotes
        self.warnings = warnings
    }
}

/// Something in the source that the tree does not hold as written.
public struct MarkdownWarning: Sendable, Hashable {
    /// What was simplified.
    public enum Kind: Sendable, Hashable {
        /// Nested deeper than the limit: kept as plain text.
        case nestedTooDeep
        /// A second definition of a footnote label: ignored.
        case duplicateFootnote(label: String)
        /// A footnote that no text refers to: left out.
        case unusedFootnote(label: String)
        /// An id given to two headings: the second was renamed.
        case duplicateHeadingID(String)
    }

    /// What was simplified.
    public var kind: Kind
    /// Where it stands in the source.
    public var range: SourceRange
}

/// A footnote's text and where it is referred to.
public struct Footnote: Sendable, Equatable {
    /// What stands between `[^` and `]`.
    public var label: String
    /// The footnote's text.
    public var blocks: [Block]
    /// How often the document refers to it, at least once.
    public var referenceCount: Int
    /// Where the definition's first line stands.
    public var range: SourceRange
}

/// A block of markdown: a paragraph, list, table and so on.
public struct Block: Sendable, Equatable {
    /// What the block is, with its contents.
    public var kind: Kind
    /// Where it stands in the source.
    public var range: SourceRange

    /// A block made of the given parts.
    public init(_ kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }

    /// What a block is, with its contents.
    public indirect enum Kind: Sendable, Equatable {
        case paragraph([Inline])
        /// `level` from 1 to 6; `id` is unique in the document.
        case heading(level: Int, id: String, content: [Inline])
        case blockQuote([Block])
        /// `> [!NOTE]` and its like; `name` in lower case.
        case admonition(name: String, content: [Block])
        case list(MarkdownList)
        /// `info` is the text after an opening fence, empty for an indented block.
        case codeBlock(info: String, text: String)
        case html(String)
        case thematicBreak
        case table(MarkdownTable)
    }
}

/// A bullet list, or an ordered one where `start` is given.
public struct MarkdownList: Sendable, Equatable {
    /// The number of the first item; nil for a bullet list.
    public var start: Int?
    /// Whether paragraphs in items are shown without paragraph spacing.
    public var isTight: Bool
    /// The items in order.
    public var items: [Item]

    /// An item; `isChecked` is nil unless it is a task.
    public struct Item: Sendable, Equatable {
        /// Whether the task is done; nil where the item is not a task.
        public var isChecked: Bool?
        /// The item's contents.
        public var blocks: [Block]
        /// Where it stands in the source.
        public var range: SourceRange
    }
}

/// A table with one header row; every row has as many cells as `alignments`.
public struct MarkdownTable: Sendable, Equatable {
    /// How a column is set; `none` leaves it to the reader's style.
    public enum Alignment: String, Sendable {
        case none, left, center, right
    }

    /// A cell's text and place.
    public struct Cell: Sendable, Equatable {
        /// The cell's text.
        public var content: [Inline]
        /// Where it stands in the source, without the pipes.
        public var range: SourceRange
    }

    /// How each column is set.
    public var alignments: [Alignment]
    /// The header row.
    public var header: [Cell]
    /// The other rows, from top to bottom.
    public var rows: [[Cell]]
}

/// A piece of running text.
public struct Inline: Sendable, Equatable {
    /// What the piece is, with its contents.
    public var kind: Kind
    /// Where it stands in the source.
    public var range: SourceRange

    /// An inline made of the given parts.
    public init(_ kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }

    /// What a piece of text is, with its contents.
    public indirect enum Kind: Sendable, Equatable {
        case text(String)
        case code(String)
        case html(String)
        case softBreak
        case hardBreak
        case emphasis([Inline])
        case strong([Inline])
        case strikethrough([Inline])
        case link(destination: String, title: String, content: [Inline])
        case image(source: String, title: String, content: [Inline])
        /// `[[target#fragment|text]]`, to be resolved by whoever knows the other documents.
        case reference(target: String, fragment: String?, text: String?)
        /// The `occurrence`-th mention (from 1) of footnote `number` (from 1).
        case footnoteReference(label: String, number: Int, occurrence: Int)
        /// Content that the caller marked: written as an element with these attributes.
        case marked(Mark, content: [Inline])
    }

    /// An element that a caller wraps around text after parsing, such as a requirement or a glossary term.
    public struct Mark: Sendable, Equatable {
        /// The HTML element, such as `span`.
        public var elementName: String
        /// Name and value of each attribute, in the order of writing; values are escaped when written.
        public var attributes: [[String]]
        /// Names what the caller will put before the element when the page is written; nil for nothing.
        public var slot: String?

        /// A mark written as `<elementName attributes…>content</elementName>`.
        public init(elementName: String, attributes: [[String]], slot: String? = nil) {
            self.elementName = elementName
            self.attributes = attributes
            self.slot = slot
        }
    }
}
