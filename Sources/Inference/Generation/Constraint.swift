/// Limits what a generated text may contain.
public protocol Constraint: Sendable {
    /// Whether a text may continue with a token's bytes after the bytes generated so far. Called for sampled tokens at
    /// each step until one is allowed, so possibly for the whole vocabulary; must not change its answer. A token's
    /// bytes may be empty (control tokens) or part of a character.
    func allows(_ bytes: [UInt8], after generated: [UInt8]) -> Bool
    /// Whether the text may end after the bytes generated so far.
    func mayEnd(after generated: [UInt8]) -> Bool
}
