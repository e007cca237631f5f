/// A fixed count of floats, zero at first, that kernels read and write.
final class FloatBuffer: @unchecked Sendable {
    let start: UnsafeMutablePointer<Float>
    let count: Int

    init(_ count: Int) {
        self.count = count
        // 64 bytes of slack: kernels may read whole vectors.
        start = .allocate(capacity: count + 16)
        start.initialize(repeating: 0, count: count + 16)
    }

    convenience init(_ values: [Float]) {
        self.init(values.count)
        for (index, value) in values.enumerated() { start[index] = value }
    }

    deinit { start.deallocate() }
}
