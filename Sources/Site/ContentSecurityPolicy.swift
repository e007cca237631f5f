import Diagnostics
import Primitives

/// What a page of the site may load and run: the one place where it is said.
///
/// Every page carries ``meta``, so that it holds on a file share too; a server sends ``header`` besides, and the files of
/// `docs/servers` are compared with it. Source: W3C, "Content Security Policy Level 3".
public enum ContentSecurityPolicy {
    private static let directives = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "form-action 'self'", "base-uri 'none'",
    ]

    /// For the `<meta>` of a page. It lacks `frame-ancestors`, which browsers ignore there.
    public static let meta = directives.joined(separator: "; ")

    /// For a server's header.
    public static let header = meta + "; frame-ancestors 'none'"

    /// For the header and the pages of the preview, which may ask its server whether to reload.
    public static let preview = meta + "; connect-src 'self'"

    /// The element that carries a policy.
    public static func element(_ policy: String) -> String {
        "<meta http-equiv=\"Content-Security-Policy\" content=\"\(escapedMarkup(policy))\">"
    }

    private static let needle = Array(element(meta).utf8)

    /// A problem where a page does not carry the policy before the first thing that it holds for.
    static func check(_ html: [UInt8], path: String) -> Diagnostic? {
        // The template could not be read, which is told by itself.
        guard !html.isEmpty else { return nil }
        let head = html.prefix(8192)
        for start in head.indices where head[start] == UInt8(ascii: "<") {
            let rest = html[start...]
            if rest.starts(with: needle) { return nil }
            if governed.contains(where: { rest.starts(with: $0) }) { break }
        }
        return Diagnostic(
            .error, .securityPolicyMissing, path: path,
            "Page does not carry the Content-Security-Policy before what it loads",
            explanation: "A file share sends no header: the page itself has to say what may run.",
            fixes: [.init("put {{> partials/security}} below <meta charset> in the template's head")])
    }

    /// What the policy would not hold for if it came later.
    private static let governed = ["<link", "<script", "<style", "<body", "<img"].map { Array($0.utf8) }
}
