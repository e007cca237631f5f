import Portal
import Words

extension MadePage {
    static let estimate = MadePage(
        url: "estimate.html", title: .estimate,
        summary: .estimateAbout,
        template: "estimate", kind: "estimate", condition: "an evaluation in force has `shape:` and `parameter_count:`",
        parent: Parent(title: .evaluations, url: "evaluations/index.html"),
        menu: .models(.estimateMenu),
        door: Door(title: .estimate, summary: .estimateDoorAbout, list: .evaluation),
        isNeeded: { $0.active(.evaluation).contains(where: \.canBeEstimated) }, pages: { [$0.estimatePage($1)] })
}

extension Page {
    /// Whether the page says what the memory estimate needs.
    fileprivate var canBeEstimated: Bool { evaluation?.shape != nil && evaluation?.parameterCount != nil }
}

extension SiteContext {
    /// The page that estimates memory and costs: the formulas, figures for all models, and a form to change every input.
    fileprivate func estimatePage(_ made: MadePage) -> GeneratedPage {
        let models = facts.active(.evaluation).filter(\.canBeEstimated)
        var context = context(of: made)
        context.set("models", list: models.compactMap(estimateOption))
        context.set(
            "formats",
            list: WeightFormat.all.map { format in
                TemplateContext {
                    let bits = Chart.number(format.bits)
                    $0.set("title", format.name)
                    $0.set("bits", bits)
                    $0.set(
                        "label", words.estimate(.formatBits, ["format": format.name, "bits": words.decimal(bits)]))
                }
            })
        context.set("memory_table", object: memoryTable(models).context(words))
        let cost = CostEstimate()
        context.set(
            "inputs",
            list: Self.costInputs.map { input in
                TemplateContext {
                    $0.set("id", input.id)
                    $0.set("title", words.estimate(input.title))
                    $0.set("value", Chart.number(input.value(cost)))
                }
            })
        context.set("cost_table", object: costTable(cost).context(words))
        return GeneratedPage(path: made.url, template: made.template, context: context)
    }

    private func estimateOption(_ page: Page) -> TemplateContext? {
        guard let shape = page.evaluation?.shape, let parameters = page.evaluation?.parameterCount else {
            return nil
        }
        return TemplateContext {
            $0.set("title", page.title)
            $0.set("id", page.slug)
            $0.set("parameters", Chart.fullNumber(parameters))
            $0.set("layers", String(shape.layers))
            $0.set("width", String(shape.width))
            $0.set("cache_width", String(shape.cacheWidth))
            $0.set("window_layers", String(shape.windowLayers))
            $0.set("window", String(shape.window))
            $0.set("vocabulary", String(shape.vocabulary))
        }
    }

    private func memoryTable(_ models: [Page]) -> TableSection {
        let formats = WeightFormat.all.filter { ["BF16", "Q8_0", "Q4_K_M"].contains($0.name) }
        return TableSection(
            id: "memory-table", title: words.estimate(.allModels),
            summary: words.estimate(.allModelsSummary, ["tokens": words.grouped(8192)]),
            columns: [(words.estimate(.model), false)] + formats.map { ($0.name, true) } + [
                (words.estimate(.ofWhichCache), true)
            ],
            rows: models.compactMap { page in
                guard let shape = page.evaluation?.shape, let parameters = page.evaluation?.parameterCount else {
                    return nil
                }
                let estimates = formats.map { MemoryEstimate(shape: shape, parameters: parameters, bits: $0.bits) }
                let anchor = page.evaluation?.hardware.isEmpty == false ? "#hardware-title" : ""
                return [TableCell(page.title, url: page.url + anchor, isHead: true)]
                    + estimates.map { TableCell(words.decimal(Chart.oneDigit($0.total)), isNumber: true) }
                    + [TableCell(words.decimal(Chart.oneDigit(estimates.first?.cache ?? 0)), isNumber: true)]
            })
    }

    private func costTable(_ cost: CostEstimate) -> TableSection {
        func amount(_ value: Double?) -> String {
            value.map { words.decimal(Chart.oneDigit($0)) } ?? words.estimate(.never)
        }
        return TableSection(
            id: "cost-table", title: words.estimate(.result),
            columns: [(words.estimate(.what), false), (words.estimate(.amount), true)],
            rows: [
                (words.estimate(.ownAMonth), amount(cost.own)),
                (words.estimate(.ofWhichRunning), amount(cost.running)),
                (words.estimate(.apiAMonth), amount(cost.api)),
                (words.estimate(.paysOffAfter), amount(cost.monthsToBreakEven)),
                (words.estimate(.cheaperFrom), amount(cost.tokensToBreakEven)),
            ].map { [TableCell($0.0, isHead: true), TableCell($0.1, isNumber: true)] })
    }

    private struct CostInput {
        var id: String
        var title: EstimateWord
        var value: (CostEstimate) -> Double
    }

    private static var costInputs: [CostInput] {
        [
            CostInput(id: "price", title: .priceOfMachine, value: \.price),
            CostInput(id: "years", title: .yearsOfUse, value: \.years),
            CostInput(id: "watts", title: .power, value: \.watts),
            CostInput(id: "hours", title: .hoursADay, value: \.hoursPerDay),
            CostInput(id: "energy", title: .priceOfEnergy, value: \.energyPrice),
            CostInput(id: "overhead", title: .energyForEachUnit, value: \.overhead),
            CostInput(id: "staff", title: .staffHours, value: \.staffHours),
            CostInput(id: "rate", title: .priceOfStaffHour, value: \.hourlyRate),
            CostInput(id: "input", title: .tokensRead, value: \.inputTokens),
            CostInput(id: "output", title: .tokensWritten, value: \.outputTokens),
            CostInput(id: "input-price", title: .priceOfRead, value: \.inputPrice),
            CostInput(id: "output-price", title: .priceOfWritten, value: \.outputPrice),
        ]
    }
}

/// Formats of weights with the bits that they take for each, scales and the layers kept finer included.
struct WeightFormat {
    var name: String
    var bits: Double

    /// Source of the bits of mixed formats: llama.cpp, tools/quantize, bits per weight of Llama 3.1 8B; Q8_0 and Q4_1 follow from
    /// their blocks.
    static let all = [
        WeightFormat(name: "FP32", bits: 32), WeightFormat(name: "BF16", bits: 16), WeightFormat(name: "FP8", bits: 8),
        WeightFormat(name: "Q8_0", bits: 8.5), WeightFormat(name: "Q6_K", bits: 6.56),
        WeightFormat(name: "Q5_K_M", bits: 5.7), WeightFormat(name: "Q4_1", bits: 5),
        WeightFormat(name: "Q4_K_M", bits: 4.85),
        WeightFormat(name: "Q4_0", bits: 4.66),
    ]
}

extension Chart {
    /// With one digit after the point, as tables of estimates show them.
    static func oneDigit(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        return "\(rounded)"
    }

    /// As it is, without a point where there is nothing after it.
    static func fullNumber(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
}
