import Diagnostics
import FlyingFox
import FlyingSocks
import Foundation
import Primitives
import Site

/// Serves a preview on 127.0.0.1 only, with the Content-Security-Policy that published pages obey.
struct PreviewServer {
    let site: PreviewSite
    let port: UInt16

    func run() async throws {
        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
        let site = site
        let port = port
        await server.appendRoute("*") { request in
            // A name that resolves to this machine must not let another site read the preview.
            let host = request.headers[.host] ?? ""
            guard ["127.0.0.1:\(port)", "localhost:\(port)"].contains(host) else {
                return Self.response(.forbidden, Array("Open http://127.0.0.1:\(port)/\n".utf8), type: "text/plain")
            }
            guard request.method == .GET || request.method == .HEAD else {
                return Self.response(.methodNotAllowed, [], type: "text/plain")
            }
            return await Self.answer(request, site: site)
        }
        try await server.run()
    }

    private static func answer(_ request: HTTPRequest, site: PreviewSite) async -> HTTPResponse {
        switch request.path {
        case "/~charter/preview.js": return response(.ok, Array(PreviewScript.script.utf8), type: "text/javascript")
        case "/~charter/preview.css": return response(.ok, Array(PreviewScript.style.utf8), type: "text/css")
        case "/~charter/state":
            return await state(
                after: request.query.first { $0.name == "after" }.flatMap { Int($0.value) } ?? -1, site: site)
        default: break
        }
        var path = String(request.path.dropFirst()).removingPercentEncoding ?? ""
        if path.isEmpty || path.hasSuffix("/") { path += "index.html" }
        guard let bytes = site.file(path) else {
            return page(.notFound, site.file("404.html") ?? Array("Not found\n".utf8), revision: site.revision)
        }
        return path.hasSuffix(".html")
            ? page(.ok, bytes, revision: site.revision) : response(.ok, bytes, type: contentType(path))
    }

    /// Answers at once where there is a newer build, otherwise when there is one, or after ten seconds.
    private static func state(after revision: Int, site: PreviewSite) async -> HTTPResponse {
        for _ in 0..<100 where site.revision == revision {
            do { try await Task.sleep(for: .milliseconds(100)) } catch { break }
        }
        let problems = site.problems.filter { $0.severity != .note }
        let text = JSONText.object([
            ("revision", .integer(site.revision)), ("hasErrors", .bool(problems.contains { $0.severity == .error })),
            ("problems", .array(problems.prefix(50).map { .string($0.text()) })),
        ]).text(indent: nil)
        return response(.ok, Array(text.utf8), type: "application/json")
    }

    /// A page with the reload script and the build it belongs to.
    private static func page(_ status: HTTPStatusCode, _ bytes: [UInt8], revision: Int) -> HTTPResponse {
        let tags =
            "<link rel=\"stylesheet\" href=\"/~charter/preview.css\"><script src=\"/~charter/preview.js\" data-revision=\"\(revision)\" defer></script></head>"
        // The page's own policy would keep it from asking this server whether to reload.
        let html = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "</head>", with: tags)
            .replacingOccurrences(
                of: ContentSecurityPolicy.element(ContentSecurityPolicy.meta),
                with: ContentSecurityPolicy.element(ContentSecurityPolicy.preview))
        return response(status, Array(html.utf8), type: "text/html")
    }

    private static func response(_ status: HTTPStatusCode, _ bytes: [UInt8], type: String) -> HTTPResponse {
        let isText = type.hasPrefix("text/") || type.hasSuffix("json") || type.hasSuffix("xml")
        return HTTPResponse(
            statusCode: status,
            headers: [
                .contentType: isText ? type + "; charset=utf-8" : type,
                HTTPHeader("Content-Security-Policy"): ContentSecurityPolicy.preview,
                HTTPHeader("X-Content-Type-Options"): "nosniff", HTTPHeader("Referrer-Policy"): "no-referrer",
                HTTPHeader("Cache-Control"): "no-store",
            ], body: Data(bytes))
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
