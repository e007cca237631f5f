import Search
import Testing

@testable import Answers

@Suite("Asking")
struct AskTests {
    private let portal = TestPortal([
        (
            "Rules",
            [("Keys", "Staff MUST NOT enter keys into any model."), ("Time", "The office answers within ten days.")]
        ),
        ("Guide", [("Cost", "A machine costs the same in a busy month.")]),
    ])

    private func bundle(_ portal: TestPortal, _ ledger: Ledger = Ledger()) throws -> AskBundle {
        let searcher = try portal.searcher()
        let encoder = WordCountEncoder()
        return try buildAskBundle(
            pages: portal.pages, ledger: ledger, searcher: searcher
        ) { encoder.embed($0).map { QuantizedVector($0) } }
    }

    @Test("vectors in eight bits keep their products, and survive being written")
    func vectors() throws {
        let values: [Float] = [0.5, -0.25, 0, 0.83]
        let vector = QuantizedVector(values)
        #expect(abs(vector.dot(vector) - 1) < 0.02)
        #expect(QuantizedVector([Float](repeating: 0, count: 4)).dot(vector) == 0)
        #expect(QuantizedVector([1, -1]).values == [127, -127])
    }

    @Test("four-bit weights lie within half a step of the originals, but for what was clipped")
    func fourBits() throws {
        let weights = (0..<96).map { Float(($0 * 37) % 64) / 32 - 1 }
        let matrix = FourBitMatrix(weights[...], rows: 1, columns: 96)
        var writer = ByteWriter()
        matrix.write(to: &writer)
        var reader = LittleEndianReader(writer.bytes)
        #expect(try FourBitMatrix(from: &reader, rows: 1, columns: 96) == matrix)
        for (index, weight) in weights.enumerated() {
            let group = index / FourBitMatrix.group
            let value = Float(matrix.codes[index]) * matrix.scales[group] + matrix.minima[group]
            #expect(abs(value - weight) < matrix.scales[group] * 1.6)
        }
    }

    @Test("a bundle holds passages, statements and reviewed questions; the nearest section comes first")
    func ranking() throws {
        let bundle = try bundle(portal)
        let entries = bundle.entries
        #expect(entries.count { $0.kind == .passage } == 3)
        #expect(entries.count { $0.kind == .statement } == 3)
        let searcher = try portal.searcher()
        let question = "How long does the office take until it answers?"
        let vector = QuantizedVector(WordCountEncoder().embed([question])[0])
        let ranked = rankSections(for: vector, lexical: try searcher.rankSections(for: question), entries: entries)
        let first = try #require(ranked.first)
        #expect(try searcher.location(ofPage: first.page, section: first.section).url == "rules.html#time")
    }

    @Test("retired pages offer no quotations")
    func retired() throws {
        let old = TestPortal([("Rules", [("Keys", "Staff MUST NOT enter keys into any model.")])], status: "retired")
        #expect(try bundle(old).entries.allSatisfy { $0.kind == .passage })
    }

    @Test("a site's threshold is every site's, unless too many foreign questions would be answered")
    func calibration() {
        let own = (0..<50).map { Calibration.Sample(confidence: 0.5 + Double($0) / 100, isRight: $0 % 10 != 0) }
        let foreign = (0..<100).map { Calibration.Sample(confidence: 0.482 + Double($0) / 200, isRight: nil) }
        let calibration = Calibration(own + foreign)
        #expect(calibration.ownCount == 50 && calibration.foreignCount == 100)
        #expect(abs(calibration.threshold - 0.98) < 0.011)
        let tight = calibration.curve.first { $0.threshold == 0.9 }
        #expect(tight?.declined == 0.84 && tight?.answered == 0.2 && tight?.correct == 0.9)
        #expect(Calibration([]).threshold == DecidingTable.answerThreshold)
        let easy = foreign.map { Calibration.Sample(confidence: $0.confidence / 2, isRight: nil) }
        #expect(Calibration(own + easy).threshold == DecidingTable.answerThreshold)
    }

    @Test("groups hold each vector once, and a vector's own group is the nearest")
    func clustering() {
        let vectors = (0..<2500).map { number in
            QuantizedVector((0..<16).map { Float(($0 * 31 + number * 17) % 23) - 11 })
        }
        // Sections of five vectors each, and one that is larger than a group should be.
        let sections = vectors.indices.map { $0 < 1000 ? 0 : $0 / 5 }
        let groups = groupedByDirection(vectors, sections: sections)
        #expect(groups.count > 1)
        #expect(groups.flatMap(\.indices).sorted() == Array(vectors.indices))
        #expect(groups.map(\.indices) == groupedByDirection(vectors, sections: sections).map(\.indices))
        for section in Set(sections) {
            let holding = groups.filter { group in group.indices.contains { sections[$0] == section } }
            #expect(holding.count == 1, "section \(section) is torn apart")
        }
        #expect(groups.allSatisfy { $0.indices.count <= 2 * AskBundle.clusterSize || $0.indices.contains(0) })
        #expect(groupedByDirection([], sections: []).isEmpty)
        // Vectors that nothing tells apart end in one group.
        let same = [QuantizedVector](repeating: vectors[0], count: 2500)
        #expect(groupedByDirection(same, sections: Array(0..<2500)).count == 1)
    }

    @Test("e to the power of x agrees with the series on both sides of zero")
    func exponential() {
        #expect(Mathematics.exponential(0) == 1)
        #expect(abs(Mathematics.exponential(1) - 2.718281828459045) < 1e-14)
        #expect(abs(Mathematics.exponential(-20) * Mathematics.exponential(20) - 1) < 1e-12)
        #expect(Mathematics.exponential(-1e9) == 0)
        #expect(Mathematics.exponential(1e9).isFinite)
        // As in the browser, whatever the platform makes of infinity.
        #expect(Mathematics.exponential(700) == Mathematics.exponential(699.9))
        #expect(Mathematics.exponential(-700) == 0 && Mathematics.exponential(-699.9) > 0)
        #expect(abs(QuestionEncoder.gelu(1) - 0.8413447) < 1e-6)
        #expect(abs(QuestionEncoder.gelu(-1) + 0.1586553) < 1e-6)
    }

    @Test("a section map and files that are cut short are errors, never a crash")
    func damaged() throws {
        for count in 0..<60 {
            #expect(throws: AskFileError.self) {
                _ = try AskBundle.entries(from: Array([5, 0, 0, 0] + [UInt8](repeating: 1, count: count)), width: 16)
            }
        }
        #expect(throws: AskFileError.self) { _ = try AskHeader(json: "{\"format\":99}") }
        #expect(throws: AskFileError.self) { _ = try AskHeader(json: "]") }
        #expect(throws: (any Error).self) { _ = try AskSite(load: { _ in nil }, tokenizer: { _ in { _ in [] } }) }
    }
}
