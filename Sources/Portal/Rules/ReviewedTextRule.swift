import Diagnostics

extension Rule {
    /// A page that somebody reviewed has not been changed since.
    package static let reviewedTexts = Rule { $0.checkReviewedTexts() }
}

extension Library {
    /// Pages that were changed since somebody reviewed them.
    fileprivate func checkReviewedTexts() -> [Diagnostic] {
        pages.indices.filter { pages[$0].isChangedSinceReview && pages[$0].status == .active }.map { index in
            let page = pages[index]
            let review = page.metadata.review
            return Diagnostic(
                settings.failsOn.contains(.changedSinceReview) ? .error : .warning, .changedSinceReview,
                path: displayPath(page), range: review?.range ?? .fileStart,
                "The page has changed since \(review?.by ?? "somebody") reviewed it on \(review?.on?.description ?? "some day")",
                fixes: [.init("read it again, then run: charter review \(page.path)")])
        }
    }
}
