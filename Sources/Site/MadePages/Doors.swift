import Portal
import Words

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
                words.home(.mayWeUse), words.home(.mayWeUseAbout),
                ["decide/index.html", "evaluations/index.html"]
            ),
            (words.home(.whatMustIFollow), words.home(.whatMustIFollowAbout), ["policies/index.html"]),
            (
                words.home(.whichDuties), words.home(.whichDutiesAbout), ["licences/index.html"]
            ),
            (words.home(.howDoIGoAboutIt), words.home(.howDoIGoAboutItAbout), ["guides/index.html"]),
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
                    $0.set("title", words.home(.whomDoIAsk))
                    $0.set("summary", name)
                    $0.set("external_url", address)
                }
            ]
    }
}
