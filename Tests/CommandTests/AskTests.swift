import Foundation
import TestSupport
import Testing

/// `charter ask` on questions about models and licences, which need no encoder.
@Suite("charter ask")
struct AskTests {
    @Test("--explain shows how a question is read before it answers with verdict, reasons and places")
    func explain() throws {
        let (project, _) = try FixturePortal.copy(hasHistory: false)
        let outcome = try project.run([
            "ask", "--today", FixturePortal.day, "--explain", "may we use Heron to summarise notices to mariners",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.first == "read as: verdict")
        #expect(lines.contains("understood: Heron 3B, Summaries, Public data"))
        #expect(lines.contains("Allowed: Heron 3B, “Summaries”, public data."))
        #expect(lines.contains("   (decide/heron.html#summaries-public)"))
        #expect(lines.contains("Read as: Heron 3B · Summaries · Public data"))
        #expect(outcome.output.contains("POL-001-R1 (policies/use-of-models.html#POL-001-R1)"))
    }

    @Test("JSON holds the cells behind a computed answer, and names what is asked for and not listed")
    func json() throws {
        let (project, _) = try FixturePortal.copy(hasHistory: false)
        func ask(_ question: String) throws -> [String: Any] {
            let outcome = try project.run(["ask", "--today", FixturePortal.day, "--json", question])
            #expect(outcome.status == 0, "\(outcome.errors)")
            return try #require(
                JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        }
        let verdict = try #require(try ask("may wren steer")["computed"] as? [String: Any])
        #expect(verdict["kind"] as? String == "verdict" && verdict["verdict"] as? String == "blocked")
        let cells = try #require(verdict["cells"] as? [[String: String]])
        #expect(cells.map { $0["data"] ?? "" } == ["public", "passengers"])
        #expect(cells.allSatisfy { $0["model"] == "wren" && $0["use"] == "steering" && $0["verdict"] == "blocked" })
        let unlisted = try ask("context length of Gull")
        #expect(unlisted["unlisted"] as? [String] == ["Gull"])
        #expect(unlisted["computed"] is NSNull && unlisted["answer"] is NSNull)
    }

    @Test("--explain goes with a question in the terminal only")
    func usage() throws {
        let (project, _) = try FixturePortal.copy(hasHistory: false)
        #expect(try project.run(["ask", "--explain", "--json", "wren?"]).status == 64)
    }

    @Test(
        "nothing asked is a usage error, not an answer with the nearest of everything",
        arguments: [[], [""], [" ", ""]])
    func empty(question: [String]) throws {
        let (project, _) = try FixturePortal.copy(hasHistory: false)
        #expect(try project.run(["ask"] + question).status == 64)
    }
}
