import Foundation

/// `transform` of every element on all cores, results in the elements' order.
///
/// Runs on threads of its own with a stack that the deepest page needs; neighbours are handled in batches.
public func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], threadCount: Int = ProcessInfo.processInfo.activeProcessorCount,
    _ transform: @escaping @Sendable (Element) -> Result
) -> [Result] {
    let batchSize = max(1, min(64, elements.count / (threadCount * 4)))
    let batchCount = (elements.count + batchSize - 1) / batchSize
    let work = WorkQueue<Result>(batchCount: batchCount)
    let group = DispatchGroup()
    for _ in 0..<max(1, min(threadCount, batchCount)) {
        group.enter()
        let thread = Thread {
            while let batch = work.next() {
                let range = (batch * batchSize)..<min(elements.count, (batch + 1) * batchSize)
                work.finish(batch, elements[range].map(transform))
            }
            group.leave()
        }
        thread.stackSize = 8 * 1024 * 1024
        thread.start()
    }
    group.wait()
    return work.results
}

/// Batches handed out to threads, and their results; all access is behind the lock.
private final class WorkQueue<Result: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var nextBatch = 0
    private var finished: [[Result]]

    init(batchCount: Int) { finished = Array(repeating: [], count: batchCount) }

    func next() -> Int? {
        lock.withLock {
            guard nextBatch < finished.count else { return nil }
            defer { nextBatch += 1 }
            return nextBatch
        }
    }

    func finish(_ batch: Int, _ results: [Result]) { lock.withLock { finished[batch] = results } }

    var results: [Result] { lock.withLock { Array(finished.joined()) } }
}
