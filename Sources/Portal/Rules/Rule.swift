import Diagnostics

/// A rule across pages: it judges the library as a whole and says what it found.
///
/// Each has a file of its own; a new one is its file and its name in `all`. docs/diagnostics.md explains every id
/// to writers.
package struct Rule: Sendable {
    /// What a library breaks, in no particular order.
    package let check: @Sendable (Library) -> [Diagnostic]

    /// All rules; the library applies them once its pages are linked and its decisions are made.
    static let all: [Rule] = [
        .addresses, .reviews, .policies, .evaluations, .misleadingTerms, .modelLicences, .licences, .licenceTexts,
        .licenceClauses, .licenceFacts, .approvals, .exceptions, .frameworks, .reviewedTexts, .deployments, .dates,
        .people, .glossary, .permissions, .doors, .translations, .statedQuestions,
    ]
}
