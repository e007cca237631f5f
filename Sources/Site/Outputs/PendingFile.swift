import Primitives
import Search

/// A file that a build may have to make.
struct PendingFile: Sendable {
    /// Below the site's root.
    let path: String
    /// What a problem of the file is reported on: a page's source or a template.
    let source: String
    let content: Content

    /// How the file comes about.
    enum Content: Sendable {
        /// By work that is left undone where a file of the same key stands.
        case keyed(@Sendable () -> (key: String, make: () -> [UInt8]))
        /// By work that is quickly done, so that the bytes themselves tell whether anything changed.
        case made(@Sendable () -> [UInt8])
        /// As it is, with a key where something other than its bytes tells what it was made of.
        case bytes([UInt8], key: String?)
        /// As the previous build left it.
        case standing
    }

    /// A file by what it is made of; problems are reported on its own path unless `source` names another.
    init(_ path: String, source: String? = nil, _ content: Content) {
        self.path = path
        self.source = source ?? path
        self.content = content
    }

    /// A page that a template makes of a context. Its key hashes the whole context, so it lacks nothing that is shown.
    ///
    /// - Parameter renderKey: a hash of the tool and of all templates.
    init(_ page: GeneratedPage, _ templates: TemplateSet, renderKey: String) {
        self.init(
            page.path, source: page.template + ".mustache",
            .keyed {
                var digest = ContentDigest()
                digest.add(renderKey)
                digest.add(page.template)
                page.context.hash(into: &digest)
                return (digest.finish(), { Array(templates.render(page.template, page.context).utf8) })
            })
    }

    /// A file of the search index or of the answers.
    init(_ file: ShardFile) {
        self.init(file.path, file.bytes.map { .bytes($0, key: file.key) } ?? .standing)
    }
}
