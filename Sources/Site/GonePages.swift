import Diagnostics
import Portal

/// Paths of the files that the text of a site's `manifest.json` lists; nil where it is not one.
public func pathsOfManifest(_ text: String) -> Set<String>? { Manifest(parsing: text).map { Set($0.files.keys) } }

/// Pages that were published and have left no trace: readers' links to them would break.
///
/// - Parameters:
///   - published: paths of the site as it stands.
///   - outputs: paths of the site as it will be.
///   - drafts: addresses of pages that are drafts, which are not gone.
///   - settings: what `charter.yaml` says of redirects and of pages that are gone.
///   - configPath: the file that the problems are reported on.
public func checkGonePages(
    published: some Sequence<String>, outputs: Set<String>, drafts: Set<String>, settings: SiteSettings,
    configPath: String
) -> [Diagnostic] {
    // Lists come and go with what they list, and so do search and answers.
    let madeParts: Set<Substring> = ["filter", "tags", "register", "search", "ask"]
    let gone = published.filter { path in
        path.hasSuffix(".html") && !outputs.contains(path) && !settings.gone.contains(path) && !drafts.contains(path)
            && !path.split(separator: "/").dropLast().contains(where: madeParts.contains)
    }
    return gone.sorted().map { path in
        Diagnostic(
            .error, .pageGone, path: configPath, "Page '\(path)' was published and is gone",
            explanation: "Readers may have kept its address.",
            fixes: [
                .init("add '\(path)' to the aliases of the page that replaces it"),
                .init("or to redirects in charter.yaml"),
                .init("or, if nothing does, to gone in charter.yaml"),
            ])
    }
}
