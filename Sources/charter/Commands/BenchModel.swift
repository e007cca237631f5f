import ArgumentParser
import Diagnostics
import Platform
import Inference
import Primitives

struct BenchModel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures how fast a model reads and writes on this machine.",
        discussion: """
            Prefill is reading a prompt, decode is writing one token after the other. Several sequences share a prompt of
            --prompt-tokens and each writes --new-tokens; their rate counts the tokens of all together.
            """)

    @OptionGroup var model: ModelOptions

    @Option(name: .long, help: "Tokens of the prompt.")
    var promptTokens = 512

    @Option(name: .long, help: "Tokens to write.")
    var newTokens = 64

    @Option(
        name: .long,
        help: ArgumentHelp("Sequences to write at once; several counts separated by commas.", valueName: "counts"))
    var sequences = "1,4,16,32,64"

    func run() throws {
        let counts = sequences.split(separator: ",").map { Int($0) ?? 0 }
        guard !counts.isEmpty, counts.allSatisfy({ $0 > 0 }), promptTokens > 0, newTokens > 0 else {
            throw ValidationError("Counts of tokens and sequences must be 1 or more, such as --sequences 1,4,16.")
        }
        try modelling { () throws(ModelError) in
            let started = Date()
            let language = try model.open()
            let load = Date().timeIntervalSince(started)
            let bench = DecoderBench(decoder: language.decoder, promptTokens: promptTokens, newTokens: newTokens)
            let prefill = try bench.prefill()
            let decode = try bench.decode(sequences: 1, sharedTokens: 0)
            var batches: [(sequences: Int, rate: Double)] = []
            for count in counts {
                batches.append((count, try bench.decode(sequences: count, sharedTokens: promptTokens)))
            }
            report(load: load, prefill: prefill, decode: decode, batches: batches)
        }
    }

    private func report(load: Double, prefill: Double, decode: Double, batches: [(sequences: Int, rate: Double)]) {
        let peak = peakMemory()
        guard !model.json else {
            let entries = batches.map {
                JSONText.object([("sequences", .integer($0.sequences)), ("decode_tokens_per_second", .number($0.rate))])
            }
            return print(
                JSONText.object([
                    ("prefill_tokens_per_second", .number(prefill)), ("decode_tokens_per_second", .number(decode)),
                    ("batch", .array(entries)), ("load_seconds", .number(load)), ("peak_memory_bytes", .integer(peak)),
                ]).text(indent: nil))
        }
        print(String(printf: "load      %8.3f s, peak memory %d MiB", load, peak >> 20))
        print(String(printf: "prefill   %8.1f tokens/s", prefill))
        print(String(printf: "decode    %8.1f tokens/s", decode))
        for batch in batches { print(String(printf: "%4d at once %6.1f tokens/s", batch.sequences, batch.rate)) }
    }
}

/// The most memory that this process has held, in bytes.
private func peakMemory() -> Int {
    var usage = rusage()
    #if os(Linux)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Int(usage.ru_maxrss) * 1024
    #else
        getrusage(RUSAGE_SELF, &usage)
        return Int(usage.ru_maxrss)
    #endif
}

/// Rates of a decoder, in tokens a second: the best of some runs, since other programs only ever slow one down.
struct DecoderBench {
    let decoder: TextDecoder
    let promptTokens: Int
    let newTokens: Int
    private let runs = 3

    /// Reading a prompt.
    func prefill() throws(ModelError) -> Double {
        try best { () throws(ModelError) in
            let sequence = TokenSequence()
            return (promptTokens, try time { () throws(ModelError) in try read([sequence], tokens: promptTokens) })
        }
    }

    /// Writing, after a prompt that all sequences share.
    func decode(sequences count: Int, sharedTokens: Int) throws(ModelError) -> Double {
        try best { () throws(ModelError) in
            let prompt = TokenSequence()
            try read([prompt], tokens: max(1, sharedTokens))
            let sequences = (0..<count).map { _ in prompt.fork() }
            let seconds = try time { () throws(ModelError) in
                for _ in 0..<newTokens { try read(sequences, tokens: 1) }
            }
            return (count * newTokens, seconds)
        }
    }

    private func read(_ sequences: [TokenSequence], tokens: Int) throws(ModelError) {
        let vocabulary = decoder.configuration.vocabularySize
        let inputs = sequences.enumerated().map { index, sequence in
            TextDecoder.Input(
                sequence, (0..<tokens).map { (($0 + index) * 7919 + sequence.length * 31 + 1000) % vocabulary })
        }
        try decoder.forward(inputs) { _, _, _ in }
    }

    private func best(_ run: () throws(ModelError) -> (tokens: Int, seconds: Double)) throws(ModelError) -> Double {
        var best = 0.0
        for _ in 0..<runs {
            let result = try run()
            best = max(best, Double(result.tokens) / result.seconds)
        }
        return best
    }

    private func time(_ run: () throws(ModelError) -> Void) throws(ModelError) -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try run()
        return Double((clock.now - start) / .nanoseconds(1)) / 1e9
    }
}
