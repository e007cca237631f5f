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

    /// Texts that are written at the same time: more make it hardly faster, but need more memory for keys and values.
    private static let batchSize = 64

    init(model path: String, adapter: String?, name: String, hash: String, backend: Backend) throws(ModelError) {
        let adapters = try adapter.map { path throws(ModelError) in [try Adapter(path: path)] } ?? []
        model = try LanguageModel(path: path, adapters: adapters, backend: backend)
        self.name = name
        self.hash = hash
        isTrainedToAsk = adapter != nil
    }

    func write(
        _ next: () -> [WritingPrompt]?, onWritten: (_ passage: Int, _ texts: [[WrittenText]]) throws -> Void
    ) throws -> WritingSpeed? {
        let batch = ContinuousBatch(model.decoder, model.tokenizer, size: Self.batchSize)
        var passages = PassagesInWork()
        var speed = WritingSpeed()
        var isOver = false
        while !isOver || !batch.isEmpty {
            while !isOver, batch.hasRoom {
                guard let prompts = next() else {
                    isOver = true
                    break
                }
                if let empty = passages.start(prompts.count) { try onWritten(empty, []) }
                for prompt in prompts { try batch.add(request(prompt), seeds: prompt.seeds) }
            }
            speed.readSeconds += try seconds { () throws(ModelError) in try batch.readPrompts() }
            speed.writeSeconds += try seconds { () throws(ModelError) in try batch.writeTokens() }
            for finished in batch.takeFinished() {
                guard let (passage, texts) = passages.end(finished) else { continue }
                try onWritten(passage, texts)
            }
        }
        speed.add(batch.counts)
        return speed
    }

    private func request(_ prompt: WritingPrompt) -> Generator.Request {
        Generator.Request(
            prompt: model.tokenizer.encode(prompt.text),
            maximumTokens: prompt.maximumTokens,
            sampling: SamplingOptions(temperature: Float(prompt.temperature), topP: 0.95, minP: 0.02),
            stopStrings: ["\n"])
    }

    private func seconds(_ work: () throws(ModelError) -> Void) throws(ModelError) -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try work()
        return (clock.now - start) / .seconds(1)
    }
}

/// Passages of which some prompts have been continued and others have not.
private struct PassagesInWork {
    private var passageCount = 0
    /// The passage of each request, and its number there.
    private var places: [(passage: Int, prompt: Int)] = []
    private var texts: [Int: [[WrittenText]?]] = [:]

    /// Counts a passage with a number of prompts; returns its own number if it has none, so that it is done.
    mutating func start(_ promptCount: Int) -> Int? {
        let passage = passageCount
        passageCount += 1
        guard promptCount > 0 else { return passage }
        places += (0..<promptCount).map { (passage, $0) }
        texts[passage] = Array(repeating: nil, count: promptCount)
        return nil
    }

    /// Takes the texts of a request; returns those of its passage if they were the last.
    mutating func end(_ finished: ContinuousBatch.Finished) -> (passage: Int, texts: [[WrittenText]])? {
        let (passage, prompt) = places[finished.index]
        texts[passage]?[prompt] = finished.outputs.map { output in
            let logProbabilities = output.logProbabilities.map(Double.init)
            return WrittenText(
                text: output.text,
                logProbability: logProbabilities.reduce(0, +) / Double(max(1, logProbabilities.count)),
                tokenCount: output.tokens.count)
        }
        guard let all = texts[passage], !all.contains(where: { $0 == nil }) else { return nil }
        texts[passage] = nil
        return (passage, all.compactMap(\.self))
    }
}

extension WritingSpeed {
    fileprivate mutating func add(_ counts: ContinuousBatch.Counts) {
        promptTokens += counts.prompt
        readTokens += counts.read
        writtenTokens += counts.written
        computedTokens += counts.computed
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
