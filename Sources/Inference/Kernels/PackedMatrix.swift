import CTensor

/// A weight matrix `[row = output, column = input]`, packed for the kernels.
final class PackedMatrix: @unchecked Sendable {
    /// Valid for as long as this object lives.
    let raw: UnsafeMutablePointer<ct_matrix>
    let rows: Int
    let columns: Int

    /// Packs a tensor on the backend's threads. Throws a `ModelError` if its shape is not rows x columns or
    /// memory runs out.
    convenience init(_ tensor: Tensor, rows: Int, columns: Int, backend: Backend) throws(ModelError) {
        guard tensor.columns == columns, tensor.rows == rows else {
            throw ModelError("tensor \(tensor.name): its shape is \(tensor.shape), expected \(columns) x \(rows)")
        }
        try self.init(
            type: tensor.type, bytes: tensor.bytes, rows: rows, columns: columns, backend: backend,
            name: tensor.name)
    }

    /// Packs elements of a type; `name` is for error messages.
    init(
        type: TensorType, bytes: UnsafeRawBufferPointer, rows: Int, columns: Int, backend: Backend, name: String
    ) throws(ModelError) {
        guard let rowCount = Int32(exactly: rows), let columnCount = Int32(exactly: columns),
            bytes.count == rows * (columns / type.blockElements) * type.blockBytes, let source = bytes.baseAddress
        else {
            throw ModelError(
                "tensor \(name): \(bytes.count) bytes cannot hold \(rows) x \(columns) elements of \(type.name)")
        }
        self.rows = rows
        self.columns = columns
        raw = .allocate(capacity: 1)
        raw.initialize(to: ct_matrix())
        guard ct_matrix_pack(raw, backend.pool, type.raw, source, rowCount, columnCount) else {
            throw ModelError("tensor \(name): there is not enough memory to pack it")
        }
    }

    deinit {
        ct_matrix_free(raw)
        raw.deallocate()
    }
}
