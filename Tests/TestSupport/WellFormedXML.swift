import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What a parser of XML says against a text; nil where it is well-formed.
public func problemOfXML(_ text: String) -> String? {
    let parser = XMLParser(data: Data(text.utf8))
    return parser.parse()
        ? nil : "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "not well-formed")"
}
