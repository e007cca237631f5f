/// What is wrong with a model, its files or a request to it, in words for the person who chose the model.
public struct ModelError: Error, CustomStringConvertible, Equatable {
    /// The file in question, if there is one.
    public var file: String?
    /// What was found, what was expected, and where: a byte offset, a key or the name of a tensor.
    public var message: String

    /// An error about a file, or about none.
    public init(file: String? = nil, _ message: String) {
        self.file = file
        self.message = message
    }

    public var description: String { file.map { "\($0): \(message)" } ?? message }

    /// The same error, with the file if it names none yet.
    func inFile(_ file: String) -> ModelError { ModelError(file: self.file ?? file, message) }
}
