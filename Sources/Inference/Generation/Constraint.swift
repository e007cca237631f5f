/// Limits what may be written next.
public protocol Constraint: Sendable {
    /// Whether a text may be continued, after what was written so far, by these bytes. Asked of many tokens at each
    /// step, the likeliest first, until one is allowed.
    func allows(_ bytes: [UInt8], after written: [UInt8]) -> Bool
    /// Whether the text may end here.
    func mayEnd(after written: [UInt8]) -> Bool
}
