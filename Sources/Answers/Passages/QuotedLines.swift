/// The lines that a quotation is read with, each word for word as in its section: `ask-quotations.js` holds the same steps.
///
/// A row of a table says nothing without the table's header, and an item of a list little without the line that introduces it.
/// Where the quotation is a table's first row or a list's first item, whoever stated it meant what stands under the heading: the
/// whole table or list is shown.
struct QuotedLines {
    /// How many rows or items are shown.
    private static let most = 12

    /// The header or introduction, if there is one, and then the rows or items; the quotation alone where it needs none.
    let lines: [String]

    /// - Parameter text: the section's, with a line for each block, item and row; cells are separated by ` | `.
    init(_ quote: String, in text: String) {
        let all = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let place = all.firstIndex(of: quote) else {
            lines = [quote]
            return
        }
        lines = (quote.cells.count > 1 ? Self.table(all, place) : Self.list(all, place)) ?? [quote]
    }

    private static func table(_ all: [String], _ place: Int) -> [String]? {
        let width = all[place].cells.count
        let block = block(of: all, around: place) { $0.cells.count == width }
        guard block.lowerBound < place else { return nil }
        return [all[block.lowerBound]] + shown(all, place, first: block.lowerBound + 1, end: block.upperBound)
    }

    private static func list(_ all: [String], _ place: Int) -> [String]? {
        guard isItem(all[place]) else { return nil }
        let block = block(of: all, around: place, isItem)
        if block.lowerBound > 0, all[block.lowerBound - 1].hasSuffix(":"), all[block.lowerBound - 1].cells.count == 1 {
            return [all[block.lowerBound - 1]] + shown(all, place, first: block.lowerBound, end: block.upperBound)
        }
        // Without an introduction, what ends without a mark is an item; a sentence is a paragraph.
        guard !isSentence(all[place]) else { return nil }
        let bare = self.block(of: all, around: place) { isItem($0) && !isSentence($0) }
        return bare.count > 1 && bare.lowerBound == place
            ? shown(all, place, first: bare.lowerBound, end: bare.upperBound) : nil
    }

    /// All rows or items from the first, or the one.
    private static func shown(_ all: [String], _ place: Int, first: Int, end: Int) -> [String] {
        place == first ? Array(all[place..<min(end, place + most)]) : [all[place]]
    }

    /// The lines around a place that all are of a kind.
    private static func block(of all: [String], around place: Int, _ isIn: (String) -> Bool) -> Range<Int> {
        var first = place, end = place + 1
        while first > 0, isIn(all[first - 1]) { first -= 1 }
        while end < all.count, isIn(all[end]) { end += 1 }
        return first..<end
    }

    /// Whether a line may be an item: one sentence, and no row.
    private static func isItem(_ line: String) -> Bool {
        !line.isEmpty && line.cells.count == 1 && !line.hasSuffix(":")
            && ![". ", "! ", "? "].contains(where: line.contains)
    }

    private static func isSentence(_ line: String) -> Bool { [".", "!", "?"].contains(where: line.hasSuffix) }
}
