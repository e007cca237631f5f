import Answers
import Portal
import Words

extension MadePage {
    static let ask = MadePage(
        url: "ask/index.html", title: .ask, summary: .askAbout,
        template: "ask", kind: "ask", condition: "the site answers questions", menu: .help(.ask),
        isNeeded: \.hasAnswers, pages: { [$0.askPage($1)] })

    /// Written with the answers, whose figures it shows.
    static let aboutAnswers = MadePage(
        url: "ask/about.html", title: .aboutAnswers,
        summary: .aboutAnswersAbout, template: "about-answers",
        kind: "about-answers", condition: "the site answers questions",
        parent: Parent(title: .ask, url: "ask/index.html"),
        isNeeded: \.hasAnswers, pages: { _, _ in [] })
}

extension SiteContext {
    /// The page that takes a question.
    fileprivate func askPage(_ made: MadePage) -> GeneratedPage {
        var context = context(of: made)
        let examples = questionsByPath.sorted { $0.key < $1.key }.compactMap { $0.value.first?.question }
        context.set("questions", list: examples.prefix(8).map { text in TemplateContext { $0.set("question", text) } })
        return GeneratedPage(path: made.url, template: made.template, context: context)
    }

    /// The page that explains how answers are made, and how good they are.
    func aboutAnswers(_ figures: AnswerFigures) -> GeneratedPage {
        let made = MadePage.aboutAnswers
        var context = context(of: made)
        context.set(
            "models",
            list: library.settings.models.map { model in
                TemplateContext {
                    $0.set("name", model.name)
                    $0.set("role", words.label(model.role))
                    let licence = library.licence(named: model.licence)
                    $0.set("licence", licence?.title ?? model.licence)
                    $0.set("licence_url", licence?.url)
                    $0.set("hash", model.files.first.map { String($0.sha256.prefix(16)) })
                }
            })
        context.set("curated", words.number(figures.curated))
        context.set("reviewed", words.number(figures.reviewed))
        context.set("statements", words.number(figures.statements))
        context.set("rejected", words.number(figures.rejected))
        context.set(
            "questions_text",
            words.asking(
                .whereFromText,
                [
                    "curated": words.number(figures.curated), "reviewed": words.number(figures.reviewed),
                    "rejected": words.number(figures.rejected), "statements": words.number(figures.statements),
                ]))
        let calibration = figures.calibration
        context.set(
            "measured_text",
            words.asking(
                .measuredText,
                [
                    "threshold": Self.percent(calibration.threshold), "own": words.number(calibration.ownCount),
                    "foreign": words.number(calibration.foreignCount),
                ]))
        context.set("threshold", Self.percent(calibration.threshold))
        context.set("own_count", words.number(calibration.ownCount))
        context.set("foreign_count", words.number(calibration.foreignCount))
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
        return GeneratedPage(path: made.url, template: made.template, context: context)
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
