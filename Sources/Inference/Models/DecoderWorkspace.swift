/// The buffers of a forward pass over up to `rows` tokens.
final class DecoderWorkspace {
    /// `[row, hidden size]`
    let hidden: FloatBuffer
    /// `[row, queries then keys then values]`
    let qkv: FloatBuffer
    /// Columns of `qkv`.
    let qkvWidth: Int
    /// `[row, head size]`: cosines, then sines.
    let ropeAngles: FloatBuffer
    /// `[row, head, head size]`
    let attention: FloatBuffer
    /// `[row, gates then ups, feed-forward size]`
    let gateUp: FloatBuffer
    /// `[logit row, hidden size]`
    let outputHidden: FloatBuffer
    /// `[logit row, vocabulary]`
    let logits: FloatBuffer
    /// `[row, hidden size]`
    let normalized: ActivationBuffer
    /// `[row, head, head size]`
    let quantizedAttention: ActivationBuffer
    /// `[row, feed-forward size]`
    let activated: ActivationBuffer

    init(_ shape: TextDecoderConfiguration, rows: Int, logitRows: Int) throws(ModelError) {
        qkvWidth = shape.queryWidth + 2 * shape.kvWidth
        hidden = FloatBuffer(rows * shape.hiddenSize)
        qkv = FloatBuffer(rows * qkvWidth)
        ropeAngles = FloatBuffer(rows * shape.headSize)
        attention = FloatBuffer(rows * shape.queryWidth)
        gateUp = FloatBuffer(rows * shape.feedForwardSize * 2)
        outputHidden = FloatBuffer(logitRows * shape.hiddenSize)
        logits = FloatBuffer(logitRows * shape.vocabularySize)
        normalized = try ActivationBuffer(tokens: rows, columns: shape.hiddenSize)
        quantizedAttention = try ActivationBuffer(tokens: rows, columns: shape.queryWidth)
        activated = try ActivationBuffer(tokens: rows, columns: shape.feedForwardSize)
    }
}
