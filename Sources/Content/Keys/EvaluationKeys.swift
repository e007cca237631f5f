import Portal

extension Keys<Evaluation> {
    /// The keys of an evaluation beside the common ones.
    static let evaluation: Keys = [
        Key<Evaluation>("model", .text, required: true, "The model's name as its maker writes it.") {
            evaluation, value in
            guard let model = value.text else { return }
            evaluation.model = model
            evaluation.isModelStated = true
        },
        .text("version", \.version, "The version or date of the weights."),
        .text("developer", \.developer, required: true, "Who made it."),
        .url("url", \.url, "The model's card."),
        .text("parameters", \.parameters, required: true, "How many, such as 24B."),
        .text("architecture", \.architecture, "Its architecture, in a few words."),
        .integer("context_length", \.contextLength, "Tokens that fit in its context."),
        .text("licence", \.licence, required: true, "The page of its weights' licence, such as apache-2.0."),
        .date("released", \.released, "When the weights were published.").meaning(.past),
        .texts("languages", \.languages, "Languages that its maker names."),
        Key<Evaluation>("openness", .object(openness), "Which parts of the model are public.") { evaluation, value in
            evaluation.statedOpenness = byComponent(value) { $0.text.flatMap(Evaluation.Openness.init) }
        },
        Key<Evaluation>("openness_sources", .object(opennessSources), "Where each part can be seen.") {
            evaluation, value in
            evaluation.opennessSources = byComponent(value, \.text)
        },
        .text(
            "openness_file", \.opennessFile,
            "A file of the Model Openness Tool beside the page, in place of openness."),
        .text(
            "code_licence", \.codeLicence,
            "The licence of its code, by page or SPDX id, where it is not the weights'."),
        .text("base_model", \.baseModel, "The evaluation of the model that it was made from."),
        .number(
            "parameter_count", \.parameterCount, "How many parameters, in billions, for the memory estimate."),
        Key<Evaluation>("shape", .object(shape.fields), "What the memory estimate needs to know of the network.") {
            var stated = StatedShape()
            shape.fill(&stated, from: $1.object ?? FrontMatter())
            $0.shape = stated.shape
        },
        Key<Evaluation>("results", .list(.object(result.fields)), "Published or measured results.") {
            $0.hasResults = true
            $0.statedResults = $1.items.compactMap { item in
                var stated = StatedResult()
                result.fill(&stated, from: item.object ?? FrontMatter())
                return stated.result
            }
        },
        Key<Evaluation>("results_file", .text, "A results file of lm-evaluation-harness beside the page.") {
            evaluation, value in
            evaluation.hasResults = true
            evaluation.resultsFile = value.text.map { Located($0, at: value.range) }
        },
        .objects("hardware", \.hardware, empty: .init(), hardware, "What it takes to run."),
        .objects("use_cases", \.useCases, empty: .init(), useCase, required: true, "Uses with a verdict each."),
        .text("evaluator", \.evaluator, required: true, "Who evaluated it.").meaning(.person),
        .date("evaluated", \.evaluated, required: true, "When.").meaning(.past),
    ]

    private static let openness = OpennessComponent.allCases.map {
        SchemaField($0.rawValue, .oneOf(Evaluation.Openness.allCases.map(\.rawValue)), $0.summary)
    }

    private static let opennessSources = OpennessComponent.allCases.map {
        SchemaField($0.rawValue, .url, "What the word on it rests on.")
    }

    private static func byComponent<Value>(
        _ value: FrontMatterValue, _ read: (FrontMatterValue) -> Value?
    ) -> [OpennessComponent: Value] {
        let values = value.object?.values ?? [:]
        return OpennessComponent.allCases.reduce(into: [:]) { result, component in
            result[component] = values[component.rawValue].flatMap(read)
        }
    }

    private static let shape: Keys<StatedShape> = [
        .integer("layers", \.layers, required: true, "Layers that keep keys and values."),
        .integer("width", \.width, required: true, "Columns of a token's state."),
        .integer(
            "cache_width", \.cacheWidth, required: true,
            "Numbers kept for a token in a layer: keys and values of all key/value heads."),
        .integer("window_layers", \.windowLayers, "How many of the layers look back a window only."),
        .integer("window", \.window, "That window, in tokens."),
        .integer("vocabulary", \.vocabulary, required: true, "Entries of the vocabulary."),
        .url("source", \.source, "Where these numbers stand."),
    ]

    private static let result: Keys<StatedResult> = [
        .text("task", \.task, required: true, "The benchmark."),
        .text("metric", \.metric, required: true, "What was measured, with its settings."),
        .number("value", \.value, required: true, "The figure."),
        .number("error", \.error, "Its standard error."),
        .integer("shots", \.shots, "Worked examples in the prompt."),
        .bool("chat_template", \.chatTemplate, "Whether the model's chat template was used."),
        .text("harness", \.harness, "The program that measured, with its version."),
        .text("ran_by", \.ranBy, "Who ran it."),
        .date("date", \.date, "When.").meaning(.past),
        .text("source", \.source, required: true, "Who reported it and where."),
    ]

    private static let hardware: Keys<Evaluation.Hardware> = [
        .text("format", \.format, required: true, "The weights' format, such as BF16."),
        .number("memory_gib", \.memory, required: true, "Memory for the weights, in GiB."),
        .text("note", \.note, "What the figure rests on."),
    ]

    private static let useCase: Keys<Evaluation.UseCase> = [
        .text("use", \.use, required: true, "The use."),
        .word("verdict", \.verdict, required: true, "Whether it may serve."),
        .text("reason", \.reason, required: true, "Why, and under which conditions."),
        .text("requirement", \.requirement, "The requirement behind it, such as POL-002-R3."),
    ]
}

/// A network's shape as the page writes it, before its numbers are checked.
private struct StatedShape: Sendable {
    var layers: Int?
    var width: Int?
    var cacheWidth: Int?
    var windowLayers: Int?
    var window: Int?
    var vocabulary: Int?
    var source: String?

    var shape: ModelShape? {
        ModelShape(
            stated: layers, width: width, cacheWidth: cacheWidth, windowLayers: windowLayers, window: window,
            vocabulary: vocabulary)
    }
}

/// A result as the page writes it; one without a task, metric, value or source says nothing.
private struct StatedResult: Sendable {
    var task: String?
    var metric: String?
    var value: Double?
    var error: Double?
    var shots: Int?
    var chatTemplate: Bool?
    var harness: String?
    var ranBy: String?
    var date: CalendarDate?
    var source: String?

    var result: ModelResult? {
        guard let task, let metric, let value, let source else { return nil }
        var result = ModelResult(task: task, metric: metric, value: value, source: source)
        result.error = error.flatMap { $0 >= 0 ? $0 : nil }
        result.shots = shots
        result.chatTemplate = chatTemplate
        result.harness = harness
        result.ranBy = ranBy
        result.date = date
        return result
    }
}
