import Search

extension EncoderFiles {
    /// Files of an encoder that stand as an earlier build left them, by their paths.
    package init(
        shape: EncoderShape, layers: [String], base: String, vocabulary: String, common: String, rows: [String],
        paths: [String]
    ) {
        self.init(
            shape: shape, layers: layers, base: base, vocabulary: vocabulary, common: common, rows: rows,
            files: paths.map { ShardFile(path: $0, bytes: nil) })
    }

    /// The same without their bytes, to be remembered.
    package var withoutBytes: EncoderFiles {
        EncoderFiles(
            shape: shape, layers: layers, base: base, vocabulary: vocabulary, common: common, rows: rows,
            paths: files.map(\.path))
    }
}
