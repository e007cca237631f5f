import CTensor
import Platform

/// Which implementation of the kernels runs.
public enum KernelPath: String, Sendable, CaseIterable {
    /// Vectors of whatever the compiler targets; the reference for the others.
    case portable
    /// x86-64 with AVX2, FMA and F16C.
    case avx2
    /// x86-64 with AVX-512 F, BW, DQ, VL and VNNI.
    case avx512 = "avx512-vnni"
    /// Arm with NEON.
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
    /// The fastest one that runs on this CPU.
    public static var best: KernelPath { allCases.first { $0.raw == ct_best_path() } ?? .portable }
}

/// The threads and kernels that models compute with. Models that share a backend take turns: each forward pass uses all
/// of its threads, which sleep between passes.
///
/// How many threads there are is up to the caller: nothing here asks the machine.
public final class Backend: @unchecked Sendable {
    public let kernels: KernelPath
    /// Threads that share the work, the caller's included.
    public let threadCount: Int
    let pool: OpaquePointer
    private let lock = Lock(isRecursive: true)

    /// Starts `threadCount - 1` threads; the caller's thread is the last. Throws a `ModelError` if this CPU cannot run
    /// the kernels, if the count is not between 1 and 1,024, or if memory runs out.
    public init(threadCount: Int, kernels: KernelPath) throws(ModelError) {
        guard kernels.runsHere else { throw ModelError("this CPU cannot run the \(kernels.rawValue) kernels") }
        guard (1...1024).contains(threadCount) else {
            throw ModelError("\(threadCount) threads were requested; expected 1 to 1024")
        }
        guard let pool = ct_pool_create(Int32(threadCount)) else {
            throw ModelError("there is not enough memory for \(threadCount) threads")
        }
        self.pool = pool
        self.kernels = kernels
        self.threadCount = threadCount
    }

    deinit { ct_pool_destroy(pool) }

    var raw: ct_backend { ct_backend(pool: pool, path: kernels.raw) }

    /// The natural logarithm of the sum of the exponentials of logits `[vocabulary]`: subtracted from a logit, it gives
    /// the logarithm of a probability.
    func logSumExp(_ logits: UnsafeMutableBufferPointer<Float>) -> Float {
        guard let start = logits.baseAddress else { return 0 }
        return ct_log_sum_exp(raw, start, Int32(logits.count))
    }

    /// Calls `body` for each index below `count`, on all threads and in any order, and returns when all are done.
    ///
    /// It escapes by type only: `withoutActuallyEscaping` would leave the length of this file's path in the program,
    /// and two builds in two folders would differ.
    func forEach(_ count: Int, _ body: @escaping (Int) -> Void) {
        withUnsafePointer(to: body) { body in
            ct_pool_run(
                pool, Int32(count),
                { context, index in
                    context?.assumingMemoryBound(to: ((Int) -> Void).self).pointee(Int(index))
                }, UnsafeMutableRawPointer(mutating: body))
        }
    }

    /// Runs a forward pass while no other runs.
    func run<Result, Failure: Error>(_ pass: () throws(Failure) -> Result) throws(Failure) -> Result {
        try lock.withLock(pass)
    }
}
