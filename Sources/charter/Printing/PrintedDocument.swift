import Portal
import Primitives

/// A PDF as a browser printed it: how many sheets it has, on which of them its named places stand, and the day that it bears.
struct PrintedDocument {
    private(set) var bytes: [UInt8]
    /// How many sheets it has.
    let sheetCount: Int
    /// The sheet, from 1, that each place stands on which a link within the document leads to.
    let sheets: [String: Int]
    /// Where the object stands that says when it was made.
    private let information: Int?

    /// - Throws: why it is not a document that a browser has written whole.
    init(_ bytes: [UInt8]) throws(PDFProblem) {
        guard bytes.starts(with: "%PDF-".utf8) else { throw PDFProblem(summary: "it is not a PDF") }
        let file = try PDFFile(bytes)
        guard case .dictionary(let root) = try file.resolved(file.trailer["Root"]) else {
            throw PDFProblem(summary: "it has no root")
        }
        var pages: [Int] = []
        try file.collectPages(root["Pages"], into: &pages)
        guard !pages.isEmpty else { throw PDFProblem(summary: "it has no sheets") }
        let numbers = Dictionary(zip(pages, 1...), uniquingKeysWith: { first, _ in first })
        var sheets: [String: Int] = [:]
        if case .dictionary(let places) = try file.resolved(root["Dests"]) {
            for (name, place) in places {
                guard case .array(let parts) = try file.resolved(place), case .reference(let page)? = parts.first,
                    let number = numbers[page]
                else { continue }
                sheets[name.withoutPercentEncoding] = number
            }
        }
        if case .reference(let number)? = file.trailer["Info"] {
            information = file.offsets[number]
        } else {
            information = nil
        }
        self.bytes = bytes
        self.sheets = sheets
        sheetCount = pages.count
    }

    /// Gives it the beginning of a day for the moments that it was made and changed, so that the same input gives the same bytes.
    mutating func setDay(_ day: CalendarDate) {
        guard let information else { return }
        let digits = Array(day.description.utf8.filter { $0 != UInt8(ascii: "-") } + "000000+00'00'".utf8)
        let end = bytes[information...].firstRange(of: "endobj".utf8)?.lowerBound ?? bytes.endIndex
        for key in ["/CreationDate (D:", "/ModDate (D:"] {
            guard let found = bytes[information..<end].firstRange(of: key.utf8) else { continue }
            let place = found.upperBound..<found.upperBound + digits.count
            guard place.upperBound < end, bytes[place.upperBound] == UInt8(ascii: ")") else { continue }
            bytes.replaceSubrange(place, with: digits)
        }
    }
}

extension String {
    /// The text of an address' fragment; as it is where it is no such text.
    fileprivate var withoutPercentEncoding: String {
        var decoded: [UInt8] = []
        var rest = Substring(self).utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16) {
                decoded.append(value)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self) ?? self
    }
}

/// The objects of a PDF, by its table of them. Source: ISO 32000-1, section 7.5.
private struct PDFFile {
    private let bytes: [UInt8]
    /// Where each object begins, by its number.
    let offsets: [Int: Int]
    let trailer: [String: PDFValue]

    init(_ bytes: [UInt8]) throws(PDFProblem) {
        self.bytes = bytes
        let tail = bytes.suffix(1024)
        guard let start = tail.lastRange(of: "startxref".utf8) else { throw PDFProblem(summary: "its end is missing") }
        var reader = PDFReader(bytes, at: start.upperBound)
        guard let table = Int(reader.token()), bytes.indices.contains(table) else {
            throw PDFProblem(summary: "its table of objects is missing")
        }
        reader = PDFReader(bytes, at: table)
        guard reader.token() == "xref" else { throw PDFProblem(summary: "its table of objects is of another kind") }
        var offsets: [Int: Int] = [:]
        var word = reader.token()
        while word != "trailer" {
            guard let first = Int(word), let count = Int(reader.token()), (0...bytes.count).contains(count) else {
                throw PDFProblem(summary: "its table of objects is damaged")
            }
            for number in 0..<count {
                let offset = Int(reader.token())
                _ = reader.token()
                if reader.token() == "n", let offset, bytes.indices.contains(offset) {
                    offsets[first + number] = offset
                }
            }
            word = reader.token()
        }
        guard case .dictionary(let trailer) = try reader.value() else {
            throw PDFProblem(summary: "its trailer is damaged")
        }
        self.offsets = offsets
        self.trailer = trailer
    }

    /// What a value says, or the object that it refers to; `null` where there is none.
    func resolved(_ value: PDFValue?) throws(PDFProblem) -> PDFValue {
        guard case .reference(let number)? = value else { return value ?? .null }
        guard let offset = offsets[number] else { return .null }
        var reader = PDFReader(bytes, at: offset)
        guard Int(reader.token()) == number, Int(reader.token()) != nil, reader.token() == "obj" else {
            throw PDFProblem(summary: "object \(number) does not stand where its table says")
        }
        return try reader.value()
    }

    /// The numbers of the pages' objects in the order of reading; the tree of a long document has many nodes.
    func collectPages(_ node: PDFValue?, into pages: inout [Int], depth: Int = 0) throws(PDFProblem) {
        guard depth < 32 else { throw PDFProblem(summary: "its tree of pages does not end") }
        guard case .dictionary(let entries) = try resolved(node) else { return }
        if entries["Type"] == .name("Page"), case .reference(let number)? = node {
            pages.append(number)
        } else if case .array(let kids) = try resolved(entries["Kids"]) {
            for kid in kids { try collectPages(kid, into: &pages, depth: depth + 1) }
        }
    }
}

extension Collection<UInt8> where Self: BidirectionalCollection {
    fileprivate func firstRange(of text: String.UTF8View) -> Range<Index>? {
        indices.first { self[$0...].starts(with: text) }.map { $0..<index($0, offsetBy: text.count) }
    }

    fileprivate func lastRange(of text: String.UTF8View) -> Range<Index>? {
        indices.last { self[$0...].starts(with: text) }.map { $0..<index($0, offsetBy: text.count) }
    }
}
