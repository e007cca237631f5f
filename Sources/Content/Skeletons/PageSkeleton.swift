import Portal

/// The text of a new page, a draft. What its writer must fill in is a ``Placeholder``, so that nothing of it can be published.
public struct PageSkeleton: Sendable {
    /// The kinds that can be started.
    public enum Kind: String, Sendable, CaseIterable {
        case policy, licence, evaluation, guide
        /// A term of the glossary, on a page of its own.
        case glossary
        case page
    }

    private let kind: Kind
    private let title: String
    private let name: String
    private let today: CalendarDate
    private let nextPolicyID: String

    /// A page to be written.
    ///
    /// - Parameters:
    ///   - name: the file's name without its ending.
    ///   - today: when it is started; its review is due a year later.
    ///   - nextPolicyID: the id of a new policy.
    public init(kind: Kind, title: String, name: String, today: CalendarDate, nextPolicyID: String) {
        self.kind = kind
        self.title = title
        self.name = name
        self.today = today
        self.nextPolicyID = nextPolicyID
    }

    private var nextYear: String { today.adding(days: 365).description }
    private var quotedTitle: String { yamlScalar(title) }

    /// The whole file.
    public var text: String {
        switch kind {
        case .policy:
            """
            ---
            id: \(nextPolicyID)
            title: \(quotedTitle)
            description: ""
            status: draft
            version: "0.1"
            owner: \(Placeholder.name)
            approver: \(Placeholder.name)
            effective: \(today)
            review_by: \(nextYear)
            applies_to: [all staff]
            tags: []
            history:
              - version: "0.1"
                date: \(today)
                summary: First draft.
            ---

            ## Purpose

            \(Placeholder.purpose)

            ## Rules

            - \(Placeholder.rule) {#R1}

            ## Examples

            > [!EXAMPLE]
            > \(Placeholder.example)

            """
        case .licence:
            """
            ---
            title: \(quotedTitle)
            name: \(quotedTitle)
            description: ""
            status: draft
            spdx: LicenseRef-\(name)
            url: \(Placeholder.url)
            class: source-available
            osi_approved: false
            permissions: [private-use]
            conditions: []
            limitations: [liability, warranty]
            # Each permission, condition and limitation rests on words of the licence.
            clauses:
              - tags: [private-use]
                section: \(Placeholder.name)
                quote: \(Placeholder.quotation)
              - tags: [liability, warranty]
                section: \(Placeholder.name)
                quote: \(Placeholder.quotation)
            decision: prohibited
            owner: \(Placeholder.name)
            review_by: \(nextYear)
            sources:
              - title: \(quotedTitle)
                url: \(Placeholder.url)
                retrieved: \(today)
            ---

            ## In short

            \(Placeholder.licence)

            ## Permissions

            ## Conditions

            ## Limits

            """
        case .evaluation:
            """
            ---
            title: \(quotedTitle)
            model: \(quotedTitle)
            description: ""
            status: draft
            developer: \(Placeholder.name)
            parameters: \(Placeholder.name)
            licence: \(Placeholder.licenceName)
            # open, partial or closed: say open of what you have seen yourself.
            openness:
              training_code: closed
              inference_code: closed
              architecture: closed
              weights: closed
              training_data: closed
              data_documentation: closed
              evaluation: closed
              paper: closed
            use_cases:
              - use: Internal assistant
                verdict: blocked
                reason: Not evaluated yet.
            evaluator: \(Placeholder.name)
            evaluated: \(today)
            owner: \(Placeholder.name)
            review_by: \(nextYear)
            ---

            ## In short

            \(Placeholder.model)

            ## What is known

            ## Limits

            """
        case .guide:
            """
            ---
            title: \(quotedTitle)
            description: ""
            status: draft
            owner: \(Placeholder.name)
            date: \(today)
            review_by: \(nextYear)
            tags: []
            ---

            ## What to do first

            \(Placeholder.advice)

            """
        case .glossary:
            """
            ---
            title: \(quotedTitle)
            status: draft
            ---

            ## \(title)

            \(Placeholder.term)

            """
        case .page:
            """
            ---
            title: \(quotedTitle)
            description: ""
            status: draft
            ---

            \(Placeholder.text)

            """
        }
    }
}
