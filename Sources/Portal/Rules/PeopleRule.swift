import Diagnostics

extension Rule {
    /// Whoever answers for something is known, and nobody reviews a page of their own.
    package static let people = Rule { $0.checkPeople() }
}

extension Library {
    /// Names that `people:` does not list, where there is such a list, and reviews by the owner.
    fileprivate func checkPeople() -> [Diagnostic] {
        let known = Set(settings.people.map { $0.name.lowercased() })
        func unknown(_ people: [Stated<String>], path: String) -> [Diagnostic] {
            guard !known.isEmpty else { return [] }
            return people.filter { !known.contains($0.value.value.lowercased()) }.map { stated in
                let name = stated.value.value, near = Suggestion(for: name, among: settings.people.map(\.name))
                return Diagnostic(
                    .warning, .unknownPerson, path: path, range: stated.value.range,
                    "'\(stated.key)' names '\(name)', whom people: in \(settings.path) does not list" + near.question,
                    fixes: near.fixes + [.init("or add the name to people: in \(settings.path)")])
            }
        }
        // A draft may not know its people yet.
        return pages.filter { $0.status != .draft }.flatMap {
            unknown($0.people, path: displayPath($0)) + [selfReview(of: $0)].compactMap(\.self)
        }
            + unknown(dataFiles.exceptions?.people ?? [], path: dataFiles.exceptions?.path ?? "")
            + unknown(dataFiles.deployments?.people ?? [], path: dataFiles.deployments?.path ?? "")
    }

    private func selfReview(of page: Page) -> Diagnostic? {
        guard let owner = page.metadata.owner?.lowercased(),
            [page.metadata.review?.value.by, page.metadata.reviewer].contains(where: { $0?.lowercased() == owner })
        else { return nil }
        // The last key that names the owner is that of the review.
        let place = page.people.last { $0.value.value.lowercased() == owner }?.value
        return Diagnostic(
            .warning, .selfReview, path: displayPath(page), range: place?.range ?? .fileStart,
            "\(place?.value ?? owner) owns the page and cannot be its reviewer too",
            explanation: "A second pair of eyes is what a review is for.",
            fixes: [.init("let somebody else read the page and record it: charter review \(page.path) --by …")])
    }
}
