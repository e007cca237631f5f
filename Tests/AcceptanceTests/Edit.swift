import Foundation
import TestSupport

/// Something that a user does to a portal.
struct Edit: Sendable {
    var name: String
    var apply: @Sendable (inout Workplace, inout SeededGenerator) throws -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout Workplace, inout SeededGenerator) throws -> Void) {
        self.name = name
        self.apply = apply
    }

    /// Every kind of edit.
    static let all: [Edit] = pages + settings + theme + data + world

    private static let use = "content/policies/use-of-models.md"
    private static let choice = "content/policies/choice-of-models.md"
    private static let mit = "content/licences/mit.md"
    private static let narrow = "content/licences/narrow-2.md"
    private static let heron = "content/evaluations/heron.md"
    private static let wren = "content/evaluations/wren.md"
    private static let steps = "content/guides/first-steps.md"

    private static let pages = [
        Edit("a title") { w, r in try w.replace(steps, "title: First steps", "title: First steps \(r.below(100))") },
        Edit("a body") { w, r in try w.append(choice, "\nOne line more, number \(r.below(100)).\n") },
        Edit("a requirement changes its level") { w, _ in try w.replace(use, "Staff MUST use", "Staff SHOULD use") },
        Edit("a requirement comes") { w, r in try w.append(use, "\nPilots MUST rest \(r.below(9)) hours. {#R9}\n") },
        Edit("a requirement is withdrawn") { w, r in
            try w.replace(
                use, "history:\n",
                "withdrawn: [{requirement: R8, date: 2026-10-1\(r.below(9)), reason: No more.}]\nhistory:\n")
        },
        Edit("a policy binds later") { w, r in
            try w.replace(choice, "effective: ", "effective: 2026-12-0\(1 + r.below(9)) # ")
        },
        Edit("a heading") { w, r in try w.replace(steps, "## Notices", "## Notices {#notices}\n\n## New \(r.below(9))")
        },
        Edit("a version and its history") { w, r in
            try w.replace(
                use, "history:\n", "history:\n  - {version: \"2.\(r.below(9))\", date: 2026-10-10, summary: S.}\n")
        },
        Edit("a policy retires") { w, _ in try w.replace(choice, "status: active", "status: retired") },
        Edit("a draft's text") { w, r in try w.append("content/policies/night-shift.md", "\nMore \(r.below(9)).\n") },
        Edit("a draft is put in force") { w, _ in
            try w.replace("content/policies/night-shift.md", "status: draft", "status: active\napproved: 2026-10-01")
        },
        Edit("the older policy") { w, r in
            try w.replace("content/policies/older-rules.md", "by letter", "by letter number \(r.below(9))")
        },
        Edit("a licence's decision") { w, _ in
            try w.removeModels()
            try w.replace(mit, "decision: approved", "decision: conditional")
        },
        Edit("a licence retires") { w, _ in
            try w.removeModels()
            try w.replace(mit, "spdx: MIT", "spdx: MIT\nstatus: retired")
        },
        Edit("a licence's terms") { w, _ in try w.replace(narrow, "terms-may-change", "remote-restriction")
        },
        Edit("a licence's name") { w, r in
            try w.replace(narrow, "title: Narrow licence 2", "title: Narrow \(r.below(9))")
        },
        Edit("the licence before") { w, _ in
            try w.replace("content/licences/narrow-1.md", "Research only.", "For research alone.")
        },
        Edit("a verdict of an evaluator") { w, _ in
            try w.replace(heron, "verdict: allowed, reason: Does it well.", "verdict: conditional, reason: If read.")
        },
        Edit("a model's licence") { w, _ in try w.replace(wren, "licence: narrow-2", "licence: mit") },
        Edit("a model's base") { w, _ in try w.replace(wren, "base_model: heron\n", "") },
        Edit("a result") { w, r in try w.replace(wren, "value: 0.66", "value: 0.\(10 + r.below(80))") },
        Edit("a model's size") { w, r in
            try w.replace(heron, "parameter_count: 3.1", "parameter_count: \(r.below(9)).2")
        },
        Edit("a withdrawn model") { w, _ in
            try w.replace("content/evaluations/auk.md", "Withdrawn by its maker.", "Its maker is gone.")
        },
        Edit("tags") { w, r in try w.replace(steps, "tags: [use,", "tags: [\"new \(r.below(9))\", use,") },
        Edit("an alias") { w, r in try w.replace(steps, "aliases: [", "aliases: [was/\(r.below(9)).html, ") },
        Edit("the glossary") { w, r in
            try w.append("content/glossary.md", "\n## Pilot\n\nWho knows the way, \(r.below(9)).\n")
        },
        Edit("a term's meaning") { w, _ in
            try w.replace("content/glossary.md", "A program that continues text.", "A program that goes on.")
        },
        Edit("the home page") { w, r in try w.append("content/index.md", "\nSee [[licence:mit]], \(r.below(9)).\n") },
        Edit("a list's introduction") { w, r in try w.append("content/guides/index.md", "\nNumber \(r.below(9)).\n") },
        Edit("another page") { w, r in try w.append("content/about.md", "\nNumber \(r.below(9)).\n") },
        Edit("a page comes") { w, r in
            try w.project.write(
                "content/guides/extra.md",
                "---\ntitle: Extra \(r.below(9))\ntags: [use]\n---\n\nSee [[POL-001-R1]] and [start](first-steps.md#notices).\n"
            )
        },
        Edit("a page goes") { w, _ in
            try w.remove("content/about.md")
            try w.remove("content/answers/about.yaml")
        },
        Edit("a policy comes") { w, r in
            guard let text = w.project.read(choice) else { return }
            try w.project.write(
                "content/policies/extra.md",
                text.replacingOccurrences(of: "POL-002", with: "POL-00\(5 + r.below(4))")
                    .replacingOccurrences(of: "title: Choice", with: "title: Other choice")
                    .replacingOccurrences(of: "supersedes: [POL-003]\n", with: ""))
        },
        Edit("a page is renamed") { w, _ in try w.rename("content/about.md", "content/about-us.md") },
        Edit("a model goes") { w, _ in
            try w.remove("content/evaluations/auk.md")
            try w.replace("content/deployments.yaml", "[auk]", "[heron]")
        },
        Edit("a licence's text") { w, r in try w.append("content/licences/texts/narrow-2.txt", "\(r.below(9)). More.\n")
        },
        Edit("a picture") { w, r in try w.replace("content/guides/knot.svg", "r=\"4\"", "r=\"\(1 + r.below(3))\"") },
        Edit("a picture that no page shows any more") { w, _ in try w.replace(steps, "![A knot](knot.svg)", "a knot") },
        Edit("a file that nobody links to") { w, r in
            try w.project.write("content/guides/tides.csv", "hour,\(r.below(9))\n")
        },
        Edit("a file in assets:") { w, r in
            try w.project.write("content/guides/winds.csv", "hour,\(r.below(9))\n")
            try w.append("charter.yaml", "assets: [guides/w*.csv]\n")
        },
        Edit("a results file") { w, r in
            try w.replace("content/evaluations/heron.results.json", "0.5812", "0.\(10 + r.below(80))")
        },
        Edit("an openness file") { w, _ in
            try w.replace("content/evaluations/heron.mof.yml", "license: Other", "license: CC-BY-4.0")
        },
        Edit("an openness file and results for another model") { w, _ in
            for name in ["heron.mof.yml", "heron.results.json"] {
                guard let text = w.project.read("content/evaluations/" + name) else { return }
                try w.project.write(
                    "content/evaluations/" + name.replacingOccurrences(of: "heron", with: "wren"), text)
            }
            try w.replace(
                wren, "openness: {weights: open, architecture: open, inference_code: partial}",
                "openness_file: wren.mof.yml\nresults_file: wren.results.json")
        },
    ]

    private static let settings = [
        Edit("the site's title") { w, r in
            try w.replace("charter.yaml", "title: Harbour portal", "title: Quay \(r.below(9))")
        },
        Edit("the site's description") { w, _ in try w.replace("charter.yaml", "the harbour office runs", "we run") },
        Edit("the site's address") { w, r in
            try w.replace("charter.yaml", "harbour.example/ai/", "harbour.example/\(r.below(9))/")
        },
        Edit("the organisation") { w, _ in try w.replace("charter.yaml", "organisation: Harbour office\n", "") },
        Edit("the contact") { w, _ in try w.replace("charter.yaml", "name: Model desk", "name: The desk") },
        Edit("the notice of reviews") { w, r in
            try w.replace("charter.yaml", "review_notice_days: 30", "review_notice_days: \(r.below(300))")
        },
        Edit("the language") { w, _ in try w.replace("charter.yaml", "language: en", "language: en-GB") },
        Edit("raw HTML") { w, _ in try w.append("charter.yaml", "raw_html: true\n") },
        Edit("terms") { w, _ in
            try w.append("charter.yaml", "terms: [{phrase: at length, unfit_for: [open-weights], instead: long}]\n")
        },
        Edit("a redirect") { w, _ in
            try w.replace("charter.yaml", "redirects:\n", "redirects:\n  - {from: once.html, to: about.html}\n")
        },
        Edit("synonyms") { w, r in try w.replace("charter.yaml", "[vessel, ship]", "[vessel, ship, boat\(r.below(9))]")
        },
        Edit("search off") { w, _ in try w.replace("charter.yaml", "search:\n", "search:\n  enabled: false\n") },
        Edit("answers off") { w, _ in try w.append("charter.yaml", "answers: {enabled: false}\n") },
        Edit("history off") { w, _ in
            try w.replace("charter.yaml", "history: {enabled: true", "history: {enabled: false")
        },
        Edit("authors off") { w, _ in try w.replace("charter.yaml", "authors: true", "authors: false") },
        Edit("a model's name in models:") { w, r in
            try w.replace("charter.yaml", "name: tiny-encoder", "name: encoder-\(r.below(9))")
        },
        Edit("a model's hash in models:") { w, r in
            try w.replace("charter.yaml", "sha256: 0000", "sha256: 000\(1 + r.below(8))")
        },
        Edit("a generator in models:") { w, _ in
            try w.append(
                "charter.yaml",
                "  - {role: generator, name: tiny-writer, licence: mit, files: [{source: models/w.gguf, sha256: "
                    + String(repeating: "1", count: 64) + "}]}\n")
        },
        Edit("a model's licence in models:") { w, _ in
            try w.replace(mit, "title: MIT License", "title: The MIT License")
        },
        Edit("no models:") { w, _ in try w.removeModels() },
    ]

    private static let theme = [
        Edit("a style") { w, r in try w.append("templates/assets/site.css", "\np { margin: \(r.below(9))px; }\n") },
        Edit("a script") { w, r in try w.append("templates/assets/scripts/page.js", "\nvoid \(r.below(9));\n") },
        Edit("the icon") { w, _ in try w.append("templates/assets/icon.svg", "<!-- icon -->\n") },
        Edit("a template") { w, r in
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: w.project.path + "/templates")) ?? [])
                .filter { $0.hasSuffix(".mustache") }.sorted()
            guard !names.isEmpty else { return }
            try w.append("templates/" + names[r.below(names.count)], "<!-- \(r.below(100)) -->\n")
        },
        Edit("the template of about-answers") { w, r in
            try w.append("templates/about-answers.mustache", "<!-- \(r.below(100)) -->\n")
        },
        Edit("a partial") { w, r in
            let names = ["footer", "header", "cell", "facts", "review", "table", "models", "after"]
            try w.append("templates/partials/\(names[r.below(names.count)]).mustache", "<!-- \(r.below(100)) -->\n")
        },
        Edit("an asset comes") { w, r in try w.project.write("templates/assets/note-\(r.below(3)).txt", "A note.\n") },
        Edit("a theme over the theme") { w, r in
            try w.project.write("mine/404.mustache", "<main>Lost \(r.below(9))</main>\n")
            w.themes = ["mine", "templates"]
        },
        Edit("the theme alone") { w, _ in w.themes = ["templates"] },
    ]

    private static let data = [
        Edit("a decision's reason") { w, r in
            try w.replace(
                "content/decisions.yaml", "Public data may be used.", "Public data may be used, \(r.below(9)).")
        },
        Edit("a decision's verdict") { w, _ in
            try w.replace(
                "content/decisions.yaml", "when: {data: [public]}\n    verdict: allowed",
                "when: {data: [public]}\n    verdict: conditional")
        },
        Edit("a use comes") { w, r in
            try w.replace(
                "content/decisions.yaml", "uses:\n", "uses:\n  - {id: letters, title: Letters \(r.below(9))}\n")
        },
        Edit("a class of data is renamed") { w, _ in
            try w.replace("content/decisions.yaml", "title: Passengers", "title: Travellers")
        },
        Edit("no preference") { w, _ in
            try w.replace("content/decisions.yaml", "prefer_open: {because: POL-002-R1}\n", "")
        },
        Edit("no decisions") { w, _ in
            try w.remove("content/decisions.yaml")
            try w.replace("content/deployments.yaml", "    use: summaries\n    data: public\n", "")
            try w.replace(narrow, "    forbids: [steering]\n", "")
        },
        Edit("an exception's reason") { w, r in
            try w.replace("content/exceptions.yaml", "lifeboat crew", "lifeboat crew \(r.below(9))")
        },
        Edit("an exception comes") { w, r in
            try w.append(
                "content/exceptions.yaml",
                "  - {id: EX-\(2 + r.below(3)), requirement: POL-001-R1, reason: R., owner: O, approved_by: [A, B], from: 2026-09-01, until: 2027-01-31}\n"
            )
        },
        Edit("no exceptions") { w, _ in try w.remove("content/exceptions.yaml") },
        Edit("a deployment's model") { w, _ in
            try w.replace("content/deployments.yaml", "models: [wren]", "models: [wren, heron]")
        },
        Edit("a deployment's name") { w, r in
            try w.replace("content/deployments.yaml", "id: translator", "id: translator-\(r.below(9))")
        },
        Edit("a deployment comes") { w, r in
            try w.append(
                "content/deployments.yaml", "  - {id: extra-\(r.below(9)), title: Extra, owner: O, models: [heron]}\n")
        },
        Edit("no deployments") { w, _ in try w.remove("content/deployments.yaml") },
        Edit("stated questions come") { w, r in
            try w.project.write(
                "content/questions/guides/first-steps.yaml",
                "questions:\n  - {at: notices, asked_as: [may I write a notice, notice \(r.below(9))]}\n")
        },
        Edit("stated questions of no page") { w, r in
            try w.project.write(
                "content/questions/guides/last-steps.yaml",
                "questions: [{at: notices, asked_as: [number \(r.below(9))]}]\n")
        },
        Edit("an answer is rejected") { w, _ in
            try w.replace("content/answers/policies/use-of-models.yaml", "status: approved", "status: rejected")
        },
        Edit("a question is worded anew") { w, r in
            try w.replace(
                "content/answers/policies/use-of-models.yaml", "Who may ask for a draft",
                "Who may ask for a draft \(r.below(9))")
        },
        Edit("a question comes") { w, r in
            try w.append(
                "content/answers/policies/use-of-models.yaml",
                "  - {question: \"Who asks, \(r.below(9))?\", quote: \"Pilots MAY ask a model for a draft of a report.\", section: asking, status: approved, reviewer: D}\n"
            )
        },
        Edit("answers for another page") { w, _ in
            try w.project.write(
                "content/answers/about.yaml",
                "pairs:\n  - {question: \"Who keeps it?\", quote: \"The model desk keeps this portal.\", section: \"\", status: approved, reviewer: D}\n"
            )
        },
        Edit("no answers of a page") { w, _ in try w.remove("content/answers/policies/use-of-models.yaml") },
        Edit("golden queries") { w, r in
            try w.project.write("content/golden.yaml", "queries:\n  - {query: rope \(r.below(9)), no_answer: true}\n")
        },
    ]

    private static let world = [
        Edit("the day") { w, r in
            w.day = ["2026-10-31", "2026-11-02", "2026-11-16", "2026-12-24", "2027-02-01"][r.below(5)]
        },
        Edit("drafts too, or not") { w, _ in w.hasDrafts.toggle() },
        Edit("a commit") { w, r in try w.project.commit("Number \(r.below(1000))", on: "2026-09-\(10 + r.below(19))") },
        Edit("a text and its commit") { w, r in
            try w.append(use, "\nCommitted line \(r.below(100)).\n")
            try w.project.commit("A line", on: "2026-09-\(10 + r.below(19))")
        },
    ]
}
