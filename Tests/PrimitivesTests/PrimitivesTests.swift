import Foundation
import Primitives
import Testing

@Suite("Primitives")
struct PrimitivesTests {
    @Test("concurrentMap keeps the order, however many threads and elements there are", arguments: [1, 2, 7, 64])
    func order(_ threadCount: Int) {
        for count in [0, 1, 5, 1000] {
            let squares = concurrentMap(Array(0..<count), threadCount: threadCount) { $0 * $0 }
            #expect(squares == (0..<count).map { $0 * $0 })
        }
        #expect(concurrentMap([3, 1, 2], threadCount: threadCount, batchSize: 1) { 10 - $0 } == [7, 9, 8])
    }

    @Test("concurrentMap uses no more threads than it is given")
    func threads() {
        let seen = Seen()
        _ = concurrentMap(Array(0..<500), threadCount: 2, batchSize: 1) { _ in seen.add(Thread.current) }
        #expect((1...2).contains(seen.count))
    }

    @Test("a value made in the background can be asked for more than once")
    func background() {
        let value = Background { 42 }
        #expect(value.value == 42)
        #expect(value.value == 42)
    }

    @Test("SHA-256 of the standard's test vectors, of arrays, slices and texts")
    func hashes() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(sha256("abc") == abc)
        #expect(sha256([0, 97, 98, 99, 0][1...3]) == abc)
        #expect(sha256([UInt8]()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect([UInt8](arrayLiteral: 0, 9, 10, 255).hexadecimal == "00090aff")
    }

    @Test("a hash of pieces is that of the whole, wherever it is cut, and a copy goes its own way")
    func pieces() {
        // A million times the letter a, as FIPS 180-4's examples have it.
        let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        #expect(sha256(million) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        for cut in [0, 1, 55, 56, 63, 64, 65, 127, 128, 999_999, 1_000_000] {
            var hash = SHA256()
            hash.update(million[..<cut])
            let copy = hash
            hash.update(million[cut...])
            #expect(hash.finish().hexadecimal == sha256(million), "cut at \(cut)")
            #expect(copy.finish() == SHA256.hash(million[..<cut]), "the copy at \(cut)")
        }
        // Bytes that do not lie together: another way through.
        #expect(SHA256.hash(stride(from: UInt8(97), through: 99, by: 1)).hexadecimal == sha256("abc"))
    }

    @Test("SHA-1 gives git's own names")
    func names() {
        #expect(sha1(Array("blob 0\0".utf8)) == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
        #expect(sha1(Array("abc".utf8)) == "a9993e364706816aba3e25717850c26c9cd0d89d")
    }

    @Test("a digest tells apart what only runs together alike")
    func digests() {
        func digest(_ parts: String...) -> String {
            var digest = ContentDigest()
            for part in parts { digest.add(part) }
            return digest.finish()
        }
        #expect(digest("ab", "c") != digest("a", "bc"))
        #expect(digest("a", "") != digest("a"))
        #expect(digest("a") == digest("a"))
    }

    @Test("numbers, texts and lists come back as they were written")
    func roundTrip() throws {
        let numbers = [0, 1, -1, 63, 64, -65, 1 << 40, Int.max, Int.min]
        var writer = BinaryWriter()
        writer.write(numbers)
        writer.write("ä\u{0}")
        writer.write(nil as String?)
        writer.write(true)
        writer.write(-0.5)
        var reader = BinaryReader(writer.bytes[...])
        #expect(try reader.read([Int].self) == numbers)
        #expect(try reader.read(String.self) == "ä\u{0}")
        #expect(try reader.read(String?.self) == nil)
        #expect(try reader.read(Bool.self))
        #expect(try reader.read(Double.self) == -0.5)
        #expect(reader.remaining == 0)
        #expect(throws: BinaryError.self) { try reader.byte() }
    }

    @Test(
        "bytes that promise more than is there are an error", arguments: [[2], [0xFE, 0xFF, 0xFF, 0xFF, 0x0F], [0x80]])
    func damaged(_ bytes: [UInt8]) {
        var reader = BinaryReader(bytes[...])
        #expect(throws: BinaryError.self) { try reader.read(String.self) }
        reader = BinaryReader(bytes[...])
        #expect(throws: BinaryError.self) { try reader.read([Int].self) }
    }

    @Test("the first place of the second part, or the end")
    func partition() {
        #expect([1, 2, 4, 8].partitioningIndex { $0 >= 4 } == 2)
        #expect([1, 2].partitioningIndex { $0 > 9 } == 2)
        #expect([3].partitioningIndex { _ in true } == 0)
        #expect([Int]().partitioningIndex { _ in true } == 0)
        #expect([0, 1, 2, 3, 4][2...].partitioningIndex { $0 > 2 } == 3)
    }

    @Test("a JSON text is read back by Foundation, whatever stands in it")
    func json() throws {
        let hostile = "\"\\/\n\r\t\u{1}\u{7f}<&>\u{2028}é\u{1F600}a\u{0301}"
        let value = JSONText.object([
            ("text", .string(hostile)), ("list", .array([.integer(1), .number(1.5), .bool(false), .null])),
            ("none", .number(.infinity)),
        ])
        for text in [value.text(), value.text(indent: nil), value.text(depth: 1)] {
            let read = try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(read["text"] as? String == hostile)
            #expect((read["list"] as? [Any])?.count == 4)
            #expect(read["none"] is NSNull)
            #expect(!text.contains("<") && !text.contains("\u{2028}"))
        }
    }

    @Test("text is cut at a word's end, sentences behind their stops, words are found whole")
    func runningText() {
        #expect("one two three".shortened(to: 8) == "one two…")
        #expect("one two".shortened(to: 7) == "one two")
        #expect(" a b ".trimmed == "a b")
        #expect("One. Two! Three? e.g. four".sentences == ["One.", "Two!", "Three?", "e.g.", "four"])
        #expect("Is it open-source?".containsWord("open source"))
        #expect(!"reopen sources".containsWord("open source"))
        #expect("OPEN\nSOURCE".containsWord("open source"))
    }
}

/// Threads that were seen; behind a lock.
private final class Seen: @unchecked Sendable {
    private let lock = NSLock()
    private var threads = Set<ObjectIdentifier>()

    func add(_ thread: Thread) { lock.withLock { _ = threads.insert(ObjectIdentifier(thread)) } }
    var count: Int { lock.withLock { threads.count } }
}

@Suite("Bytes of a text")
struct ByteSearchTests {
    @Test("the first place, byte for byte, within the part that is looked at")
    func places() {
        let text = "a{{b{{c"
        let first = text[...].firstByteRange(of: "{{")
        #expect(first.map { text[$0.upperBound...] } == "b{{c")
        #expect(first.flatMap { text[$0.upperBound...].firstByteRange(of: "{{") }.map { text[$0.upperBound...] } == "c")
        #expect(text.dropLast(2).firstByteRange(of: "{{c") == nil)
        #expect("--\n---\n".dropFirst(1).firstByteRange(of: "\n---\n")?.isEmpty == false)
        #expect(""[...].firstByteRange(of: "x") == nil)
        #expect("aaab"[...].firstByteRange(of: "aab") != nil)
    }
}
