import Platform

/// A moment after which something has taken too long; no change of the clock moves it.
package struct Deadline: Sendable {
    private let moment: UInt64

    /// So many seconds from now, at most a year.
    package init(seconds: Double) {
        let year = 365.0 * 86_400
        let wanted = seconds.isNaN ? 0 : max(0, min(seconds, year))
        moment = DispatchTime.now().uptimeNanoseconds + UInt64(wanted * 1e9)
    }

    package var hasPassed: Bool { DispatchTime.now().uptimeNanoseconds >= moment }

    /// What is left, for `poll`: 0 where it has passed.
    package var milliseconds: Int32 {
        let now = DispatchTime.now().uptimeNanoseconds
        return now >= moment ? 0 : Int32(clamping: (moment - now) / 1_000_000 + 1)
    }
}
