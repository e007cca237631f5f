/// A figure that was measured or published of a model, with all that decides what it can be compared with.
public struct ModelResult: Sendable, Hashable {
    /// The benchmark.
    public var task: String
    /// What was measured, such as `acc` or `accuracy, chain of thought`.
    public var metric: String
    /// The figure, as the source gives it.
    public var value: Double
    /// Its standard error.
    public var error: Double?
    /// Worked examples in the prompt.
    public var shots: Int?
    /// Whether the model's chat template was used.
    public var chatTemplate: Bool?
    /// The program that measured, with its version.
    public var harness: String?
    /// Who ran it.
    public var ranBy: String?
    /// When it was run or reported.
    public var date: CalendarDate?
    /// Who reported it and where.
    public var source: String
    /// Whether it comes from a run of the portal's own; ``source`` then begins with ``ownRun``, and ``ranBy`` says "us".
    public var isOwnRun = false
    /// Whether a greater value is better.
    public var isHigherBetter = true

    /// How the source of a run of the portal's own begins.
    public static let ownRun = "Our run"

    /// A figure of which no settings are known.
    public init(task: String, metric: String, value: Double, source: String) {
        self.task = task
        self.metric = metric
        self.value = value
        self.source = source
    }

    /// The settings in words; "not stated" where nothing is known.
    public var settings: String {
        let parts = [
            shots.map { "\($0)-shot" }, chatTemplate.map { $0 ? "chat template" : "no chat template" }, harness,
            ranBy.map { "run by \($0)" }, date?.description,
        ].compactMap { $0 }
        return parts.isEmpty ? "not stated" : parts.joined(separator: ", ")
    }

    /// Results are compared only where all of this is equal. What nobody states is equal to nothing, so figures without settings
    /// are never ranked.
    public var comparisonKey: String? {
        guard let shots, let chatTemplate, let harness, let ranBy else { return nil }
        return [task, metric, "\(shots)", "\(chatTemplate)", harness, ranBy].joined(separator: "\n").lowercased()
    }

    /// The 95 % interval, 1.96 standard errors on either side.
    public var interval: ClosedRange<Double>? { error.map { value - 1.96 * $0...value + 1.96 * $0 } }

    /// The figure with its error, rounded to four digits after the point.
    public var text: String {
        func rounded(_ number: Double) -> String { "\((number * 10_000).rounded() / 10_000)" }
        return rounded(value) + (error.map { " ± " + rounded($0) } ?? "")
    }
}

extension Library {
    /// A model's results, from its page and from the results file that it names.
    public func results(of page: Page) -> [ModelResult] {
        (page.evaluation?.statedResults ?? []) + (dataFiles.results[page.path] ?? [])
    }
}
