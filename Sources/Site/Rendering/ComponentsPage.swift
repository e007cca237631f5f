import Portal

extension SiteContext {
    /// All components of the theme on one page, with words that are the same in every portal: for those who change the theme, and
    /// for the pictures that tests compare. It is no part of the site; the preview shows it.
    func componentsPage(_ templates: TemplateSet) -> [UInt8] {
        Array(templates.render("components", componentsContext).utf8)
    }

    var componentsContext: TemplateContext {
        var context = context(
            path: "", title: "Components", summary: "Everything that pages are made of, with this portal's look.",
            kind: "components", root: "/")
        context.set("table", object: Self.sampleTable.context(words))
        context.set(
            "matrices",
            list: ["public", "personal"].map { data in
                TemplateContext { matrix in
                    matrix.set("id", "data-" + data)
                    matrix.set("title", data.capitalizedFirst + " data")
                    matrix.set("summary", data == "public" ? "what anybody may read." : "what tells of a person.")
                    matrix.set(
                        "choices",
                        list: ["public", "personal"].map { choice in
                            TemplateContext {
                                $0.set("title", choice.capitalizedFirst)
                                $0.set("url", "#data-" + choice)
                                $0.set("current", flag: choice == data)
                            }
                        })
                    matrix.set("matrix", object: Self.sampleMatrix(data).context(words))
                }
            })
        return context
    }

    /// Where the preview shows the page: links of its tables stay on it.
    private static let place = "_charter/components#tables"

    private static let sampleTable = TableSection(
        id: "sample-table", title: "A table",
        columns: [("Model", false), ("Memory in GiB", true), ("Licence", false)],
        rows: [
            [
                TableCell("Heron 8B", url: place, note: "Harbour Labs", isHead: true),
                TableCell("5.1", isNumber: true), TableCell("Approved", badge: "decision-approved"),
            ],
            [
                TableCell("Auk 70B", url: place, note: "Harbour Labs", isHead: true),
                TableCell("42.5", isNumber: true), TableCell("Prohibited", badge: "decision-prohibited"),
            ],
        ])

    private static func sampleMatrix(_ data: String) -> TableSection {
        let verdicts: [(Evaluation.Verdict, Evaluation.Verdict)] =
            data == "public"
            ? [(.allowed, .allowed), (.conditional, .blocked)] : [(.conditional, .blocked), (.blocked, .blocked)]
        return TableSection(
            id: "matrix-" + data, title: "Models and uses, \(data) data",
            columns: [("Model", false), ("Internal assistant", false), ("Customer-facing", false)],
            rows: zip(["Heron 8B", "Auk 70B"], verdicts).map { model, uses in
                [
                    TableCell(model, url: Self.place, isHead: true),
                    TableCell(uses.0.rawValue.capitalizedFirst, url: Self.place, badge: "verdict-" + uses.0.rawValue),
                    TableCell(uses.1.rawValue.capitalizedFirst, url: Self.place, badge: "verdict-" + uses.1.rawValue),
                ]
            }, isMatrix: true)
    }
}
