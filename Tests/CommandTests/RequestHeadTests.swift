import Foundation
import Testing

@testable import charter

/// How the preview reads a request.
@Suite("Requests to the preview")
struct RequestHeadTests {
    private func head(_ text: String) throws -> RequestHead { try RequestHead(Array(text.utf8)[...]) }

    @Test("a head is read as it was sent, with either line end")
    func reads() throws {
        let head = try head("GET /policies/?after=12 HTTP/1.1\r\nhOsT: \t LOCALHOST:8000 \r\nAccept: */*\r\n\r\n")
        #expect(head == RequestHead(method: "GET", target: "/policies/?after=12", host: "LOCALHOST:8000"))
        #expect(head.path == "policies/" && head.number("after") == 12 && head.number("x") == nil)
        #expect(try self.head("\nHEAD / HTTP/1.0\nHost:x\n\n").method == "HEAD")
    }

    @Test(
        "what is no request is refused",
        arguments: [
            "", "\r\n", "GET\r\n\r\n", "GET / HTTP/2\r\nHost: x\r\n\r\n", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /\u{0} HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /ä HTTP/1.1\r\nHost: x\r\n\r\n", " / HTTP/1.1\r\nHost: x\r\n\r\n",
        ])
    func refuses(_ text: String) { #expect(throws: RequestHead.Problem.malformed) { try head(text) } }

    @Test("a path is decoded once, and only a path")
    func paths() throws {
        func path(_ target: String) throws -> String? { RequestHead(method: "GET", target: target, host: "").path }
        #expect(try path("/a%20b/%C3%A4.html?x#y") == "a b/ä.html")
        #expect(try path("/%252e%252e/x") == "%2e%2e/x")
        for target in ["http://x/", "*", "", "/%", "/%4", "/%zz", "/%FF", "/%+1"] { #expect(try path(target) == nil) }
    }

    @Test("the end of a head is found wherever the pieces are cut")
    func ends() {
        let bytes = Array("GET / HTTP/1.1\r\nHost: x\r\n\r\nbody".utf8)
        for cut in 1..<bytes.count {
            let first = RequestHead.length(in: Array(bytes[..<cut]), known: 0)
            #expect((first ?? RequestHead.length(in: bytes, known: cut)) == bytes.count - 4)
        }
        #expect(RequestHead.problem(of: Array("GET /aaa".utf8)) == .longLine)
        #expect(RequestHead.problem(of: Array("GET / HTTP/1.1\r\na".utf8)) == .longFields)
    }

    @Test("random bytes neither trap nor hang")
    func random() {
        var state: UInt64 = 7
        let alphabet = Array("GET /%h ost:\r\n\tHTTP/1.1\u{0}\u{e9}".utf8)
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            _ = RequestHead.length(in: bytes, known: 0)
            _ = (try? RequestHead(bytes[...]))?.path
        }
    }
}
