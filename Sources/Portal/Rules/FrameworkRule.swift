import Diagnostics

extension Rule {
    /// A policy maps to items that the frameworks have.
    package static let frameworks = Rule { $0.checkFrameworks() }
}

extension Library {
    /// Items that no framework has.
    fileprivate func checkFrameworks() -> [Diagnostic] {
        pages(of: .policy).flatMap { page -> [Diagnostic] in
            Framework.all.flatMap { framework in
                (page.policy?.items(of: framework) ?? []).compactMap { item -> Diagnostic? in
                    let text = item.value
                    guard framework.item(named: text) == nil else { return nil }
                    let near = Suggestion(
                        for: text.split(separator: "(").first.map(String.init) ?? text, among: framework.items.map(\.id)
                    )
                    return Diagnostic(
                        .warning, .unknownFrameworkItem, path: displayPath(page), range: item.range,
                        "\(framework.name) has no '\(text)' among the items that Charter lists" + near.question,
                        fixes: [.init("start it with the number, such as \(framework.items.first?.id ?? "")")])
                }
            }
        }
    }
}
