import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Looks for what would run or be fetched when an SVG, or any XML, is opened in a browser by itself.
///
/// As a picture in a page an SVG runs nothing; under its own address it is a document like any other. What is refused: what is
/// not well-formed UTF-8 XML, declarations of entities, processing instructions but the XML declaration, elements that run
/// or embed something or belong to HTML, `on…` attributes, and references that lead out of the file other than to a picture
/// in a `data:` URL. What is left can be drawn and nothing else.
/// Source: SVG 2, sections 15 (scripting) and 16 (linking); SVG Integration, "secure static mode".
final class VectorImageCheck: NSObject, XMLParserDelegate {
    /// The first reason for which the bytes are not inert, as a clause; nil where they are.
    static func problem(_ bytes: [UInt8]) -> String? {
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            return "it is not UTF-8 text"
        }
        let head = text.prefix { $0 != ">" }.lowercased()
        if head.hasPrefix("<?xml"), head.contains("encoding"), !head.contains("utf-8"), !head.contains("us-ascii") {
            return "it declares another encoding than UTF-8"
        }
        // Parsers differ in what they tell of declarations, so the text is asked.
        if text.contains("<!ENTITY") || text.contains("<!ATTLIST") { return "it declares entities or attributes" }
        let check = VectorImageCheck(), parser = XMLParser(data: Data(bytes))
        parser.shouldProcessNamespaces = true
        parser.delegate = check
        let isSound = parser.parse()
        return check.problem ?? (isSound ? nil : "it is not well-formed XML")
    }

    private var problem: String?
    private var isInStyle = false
    private var style = ""

    private func refuse(_ parser: XMLParser, _ reason: String) {
        if problem == nil { problem = reason }
        parser.abortParsing()
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let name = Self.localName(elementName)
        if Self.refusedElements.contains(name) { return refuse(parser, "it holds <\(name)>") }
        if namespaceURI == Self.htmlNamespace { return refuse(parser, "it holds <\(name)> of HTML") }
        for (key, value) in attributes.sorted(by: { $0.key < $1.key }) {
            if let reason = Self.problem(ofAttribute: key, value) { return refuse(parser, reason) }
        }
        isInStyle = name == "style"
        style = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { if isInStyle { style += string } }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        if isInStyle { style += String(decoding: block, as: UTF8.self) }
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
    ) {
        if isInStyle, let reason = Self.problem(ofStyle: style) { refuse(parser, reason) }
        isInStyle = false
    }

    func parser(_ parser: XMLParser, foundProcessingInstructionWithTarget target: String, data: String?) {
        refuse(parser, "it holds the processing instruction <?\(target)?>")
    }

    /// On some systems a parser goes on after an error, and says in the end that all was well.
    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
        if problem == nil { problem = "it is not well-formed XML" }
    }

    // MARK: What is refused

    private static let htmlNamespace = "http://www.w3.org/1999/xhtml"

    private static let refusedElements: Set<String> = [
        "script", "handler", "listener", "foreignobject", "iframe", "frame", "object", "embed", "audio", "video",
        "html",
        "link", "base", "meta", "form", "stylesheet", "transform",
    ]

    private static let addressAttributes: Set<String> = ["href", "src", "data", "action", "formaction", "base"]

    private static func problem(ofAttribute qualifiedName: String, _ value: String) -> String? {
        let name = localName(qualifiedName)
        if name.hasPrefix("on") { return "it holds the attribute \(name)=" }
        // Browsers pass over white space and controls in front of and inside a scheme.
        let plain = String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value > 0x20 })).lowercased()
        if plain.contains("javascript:") || plain.contains("vbscript:") { return "it holds a javascript: address" }
        // An animation may set any of them.
        let isAddress = addressAttributes.contains(name)
        if isAddress || ["to", "from", "by", "values"].contains(name) {
            for part in isAddress ? [plain] : plain.split(separator: ";").map(String.init) {
                if part.hasPrefix("data:"), !isPicture(part) { return "it holds a data: address that is no picture" }
                if isAddress, !part.isEmpty, !part.hasPrefix("#"), !part.hasPrefix("data:") {
                    return "it refers to another file or site in \(name)="
                }
            }
        }
        // What has a prefix is not read as a style.
        return qualifiedName.contains(":") ? nil : problem(ofStyle: plain)
    }

    /// What is wrong with a style sheet or a value that may hold `url(…)`.
    private static func problem(ofStyle text: String) -> String? {
        let plain = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value > 0x20 })).lowercased()
        // An escape could spell either of the two words below.
        if plain.contains("\\"), plain.contains("(") || plain.contains("@") { return "it holds an escape in a style" }
        if plain.contains("@import") { return "it holds @import" }
        for rest in plain.components(separatedBy: "url(").dropFirst() {
            let address = rest.drop { $0 == "\"" || $0 == "'" }
            if !address.hasPrefix("#"), !isPicture(String(address)) { return "it refers to another file in url(…)" }
        }
        return plain.contains("image-set(") || plain.contains("src(") ? "it refers to another file in a style" : nil
    }

    private static func isPicture(_ address: String) -> Bool {
        ["png", "jpeg", "jpg", "gif", "webp"].contains { address.hasPrefix("data:image/\($0)") }
    }

    private static func localName(_ name: String) -> String {
        (name.split(separator: ":").last.map(String.init) ?? name).lowercased()
    }
}
