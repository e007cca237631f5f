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

    /// Requests that are sent before the first answers are kept: enough to keep a server busy, few enough that little is
    /// lost if the run is cut off.
    private static let sentTogether = 64

    func write(
        _ next: () -> [WritingPrompt]?, onWritten: (_ passage: Int, _ texts: [[WrittenText]]) throws -> Void
    ) throws -> WritingSpeed? {
        var first = 0
        var passages: [[WritingPrompt]] = []
        repeat {
            first += passages.count
            passages = []
            while passages.joined().reduce(0, { $0 + $1.seeds.count }) < Self.sentTogether, let prompts = next() {
                passages.append(prompts)
            }
            for (index, texts) in try written(passages).enumerated() { try onWritten(first + index, texts) }
        } while !passages.isEmpty
        return nil
    }

    /// The texts of passages: `[passage, prompt, seed]`.
    private func written(_ passages: [[WritingPrompt]]) throws -> [[[WrittenText]]] {
        let requests = passages.joined().flatMap { prompt in
            prompt.seeds.map { seed in
                RemoteModel.Request(
                    prompt: prompt.text, maximumTokens: prompt.maximumTokens,
                    sampling: .init(temperature: Float(prompt.temperature), topP: 0.95, seed: seed),
                    stopStrings: ["\n"])
            }
        }
        guard !requests.isEmpty else { return passages.map { $0.map { _ in [] } } }
        var outputs = try modelling { () throws(RemoteError) in try model.complete(requests) }[...]
        return passages.map { prompts in
            prompts.map { prompt in
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
