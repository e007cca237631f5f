/// What went wrong with a request to a server, in words for the person who configured it. Never holds the server's key.
public struct RemoteError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The address, what was found and what was expected.
    public var message: String

    public init(_ message: String) { self.message = message }

    public var description: String { message }
}
