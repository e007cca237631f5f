import Portal

extension SiteContext {
    /// What people come for, on the start page: what `charter.yaml` says, or else what the portal has an answer to.
    func startDoors() -> [TemplateContext] {
        let stated = library.settings.doors
        return stated.isEmpty ? ownDoors() : stated.compactMap(door)
    }

    /// A door or a link of the footer; nil where it leads nowhere, of which the writer is told.
    static func door(_ door: SiteSettings.Door, _ library: Library) -> TemplateContext? {
        library.redirectTarget(door.to).map { target in
            TemplateContext {
                $0.set("title", door.title)
                $0.set("summary", door.summary)
                switch target {
                case .file(let path, let anchor): $0.set("url", path.url.appending(anchor: anchor))
                case .elsewhere(let address): $0.set("external_url", address)
                }
            }
        }
    }

    private func door(_ door: SiteSettings.Door) -> TemplateContext? { Self.door(door, library) }

    /// A question for each thing that the portal has, each leading to the page that answers it best.
    private func ownDoors() -> [TemplateContext] {
        let questions: [(title: String, summary: String, pages: [String])] = [
            (
                "May we use this model?", "A verdict for each use and kind of data, with its reasons.",
                ["decide/index.html", "evaluations/index.html"]
            ),
            ("What must I follow?", "The policies in force, and every requirement in them.", ["policies/index.html"]),
            (
                "Which duties come with a licence?", "What each allows, asks for and rules out.",
                ["licences/index.html"]
            ),
            ("How do I go about it?", "Guides, step by step.", ["guides/index.html"]),
        ]
        let doors = questions.compactMap { question in
            question.pages.first { library.generatedRoutes.contains($0) }.map {
                SiteSettings.Door(title: question.title, summary: question.summary, to: $0, range: .fileStart)
            }
        }.compactMap(door)
        guard let name = library.settings.contactName, let address = library.settings.contactURL else { return doors }
        return doors
            + [
                TemplateContext {
                    $0.set("title", "Whom do I ask?")
                    $0.set("summary", name)
                    $0.set("external_url", address)
                }
            ]
    }
}
