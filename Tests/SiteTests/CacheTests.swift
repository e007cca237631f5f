import Answers
import Content
import Diagnostics
import Portal
import Primitives
import Search
import TestSupport
import Testing

@testable import Site

/// Caches are read as anybody may have written them: with the right hash over the wrong content.
@Suite("Caches")
struct CacheTests {
    /// A site's cache, without the hash at its end.
    private static let content: [UInt8] = {
        var build = OutputTests.answering.build()
        build.cache.manifestHash = sha256("manifest")
        build.cache.recordStamps { paths in
            Dictionary(uniqueKeysWithValues: paths.map { ($0, FileStamp(byteCount: 12, nanoseconds: 1 << 60)) })
        }
        return Array(build.cache.encoded().dropLast(32))
    }()

    private static func forged(_ content: [UInt8]) -> BuildCache {
        let digits = Array(sha256(content))
        let hash = stride(from: 0, to: 64, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0 }
        return BuildCache(decoding: content + hash, threadCount: 2)
    }

    /// Reads the parts of a cache that are read late. How many pages have them.
    private static func readLate(_ cache: BuildCache) -> Int {
        cache.pages.count { cache.analysis(of: $0.page.path) != nil && cache.texts(of: $0.page.path) != nil }
    }

    @Test("a cache comes back as it was written")
    func roundTrip() {
        let cache = Self.forged(Self.content)
        #expect(cache.pages.count > 5 && Self.readLate(cache) == cache.pages.count)
        #expect(Array(cache.encoded().dropLast(32)) == Self.content)
    }

    @Test("forged content with the right hash is read or refused, never trapped on", arguments: 0..<8)
    func forgedContent(_ share: Int) {
        var accepted = 0
        for seed in 0..<300 {
            let cache = Self.forged(Damage.of(Self.content, seed: UInt64(share * 300 + seed)))
            guard !cache.pages.isEmpty else { continue }
            accepted += 1
            _ = Self.readLate(cache)
            #expect(cache.fileHashes.keys.allSatisfy { (try? OutputPath($0)) != nil })
        }
        #expect(accepted > 0, "no forgery was close enough to be read, so this tests too little")
    }

    @Test("a build over a forged cache ends, whatever the cache says", arguments: 0..<4)
    func forgedBuild(_ share: Int) {
        var tried = 0
        for seed in 0..<400 where tried < 4 {
            let cache = Self.forged(Damage.of(Self.content, seed: UInt64(10_000 + share * 400 + seed)))
            guard !cache.pages.isEmpty else { continue }
            tried += 1
            // Another day, so that every page is made again from what is known of it.
            var site = OutputTests.answering
            site.today = "2026-11-03"
            _ = site.build(previous: cache)
        }
        #expect(tried == 4)
    }

    @Test("values nested without end, and counts that no memory holds, are errors")
    func extremes() throws {
        func decode<Value: BinaryCodable>(_ type: Value.Type, _ bytes: [UInt8]) throws {
            var reader = BinaryReader(bytes[...])
            _ = try reader.read(Value.self)
        }
        // A list of one list of one list …: place (four numbers), kind 5, count 1.
        let level: [UInt8] = [2, 2, 0, 2, 5, 2]
        #expect(throws: BinaryError.self) {
            try decode(FrontMatterValue.self, [UInt8](repeatElement(level, count: 300_000).joined()))
        }
        // A promise of as many lists as there are bytes, again and again.
        let promise: [UInt8] = [0x80, 0x80, 0x80, 0x01]
        #expect(throws: BinaryError.self) {
            try decode([[[String]]].self, [UInt8](repeatElement(promise, count: 1 << 20).joined()))
        }
        let most: [UInt8] = [UInt8](repeating: 0xFF, count: 9) + [1]
        let least: [UInt8] = [UInt8](repeating: 0xFE, count: 1) + [UInt8](repeating: 0xFF, count: 8) + [1]
        for number in [most, least] {
            #expect(throws: BinaryError.self) { try decode(SourceRange.self, [2, 2] + number + [2]) }
            #expect(throws: BinaryError.self) { try decode(SourceRange.self, number + [2] + number + [2]) }
            #expect(throws: BinaryError.self) { try decode(CalendarDate.self, number) }
        }
        #expect(throws: BinaryError.self) { try decode(Int.self, [UInt8](repeating: 0xFF, count: 9) + [2]) }
        #expect(throws: BinaryError.self) { try decode(Bool.self, [2]) }
    }

    @Test("forged vectors and layers with the right hash are read or refused, never trapped on")
    func forgedAnswers() {
        var cache = AnswerCache()
        for number in 0..<20 {
            let values = (0..<16).map { Int8(truncatingIfNeeded: $0 * number) }
            cache.vectors["key\(number)"] = QuantizedVector(values: values, scale: 1 / 127)
        }
        cache.layers["hash"] = [ShardFile(path: "ask/w.js", bytes: [1, 2, 3])]
        let content = Array(cache.encoded().dropLast(64))
        var accepted = 0
        for seed in 0..<4000 {
            let forged = Damage.of(content, seed: UInt64(seed))
            let read = AnswerCache(decoding: forged + Array(sha256(forged).utf8))
            for vector in read.vectors.values { #expect(vector.dot(vector).isFinite) }
            if !read.vectors.isEmpty { accepted += 1 }
        }
        #expect(accepted > 0)
    }
}
