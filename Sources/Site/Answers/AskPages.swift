import Answers
import Portal

extension SiteContext {
    /// The page that takes a question.
    func askPage() -> GeneratedPage {
        var context = context(
            path: "ask/index.html", title: "Ask", summary: "Ask a question; the portal answers in its own words.",
            kind: "ask")
        context.set("breadcrumbs", list: [link("Home", "index.html")])
        let examples = questionsByPath.sorted { $0.key < $1.key }.compactMap { $0.value.first?.question }
        context.set("questions", list: examples.prefix(8).map { text in TemplateContext { $0.set("question", text) } })
        return GeneratedPage(path: "ask/index.html", template: "ask", context: context)
    }

    /// The page that tells how answers are made, and how good they are.
    func aboutAnswers(_ figures: AnswerFigures) -> GeneratedPage {
        var context = context(
            path: "ask/about.html", title: "About these answers",
            summary: "How questions and answers are made, reviewed and measured.", kind: "about-answers")
        context.set("breadcrumbs", list: [link("Home", "index.html"), link("Ask", "ask/index.html")])
        context.set(
            "models",
            list: library.settings.models.map { model in
                TemplateContext {
                    $0.set("name", model.name)
                    $0.set("role", model.role.rawValue.capitalizedFirst)
                    let licence = library.licence(named: model.licence)
                    $0.set("licence", licence?.title ?? model.licence)
                    $0.set("licence_url", licence?.url)
                    $0.set("hash", model.files.first.map { String($0.sha256.prefix(16)) })
                }
            })
        context.set("curated", String(figures.curated))
        context.set("reviewed", String(figures.reviewed))
        context.set("statements", String(figures.statements))
        context.set("rejected", String(figures.rejected))
        let calibration = figures.calibration
        context.set("threshold", Self.percent(calibration.threshold))
        context.set("own_count", String(calibration.ownCount))
        context.set("foreign_count", String(calibration.foreignCount))
        context.set(
            "curve",
            list: calibration.curve.filter { Int(($0.threshold * 100).rounded()) % 10 == 0 }.map { point in
                TemplateContext {
                    $0.set("threshold", Self.percent(point.threshold))
                    $0.set("answered", Self.percent(point.answered))
                    $0.set("correct", Self.percent(point.correct))
                    $0.set("declined", Self.percent(point.declined))
                    $0.set("is_current", flag: abs(point.threshold - calibration.threshold) < 0.05)
                }
            })
        return GeneratedPage(path: "ask/about.html", template: "about-answers", context: context)
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
