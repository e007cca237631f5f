import ArgumentParser
import Remote

/// How a server is asked, for commands that take its address in place of a file.
struct EndpointOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The model's name as the server knows it.", valueName: "name"))
    var served = "default"

    @Option(
        name: .long,
        help: ArgumentHelp("The environment variable that holds the server's key.", valueName: "name"))
    var keyVariable: String?

    @Option(name: .long, help: ArgumentHelp("How long the server's answer may take.", valueName: "seconds"))
    var timeout: Double = 120

    @Option(name: .long, help: "How often a request is sent again.")
    var retries = 4

    @Option(name: .long, help: "Requests at the same time.")
    var concurrency = 4

    /// The server at an address, such as `http://127.0.0.1:8080/v1`; nil where the text is not an address.
    func endpoint(at address: String) throws -> RemoteModel? {
        guard address.hasPrefix("http://") || address.hasPrefix("https://") else { return nil }
        guard timeout > 0, retries >= 0, concurrency > 0 else {
            throw ValidationError("--timeout and --concurrency must be more than 0, --retries at least 0.")
        }
        return RemoteModel(
            Endpoint(
                address: address, model: served, key: try Endpoint.key(keyVariable), timeout: timeout, retries: retries,
                concurrency: concurrency))
    }
}
