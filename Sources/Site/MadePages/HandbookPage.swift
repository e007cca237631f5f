import Markdown
import Portal
import Primitives
import Words

extension MadePage {
    static let handbook = MadePage(
        url: Handbook.path, title: .handbook, summary: .handbookAbout, template: "handbook",
        kind: "handbook", condition: "1 to \(Handbook.mostPolicies) policies are in force",
        parent: Parent(title: .policies, url: "policies/index.html"), menu: .rules(.handbookMenu),
        door: Door(title: .handbook, summary: .handbookDoorAbout, list: .policy),
        group: .record, isNeeded: { (1...Handbook.mostPolicies).contains($0.active(.policy).count) },
        pages: { site, made in HandbookPage(site).map { [$0.page(made)] } ?? [] })
}

/// Where the handbook stands and what it holds, for those who print it.
public enum Handbook {
    /// Its address below the site's root.
    public static let path = "handbook.html"
    /// More would be a page that no browser likes; those who have them print parts.
    public static let mostPolicies = 200

    /// The ids of the policies that it holds, in its order.
    public static func policies(in library: Library) -> [String] {
        HandbookPage.policies(in: library).map(\.policy.id)
    }
}

/// The policies in force on one page, to be printed as a controlled document.
///
/// It names the commit, so it is made with the record of the build rather than with the lists.
struct HandbookPage {
    private let site: SiteContext
    private let bodies: PageBodies
    private let policies: [Chapter]
    private var words: Catalogue { site.words }

    /// A policy in force.
    fileprivate struct Chapter {
        let index: Int
        let page: Page
        let policy: Policy
    }

    /// Nil where the bodies of pages are not at hand, as for files that hold none.
    init?(_ site: SiteContext) {
        guard let bodies = site.bodies else { return nil }
        self.site = site
        self.bodies = bodies
        policies = Self.policies(in: site.library)
    }

    fileprivate static func policies(in library: Library) -> [Chapter] {
        library.pages.indices.compactMap { index -> Chapter? in
            let page = library.pages[index]
            guard page.kind == .policy, page.status == .active, page.edition == nil, !page.isIntroduction,
                let policy = page.policy
            else { return nil }
            return Chapter(index: index, page: page, policy: policy)
        }.sorted { ($0.policy.id, $0.index) < ($1.policy.id, $1.index) }
    }

    func page(_ made: MadePage) -> GeneratedPage {
        let ids = Dictionary(policies.map { ($0.index, $0.policy.id) }, uniquingKeysWith: { first, _ in first })
        let html = bodies.html(of: CollectedBodies(url: made.url, ids: ids))
        let style = Self.style(of: site.library, in: words)
        return site.page(made) { context in
            context.set("style_url", style.path)
            context.set("date_text", words.date(site.library.today))
            context.set("commit", site.commit.map { String($0.id.prefix(12)) })
            context.set("is_uncommitted", flag: site.commit?.hasChanges == true)
            context.set("set_text", words.handbook(.allInForce, ["number": String(policies.count)]))
            context.set("requirement_count", String(policies.reduce(0) { $0 + $1.page.requirements.count }))
            context.set(
                "policies",
                list: policies.enumerated().map { number, policy in
                    chapter(policy, number: number + 1, body: html[policy.index] ?? "")
                })
        }
    }

    private func chapter(_ chapter: Chapter, number: Int, body: String) -> TemplateContext {
        let (page, policy) = (chapter.page, chapter.policy)
        return TemplateContext {
            $0.set("id", policy.id)
            $0.set("title", page.title)
            $0.set("summary", page.summary)
            $0.set("url", page.url)
            $0.set("sheet", HandbookStyle.sheetName(number))
            $0.set("policy_version", policy.version)
            $0.set("effective", policy.effective.map(words.date))
            $0.set(
                "in_force_from_text",
                page.bindsLater(than: site.library.today).map {
                    words.handbook(.inForceFromDate, ["date": words.date($0)])
                })
            $0.set("version_text", words.page(.version, ["version": policy.version]))
            $0.set("approver", policy.approver?.value)
            $0.set("owner", page.metadata.owner)
            $0.set("review", object: site.review(page))
            $0.set("applies_to", list: TemplateContext.texts(policy.appliesTo))
            $0["content"] = .html(body)
            $0.set(
                "sections",
                list: page.sections.filter { $0.level == 2 }.map { section in
                    TemplateContext {
                        $0.set("title", section.title)
                        $0.set("anchor", HTMLOptions.id(section.id, in: policy.id))
                        $0.set("url", "".appending(anchor: HTMLOptions.id(section.id, in: policy.id)))
                    }
                })
            $0.set(
                "requirements",
                list: page.requirements.sorted { $0.number < $1.number }.map { requirement in
                    TemplateContext {
                        $0.set("id", requirement.id(in: policy.id))
                        $0.set("level", requirement.level.rawValue)
                        $0.set("level_class", requirement.level.cssClass)
                        $0.set("text", requirement.text)
                    }
                })
        }
    }

    /// The style sheet that says what stands on each sheet.
    static func style(of library: Library, in words: Catalogue) -> HandbookStyle {
        HandbookStyle(
            note: words.handbook(.uncontrolled),
            title: [library.settings.organisation, library.settings.title].compactMap(\.self).joined(separator: " · "),
            policies: policies(in: library).map { chapter in
                let effective = chapter.policy.effective.map {
                    words.handbook(.inForceFromDate, ["date": $0.description])
                }
                let version = words.page(.version, ["version": chapter.policy.version])
                return .init(
                    title: chapter.page.title,
                    mark: [chapter.policy.id, version, effective].compactMap(\.self).joined(separator: " · "))
            })
    }
}
