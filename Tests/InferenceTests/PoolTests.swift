import CTensor
import Foundation
import Testing

@testable import Inference

@Suite("Thread pool")
struct PoolTests {
    @Test("a loop runs every index once, on threads that have fallen asleep too, and waits for the last one")
    func allThreads() throws {
        let pool = try #require(ct_pool_create(4))
        defer { ct_pool_destroy(pool) }
        for _ in 0..<20 {
            let loop = Loop(threadCount: 4)
            ct_pool_run(pool, 4, { context, index in Loop.run(index, of: context) }, loop.context)
            #expect(loop.state.begun.sorted() == [0, 1, 2, 3])
            #expect(loop.state.finished.sorted() == [0, 1, 2, 3], "the loop returned before its end")
            try #require(waitUntil { ct_pool_sleeping(pool) == 3 }, "the threads do not fall asleep")
        }
    }

    @Test("an operation on several threads computes every token as on one")
    func allTokens() throws {
        let tokens = 65, columns = 32
        var numbers = TestNumbers(3)
        let x = FloatBuffer(numbers.floats(tokens * columns))
        let activations = try ActivationBuffer(tokens: tokens, columns: columns)
        func quants(threadCount: Int) throws -> [Int8] {
            // No quant is -128.
            activations.raw.pointee.quants.update(repeating: -128, count: tokens * columns)
            let backend = try Backend(threadCount: threadCount, kernels: .best)
            ct_quantize(backend.raw, x.start, Int32(columns), Int32(tokens), Int32(columns), activations.raw)
            return Array(UnsafeBufferPointer(start: activations.raw.pointee.quants, count: tokens * columns))
        }
        let expected = try quants(threadCount: 1)
        #expect(!expected.contains(-128))
        for threadCount in [2, 4, 16] { #expect(try quants(threadCount: threadCount) == expected) }
    }
}

/// A loop whose iterations wait for each other, so that each one needs a thread of its own.
private final class Loop: @unchecked Sendable {
    private let lock = NSLock()
    private let caller = pthread_self()
    private let threadCount: Int
    private var current: (begun: [Int32], finished: [Int32]) = ([], [])

    init(threadCount: Int) { self.threadCount = threadCount }

    var state: (begun: [Int32], finished: [Int32]) { lock.withLock { current } }
    var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static func run(_ index: Int32, of context: UnsafeMutableRawPointer?) {
        guard let context else { return }
        let loop = Unmanaged<Loop>.fromOpaque(context).takeUnretainedValue()
        loop.lock.withLock { loop.current.begun.append(index) }
        guard waitUntil({ loop.state.begun.count == loop.threadCount }) else { return }
        // The caller is done first, and must wait.
        if pthread_equal(pthread_self(), loop.caller) == 0 { for _ in 0..<1000 { sched_yield() } }
        loop.lock.withLock { loop.current.finished.append(index) }
    }
}

/// Waits for a condition; false if it does not come true within half a minute.
private func waitUntil(_ condition: () -> Bool) -> Bool {
    let start = ContinuousClock.now
    while !condition() {
        guard ContinuousClock.now - start < .seconds(30) else { return false }
        sched_yield()
    }
    return true
}
