import Diagnostics

/// A model that `charter.yaml` names: where its files come from, what they must be, and whose licence page decides.
public struct ModelSettings: Sendable, Hashable {
    /// What the model is for; an adapter changes the generator.
    public enum Role: String, Sendable, Hashable { case generator, adapter, encoder }

    /// A file of the model.
    public struct File: Sendable, Hashable {
        /// The name that it is kept under.
        public var name: String
        /// Where it comes from.
        public var source: Source
        /// In lower case, 64 hexadecimal digits.
        public var sha256: String
        /// How many bytes it has at most, where that is said.
        public var size: Int?
        /// Where `charter.yaml` names it.
        public var range: SourceRange

        /// All of it as it was read.
        package init(name: String, source: Source, sha256: String, size: Int? = nil, range: SourceRange) {
            self.name = name
            self.source = source
            self.sha256 = sha256
            self.size = size
            self.range = range
        }
    }

    /// Where a file comes from.
    public enum Source: Sendable, Hashable {
        /// A member of a wheel on PyPI.
        case wheel(package: String, version: String, member: String)
        case url(String)
        /// On this disk, relative to `charter.yaml`.
        case path(String)

        /// Reads `pypi:package==version:member`, an http address or a path; nil where it is none of them.
        package init?(_ text: String) {
            if text.hasPrefix("pypi:") {
                let parts = text.dropFirst("pypi:".count).split(separator: ":", maxSplits: 1).map(String.init)
                guard parts.count == 2, let equals = parts[0].firstRange(of: "==") else { return nil }
                let package = String(parts[0][..<equals.lowerBound]), version = String(parts[0][equals.upperBound...])
                guard !package.isEmpty, !version.isEmpty, contentPath(parts[1], relativeTo: "") == parts[1] else {
                    return nil
                }
                self = .wheel(package: package, version: version, member: parts[1])
            } else if text.hasPrefix("https://") || text.hasPrefix("http://") {
                self = .url(text)
            } else if text.isEmpty || text.contains("://") {
                return nil
            } else {
                self = .path(text)
            }
        }

        /// The last part of where it comes from.
        package var lastComponent: String {
            let whole: Substring =
                switch self {
                case .wheel(_, _, let member): member[...]
                case .url(let address): address.prefix { $0 != "?" && $0 != "#" }
                case .path(let path): path[...]
                }
            return String(whole.split(separator: "/").last ?? "")
        }
    }

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
    public var files: [File]
    /// The server that runs it; nil where it runs on this machine.
    public var endpoint: Endpoint?

    /// All of it as it was read.
    package init(
        role: Role, name: String, licence: String, licenceRange: SourceRange, files: [File], endpoint: Endpoint? = nil
    ) {
        self.role = role
        self.name = name
        self.licence = licence
        self.licenceRange = licenceRange
        self.files = files
        self.endpoint = endpoint
    }
}
