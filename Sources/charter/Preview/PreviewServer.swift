import Diagnostics
import Platform
import Primitives
import Site

/// What the preview answers: the site's files with the Content-Security-Policy that published pages obey, and its own
/// state.
struct PreviewServer {
    let site: PreviewSite
    let port: UInt16

    func answer(_ request: RequestHead) -> PreviewResponse {
        // A name that resolves to this machine must not let another site read the preview.
        guard ["127.0.0.1:\(port)", "localhost:\(port)"].contains(request.host.lowercased()) else {
            return PreviewResponse("403 Forbidden", text: "Open http://127.0.0.1:\(port)/")
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            return PreviewResponse("405 Method Not Allowed", text: "The preview only shows pages.")
        }
        // Who asks while the first build runs waits for it, or asks again.
        site.wait(forOtherThan: 0, seconds: 25)
        guard site.revision > 0 else {
            var building = PreviewResponse("503 Service Unavailable", text: "The first build is not done yet.")
            building.fields.append(("Refresh", "1"))
            return building
        }
        guard let path = request.path else {
            return PreviewResponse("400 Bad Request", text: "This is not an address.")
        }
        switch path {
        case "~charter/preview.js":
            return Self.response("200 OK", Array(PreviewScript.script.utf8), type: "text/javascript")
        case "~charter/preview.css":
            return Self.response("200 OK", Array(PreviewScript.style.utf8), type: "text/css")
        case "~charter/pages.css":
            return Self.response("200 OK", Array(PreviewPages.style.utf8), type: "text/css")
        case "~charter/state": return state(after: request.number("after") ?? -1)
        default: break
        }
        if path.hasPrefix(PreviewPages.prefix) || path + "/" == PreviewPages.prefix { return ownPage(path) }
        return site.hasPages ? file(path) : problems("500 Internal Server Error")
    }

    /// A page of the preview's own.
    private func ownPage(_ path: String) -> PreviewResponse {
        let name = path.dropFirst(PreviewPages.prefix.count)
        if name.isEmpty || name == "problems" { return problems("200 OK") }
        if name == "components" {
            return site.componentsPage.map { page("200 OK", $0) } ?? problems("500 Internal Server Error")
        }
        guard name == "help" || name.hasPrefix("help/") else { return notFound() }
        // Links of the first page are relative to its folder.
        if name == "help" { return redirect(to: PreviewPages.prefix + "help/") }
        return PreviewPages.help(String(name.dropFirst("help/".count))).map { page("200 OK", $0) } ?? notFound()
    }

    private func problems(_ status: String) -> PreviewResponse {
        page(status, PreviewPages.problems(site.shownProblems, isWholeSite: !site.hasPages), showsProblems: true)
    }

    private func file(_ path: String) -> PreviewResponse {
        let folder = path.isEmpty || path.hasSuffix("/")
        guard let bytes = site.file(folder ? path + "index.html" : path) else {
            return elsewhere(path) ?? notFound()
        }
        return folder || path.hasSuffix(".html")
            ? page("200 OK", bytes) : Self.response("200 OK", bytes, type: Self.contentType(path))
    }

    /// Where the page is that was asked for by the name of a folder: `/policies` and `/policies/` lead to
    /// `policies/index.html` or `policies.html`, whichever there is.
    private func elsewhere(_ path: String) -> PreviewResponse? {
        let name = path.hasSuffix("/") ? String(path.dropLast()) : path
        guard !name.isEmpty,
            let target = [(name + "/index.html", name + "/"), (name + ".html", name + ".html")].first(where: {
                site.file($0.0) != nil
            })?.1
        else { return nil }
        return redirect(to: target.percentEncoded)
    }

    private func redirect(to encoded: String) -> PreviewResponse {
        var response = PreviewResponse("302 Found", text: "See /\(encoded)")
        response.fields.append(("Location", "/" + encoded))
        return response
    }

    private func notFound() -> PreviewResponse {
        page("404 Not Found", site.file("404.html") ?? Array("Not found\n".utf8))
    }

    /// Answers at once where there is another build, otherwise when there is one, or after ten seconds.
    private func state(after revision: Int) -> PreviewResponse {
        site.wait(forOtherThan: revision, seconds: 10)
        let problems = site.problems.filter { $0.severity != .note }
        let text = JSONText.object([
            ("revision", .integer(site.revision)), ("hasErrors", .bool(problems.contains { $0.severity == .error })),
            ("problems", .array(problems.prefix(50).map { .string($0.text()) })),
        ]).text(indent: nil)
        return Self.response("200 OK", Array(text.utf8), type: "application/json")
    }

    /// A page with the reload script and the build it belongs to.
    ///
    /// - Parameter showsProblems: whether the page is the list of problems, which is new after each build.
    private func page(_ status: String, _ bytes: [UInt8], showsProblems: Bool = false) -> PreviewResponse {
        let mode = showsProblems ? " data-problems" : ""
        let tags =
            "<link rel=\"stylesheet\" href=\"/~charter/preview.css\"><script src=\"/~charter/preview.js\" data-revision=\"\(site.revision)\"\(mode) defer></script></head>"
        // The page's own policy would keep it from asking this server whether to reload.
        let html = String(decoding: bytes, as: UTF8.self).replacing("</head>", with: tags)
            .replacing(
                ContentSecurityPolicy.element(ContentSecurityPolicy.meta),
                with: ContentSecurityPolicy.element(ContentSecurityPolicy.preview))
        return Self.response(status, Array(html.utf8), type: "text/html")
    }

    private static func response(_ status: String, _ bytes: [UInt8], type: String) -> PreviewResponse {
        let isText = type.hasPrefix("text/") || type.hasSuffix("json") || type.hasSuffix("xml")
        return PreviewResponse(
            status: status,
            fields: [
                ("Content-Type", isText ? type + "; charset=utf-8" : type),
                ("Content-Security-Policy", ContentSecurityPolicy.preview),
                ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
                ("Cache-Control", "no-store"),
            ], body: bytes)
    }

    private static func contentType(_ path: String) -> String {
        switch path.split(separator: ".").last {
        case "css": "text/css"
        case "js": "text/javascript"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "gif": "image/gif"
        case "webp": "image/webp"
        case "pdf": "application/pdf"
        case "json": "application/json"
        case "xml": "application/xml"
        case "csv": "text/csv"
        case "txt": "text/plain"
        default: "application/octet-stream"
        }
    }
}
