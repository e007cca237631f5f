import CTensor

/// A tensor in a mapped file: a name, a type, a shape and a checked range of bytes.
public struct Tensor: Sendable {
    public let name: String
    public let type: TensorType
    /// Elements of each dimension, innermost (the columns of a row) first, as in GGUF: `[columns, rows]` for a matrix.
    public let shape: [Int]
    let file: MappedFile
    /// Its bytes in the file.
    public let range: Range<Int>

    /// Elements over all dimensions.
    public var elementCount: Int { shape.reduce(1, *) }
    /// Elements of a row.
    public var columns: Int { shape.first ?? 1 }
    /// Rows, over all dimensions but the innermost.
    public var rows: Int { shape.dropFirst().reduce(1, *) }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: file.bytes[range]) }

    /// All elements, dequantized: `[row, column]`.
    public func floats() -> [Float] { floats(rows: 0..<rows) }

    /// The elements of some rows, dequantized: `[row, column]`.
    func floats(rows: Range<Int>) -> [Float] {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= self.rows, "the range must be within the tensor's rows")
        let rowBytes = columns / type.blockElements * type.blockBytes
        let count = rows.count * columns
        return [Float](unsafeUninitializedCapacity: count) { buffer, written in
            if let target = buffer.baseAddress, let source = bytes.baseAddress {
                ct_dequantize(type.raw, source + rows.lowerBound * rowBytes, target, count)
            }
            written = count
        }
    }
}

extension Tensor {
    /// Locates a tensor in a file. `start` and `length`, in bytes, are what the file claims. Throws a `ModelError` if
    /// the shape is empty, too large or does not divide into blocks, or if the bytes do not match it or are not in the
    /// file.
    init(name: String, type: TensorType, shape: [UInt64], file: MappedFile, start: UInt64, length: UInt64?)
        throws(ModelError)
    {
        var elements = 1
        for size in shape {
            let (product, overflows) = elements.multipliedReportingOverflow(by: Int(clamping: size))
            guard size > 0, !overflows, product <= 1 << 48 else {
                throw ModelError("tensor \(name): the shape \(shape) is empty or too large")
            }
            elements = product
        }
        let columns = Int(clamping: shape.first ?? 1)
        guard columns % type.blockElements == 0 else {
            throw ModelError(
                "tensor \(name): rows of \(columns) elements cannot be divided into \(type.name)'s blocks of \(type.blockElements)"
            )
        }
        let bytes = elements / type.blockElements * type.blockBytes
        if let length, length != UInt64(bytes) {
            throw ModelError("tensor \(name): it has \(length) bytes, but its shape \(shape) takes \(bytes)")
        }
        let (end, overflows) = start.addingReportingOverflow(UInt64(bytes))
        guard !overflows, end <= UInt64(file.bytes.count) else {
            throw ModelError(
                "tensor \(name): its \(bytes) bytes from byte \(start) on do not fit the file's \(file.bytes.count); is it truncated?"
            )
        }
        self.name = name
        self.type = type
        self.shape = shape.isEmpty ? [1] : shape.map { Int($0) }
        self.file = file
        range = Int(start)..<Int(end)
    }
}
