import Answers
import Diagnostics
import Platform
import Inference
import Portal
import Search
import Site

extension ProjectOptions {
    /// What the build answers questions with, but for what an earlier one embedded; nil where nothing could be answered or `answers: {enabled: false}` says so.
    func answersInput(_ settings: SiteSettings, isFrozen: Bool) -> AnswersInput? {
        let (ledger, problems) = loadLedger()
        let models = settings.models
        guard settings.hasAnswers, let encoder = models.first(where: { $0.role == .encoder }) else { return nil }
        let store = modelStore
        let isPresent = store.isPresent(encoder)
        let folder = store.folder(of: encoder), hash = ProjectAnswerModels.hash(of: [encoder])
        let threads = jobs
        @Sendable func open(_ approval: ModelApproval) throws -> any AnswerEncoder {
            try store.verify(encoder)
            let backend = try openBackend(threads: threads)
            return try EmbeddedEncoder(folder: folder, name: encoder.name, hash: hash, backend: backend)
        }
        return AnswersInput(
            ledger: ledger, diagnostics: problems, encoderName: encoder.name, encoderHash: hash,
            openEncoder: isPresent ? open : nil, isFrozen: isFrozen)
    }
}

/// Where vectors and the encoder's packed layers are kept between builds.
enum AnswerCacheFile {
    private static let path = ".charter/answers"

    static func load() -> AnswerCache {
        FileManager.default.contents(atPath: path).map { AnswerCache(decoding: Array($0)) } ?? AnswerCache()
    }

    /// Keeps what a build embedded, unless it is what was there before. A cache that cannot be written costs time, nothing
    /// else.
    static func save(_ made: AnswerCache?, known: AnswerCache?) {
        guard let cache = made, !cache.isSame(as: known ?? AnswerCache()) else { return }
        do {
            try writeFileAtomically(path, cache.encoded())
        } catch {
            printError("charter: warning: the next build embeds afresh: \(error.cause)")
        }
    }
}
