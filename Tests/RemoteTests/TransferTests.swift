import Foundation
import Testing

@testable import Remote

/// What `curl` is told, and how its answer is taken apart; `Tests/Commands` adds servers.
@Suite("Transfers")
struct TransferTests {
    private func transfer(_ address: String) throws -> Transfer {
        Transfer(url: try #require(URL(string: address)), seconds: 5)
    }

    @Test("a value cannot end its line and begin another setting")
    func quoting() throws {
        var transfer = try transfer("http://127.0.0.1:1/a%22b")
        transfer.headers = [("Authorization", "Bearer a\"b\\c\r\noutput = \"/etc/passwd")]
        let lines = transfer.configuration(bodyFile: nil).split(separator: "\n")
        #expect(lines.contains(#"header = "Authorization: Bearer a\"b\\coutput = \"/etc/passwd""#))
        #expect(!lines.contains { $0.hasPrefix("output") })
    }

    @Test("only from https to https, and nowhere unless it is wanted")
    func redirects() throws {
        #expect(try !transfer("https://a.example/").configuration(bodyFile: nil).contains("location"))
        for (address, protocols) in [("https://a.example/", "https"), ("http://a.example/", "http,https")] {
            var transfer = try transfer(address)
            transfer.followsRedirects = true
            #expect(transfer.configuration(bodyFile: nil).contains("proto-redir = \"=\(protocols)\"\n"))
        }
    }

    @Test("a head is read as servers write it, in any case of letters")
    func heads() throws {
        let head = try #require(
            Transfer.Head(parsing: "HTTP/2 206 \r\nContent-Length: 12\r\ncontent-range:bytes 0-11/99\r\n\r\n".utf8))
        #expect(head.status == 206 && head.length == 12 && head["content-range"] == "bytes 0-11/99")
        #expect(Transfer.Head(parsing: "SSH-2.0-OpenSSH\r\n\r\n".utf8) == nil)
        #expect(Transfer.Head(parsing: "HTTP/1.1 200\r\nContent-Length: -1\r\n\r\n".utf8)?.length == nil)
    }
}
