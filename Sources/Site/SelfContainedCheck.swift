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
        if let problem = problem(String(decoding: html[open...end], as: UTF8.self), path: path), problems.count < 20 {
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

private func problem(_ tag: String, path: String) -> Diagnostic? {
    let lower = tag.lowercased()
    let isCanonical = lower.hasPrefix("<link") && lower.contains("rel=\"canonical\"")
    if !lower.hasPrefix("<a "), !isCanonical {
        for attribute in [" src=", " srcset=", " href=", " data=", " poster="] {
            for start in ["http:", "https:", "//"]
            where lower.contains(attribute + "\"" + start) || lower.contains(attribute + start)
                || lower.contains(attribute + "'" + start)
            {
                return Diagnostic(
                    .error, .externalSubresource, path: path,
                    "Page would load something from another site: \(tag.prefix(120))",
                    fixes: [.init("put the file beside the page or into the theme's assets")])
            }
        }
    }
    let isInlineScript = lower.hasPrefix("<script") && !lower.contains(" src=")
    if isInlineScript || lower.hasPrefix("<style") || Array(lower.utf8)[...].containsInlineCode {
        return Diagnostic(
            .error, .inlineCode, path: path,
            "Page holds a script or style that the Content-Security-Policy blocks: \(tag.prefix(120))",
            fixes: [.init("move it into a file of the theme's assets")])
    }
    return nil
}

extension ArraySlice<UInt8> {
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
