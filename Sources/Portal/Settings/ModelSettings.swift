import Diagnostics

/// A model that `charter.yaml` names: where its files come from, what they must be, and whose licence page decides.
public struct ModelSettings: Sendable, Hashable {
    /// What the model is for; an adapter changes the generator.
    public enum Role: String, Sendable, Hashable { case generator, adapter, encoder }

    /// A server that runs the model: one that speaks OpenAI's protocol, for models too large for the build machine.
    public struct Endpoint: Sendable, Hashable {
        /// Up to the version, such as `http://127.0.0.1:8080/v1`.
        public var url: String
        /// The model's name as the server knows it.
        public var model: String
        /// The environment variable that holds the server's key.
        public var keyVariable: String?
        /// How long an answer may take, in seconds.
        public var timeoutSeconds: Double
        /// How often a request is sent again.
        public var retries: Int
        /// Requests at the same time.
        public var concurrency: Int

        /// All of it as it was read.
        package init(
            url: String, model: String, keyVariable: String? = nil, timeoutSeconds: Double, retries: Int,
            concurrency: Int
        ) {
            self.url = url
            self.model = model
            self.keyVariable = keyVariable
            self.timeoutSeconds = timeoutSeconds
            self.retries = retries
            self.concurrency = concurrency
        }
    }

    /// What the model is for.
    public var role: Role
    /// The model's name for readers and commands.
    public var name: String
    /// The licence's page, named as an evaluation names it.
    public var licence: String
    /// Where `charter.yaml` names the licence.
    public var licenceRange: SourceRange
    /// Empty where a server runs the model.
    public var files: [PinnedFile]
    /// The server that runs it; nil where it runs on this machine.
    public var endpoint: Endpoint?

    /// All of it as it was read.
    package init(
        role: Role, name: String, licence: String, licenceRange: SourceRange, files: [PinnedFile],
        endpoint: Endpoint? = nil
    ) {
        self.role = role
        self.name = name
        self.licence = licence
        self.licenceRange = licenceRange
        self.files = files
        self.endpoint = endpoint
    }
}
