import Diagnostics
import Platform
import Portal

extension Theme {
    /// Reads a theme from folders; where several hold a file of one name, the first wins.
    ///
    /// - Parameter builtIn: files for all names that no folder holds, by path.
    public static func load(
        folders: [String], builtIn: [(path: String, text: String)] = []
    ) -> (Theme, [Diagnostic]) {
        var theme = Theme(folders: folders, templates: [], assets: [])
        var diagnostics: [Diagnostic] = []
        var seen = Set<String>()
        for name in folders {
            // A folder may be given by a symbolic link, which an enumerator would not enter.
            let folder = FileManager.default.fileExists(atPath: name) ? resolvedLink(name) : name
            guard FileManager.default.isFolder(folder) else {
                diagnostics.append(
                    Diagnostic(
                        .error, .templateMissing, path: folder, "Template folder does not exist",
                        fixes: [.init("correct --templates")]))
                continue
            }
            let paths = FileManager.default.pathsBelow(folder) { path, reason in
                diagnostics.append(
                    Diagnostic(
                        .error, .unreadableFile, path: path, "Folder cannot be read: \(reason)",
                        fixes: [.init("check its permissions")]))
            }
            for path in paths where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
                guard path.hasSuffix(".mustache") || path.hasPrefix("assets/") else { continue }
                // What cannot be looked at is no folder either, and is told below.
                if FileManager.default.isFolder(folder + "/" + path) { continue }
                guard seen.insert(path).inserted else { continue }
                guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
                    diagnostics.append(
                        Diagnostic(.error, .unreadableFile, path: folder + "/" + path, "File cannot be read"))
                    continue
                }
                if path.hasPrefix("assets/") {
                    theme.assets.append(Asset(path: String(path.dropFirst(7)), bytes: Array(data)))
                } else if let text = String(validating: data, as: UTF8.self) {
                    theme.add(text, path: path, shownAs: folder + "/" + path)
                } else {
                    diagnostics.append(
                        Diagnostic(.error, .invalidUTF8, path: folder + "/" + path, "Template is not UTF-8 text"))
                }
            }
        }
        for file in builtIn where seen.insert(file.path).inserted {
            theme.add(file.text, path: file.path, shownAs: "(built-in theme)/" + file.path)
        }
        theme.templates.sort { $0.name < $1.name }
        return (theme, diagnostics)
    }

    /// Adds a template, or a file of `assets/`, whose text is known.
    private mutating func add(_ text: String, path: String, shownAs shown: String) {
        if path.hasPrefix("assets/") {
            assets.append(Asset(path: String(path.dropFirst(7)), bytes: Array(text.utf8)))
        } else if path.hasSuffix(".mustache") {
            templates.append(Template(name: String(path.dropLast(9)), path: shown, text: text))
        }
    }
}

/// The folder that a symbolic link leads to; any other path as it is, so that diagnostics show what was given.
private func resolvedLink(_ path: String) -> String {
    guard (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil else { return path }
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
}
