import Foundation
import FuzzTargets

// libFuzzer brings a main of its own; `scripts/fuzz` builds this with `-sanitize=fuzzer` and names the target in FUZZ_TARGET.

private let target = ProcessInfo.processInfo.environment["FUZZ_TARGET"].flatMap(FuzzTarget.named)

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let target else { fatalError("FUZZ_TARGET names no target") }
    target.run(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
}
