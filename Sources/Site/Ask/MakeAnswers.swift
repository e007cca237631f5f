import Answers
import Portal
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
    /// The models, licences and decisions that questions are answered from.
    var library: Library
    var encoderHash: String
    /// Opens the encoder; nil where its files are not on this machine.
    var openEncoder: (@Sendable (ModelApproval) throws -> any AnswerEncoder)?
    /// Leave to open it.
    var approval: ModelApproval
    /// What an earlier build embedded and packed.
    var known: AnswerCache
    /// Paths of files that stand as an earlier build left them.
    var standing: Set<String>
    /// Another tool may pack weights otherwise.
    var toolIdentity: String

    init(
        _ answers: AnswersInput, _ linked: LinkedSite, index: [ShardFile], standing: Set<String>,
        approval: ModelApproval
    ) {
        let settings = linked.input.settings
        pages = linked.answerPages
        ledger = answers.ledger
        self.index = index
        details = AskDetails(
            encoder: answers.encoderName, contactName: settings.contactName ?? "",
            contactURL: settings.contactURL ?? "", language: settings.language)
        library = linked.library
        encoderHash = answers.encoderHash
        openEncoder = answers.openEncoder
        self.approval = approval
        known = answers.known
        self.standing = standing
        toolIdentity = linked.input.toolIdentity
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
    var encoder = OnDemand(input.openEncoder, input.approval)
    var cache = AnswerCache()
    let bundle = try buildAskBundle(
        pages: input.pages, ledger: input.ledger, searcher: searcher, language: input.details.language
    ) { texts in
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
    let exported = encoder.isThere ? try export(input, bundle, &encoder, into: &cache) : nil
    let questions = QuestionTable(input.library, texts: input.pages.flatMap { $0.sections.map(\.text) })
    return AskOutput(
        files: try bundle.files(encoder: exported, details: input.details, questions: questions),
        figures: AnswerFigures(input.ledger, bundle), cache: cache)
}

/// The encoder's files: those that stand, where they were made for the same texts, else made from its weights.
private func export(
    _ input: AskInput, _ bundle: AskBundle, _ encoder: inout OnDemand, into cache: inout AnswerCache
) throws -> EncoderFiles? {
    // Words of these texts are loaded first.
    var texts = input.pages.flatMap { page in page.sections.map { page.name(of: $0) + " " + $0.text } }
    texts += bundle.clusters.flatMap { $0.quotes.map(\.question) }
    var digest = ContentDigest()
    for text in [input.toolIdentity, input.encoderHash] + texts { digest.add(text) }
    let key = digest.finish()
    if let known = input.known.export, known.key == key,
        known.files.files.allSatisfy({ input.standing.contains($0.path) })
    {
        cache.layers = input.known.layers
        cache.export = known
        return known.files
    }
    guard let encoder = try encoder.opened() else { return nil }
    let export = EncoderExport(encoder)
    let layers = try input.known.layers[input.encoderHash] ?? export.layers()
    let tokens = texts.reduce(into: Set<Int>()) { $0.formUnion(encoder.tokens(of: $1)) }
    let files = try export.files(layers: layers, siteTokens: tokens)
    cache.layers = [input.encoderHash: layers]
    cache.export = .init(key: key, files: files.withoutBytes)
    return files
}

/// An encoder that is opened when it is first needed.
private struct OnDemand {
    private let open: (@Sendable (ModelApproval) throws -> any AnswerEncoder)?
    private let approval: ModelApproval
    private var encoder: (any AnswerEncoder)?

    init(_ open: (@Sendable (ModelApproval) throws -> any AnswerEncoder)?, _ approval: ModelApproval) {
        self.open = open
        self.approval = approval
    }

    var isThere: Bool { open != nil }

    mutating func opened() throws -> (any AnswerEncoder)? {
        if encoder == nil { encoder = try open?(approval) }
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
            case .unanswered: break
            }
        }
        rejected = ledger.files.values.flatMap(\.pairs).count { $0.status == .rejected }
    }

    /// Figures that fill every part of the page, for a check of its template without a bundle.
    static let example = AnswerFigures(
        curated: 1, reviewed: 1, statements: 1, rejected: 1,
        calibration: Calibration([.init(confidence: 0.6, isRight: true), .init(confidence: 0.2, isRight: nil)]))
}
