import Search
import Testing

@testable import Answers

/// The whole way: pages to the files of search/ and ask/, and a question answered from those files.
@Suite("Asking a site's files")
struct AskSiteTests {
    private let portal = TestPortal([
        (
            "Rules",
            [("Keys", "Staff MUST NOT enter keys into any model."), ("Time", "The office answers within ten days.")]
        )
    ])

    /// The files of a site over the portal, by path.
    private func files(_ encoder: TinyEncoder?, ledger: Ledger = Ledger()) throws -> [String: [UInt8]] {
        let vectors = WordCountEncoder()
        let bundle = try AskBundle(
            pages: portal.pages, ledger: ledger, searcher: try portal.searcher()
        ) { texts in
            encoder == nil
                ? texts.map { _ in QuantizedVector(values: [], scale: 0) }
                : vectors.embed(texts).map { QuantizedVector($0) }
        }
        let exported = try encoder.map { weights in
            let export = EncoderExport(weights)
            return try export.files(layers: try export.layers(), siteTokens: [])
        }
        let details = AskDetails(encoder: "tiny", contactName: "Office", contactURL: "mailto:office@example.org")
        let written = portal.files + (try bundle.files(encoder: exported, details: details))
        return Dictionary(written.map { ($0.path, $0.bytes ?? []) }, uniquingKeysWith: { first, _ in first })
    }

    private func site(_ files: [String: [UInt8]]) throws -> AskSite {
        try AskSite(load: { files[$0] }, tokenize: { _, _ in [2, 5, 3] })
    }

    @Test("a vocabulary of 300 KB and of any characters is read back whole")
    func largeVocabulary() throws {
        let words = (0..<320).map { "<\($0)> & \"\\ #: 'é\u{2028} " + String(repeating: "x", count: 1000) }
        let result = try site(try files(TinyEncoder(words))).ask("How long does the office take?")
        #expect(!result.results.isEmpty)
    }
}
