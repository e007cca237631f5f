import Foundation
import TestSupport
import Testing

@testable import charter

/// A download from a server that sends a little now and then; `Tests/Commands/test_models.py` has the others.
@Suite("Downloads")
struct DownloadTests {
    @Test("a server that sends too little is given up, and what has arrived is kept", .timeLimit(.minutes(2)))
    func slow() throws {
        let server = try DrippingServer()
        let folder = try ProjectFolder(), partial = folder.path + "/model.part"
        let limits = DownloadLimits(bytes: 1 << 20, window: 1, slowest: 100_000)
        let error = #expect(throws: FetchError.self) {
            try Download.fetch("http://127.0.0.1:\(server.port)/", into: partial, limits: limits) { _, _ in }
        }
        #expect(error?.description.contains("fewer than 100000 bytes arrived in 1 s; what has arrived is kept") == true)
        // On a busy machine, that may be nothing yet.
        #expect(FileManager.default.fileExists(atPath: partial))
    }

    @Test("a download ends when its time is over, however fast it is", .timeLimit(.minutes(2)))
    func long() throws {
        let server = try DrippingServer()
        let folder = try ProjectFolder()
        let limits = DownloadLimits(bytes: 1 << 20, seconds: 1, window: 0.6, slowest: 1)
        let error = #expect(throws: FetchError.self) {
            try Download.fetch("http://127.0.0.1:\(server.port)/", into: folder.path + "/p", limits: limits) { _, _ in }
        }
        #expect(error?.description.contains("it takes longer than 1 s") == true)
    }

    @Test("an address in a message shows no name and no password")
    func addresses() {
        #expect(Download.withoutUser("https://me:secret@index.example/simple/x/") == "https://index.example/simple/x/")
        #expect(Download.withoutUser("https://a@b@index.example") == "https://index.example")
        #expect(Download.withoutUser("https://index.example/@scope/x?a@b") == "https://index.example/@scope/x?a@b")
        #expect(Download.withoutUser("not an address") == "not an address")
    }
}

/// Answers every request with a megabyte that comes ten bytes at a time, twenty times a second.
private final class DrippingServer: Sendable {
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        #if os(Linux)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isBound else { throw CommandFailure(message: "no port") }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread {
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread {
                    var request = [UInt8](repeating: 0, count: 4096)
                    _ = recv(connection, &request, request.count, 0)
                    var part = Array("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".utf8)
                    while send(connection, part, part.count, Self.quietly) > 0 {
                        part = Array(repeating: 120, count: 10)
                        usleep(50_000)
                    }
                    close(connection)
                }
            }
        }
    }

    deinit { close(descriptor) }

    /// A reader who has gone must not end the tests.
    #if os(Linux)
        private static let quietly = Int32(MSG_NOSIGNAL)
    #else
        private static let quietly: Int32 = 0
    #endif
}
