import Answers
import Platform
import Inference
import Site

/// The generator of `charter.yaml`, run by this program's own engine.
final class EmbeddedWriter: QuestionWriter, @unchecked Sendable {
    let name: String
    let hash: String
    let isTrainedToAsk: Bool
    private let model: LanguageModel
    private let generator: Generator
    /// What several prompts share, read once.
    private var read: (text: String, sequence: TokenSequence)?

    init(model path: String, adapter: String?, name: String, hash: String, backend: Backend) throws(ModelError) {
        let adapters = try adapter.map { path throws(ModelError) in [try Adapter(path: path)] } ?? []
        model = try LanguageModel(path: path, adapters: adapters, backend: backend)
        generator = Generator(model.decoder, model.tokenizer, batchSize: 64)
        self.name = name
        self.hash = hash
        isTrainedToAsk = adapter != nil
    }

    func write(_ prompts: [WritingPrompt]) throws -> [[WrittenText]] {
        var requests: [Generator.Request] = []
        for prompt in prompts {
            let tokens = model.tokenizer.encode(prompt.text)
            guard let last = tokens.last else { continue }
            // All but the last token are read once for all samples.
            let sequence = try sequence(of: prompt.shared).fork()
            try model.decoder.forward([.init(sequence, Array(tokens.dropLast()), logitRange: 0..<0)]) { _, _, _ in }
            requests += prompt.seeds.map { seed in
                Generator.Request(
                    prompt: [last], sequence: sequence, maximumTokens: prompt.maximumTokens,
                    sampling: SamplingOptions(
                        temperature: Float(prompt.temperature), topP: 0.95, minP: 0.02, seed: seed), stopStrings: ["\n"]
                )
            }
        }
        var outputs = try generator.generate(requests)[...]
        return prompts.map { prompt in
            let own = outputs.prefix(prompt.seeds.count)
            outputs = outputs.dropFirst(prompt.seeds.count)
            return own.map { output in
                let logProbabilities = output.logProbabilities.map(Double.init)
                return WrittenText(
                    text: output.text,
                    logProbability: logProbabilities.reduce(0, +) / Double(max(1, logProbabilities.count)),
                    tokenCount: output.tokens.count)
            }
        }
    }

    private func sequence(of shared: String) throws(ModelError) -> TokenSequence {
        if let read, read.text == shared { return read.sequence }
        let sequence = try generator.prefill(model.tokenizer.encode(shared))
        read = (shared, sequence)
        return sequence
    }
}

/// The encoder of `charter.yaml`, run by this program's own engine.
final class EmbeddedEncoder: AnswerEncoder, @unchecked Sendable {
    let name: String
    let hash: String
    let encoder: TextEncoder
    private let tensors: SafeTensorsFile

    var width: Int { encoder.configuration.hiddenSize }

    init(folder: String, name: String, hash: String, backend: Backend) throws(ModelError) {
        encoder = try TextEncoder(folder: folder, backend: backend)
        tensors = try SafeTensorsFile(path: folder + "/model.safetensors")
        self.name = name
        self.hash = hash
    }

    func embed(_ texts: [String]) throws -> [[Float]] { try encoder.embed(texts) }

    func tokens(of text: String) -> [Int] { encoder.tokenizer.tokenize(text, parsesSpecial: false) }

    // MARK: Weights for the browser

    var shape: EncoderShape {
        let configuration = encoder.configuration
        return EncoderShape(
            layers: configuration.layerCount, width: configuration.hiddenSize,
            feedForwardWidth: configuration.feedForwardSize, heads: configuration.headCount,
            positions: configuration.contextLength,
            normEpsilon: Double(configuration.normEpsilon))
    }

    var vocabulary: [String] { encoder.tokenizer.vocabulary }

    func tensor(_ name: String) throws -> [Float] {
        guard let tensor = tensors.tensors[name] ?? tensors.tensors["bert." + name] else {
            throw ModelError(file: tensors.file.path, "the tensor \(name) is missing")
        }
        return tensor.floats()
    }
}
