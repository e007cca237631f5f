import Diagnostics

/// Checks a written page for what the Content-Security-Policy would block: anything loaded from another site, and
/// scripts or styles inside the page.
func checkSelfContained(_ html: [UInt8], path: String) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var index = 0
    while let open = html[index...].firstIndex(of: UInt8(ascii: "<")) {
        guard let end = html[open...].firstIndex(of: UInt8(ascii: ">")) else { break }
        index = end + 1
        guard open + 1 < end, html[open + 1] != UInt8(ascii: "/") else { continue }
        let nameEnd = html[(open + 1)..<end].firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") } ?? end
        let name = html[(open + 1)..<nameEnd]
        guard loadingElements.contains(where: { name.elementsEqual($0) }) || html[nameEnd..<end].containsInlineCode
        else { continue }
        if problems.count < 20, let problem = problem(html[open...end], path: path) {
            problems.append(problem)
        }
    }
    return problems
}

/// Elements that load something or hold code; of all others only the attributes matter.
private let loadingElements = [
    "script", "style", "link", "img", "iframe", "frame", "object", "embed", "source", "track", "video", "audio",
    "input", "image", "use",
].map { Array($0.utf8) }

/// Attributes whose addresses are loaded, and how an address of another site begins.
private let loadingAttributes = [" src=", " srcset=", " href=", " data=", " poster="].map { Array($0.utf8) }
private let foreignStarts = ["http:", "https:", "//"].map { Array($0.utf8) }

private func problem(_ tag: ArraySlice<UInt8>, path: String) -> Diagnostic? {
    let lower = tag.map { (65...90).contains($0) ? $0 | 0x20 : $0 }[...]
    func begins(_ text: String) -> Bool { lower.starts(with: text.utf8) }
    func shown() -> String { String(String(decoding: tag, as: UTF8.self).prefix(120)) }
    // Links that only name an address: a browser loads neither the page's own nor that of its translations.
    let isName =
        begins("<link")
        && ["rel=\"canonical\"", "rel=\"alternate\" hreflang="].contains { !lower.places(of: $0.utf8).isEmpty }
    if !begins("<a "), !isName {
        for attribute in loadingAttributes {
            for end in lower.places(of: attribute) {
                let value =
                    lower[end...].first.map { $0 == 34 || $0 == 39 } == true ? lower[(end + 1)...] : lower[end...]
                guard foreignStarts.contains(where: { value.starts(with: $0) }) else { continue }
                return Diagnostic(
                    .error, .externalSubresource, path: path,
                    "Page would load something from another site: \(shown())",
                    fixes: [.init("put the file beside the page or into the theme's assets")])
            }
        }
    }
    let isInlineScript = begins("<script") && lower.places(of: " src=".utf8).isEmpty
    if isInlineScript || begins("<style") || lower.containsInlineCode {
        return Diagnostic(
            .error, .inlineCode, path: path,
            "Page holds a script or style that the Content-Security-Policy blocks: \(shown())",
            fixes: [.init("move it into a file of the theme's assets")])
    }
    return nil
}

extension ArraySlice<UInt8> {
    /// The places after each occurrence of a text.
    fileprivate func places(of text: some Collection<UInt8>) -> [Int] {
        guard let first = text.first else { return [] }
        return indices.filter { self[$0] == first && self[$0...].starts(with: text) }.map { $0 + text.count }
    }

    /// Whether a tag has a `style` or an `on…` attribute.
    fileprivate var containsInlineCode: Bool {
        var isQuoted = false
        for index in indices {
            if self[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted, self[index] == UInt8(ascii: " ") || self[index] == UInt8(ascii: "\n") else { continue }
            let rest = self[(index + 1)...]
            if rest.starts(with: "style=".utf8) { return true }
            if rest.starts(with: "on".utf8), let equals = rest.prefix(20).firstIndex(of: UInt8(ascii: "=")),
                rest[..<equals].allSatisfy({ (97...122).contains($0 | 0x20) })
            {
                return true
            }
        }
        return false
    }
}
