/// Front matter of the smallest valid page of a kind, without the lines around it. Values given replace those of the sample.
public enum SamplePage {
    /// A page of front matter and a body.
    public static func page(_ frontMatter: String, body: String = "Text.") -> String {
        "---\n\(frontMatter)\n---\n\n\(body)\n"
    }

    public static func policy(
        _ id: String, title: String? = nil, status: String = "active", reviewBy: String = "2027-06-01",
        extra: String = ""
    ) -> String {
        """
        id: \(id)
        title: \(title ?? "Policy " + id)
        status: \(status)
        version: "1.0"
        owner: Office
        approver: Board
        approved: 2026-01-01
        effective: 2026-01-01
        review_by: \(reviewBy)
        \(extra)
        """
    }

    public static func licence(
        _ title: String = "L", spdx: String = "Barr", class kind: String = "open-weights",
        isOSIApproved: Bool = false, permissions: String = "commercial-use, modifications",
        conditions: String = "acceptable-use-policy, naming-prefix, hosted-is-distribution, include-copyright",
        limitations: String = "use-restrictions, terms-may-change", decision: String = "conditional"
    ) -> String {
        """
        title: \(title)
        spdx: \(spdx)
        name: \(title)
        url: https://example.org
        class: \(kind)
        osi_approved: \(isOSIApproved)
        permissions: [\(permissions)]
        conditions: [\(conditions)]
        limitations: [\(limitations)]
        decision: \(decision)
        owner: O
        review_by: 2027-01-01
        """
    }

    /// - Parameter useCase: the one use, as an object's keys.
    public static func evaluation(
        _ model: String = "M", licence: String, useCase: String = "use: Chat, verdict: blocked, reason: No.",
        reviewBy: String = "2027-01-01", extra: String = ""
    ) -> String {
        """
        title: \(model)
        model: \(model)
        developer: D
        parameters: 1B
        licence: \(licence)
        openness: {weights: open}
        use_cases:
          - {\(useCase)}
        evaluator: E
        evaluated: 2026-01-01
        owner: O
        review_by: \(reviewBy)
        \(extra)
        """
    }
}
