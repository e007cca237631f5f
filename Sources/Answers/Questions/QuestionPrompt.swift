/// How a model is asked for a question: in the form that the adapter was trained on (`scripts/adapter/pairs.py`), with a few
/// examples first for a model without the adapter.
struct QuestionPrompt {
    let isTrainedToAsk: Bool

    /// What differs comes last, so that the model reads what prompts share once.
    func text(page: String, section: String, statement: String) -> String {
        (isTrainedToAsk ? "" : Self.examples)
            + "Page: \(page)\nSection: \(section)\nStatement: \(statement)\nQuestion:"
    }

    private static let examples = """
        Page: Travel
        Section: Booking
        Statement: Trips above 2,000 euros need the approval of the head of the department before they are booked.
        Question: Who approves trips above 2,000 euros?

        Page: Heron Licence
        Section: How it ends
        Statement: The licence ends at once when a term is broken.
        Question: When does the Heron licence end?

        Page: Building
        Section: Keys
        Statement: Staff MUST NOT lend their key to anybody.
        Question: May I lend my key to a colleague?


        """
}

extension AnswerPage {
    /// The section's name as the prompt gives it.
    func promptSection(_ section: AnswerSection) -> String {
        let names = (section.ancestors + [section.heading]).filter { !$0.isEmpty }
        return names.isEmpty ? "Overview" : names.joined(separator: " - ")
    }
}
