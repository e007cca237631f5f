import Answers
import Primitives
import Search

/// All that the files which answer questions are made from.
struct AskInput: Sendable {
    /// All pages as questions are asked of them.
    var pages: [AnswerPage]
    var ledger: Ledger
    /// The search index, whole.
    var index: [ShardFile]
    var details: AskDetails
    var encoderHash: String
    /// Opens the encoder; nil where its files are not on this machine.
    var openEncoder: (@Sendable () throws -> any AnswerEncoder)?
    /// What an earlier build embedded and packed.
    var known: AnswerCache

    init(_ answers: AnswersInput, _ linked: LinkedSite, index: [ShardFile]) {
        let settings = linked.input.settings
        pages = linked.answerPages
        ledger = answers.ledger
        self.index = index
        details = AskDetails(
            encoder: answers.encoderName, contactName: settings.contactName ?? "", contactURL: settings.contactURL ?? ""
        )
        encoderHash = answers.encoderHash
        openEncoder = answers.openEncoder
        known = answers.known
    }
}

/// What answers questions.
struct AskOutput: Sendable {
    var files: [ShardFile]
    var figures: AnswerFigures
    /// The vectors and layers that these files hold, for the next build.
    var cache: AnswerCache
}

/// What the page about the answers says of them.
struct AnswerFigures: Sendable {
    /// How many questions and statements there are, by where they come from, and how many pairs were refused.
    var curated = 0
    var reviewed = 0
    var statements = 0
    var rejected = 0
    var calibration: Calibration
}

/// Embeds what is not known yet, groups and calibrates: slow where much is new.
func makeAnswers(_ input: AskInput) throws -> AskOutput {
    let index = Dictionary(input.index.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let searcher = try Searcher { index[$0] ?? nil }
    var encoder = OnDemand(input.openEncoder)
    var cache = AnswerCache()
    let bundle = try buildAskBundle(pages: input.pages, ledger: input.ledger, searcher: searcher) { texts in
        guard encoder.isThere else { return texts.map { _ in QuantizedVector(values: [], scale: 0) } }
        let keys = texts.map { AnswerCache.key(encoderHash: input.encoderHash, text: $0) }
        for key in keys where cache.vectors[key] == nil { cache.vectors[key] = input.known.vectors[key] }
        let missing = keys.indices.filter { cache.vectors[keys[$0]] == nil }
        if !missing.isEmpty, let encoder = try encoder.opened() {
            let new = try encoder.embed(missing.map { texts[$0] })
            for (index, vector) in zip(missing, new) { cache.vectors[keys[index]] = QuantizedVector(vector) }
        }
        return keys.map { cache.vectors[$0] ?? QuantizedVector(values: [], scale: 0) }
    }
    var exported: EncoderFiles?
    if let encoder = try encoder.opened() {
        let export = EncoderExport(encoder)
        let layers = try input.known.layers[input.encoderHash] ?? export.layers()
        cache.layers = [input.encoderHash: layers]
        exported = try export.files(layers: layers, siteTokens: siteTokens(input.pages, bundle, encoder))
    }
    return AskOutput(
        files: try bundle.files(encoder: exported, details: input.details),
        figures: AnswerFigures(input.ledger, bundle), cache: cache)
}

/// The tokens of the site's texts and questions, whose rows of the encoder are loaded first.
private func siteTokens(_ pages: [AnswerPage], _ bundle: AskBundle, _ encoder: any AnswerEncoder) -> Set<Int> {
    var tokens = Set<Int>()
    for page in pages {
        for section in page.sections {
            tokens.formUnion(encoder.tokens(of: page.name(of: section) + " " + section.text))
        }
    }
    for quote in bundle.clusters.flatMap(\.quotes) { tokens.formUnion(encoder.tokens(of: quote.question)) }
    return tokens
}

/// An encoder that is opened when it is first needed.
private struct OnDemand {
    private let open: (@Sendable () throws -> any AnswerEncoder)?
    private var encoder: (any AnswerEncoder)?

    init(_ open: (@Sendable () throws -> any AnswerEncoder)?) { self.open = open }

    var isThere: Bool { open != nil }

    mutating func opened() throws -> (any AnswerEncoder)? {
        if encoder == nil { encoder = try open?() }
        return encoder
    }
}

extension AnswerFigures {
    fileprivate init(_ ledger: Ledger, _ bundle: AskBundle) {
        calibration = bundle.calibration
        for quote in bundle.clusters.flatMap(\.quotes) {
            switch quote.origin {
            case .curated: curated += 1
            // A pair without a model was written by a reviewer.
            case .generated(let model, _): if model.isEmpty { curated += 1 } else { reviewed += 1 }
            case .statement: statements += 1
            }
        }
        rejected = ledger.files.values.flatMap(\.pairs).count { $0.status == .rejected }
    }

    /// Figures that fill every part of the page, for a check of its template without a bundle.
    static let example = AnswerFigures(
        curated: 1, reviewed: 1, statements: 1, rejected: 1,
        calibration: Calibration([.init(confidence: 0.6, isRight: true), .init(confidence: 0.2, isRight: nil)]))
}
