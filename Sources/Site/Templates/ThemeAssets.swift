import Portal
import Primitives
import Words

/// The theme's style sheets, scripts and icons under names that carry a hash of their content, so that browsers may
/// keep them for ever.
struct ThemeAssets: Sendable {
    /// A style sheet or script that pages name.
    struct Reference: Sendable {
        var url: String
        /// The only kind of page that names it; scripts of a folder of their own are for the pages of that kind.
        var kind: String?
        /// The only language of pages that name it; the scripts' texts are a file for each.
        var language: Language?
        var isStyle: Bool
        /// The scripts whose names start with `early` run before the page is drawn.
        var isEarly: Bool

        /// Whether pages of a kind in a language name it.
        func isFor(kind: String, _ language: Language) -> Bool {
            (self.kind == nil || self.kind == kind) && (self.language == nil || self.language == language)
        }

        var context: TemplateContext {
            TemplateContext {
                $0.set("url", url)
                $0.set("is_style", flag: isStyle)
                $0.set("is_early_script", flag: !isStyle && isEarly)
                $0.set("is_script", flag: !isStyle && !isEarly)
            }
        }
    }

    var files: [(path: String, bytes: [UInt8])] = []
    var references: [Reference] = []
    var icon: String?

    /// - Parameter style: a style sheet of the site's own, which comes after those of the theme.
    init(_ theme: Theme, style: String? = nil) {
        let scripts = theme.assets.filter { $0.path.hasSuffix(".js") }
            .map { (path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self)) }
        let assets =
            theme.assets.filter { !$0.path.hasSuffix(".js") }.map { (path: $0.path, bytes: $0.bytes) }
            + joinedScripts(scripts).map { (path: $0.path, bytes: Array($0.text.utf8)) }
            + (style.map { [(path: "theme.css", bytes: Array($0.utf8))] } ?? [])
        for asset in assets.sorted(by: { $0.path < $1.path }) {
            let bytes = asset.bytes
            let hash = sha256(bytes).prefix(12)
            let dot = asset.path.lastIndex(of: ".") ?? asset.path.endIndex
            let path = "assets/\(asset.path[..<dot]).\(hash)\(asset.path[dot...])"
            files.append((path, bytes))
            let parts = asset.path.split(separator: "/")
            let name = parts.last ?? ""
            if asset.path.hasSuffix(".css") || asset.path.hasSuffix(".js") {
                references.append(
                    Reference(
                        url: path, kind: parts.count == 3 && parts[0] == "scripts" ? String(parts[1]) : nil,
                        isStyle: asset.path.hasSuffix(".css"), isEarly: name.hasPrefix("early")))
            } else if name == "icon.svg" {
                icon = path
            }
        }
        // Scripts for one kind of page build on those for all.
        references = references.filter { $0.kind == nil } + references.filter { $0.kind != nil }
    }
}
