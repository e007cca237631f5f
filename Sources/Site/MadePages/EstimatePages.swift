import Portal

extension MadePage {
    static let estimate = MadePage(
        url: "estimate.html", title: "What it takes to run a model",
        summary:
            "Memory for a model, and what owning the hardware costs compared with paying by the token. Every input can be changed.",
        template: "estimate", kind: "estimate", condition: "an evaluation in force has `shape:` and `parameter_count:`",
        parent: Parent(title: "Evaluations", url: "evaluations/index.html"),
        menu: .models("What it takes"),
        door: Door(
            title: "What it takes to run a model", summary: "Memory, and hardware against an API.", list: .evaluation),
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
                    $0.set("title", format.name)
                    $0.set("bits", Chart.number(format.bits))
                }
            })
        context.set("memory_table", object: memoryTable(models).context)
        let cost = CostEstimate()
        context.set(
            "inputs",
            list: Self.costInputs.map { input in
                TemplateContext {
                    $0.set("id", input.id)
                    $0.set("title", input.title)
                    $0.set("value", Chart.number(input.value(cost)))
                }
            })
        context.set("cost_table", object: costTable(cost).context)
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
            id: "memory-table", title: "All models",
            summary: "GiB for weights, key/value cache and activations at a context of 8,192 tokens, one sequence.",
            columns: [("Model", false)] + formats.map { ($0.name, true) } + [("of which cache", true)],
            rows: models.compactMap { page in
                guard let shape = page.evaluation?.shape, let parameters = page.evaluation?.parameterCount else {
                    return nil
                }
                let estimates = formats.map { MemoryEstimate(shape: shape, parameters: parameters, bits: $0.bits) }
                let anchor = page.evaluation?.hardware.isEmpty == false ? "#hardware-title" : ""
                return [TableCell(page.title, url: page.url + anchor, isHead: true)]
                    + estimates.map { TableCell(Chart.oneDigit($0.total), isNumber: true) }
                    + [TableCell(Chart.oneDigit(estimates.first?.cache ?? 0), isNumber: true)]
            })
    }

    private func costTable(_ cost: CostEstimate) -> TableSection {
        TableSection(
            id: "cost-table", title: "The result", columns: [("What", false), ("Amount", true)],
            rows: [
                ("Own hardware, a month", Chart.oneDigit(cost.own)),
                ("of which energy and staff", Chart.oneDigit(cost.running)),
                ("API, a month", Chart.oneDigit(cost.api)),
                ("Pays off after, in months", cost.monthsToBreakEven.map(Chart.oneDigit) ?? "never"),
                ("Cheaper from, in million tokens a month", cost.tokensToBreakEven.map(Chart.oneDigit) ?? "never"),
            ].map { [TableCell($0.0, isHead: true), TableCell($0.1, isNumber: true)] })
    }

    private struct CostInput {
        var id: String
        var title: String
        var value: (CostEstimate) -> Double
    }

    private static var costInputs: [CostInput] {
        [
            CostInput(id: "price", title: "Price of the machine", value: \.price),
            CostInput(id: "years", title: "Years of use", value: \.years),
            CostInput(id: "watts", title: "Power, in watts", value: \.watts),
            CostInput(id: "hours", title: "Hours a day", value: \.hoursPerDay),
            CostInput(id: "energy", title: "Price of a kilowatt-hour", value: \.energyPrice),
            CostInput(id: "overhead", title: "Energy for each unit, cooling included", value: \.overhead),
            CostInput(id: "staff", title: "Staff hours a month", value: \.staffHours),
            CostInput(id: "rate", title: "Price of a staff hour", value: \.hourlyRate),
            CostInput(id: "input", title: "Million tokens read a month", value: \.inputTokens),
            CostInput(id: "output", title: "Million tokens written a month", value: \.outputTokens),
            CostInput(id: "input-price", title: "API, a million tokens read", value: \.inputPrice),
            CostInput(id: "output-price", title: "API, a million tokens written", value: \.outputPrice),
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
