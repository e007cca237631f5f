import Platform

/// `transform` of every element on several threads, results in the order of the elements.
///
/// Each call runs on threads of its own, whose stacks of 8 MiB hold the deepest tree that a page may nest.
///
/// - Parameters:
///   - elements: what there is to do.
///   - threadCount: how many threads at most; what `--jobs` says reaches every call.
///   - batchSize: how many neighbours a thread takes at a time; nil for a number that suits many small elements.
///   - transform: called once for each element, on any thread.
package func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], threadCount: Int, batchSize: Int? = nil, _ transform: @escaping @Sendable (Element) -> Result
) -> [Result] {
    let batchSize = batchSize ?? max(1, min(64, elements.count / (threadCount * 4)))
    let batchCount = (elements.count + batchSize - 1) / batchSize
    return Array(unsafeUninitializedCapacity: elements.count) { buffer, initializedCount in
        let results = ResultSlots(start: buffer.baseAddress)
        let batches = BatchCounter(count: batchCount)
        let group = DispatchGroup()
        for _ in 0..<max(1, min(threadCount, batchCount)) {
            group.enter()
            startThread(stackSize: 8 << 20) {
                while let batch = batches.next() {
                    for index in (batch * batchSize)..<min(elements.count, (batch + 1) * batchSize) {
                        results.put(transform(elements[index]), at: index)
                    }
                }
                group.leave()
            }
        }
        group.wait()
        initializedCount = elements.count
    }
}

/// Hands out batches to threads; access is behind the lock.
private final class BatchCounter: @unchecked Sendable {
    private let lock = Lock()
    private let count: Int
    private var nextBatch = 0

    init(count: Int) { self.count = count }

    func next() -> Int? {
        lock.withLock {
            guard nextBatch < count else { return nil }
            defer { nextBatch += 1 }
            return nextBatch
        }
    }
}

/// Where results go; each place is filled once, by the thread that has its batch.
private struct ResultSlots<Result>: @unchecked Sendable {
    let start: UnsafeMutablePointer<Result>?

    func put(_ result: Result, at index: Int) { start.map { ($0 + index).initialize(to: result) } }
}

/// A value that another thread makes while this one does other work.
package final class Background<Value: Sendable>: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var made: Value?

    /// Starts to make the value.
    package init(_ make: @escaping @Sendable () -> Value) {
        startThread(stackSize: 8 << 20) { [self] in
            made = make()
            done.signal()
        }
    }

    /// The value; waits for it.
    package var value: Value {
        done.wait()
        defer { done.signal() }
        guard let made else { preconditionFailure("signalled without a value") }
        return made
    }
}
