import Platform

/// Takes a program's output in as it comes.
package protocol OutputTaker: AnyObject {
    /// - Returns: whether more is wanted; if not, the program is killed.
    func take(_ bytes: [UInt8]) -> Bool
    /// Asked a few times a second: whether to wait on; if not, the program is killed.
    var isPatient: Bool { get }
}

extension OutputTaker {
    package var isPatient: Bool { true }
}

/// Output in memory, up to a limit.
final class CollectedOutput: OutputTaker {
    private(set) var bytes: [UInt8] = []
    let limit: Int

    init(limit: Int) { self.limit = limit }

    func take(_ more: [UInt8]) -> Bool {
        guard more.count <= limit - bytes.count else { return false }
        bytes += more
        return true
    }
}

/// Output in a file, up to a limit.
final class FileOutput: OutputTaker {
    private let file: OpenFile
    private var count = 0
    let limit: Int
    private(set) var isTooLong = false

    init(_ file: OpenFile, limit: Int) {
        self.file = file
        self.limit = limit
    }

    func take(_ more: [UInt8]) -> Bool {
        isTooLong = more.count > limit - count
        count += more.count
        return !isTooLong && file.write(more)
    }
}
