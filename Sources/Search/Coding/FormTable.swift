/// Byte strings numbered in the order of their first use.
struct FormTable: Sendable {
    private var pool: [UInt8] = []
    private var ends: [UInt32] = []
    /// Open addressing: index + 1, or 0 where the slot is free.
    private var slots: [UInt32]

    init(capacity: Int = 256) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
    }

    var count: Int { ends.count }

    subscript(index: Int) -> ArraySlice<UInt8> { pool[start(index)..<Int(ends[index])] }

    /// The string's number; a new one where it was not yet there.
    mutating func index(of form: ArraySlice<UInt8>) -> Int {
        let slot = find(form)
        if slots[slot] != 0 { return Int(slots[slot]) - 1 }
        pool.append(contentsOf: form)
        ends.append(UInt32(pool.count))
        slots[slot] = UInt32(ends.count)
        if ends.count * 2 > slots.count { grow() }
        return ends.count - 1
    }

    private func start(_ index: Int) -> Int { index == 0 ? 0 : Int(ends[index - 1]) }

    private func find(_ form: ArraySlice<UInt8>) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: fnv1a(form)) & mask
        return pool.withUnsafeBufferPointer { pool in
            form.withUnsafeBufferPointer { form in
                while slots[slot] != 0 {
                    let index = Int(slots[slot]) - 1
                    let start = start(index)
                    let count = Int(ends[index]) - start
                    if count == form.count {
                        var offset = 0
                        while offset < count, pool[start + offset] == form[offset] { offset += 1 }
                        if offset == count { return slot }
                    }
                    slot = (slot + 1) & mask
                }
                return slot
            }
        }
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for index in ends.indices {
            var slot = Int(truncatingIfNeeded: fnv1a(self[index])) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(index + 1)
        }
    }
}

/// The 32-bit FNV-1a hash. Source: G. Fowler, L. C. Noll, P. Vo, IETF draft-eastlake-fnv.
func fnv1a(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { bytes in
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return hash
    }
}
