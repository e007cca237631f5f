import Diagnostics

/// The names by which references call pages: ids, `kind:slug`, slugs, titles and requirement ids.
struct NameTable: Sendable {
    /// What a name stands for.
    enum Match: Sendable, Equatable {
        case found(Int, fragment: String?)
        case ambiguous([String])
    }

    private var exact: [String: Match] = [:]
    /// Names that belong to one kind, such as `licence:mit`; they win over the rest.
    private var shown: [String] = []

    /// The names of all pages of one language.
    ///
    /// - Parameter edition: the language of translations; nil for the portal's own pages.
    init(_ pages: [Page], edition: String? = nil) {
        for (index, page) in pages.enumerated() where page.edition == edition {
            add("\(page.kind.rawValue):\(page.slug)", index)
            add(page.ownPath, index)
            add("page:" + page.ownPath.dropLast(3), index)
            switch page.details {
            case .policy(let policy):
                add(policy.id, index)
                for requirement in page.requirements {
                    add(requirement.id(in: policy.id), index, fragment: requirement.id(in: policy.id))
                }
            case .licence(let licence):
                if licence.spdxRange != nil {
                    add(licence.spdx, index)
                    add("licence:" + licence.spdx, index)
                }
            case .evaluation(let evaluation): if evaluation.isModelStated { add(evaluation.model, index) }
            case .glossary: for term in page.terms { add("glossary:" + term.id, index, fragment: term.id) }
            case .guide, .page: break
            }
        }
        for (index, page) in pages.enumerated() where page.edition == edition {
            addWeak(page.slug, index, "\(page.kind.rawValue):\(page.slug)")
            addWeak(page.title, index, "\(page.kind.rawValue):\(page.slug)")
            for term in page.terms {
                for name in [term.name] + term.otherNames {
                    addWeak(name, index, "glossary:" + term.id, fragment: term.id)
                }
            }
        }
    }

    func lookup(_ name: String) -> Match? { exact[name.lowercased()] }

    func nearest(to name: String) -> String? { nearestWord(to: name, among: shown) }

    private mutating func add(_ name: String, _ index: Int, fragment: String? = nil) {
        let key = name.lowercased()
        if exact[key] == nil { shown.append(name) }
        // Duplicates of ids are reported elsewhere; the first page keeps the name.
        if exact[key] == nil { exact[key] = .found(index, fragment: fragment) }
    }

    /// A slug or title: serves unless two pages share it.
    private mutating func addWeak(_ name: String, _ index: Int, _ full: String, fragment: String? = nil) {
        let key = name.lowercased()
        switch exact[key] {
        case nil: exact[key] = .found(index, fragment: fragment)
        case .found(index, _): break
        case .found: if weakNames.contains(key) { exact[key] = .ambiguous([fullNames[key] ?? full, full].sorted()) }
        case .ambiguous(let names): if !names.contains(full) { exact[key] = .ambiguous((names + [full]).sorted()) }
        }
        if fullNames[key] == nil { fullNames[key] = full }
        weakNames.insert(key)
    }

    private var weakNames = Set<String>()
    private var fullNames: [String: String] = [:]
}
