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
        /// The part of the scripts that pages load when a reader uses it: `search` or `ask`; nil for all others.
        var laterPart: String?

        /// What a kind of page in a language is told of it; nil where it does not name it.
        func context(onPage kind: String, _ language: Language) -> TemplateContext? {
            guard self.kind == nil || self.kind == kind, self.language == nil || self.language == language else {
                return nil
            }
            // A page that is about searching or asking needs the part at once.
            let later = laterPart.flatMap { Self.usedAtOnce[kind]?.contains($0) == true ? nil : $0 }
            return TemplateContext {
                $0.set("url", url)
                $0.set("is_style", flag: isStyle)
                $0.set("is_early_script", flag: !isStyle && isEarly)
                $0.set("is_script", flag: !isStyle && !isEarly && later == nil)
                $0.set("later_part", later)
            }
        }

        /// The scripts of `assets/scripts/` that are large and that few readers of a page use; `finder-later.js` loads them.
        fileprivate static let laterParts: Set<String> = ["search", "ask"]
        private static let usedAtOnce: [String: Set<String>] = ["search": ["search"], "ask": ["search", "ask"]]
    }

    var files: [(path: String, bytes: [UInt8])] = []
    var references: [Reference] = []
    var icon: String?

    /// - Parameters:
    ///   - style: a style sheet of the site's own, which comes after those of the theme.
    ///   - languages: those of the site's pages.
    init(_ theme: Theme, style: String? = nil, languages: [Language] = [.english]) {
        let scripts = theme.assets.filter { $0.path.hasSuffix(".js") }
            .map { (path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self)) }
        let joined = joinedScripts(scripts).flatMap { script in
            script.path == ScriptWords.path ? languages.map { ScriptWords($0).script(before: script.text) } : [script]
        }
        let assets =
            theme.assets.filter { !$0.path.hasSuffix(".js") }.map { (path: $0.path, bytes: $0.bytes) }
            + joined.map { (path: $0.path, bytes: Array($0.text.utf8)) }
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
                        language: languages.first { ScriptWords($0).path == asset.path },
                        isStyle: asset.path.hasSuffix(".css"), isEarly: name.hasPrefix("early"),
                        laterPart: Self.laterPart(asset.path)))
            } else if name == "icon.svg" {
                icon = path
            }
        }
        // All scripts take texts, and scripts for one kind of page build on those for all.
        references =
            references.filter { $0.language != nil } + references.filter { $0.kind == nil && $0.language == nil }
            + references.filter { $0.kind != nil }
    }

    private static func laterPart(_ path: String) -> String? {
        Reference.laterParts.first { path == "scripts/\($0).js" }
    }
}
