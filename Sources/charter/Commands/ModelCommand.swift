import ArgumentParser
import Diagnostics
import Platform
import Inference
import Primitives
import Remote

struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Runs a small language model on this machine's CPU.",
        discussion: """
            Reads decoders of the Llama family (Llama, SmolLM2, Mistral, Qwen2, Qwen3) from GGUF files, and encoders of the
            BERT family (MiniLM, BGE, E5) from folders with safetensors.

            EXAMPLES
              charter model inspect model.gguf
              charter model generate model.gguf --prompt 'The licence says' --max-tokens 40
              charter model embed folder --text 'May I use this model?' --json
              charter model perplexity model.gguf --file text.txt --context 512 --json
            """,
        subcommands: [
            InspectModel.self, GenerateText.self, EmbedText.self, MeasurePerplexity.self, EvaluateModel.self,
            BenchModel.self,
            TokenizeText.self,
        ])
}

/// What all commands on a model take.
struct ModelOptions: ParsableArguments {
    @Argument(help: "A model's GGUF file.")
    var file: String

    @Option(
        name: .long, help: ArgumentHelp("A LoRA adapter to apply, a GGUF file; may be repeated.", valueName: "file"))
    var adapter: [String] = []

    @Option(name: .long, help: "Threads to compute with; the machine's cores if not given.")
    var threads: Int?

    @Option(name: .long, help: "Kernels to use: portable, avx2, avx512-vnni, neon; the fastest that run if not given.")
    var kernels: String?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func open() throws(ModelError) -> LanguageModel {
        var adapters: [Adapter] = []
        for path in adapter { adapters.append(try Adapter(path: path)) }
        return try LanguageModel(
            path: file, adapters: adapters, backend: try openBackend(threads: threads, kernels: kernels))
    }
}

/// The threads and kernels that options ask for; if they do not, all cores and the fastest kernels.
func openBackend(threads: Int?, kernels: String? = nil) throws(ModelError) -> Backend {
    let threadCount = threads ?? ProcessInfo.processInfo.activeProcessorCount
    guard let kernels else { return try Backend(threadCount: threadCount, kernels: .best) }
    guard let path = KernelPath(rawValue: kernels) else {
        throw ModelError(
            "there are no kernels '\(kernels)'; expected \(KernelPath.allCases.map(\.rawValue).joined(separator: ", "))"
        )
    }
    return try Backend(threadCount: threadCount, kernels: path)
}

/// Runs a step on a model and turns its failure into a message and an exit code.
func modelling<Result, Failure: Error>(_ step: () throws(Failure) -> Result) throws -> Result {
    do {
        return try step()
    } catch {
        printError("charter: error: \(error)")
        throw ExitStatus.inputMissing
    }
}

struct GenerateText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Continues a prompt.",
        discussion: """
            The same prompt, options and seed give the same text on the same kind of CPU. FILE may be the address of a server
            that speaks OpenAI's protocol, such as http://127.0.0.1:8080/v1.
            """)

    @OptionGroup var model: ModelOptions

    @OptionGroup(title: "With a server's address in place of FILE") var server: EndpointOptions

    @Flag(name: .long, help: "Give a server's model the prompt as a user's turn of a conversation.")
    var chat = false

    @Option(name: .long, help: "The text to continue.")
    var prompt: String

    @Option(name: .long, help: "The most tokens to write.")
    var maxTokens = 64

    @Option(name: .long, help: "0 takes the likeliest token, 1 draws as the model says.")
    var temperature: Float = 0

    @Option(name: .long, help: "Draw among this many of the likeliest tokens; 0 for all.")
    var topK = 0

    @Option(name: .long, help: "Draw among the likeliest tokens whose probabilities reach this sum.")
    var topP: Float = 1

    @Option(name: .long, help: "Draw among tokens at least this share as likely as the likeliest.")
    var minP: Float = 0

    @Option(name: .long, help: "Divide the logits of tokens seen lately.")
    var repetitionPenalty: Float = 1

    @Option(name: .long, help: "The same seed draws the same text.")
    var seed: UInt64 = 0

    @Option(name: .long, help: ArgumentHelp("End before this text; may be repeated.", valueName: "text"))
    var stop: [String] = []

    private var sampling: SamplingOptions {
        SamplingOptions(
            temperature: temperature, topK: topK, topP: topP, minP: minP, repetitionPenalty: repetitionPenalty,
            seed: seed)
    }

    func run() throws {
        if let remote = try server.endpoint(at: model.file) { return try run(remote) }
        let output = try modelling { () throws(ModelError) in
            let language = try model.open()
            let prompt = language.tokenizer.encode(prompt, parsesSpecial: true)
            let request = Generator.Request(
                prompt: prompt, maximumTokens: maxTokens, sampling: sampling, stopStrings: stop)
            return try Generator(language.decoder, language.tokenizer).generate([request])[0]
        }
        guard model.json else { return print(output.text) }
        let tokens = output.tokens.map { JSONText.integer($0) }
        print(
            JSONText.object([
                ("text", .string(output.text)), ("tokens", .array(tokens)),
                ("ending", .string(output.finishReason.rawValue)),
                ("log_probabilities", .array(output.logProbabilities.map { .number(Double($0)) })),
            ]).text(indent: nil))
    }

    private func run(_ remote: RemoteModel) throws {
        try modelling { () throws(ModelError) in try self.sampling.validate() }
        let sampling = RemoteModel.Sampling(
            temperature: temperature, topP: topP, topK: topK, minP: minP, repetitionPenalty: repetitionPenalty,
            seed: seed)
        let outputs = try modelling { () throws(RemoteError) in
            chat
                ? try remote.chat(
                    [[.init(role: "user", content: prompt)]], maximumTokens: maxTokens, sampling: sampling)
                : try remote.complete([
                    .init(prompt: prompt, maximumTokens: maxTokens, sampling: sampling, stopStrings: stop)
                ])
        }
        for output in outputs {
            guard model.json else { return print(output.text) }
            print(
                JSONText.object([
                    ("text", .string(output.text)), ("token_count", .integer(output.tokenCount)),
                    ("ending", .string(output.finishReason)),
                    ("log_probabilities", .array(output.logProbabilities.map { .number($0) })),
                ]).text(indent: nil))
        }
    }
}

struct MeasurePerplexity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "perplexity", abstract: "Measures how well a model predicts a text.",
        discussion: """
            The text is cut into runs of --context tokens; the second half of each run is rated, given what is before it in
            the run. llama.cpp's llama-perplexity measures the same.
            """)

    @OptionGroup var model: ModelOptions

    @Option(name: .customLong("file"), help: ArgumentHelp("The text.", valueName: "text"))
    var text: String

    @Option(name: .long, help: "Tokens of a run.")
    var context = 512

    func run() throws {
        guard let data = FileManager.default.contents(atPath: text) else {
            printError("charter: error: the text '\(text)' cannot be read")
            throw ExitStatus.inputMissing
        }
        let result = try modelling { () throws(ModelError) in
            let language = try model.open()
            let tokens = language.tokenizer.encode(String(decoding: data, as: UTF8.self))
            return try language.decoder.perplexity(
                tokens, context: context, bosToken: language.tokenizer.addsBOS ? language.tokenizer.bosToken : nil
            )
        }
        guard model.json else {
            return print(String(printf: "perplexity %.4f over %d tokens", result.perplexity, result.tokens))
        }
        print(
            JSONText.object([("perplexity", .number(result.perplexity)), ("tokens", .integer(result.tokens))]).text(
                indent: nil))
    }
}
