import ArgumentParser
import Diagnostics
import Platform
import Inference
import Primitives
import Remote

struct EmbedText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed", abstract: "Turns a text into an embedding of length 1.",
        discussion: """
            FOLDER holds an encoder of the BERT family: config.json, tokenizer.json and model.safetensors. With --lines, each
            line of a file is a text, and each line of the output is JSON with its embedding. FOLDER may be the address of a
            server that speaks OpenAI's protocol, such as http://127.0.0.1:8080/v1.
            """)

    @Argument(help: "A model's folder, or its model.safetensors.")
    var folder: String

    @OptionGroup(title: "With a server's address in place of FOLDER") var server: EndpointOptions

    @Option(name: .long, help: "The text.")
    var text: String?

    @Option(name: .long, help: ArgumentHelp("A file with one text a line.", valueName: "file"))
    var lines: String?

    @Option(name: .long, help: "Threads to compute with; the machine's cores if not given.")
    var threads: Int?

    @Option(name: .long, help: "Kernels to use: portable, avx2, avx512-vnni, neon; the fastest that run if not given.")
    var kernels: String?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Flag(
        name: .long,
        help: "Print how many texts are embedded in a second, the best of three runs, instead of embeddings.")
    var time = false

    func validate() throws {
        if (text == nil) == (lines == nil) {
            throw ValidationError("Give a text with --text, or a file of texts with --lines.")
        }
    }

    func run() throws {
        let texts = try text.map { [$0] } ?? readLines(lines ?? "")
        if let remote = try server.endpoint(at: folder) {
            return show(try modelling { () throws(RemoteError) in try remote.embed(texts) })
        }
        let path = folder.hasSuffix(".safetensors") ? folder.parentPath : folder
        let encoder = try modelling { () throws(ModelError) in
            try TextEncoder(folder: path, backend: try openBackend(threads: threads, kernels: kernels))
        }
        guard !time else { return try printRate(encoder, texts) }
        show(try modelling { () throws(ModelError) in try encoder.embed(texts) })
    }

    private func show(_ embeddings: [[Float]]) {
        for embedding in embeddings {
            let numbers = JSONText.array(embedding.map { .number(Double($0)) })
            print(
                json || lines != nil
                    ? JSONText.object([("embedding", numbers)]).text(indent: nil)
                    : embedding.map { String(printf: "%.6f", $0) }.joined(separator: " "))
        }
    }
}

extension EmbedText {
    private func printRate(_ encoder: TextEncoder, _ texts: [String]) throws {
        let seconds = try (0..<3).map { _ in
            let start = Date()
            _ = try modelling { () throws(ModelError) in try encoder.embed(texts) }
            return Date().timeIntervalSince(start)
        }
        let rate = Double(texts.count) / (seconds.min() ?? 1)
        print(JSONText.object([("sentences_per_second", .number(rate))]).text(indent: nil))
    }
}

/// The lines of a file, without line ends.
func readLines(_ path: String) throws -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else {
        printError("charter: error: '\(path)' cannot be read")
        throw ExitStatus.inputMissing
    }
    var lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
    }
    if lines.last == "" { lines.removeLast() }
    return lines
}

struct TokenizeText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokenize", abstract: "Shows the tokens of each line of a file, as JSON.")

    @Argument(help: "A model's GGUF file, or a tokenizer.json.")
    var file: String

    @Option(name: .long, help: ArgumentHelp("A file with one text a line.", valueName: "file"))
    var lines: String

    @Flag(name: .long, help: "Read texts of control tokens as those tokens.")
    var control = false

    func run() throws {
        let tokenizer = try modelling { () throws(ModelError) in
            file.hasSuffix(".json")
                ? try WordPieceTokenizer(path: file) as any Tokenizer : try makeTokenizer(try GGUFFile(path: file))
        }
        for line in try readLines(lines) {
            print(
                JSONText.array(tokenizer.tokenize(line, parsesSpecial: control).map { .integer($0) }).text(indent: nil))
        }
    }
}
