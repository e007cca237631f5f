import Primitives

/// A page as it is given to a browser to be printed from a folder of its own: nothing in the PDF tells of that folder.
struct PrintCopy {
    /// The page's HTML.
    private let html: String

    /// - Parameters:
    ///   - html: the page of the site, which stands at its root.
    ///   - base: where the site is published, without a slash at its end. Links to other pages lead there; where that is not
    ///     known they are plain text, since on paper there is nothing to follow.
    init(_ html: String, base: String?) {
        self.html = Self.mapAttributes(
            "data-url",
            in: Self.mapAttributes("href", in: html, of: "<a ") { address in
                Self.isComplete(address) ? address : base.map { $0 + "/" + address }
            }, of: "<article "
        ) { address in base.map { $0 + "/" + address } ?? "" }
    }

    /// The page with the numbers of sheets in its contents.
    ///
    /// - Parameter sheets: by the place that a line leads to.
    func numbered(_ sheets: [String: Int]) -> String {
        var pieces = html.split(separator: "data-place=\"", omittingEmptySubsequences: false).map(String.init)
        for index in pieces.indices.dropFirst() {
            guard let end = pieces[index].firstRange(of: "\"></span>") else { continue }
            let place = Self.unescaped(String(pieces[index][..<end.lowerBound]))
            guard let number = sheets[place] else { continue }
            pieces[index].replaceSubrange(end, with: "\">\(number)</span>")
        }
        return pieces.joined(separator: "data-place=\"")
    }

    /// The places that the contents have room for numbers of.
    var places: [String] {
        html.split(separator: "data-place=\"", omittingEmptySubsequences: false).dropFirst().map { piece in
            Self.unescaped(String(piece.prefix { $0 != "\"" }))
        }
    }

    /// Whether an address leads to a place of the page or names where it leads.
    private static func isComplete(_ address: String) -> Bool {
        if address.hasPrefix("#") { return true }
        guard let colon = address.firstIndex(of: ":") else { return false }
        return !address[..<colon].contains { "/?#".contains($0) }
    }

    /// Gives an attribute of all elements that begin so another value, or takes it away where there is none.
    private static func mapAttributes(
        _ name: String, in html: String, of opening: String, _ map: (String) -> String?
    ) -> String {
        let pieces = html.split(separator: opening, omittingEmptySubsequences: false)
        return pieces.enumerated().map { index, piece -> String in
            guard index > 0, let end = piece.firstIndex(of: ">"),
                let start = piece[..<end].firstRange(of: name + "=\""),
                let close = piece[start.upperBound..<end].firstIndex(of: "\"")
            else { return String(piece) }
            let value = map(String(piece[start.upperBound..<close]))
            return String(piece[..<start.lowerBound]) + (value.map { "\(name)=\"\($0)\"" } ?? "")
                + piece[piece.index(after: close)...]
        }.joined(separator: opening)
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
