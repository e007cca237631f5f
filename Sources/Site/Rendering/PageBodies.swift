import Portal
import Primitives

/// The bodies of pages, their slots filled; each is made when it is asked for.
struct PageBodies: Sendable {
    private let library: Library
    private let compiler: PageCompiler
    private let compiled: [String: CompiledPage]
    private let linker: BodyLinker
    private let glossaryKey: String

    /// Pages that were compiled in this build are not compiled again.
    init(_ linked: LinkedSite) {
        library = linked.library
        compiler = linked.compiler
        compiled = Dictionary(
            linked.facts.compactMap { facts in facts.compiled.map { (facts.page.path, $0) } },
            uniquingKeysWith: { first, _ in first })
        linker = BodyLinker(library: library, glossaries: compiler.glossaries)
        glossaryKey = linker.glossaryKey
    }

    /// The body of the `index`-th page.
    func html(ofPage index: Int) -> String {
        let path = library.pages[index].path
        guard let page = compiled[path] ?? compiler.compile(path) else { return "" }
        return linker.html(of: page, index: index)
    }

    /// The bodies of several policies as they stand together on one page, by their numbers in the library.
    func html(of collected: CollectedBodies) -> [Int: String] {
        let linker = linker.writing(collected)
        return collected.ids.keys.reduce(into: [:]) { bodies, index in
            bodies[index] = compiler.compile(library.pages[index].path, isPart: true).map {
                linker.html(of: $0, index: index)
            }
        }
    }

    /// Adds all that decides what a body says: how it is compiled, its source, and what fills its slots.
    func addKey(ofPage index: Int, to digest: inout ContentDigest) {
        digest.add(compiler.identity)
        digest.add(glossaryKey)
        digest.add(library.pages[index].path)
        digest.add(library.pages[index].sourceHash)
        linker.addSlots(ofPage: index, to: &digest)
    }

    /// The bodies of `index.md` files, by the address of the page that they introduce.
    var introductions: [String: String] {
        Dictionary(
            introductionIndices.map { (library.pages[$0].address.file, html(ofPage: $0)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Adds all that decides what ``introductions`` says.
    func addIntroductions(to digest: inout ContentDigest) {
        for index in introductionIndices { addKey(ofPage: index, to: &digest) }
    }

    private var introductionIndices: [Int] { library.pages.indices.filter { library.pages[$0].isIntroduction } }
}
