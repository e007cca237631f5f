/// What results show of pages: titles, headings and the texts to cut excerpts from.
struct FragmentShard: Sendable, Equatable {
    /// A page as results show it.
    struct Page: Sendable, Equatable {
        var url: String
        var title: String
        var kind: String
        var status: String
        var sections: [Section]
    }

    /// A section with its heading's id, its heading and its text.
    struct Section: Sendable, Equatable {
        var anchor: String
        var heading: String
        var text: String
    }

    var pages: [Page]

    init(_ pages: [Page]) { self.pages = pages }

    func encoded() -> [UInt8] {
        var writer = TextShardWriter()
        writer.write(pages.count)
        for page in pages {
            writer.write(page.url, in: .address)
            writer.write(page.title)
            writer.write(page.kind)
            writer.write(page.status)
            writer.write(page.sections.count)
            for section in page.sections {
                writer.write(section.heading)
                let isDerived = section.anchor == Self.derivedAnchor(of: section.heading)
                writer.write(!isDerived)
                if !isDerived { writer.write(section.anchor, in: .anchor) }
                writer.write(section.text)
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
                status: try reader.text(), sections: [])
            for _ in 0..<(try reader.count()) {
                let heading = try reader.text()
                let anchor = reader.flag() ? try reader.key(in: .anchor) : Self.derivedAnchor(of: heading)
                page.sections.append(Section(anchor: anchor, heading: heading, text: try reader.text()))
            }
            pages.append(page)
        }
        try reader.finish()
    }

    /// The anchor that most headings have, so that it need not be written: ASCII letters and digits in lower case, a
    /// hyphen for each space.
    static func derivedAnchor(of heading: String) -> String {
        var anchor: [UInt8] = []
        for byte in heading.utf8 {
            switch byte {
            case 0x41...0x5A: anchor.append(byte | 0x20)
            case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: anchor.append(byte)
            case 0x20: anchor.append(0x2D)
            default: break
            }
        }
        return String(decoding: anchor, as: UTF8.self)
    }
}

extension FragmentShard.Page {
    /// What results show of a page.
    init(_ page: SearchablePage) {
        self.init(
            url: page.url, title: page.title, kind: page.kind, status: page.status,
            sections: page.sections.map { .init(anchor: $0.anchor, heading: $0.heading, text: $0.text) })
    }
}
