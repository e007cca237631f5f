import CExpat
import Platform

/// Looks for what would run or be fetched when an SVG, or any XML, is opened in a browser by itself.
///
/// As a picture in a page an SVG runs nothing; under its own address it is a document like any other. What is refused: what is
/// not well-formed UTF-8 XML, declarations of entities, processing instructions but the XML declaration, elements that run
/// or embed something or belong to HTML, `on…` attributes, and references that lead out of the file other than to a picture
/// in a `data:` URL. What is left can be drawn and nothing else.
/// Source: SVG 2, sections 15 (scripting) and 16 (linking); SVG Integration, "secure static mode".
final class VectorImageCheck {
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
        if text.contains("<!DOCTYPE"), refersToEntities(text) {
            return "it refers to entities that another file declares"
        }
        let check = VectorImageCheck()
        let isSound = check.parse(bytes)
        return check.problem ?? (isSound ? nil : "it is not well-formed XML")
    }

    private var problem: String?
    private var isInStyle = false
    private var style = ""
    /// Between a name's address, its local part and its prefix, as Expat gives them: no attribute's value has one.
    private static let separator: XML_Char = 0x0A

    /// Whether a text names an entity beyond the five that XML has: browsers know more, by the type of the document.
    private static func refersToEntities(_ text: String) -> Bool {
        let known = ["amp", "lt", "gt", "quot", "apos"]
        return text.split(separator: "&", omittingEmptySubsequences: false).dropFirst().contains { rest in
            !rest.hasPrefix("#") && !known.contains { rest.hasPrefix($0 + ";") }
        }
    }

    /// Reads all with Expat, which fetches nothing. Returns whether it is well-formed and nothing was refused.
    private func parse(_ bytes: [UInt8]) -> Bool {
        guard let parser = XML_ParserCreateNS("UTF-8", Self.separator) else { return false }
        defer { XML_ParserFree(parser) }
        self.parser = parser
        defer { self.parser = nil }
        XML_SetReturnNSTriplet(parser, 1)
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { VectorImageCheck.of($0)?.start($1, $2) },
            { check, _ in VectorImageCheck.of(check)?.end() })
        // Sections of CDATA come as text too.
        XML_SetCharacterDataHandler(parser) { VectorImageCheck.of($0)?.take($1, Int($2)) }
        XML_SetProcessingInstructionHandler(parser) { check, target, _ in
            VectorImageCheck.of(check)?.refuse(
                "it holds the processing instruction <?\(target.map { String(cString: $0) } ?? "")?>")
        }
        return bytes.withUnsafeBytes { buffer in
            guard let count = Int32(exactly: buffer.count) else { return false }
            return XML_Parse(parser, buffer.bindMemory(to: CChar.self).baseAddress, count, 1) == XML_STATUS_OK
        }
    }

    private var parser: XML_Parser?

    private static func of(_ data: UnsafeMutableRawPointer?) -> VectorImageCheck? {
        data.map { Unmanaged<VectorImageCheck>.fromOpaque($0).takeUnretainedValue() }
    }

    private func refuse(_ reason: String) {
        if problem == nil { problem = reason }
        if let parser { XML_StopParser(parser, 0) }
    }

    /// A name as Expat gives it: `name`, `address name` or `address name prefix`.
    private struct Name {
        var address: String?
        var local: String
        var prefix: String?

        init(_ text: UnsafePointer<XML_Char>) {
            let parts = String(cString: text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            address = parts.count > 1 ? parts[0] : nil
            local = parts.count > 1 ? parts[1] : parts.first ?? ""
            prefix = parts.count > 2 ? parts[2] : nil
        }

        var qualified: String { prefix.map { $0 + ":" + local } ?? local }
    }

    private func start(
        _ element: UnsafePointer<XML_Char>?, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
    ) {
        guard let element, problem == nil else { return }
        let found = Name(element), name = Self.localName(found.local)
        if Self.refusedElements.contains(name) { return refuse("it holds <\(name)>") }
        if found.address == Self.htmlNamespace { return refuse("it holds <\(name)> of HTML") }
        var pairs: [(key: String, value: String)] = []
        var next = attributes
        while let key = next?[0], let value = next?[1] {
            pairs.append((Name(key).qualified, String(cString: value)))
            next = next?.advanced(by: 2)
        }
        for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
            if let reason = Self.problem(ofAttribute: key, value) { return refuse(reason) }
        }
        isInStyle = name == "style"
        style = ""
    }

    private func take(_ text: UnsafePointer<XML_Char>?, _ count: Int) {
        guard isInStyle, let text else { return }
        style += text.withMemoryRebound(to: UInt8.self, capacity: count) {
            String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
        }
    }

    private func end() {
        if isInStyle, let reason = Self.problem(ofStyle: style) { refuse(reason) }
        isInStyle = false
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
        for rest in plain.split(separator: "url(", omittingEmptySubsequences: false).dropFirst() {
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
