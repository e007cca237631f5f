import Answers
import Diagnostics
import Portal

/// An encoder with all that its export for the browser needs.
public protocol AnswerEncoder: SentenceEncoder, EncoderWeights {
    /// A text's tokens.
    func tokens(of text: String) -> [Int]
}

/// What a build needs to answer questions; without it, the site has no Ask page.
public struct AnswersInput: Sendable {
    public var ledger: Ledger
    /// Problems of the ledger's files.
    public var diagnostics: [Diagnostic]
    /// The encoder's name and SHA-256, whether it is here or not.
    public var encoderName: String
    public var encoderHash: String
    /// Opens the encoder, when something has to be embedded; nil where its files are not on this machine.
    public var openEncoder: (@Sendable (ModelApproval) throws -> any AnswerEncoder)?
    /// What an earlier build embedded and packed.
    public var known: AnswerCache
    /// Whether passages without questions are a problem.
    public var isFrozen: Bool

    public init(
        ledger: Ledger, diagnostics: [Diagnostic] = [], encoderName: String, encoderHash: String,
        openEncoder: (@Sendable (ModelApproval) throws -> any AnswerEncoder)?, known: AnswerCache = AnswerCache(),
        isFrozen: Bool = false
    ) {
        self.ledger = ledger
        self.diagnostics = diagnostics
        self.encoderName = encoderName
        self.encoderHash = encoderHash
        self.openEncoder = openEncoder
        self.known = known
        self.isFrozen = isFrozen
    }
}
