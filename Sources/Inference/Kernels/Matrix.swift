import CTensor

/// Weights, packed for the kernels.
final class Matrix: @unchecked Sendable {
    /// What the kernels are given; valid as long as this lives.
    let raw: UnsafeMutablePointer<ct_matrix>
    let rows: Int
    let columns: Int

    /// Packs a tensor of rows (outputs) x columns (inputs).
    convenience init(_ tensor: Tensor, rows: Int, columns: Int, processor: Processor) throws(ModelError) {
        guard tensor.columns == columns, tensor.rows == rows else {
            throw ModelError("tensor \(tensor.name): its shape is \(tensor.shape), expected \(columns) x \(rows)")
        }
        try self.init(
            type: tensor.type, bytes: tensor.bytes, rows: rows, columns: columns, processor: processor,
            name: tensor.name)
    }

    init(
        type: TensorType, bytes: UnsafeRawBufferPointer, rows: Int, columns: Int, processor: Processor, name: String
    ) throws(ModelError) {
        guard let rowCount = Int32(exactly: rows), let columnCount = Int32(exactly: columns),
            bytes.count == rows * (columns / type.blockElements) * type.blockBytes, let source = bytes.baseAddress
        else {
            throw ModelError(
                "tensor \(name): \(bytes.count) bytes are no \(rows) x \(columns) elements of \(type.name)")
        }
        self.rows = rows
        self.columns = columns
        raw = .allocate(capacity: 1)
        raw.initialize(to: ct_matrix())
        guard ct_matrix_pack(raw, processor.pool, type.raw, source, rowCount, columnCount) else {
            throw ModelError("tensor \(name): no memory to pack it")
        }
    }

    deinit {
        ct_matrix_free(raw)
        raw.deallocate()
    }

    /// Bytes that it takes.
    var byteCount: Int { ct_matrix_bytes(raw) }
}
