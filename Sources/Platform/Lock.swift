/// A lock that one thread holds at a time, with a condition that its holders may wait for.
package final class Lock: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    /// - Parameter isRecursive: whether the thread that holds it may take it again.
    package init(isRecursive: Bool = false) {
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        var kind = pthread_mutexattr_t()
        pthread_mutexattr_init(&kind)
        if isRecursive { pthread_mutexattr_settype(&kind, Int32(PTHREAD_MUTEX_RECURSIVE)) }
        pthread_mutex_init(mutex, &kind)
        pthread_mutexattr_destroy(&kind)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // No change of the clock moves the end of a wait.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs `body` while no other thread holds the lock.
    package func withLock<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Wakes all who wait. The caller holds the lock.
    package func broadcast() { pthread_cond_broadcast(condition) }

    /// Gives the lock up until it is woken or the moment has come, then holds it again. May wake without a reason.
    ///
    /// - Parameter moment: nanoseconds of the monotonic clock.
    /// - Returns: whether the moment has not come yet.
    package func wait(until moment: UInt64) -> Bool {
        var time = timespec(tv_sec: Int(moment / 1_000_000_000), tv_nsec: Int(moment % 1_000_000_000))
        return pthread_cond_timedwait(condition, mutex, &time) != ETIMEDOUT
    }
}

/// So many seconds from now, at most a year, in nanoseconds of the monotonic clock.
package func moment(afterSeconds seconds: Double) -> UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let wanted = seconds.isNaN ? 0 : max(0, min(seconds, 365 * 86_400))
    return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec) + UInt64(wanted * 1e9)
}
