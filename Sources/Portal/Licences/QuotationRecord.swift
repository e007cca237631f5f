import Diagnostics
import Primitives

/// Which licences' quotations were found in which texts, as git keeps it in `licences/verified.yaml`: a build without the
/// texts knows from it what one with them would find. `charter licences verify` writes it.
public struct QuotationRecord: Sendable, Hashable {
    /// Where it stands below the content folder.
    public static let path = "licences/verified.yaml"

    /// By page, in the order of their paths.
    public var entries: [Entry]

    /// That all quotations of a page stand in its texts.
    public struct Entry: Sendable, Hashable {
        /// The licence's page, below the content folder.
        public var page: Located<String>
        /// SHA-256 of the texts that they were looked up in: the licence's, and its use policy's where the page names that.
        public var texts: [String]
        /// What ``Licence/hashOfQuotations`` was.
        public var quotations: String
        /// How many there were.
        public var count: Int
        /// When they were looked up.
        public var verified: CalendarDate

        /// An entry of the record.
        public init(
            page: Located<String>, texts: [String], quotations: String, count: Int, verified: CalendarDate
        ) {
            self.page = page
            self.texts = texts
            self.quotations = quotations
            self.count = count
            self.verified = verified
        }
    }

    /// A record of the given entries.
    public init(entries: [Entry] = []) { self.entries = entries }

    /// The entry on a page, if it speaks of the texts and the quotations that the page has now.
    public func entry(on page: Page) -> Entry? {
        guard let licence = page.licence, !licence.texts.isEmpty else { return nil }
        return entries.first {
            $0.page.value == page.path && $0.texts == licence.texts.compactMap(\.hash)
                && $0.quotations == licence.hashOfQuotations
        }
    }
}

extension Licence {
    /// Words of the licence or of its use policy that the page repeats, with the section where they are said to stand.
    struct Quotation: Sendable, Hashable {
        var words: Located<String>
        var section: String
        var sectionRange: SourceRange
    }

    /// All that the page repeats: what clauses quote, the lines that they prescribe, and the items of the use policy.
    var quotations: [Quotation] {
        let ofClauses = clauses.flatMap { clause in
            [clause.quote, clause.line].compactMap(\.self).map {
                Quotation(words: $0, section: clause.section, sectionRange: clause.sectionRange)
            }
        }
        let ofItems = usePolicy.items.compactMap { item in
            item.words.map { words in
                // A policy of its own counts its items; numbers in an attachment belong to the attachment.
                let section = [usePolicy.section, item.number].compactMap(\.self).joined(separator: " ")
                return Quotation(words: words, section: section, sectionRange: item.numberRange)
            }
        }
        return ofClauses + ofItems
    }

    /// SHA-256 over sections and quotations, in hexadecimal: another where any of them changes.
    public var hashOfQuotations: String {
        var digest = ContentDigest()
        for quotation in quotations {
            digest.add(quotation.section)
            digest.add(quotation.words.value)
        }
        return digest.finish()
    }

    /// How many quotations there are.
    public var quotationCount: Int { quotations.count }
}

/// What a reader can rely on in a licence's quotations.
public enum QuotationState: Sendable, Hashable {
    /// All stand in the text that was retrieved on that day.
    case checked(CalendarDate?)
    /// The page names a text, but nobody has compared it with what the page says now.
    case unchecked
    /// The page names no text.
    case notStored
}

extension Library {
    /// Whether a licence's quotations were looked up in its text. The texts themselves are not asked, so that a site is
    /// the same with and without them.
    public func quotationState(of page: Page) -> QuotationState {
        guard let text = page.licence?.text else { return .notStored }
        guard !hasChangedText(page), dataFiles.quotations?.entry(on: page) != nil else { return .unchecked }
        return .checked(text.retrieved)
    }
}
