import Answers
import Platform
import Portal
import Primitives
import Remote

/// The generator of `charter.yaml`, run by a server.
final class RemoteWriter: QuestionWriter, @unchecked Sendable {
    let name: String
    /// Of the address and the model's name there, since a server shows no file.
    let hash: String
    let isTrainedToAsk = false
    private let model: RemoteModel

    init(_ endpoint: Remote.Endpoint, name: String) {
        model = RemoteModel(endpoint)
        self.name = name
        hash = sha256("\(endpoint.address)\n\(endpoint.model)")
    }

    func write(_ prompts: [WritingPrompt]) throws -> [[WrittenText]] {
        let requests = prompts.flatMap { prompt in
            prompt.seeds.map { seed in
                RemoteModel.Request(
                    prompt: prompt.shared + prompt.text, maximumTokens: prompt.maximumTokens,
                    sampling: .init(temperature: Float(prompt.temperature), topP: 0.95, seed: seed),
                    stopStrings: ["\n"])
            }
        }
        var outputs = try modelling { () throws(RemoteError) in try model.complete(requests) }[...]
        return prompts.map { prompt in
            let own = outputs.prefix(prompt.seeds.count)
            outputs = outputs.dropFirst(prompt.seeds.count)
            return own.map { output in
                let sum = output.logProbabilities.reduce(0, +)
                return WrittenText(
                    text: output.text, logProbability: sum / Double(max(1, output.logProbabilities.count)),
                    tokenCount: output.tokenCount)
            }
        }
    }
}

extension Remote.Endpoint {
    /// The server that `charter.yaml` names, with the key from the environment.
    init(_ settings: ModelSettings.Endpoint) throws {
        self.init(
            address: settings.url, model: settings.model, key: try Self.key(settings.keyVariable),
            timeout: settings.timeoutSeconds, retries: settings.retries, concurrency: settings.concurrency)
    }

    /// The key in an environment variable; it is an error to name one that is not set.
    static func key(_ variable: String?) throws -> String? {
        guard let variable else { return nil }
        guard let key = ProcessInfo.processInfo.environment[variable], !key.isEmpty else {
            printError("charter: error: the environment variable \(variable), which holds the server's key, is not set")
            throw ExitStatus.inputMissing
        }
        return key
    }
}
