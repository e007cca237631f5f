import CTensor
import Foundation

/// Which implementation of the kernels runs.
public enum KernelPath: String, Sendable, CaseIterable {
    case portable, avx2
    case avx512 = "avx512-vnni"
    case neon

    var raw: ct_path {
        switch self {
        case .portable: CT_PORTABLE
        case .avx2: CT_AVX2
        case .avx512: CT_AVX512_VNNI
        case .neon: CT_NEON
        }
    }

    /// Whether this CPU can run it.
    public var runsHere: Bool { ct_path_runs(raw) }
    /// The fastest that runs here.
    public static var best: KernelPath { allCases.first { $0.raw == ct_best_path() } ?? .portable }
}

/// The threads and the kernels that models compute with. Models share one and take turns: a task has all threads, and
/// they sleep between tasks.
public final class Processor: @unchecked Sendable {
    public let path: KernelPath
    public let threads: Int
    let pool: OpaquePointer
    private let turn = NSRecursiveLock()

    /// `threads` defaults to the machine's cores, `path` to the fastest that runs here.
    public init(threads: Int? = nil, path: KernelPath = .best) throws(ModelError) {
        guard path.runsHere else { throw ModelError("this CPU cannot run the \(path.rawValue) kernels") }
        let wanted = threads ?? ProcessInfo.processInfo.activeProcessorCount
        guard (1...1024).contains(wanted) else {
            throw ModelError("\(wanted) threads are asked for, expected 1 to 1024")
        }
        guard let pool = ct_pool_create(Int32(wanted)) else { throw ModelError("no memory for threads") }
        self.pool = pool
        self.path = path
        self.threads = wanted
    }

    deinit { ct_pool_destroy(pool) }

    var engine: ct_engine { ct_engine(pool: pool, path: path.raw) }

    /// Runs a model's step while no other does.
    func run<Result, Failure: Error>(_ step: () throws(Failure) -> Result) throws(Failure) -> Result {
        turn.lock()
        defer { turn.unlock() }
        return try step()
    }
}
