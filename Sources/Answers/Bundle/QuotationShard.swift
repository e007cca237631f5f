import Search

/// The quotations of a cluster with what an answer shows of their pages, as the file `a-*` holds them;
/// `ask-quotations.js` holds the same reader.
struct QuotationShard: Sendable, Equatable {
    /// A page with quotations that follow one another in the cluster.
    struct Page: Sendable, Equatable {
        var url: String
        var title: String
        var kind: String
        var status: String
        var version: String
        var owner: String
        /// YYYY-MM-DD, or empty.
        var reviewBy: String
        var quotations: [Quotation]
    }

    /// Words of a page that answer a question.
    struct Quotation: Sendable, Equatable {
        /// The section's anchor, empty for the page's start.
        var anchor: String
        /// Empty where the page's own words are the answer, found by likeness.
        var question: String
        /// Empty where nothing answers the question.
        var text: String
        var origin: PublishedPair.Origin
    }

    /// In the order of the quotations' numbers; a page is listed more than once where others come between its quotations.
    var pages: [Page]

    init(_ pages: [Page]) { self.pages = pages }

    func encoded() -> [UInt8] {
        var writer = TextShardWriter()
        writer.write(pages.count)
        for page in pages {
            writer.write(page.url, in: .address)
            for text in [page.title, page.kind, page.status, page.version, page.owner, page.reviewBy] {
                writer.write(text)
            }
            writer.write(page.quotations.count)
            for quotation in page.quotations {
                writer.write(quotation.anchor, in: .anchor)
                writer.write(quotation.question)
                writer.write(quotation.text)
                writer.write(quotation.origin.code)
                if case .generated(let model, let reviewer) = quotation.origin {
                    writer.write(model)
                    writer.write(reviewer)
                }
            }
        }
        return writer.finish()
    }

    init(decoding bytes: [UInt8]) throws(ShardError) {
        var reader = try TextShardReader(bytes)
        pages = []
        for _ in 0..<(try reader.count()) {
            var page = Page(
                url: try reader.key(in: .address), title: try reader.text(), kind: try reader.text(),
                status: try reader.text(), version: try reader.text(), owner: try reader.text(),
                reviewBy: try reader.text(), quotations: [])
            for _ in 0..<(try reader.count()) {
                page.quotations.append(
                    Quotation(
                        anchor: try reader.key(in: .anchor), question: try reader.text(), text: try reader.text(),
                        origin: try PublishedPair.Origin(from: &reader)))
            }
            pages.append(page)
        }
        try reader.finish()
    }
}

extension QuotationShard {
    /// The quotations of a cluster in the order of their numbers.
    init(_ pairs: [PublishedPair]) {
        pages = []
        for pair in pairs {
            if pages.last?.url != pair.page.url { pages.append(Page(pair.page)) }
            pages[pages.count - 1].quotations.append(
                Quotation(
                    anchor: pair.section.anchor, question: pair.origin == .statement ? "" : pair.question,
                    text: pair.quote, origin: pair.origin))
        }
    }
}

extension QuotationShard.Page {
    /// What an answer shows of a page.
    init(_ page: AnswerPage) {
        self.init(
            url: page.url, title: page.title, kind: page.kind, status: page.status, version: page.version,
            owner: page.owner, reviewBy: page.reviewBy, quotations: [])
    }
}

extension PublishedPair.Origin {
    /// The number that stands for it in a file.
    fileprivate var code: Int {
        switch self {
        case .curated: 0
        case .generated: 1
        case .statement: 2
        case .unanswered: 3
        }
    }

    fileprivate init(from reader: inout TextShardReader) throws(ShardError) {
        switch try reader.count() {
        case 0: self = .curated
        case 1: self = .generated(model: try reader.text(), reviewer: try reader.text())
        case 2: self = .statement
        case 3: self = .unanswered
        default: throw ShardError()
        }
    }
}
