import Testing

@testable import YAML

@Suite("YAML")
struct YAMLTests {
    /// The texts of a value's scalars, in order.
    private func scalars(_ node: Node) -> [String] {
        switch node {
        case .scalar(let scalar): [scalar.string]
        case .sequence(let list): list.flatMap(scalars)
        case .mapping(let mapping): mapping.flatMap { scalars($0.key) + scalars($0.value) }
        }
    }

    @Test("an alias is what it names, wherever that stands")
    func alias() throws {
        let node = try #require(try compose("a: &x [1, &y {b: 2}]\nc: [*x, *y]\n"))
        #expect(scalars(node) == ["a", "1", "b", "2", "c", "1", "b", "2", "b", "2"])
    }

    @Test("lists know how they were written and where they begin")
    func lists() throws {
        let node = try #require(try compose("a: [1, 2]\nb:\n  - 1\nc: []\n"))
        guard case .mapping(let mapping) = node else { throw YAMLError.outOfMemory }
        let lists = mapping.compactMap { pair in if case .sequence(let list) = pair.value { list } else { nil } }
        #expect(lists.map(\.isFlow) == [true, false, true])
        #expect(lists.map(\.isEmpty) == [false, false, true])
        #expect(lists.map(\.mark.line) == [1, 3, 4])
    }

    @Test("many aliases of small values are read; few of values that grow are not")
    func aliasBomb() throws {
        let many = "a: &a x\nb: [" + Array(repeating: "*a", count: 10_000).joined(separator: ", ") + "]\n"
        #expect(scalars(try #require(try compose(many))).count == 10_003)
        let bomb = "a0: &a0 [x]\n" + (1...60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        #expect(throws: YAMLError.self) { try compose(bomb) }
    }

    @Test("nothing, a comment and a second document")
    func documents() throws {
        #expect(try compose("") == nil)
        #expect(try compose("# only a comment\n") == nil)
        #expect(throws: YAMLError.syntax(problem: "but found another document", mark: Mark(line: 2, column: 1))) {
            try compose("a: 1\n---\nb: 2\n")
        }
    }
}
