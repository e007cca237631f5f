import Diagnostics
import Primitives

extension Rule {
    /// What happened did not happen in the future, and no review is put off for ever.
    package static let dates = Rule { $0.checkDates() }
}

extension Library {
    /// A review further ahead than this many days is none.
    private static let longestReviewDays = 3 * 366

    /// Dates of things that happened which are yet to come, and reviews absurdly far ahead.
    fileprivate func checkDates() -> [Diagnostic] {
        // Where the writer lives it may be tomorrow already.
        let latest = today.daysSince1970 + 1
        return pages.flatMap { page in
            page.pastDates.filter { $0.value.value.daysSince1970 > latest }.map { stated in
                Diagnostic(
                    .error, .dateInFuture, path: displayPath(page), range: stated.value.range,
                    "'\(stated.key)' is \(stated.value.value), which is yet to come",
                    explanation: "The key says when something happened.",
                    fixes: [.init("write the day on which it happened, or leave the key out until it has")])
            } + [farReview(of: page)].compactMap(\.self)
        }
    }

    private func farReview(of page: Page) -> Diagnostic? {
        guard let review = page.metadata.reviewBy, page.status == .active else { return nil }
        let days = review.value.daysSince1970 - today.daysSince1970
        guard days > Self.longestReviewDays else { return nil }
        return Diagnostic(
            .warning, .reviewTooFar, path: displayPath(page), range: review.range,
            "Review is due on \(review.value) only, in \(counted(days / 365, "year"))",
            fixes: [.init("set review_by to a day within three years")])
    }
}
