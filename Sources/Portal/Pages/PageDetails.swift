/// What a page is, with all that its kind's front matter says.
public enum PageDetails: Sendable, Equatable {
    case policy(Policy)
    case licence(Licence)
    case evaluation(Evaluation)
    /// A guide; it has no keys of its own.
    case guide
    /// A page of the glossary; its terms are part of its text.
    case glossary
    /// Any other page.
    case page
}

extension Page {
    /// The version that the page states, of whatever it is about.
    public var version: String? {
        switch details {
        case .policy(let policy): policy.version.isEmpty ? nil : policy.version
        case .licence(let licence): licence.version
        case .evaluation(let evaluation): evaluation.version
        case .guide, .glossary, .page: nil
        }
    }

    /// The id that the page states for itself and where, for kinds that have ids.
    public var statedID: Located<String>? {
        switch details {
        case .policy(let policy): policy.idRange.map { Located(policy.id, at: $0) }
        case .licence(let licence): licence.spdxRange.map { Located(licence.spdx, at: $0) }
        case .evaluation, .guide, .glossary, .page: nil
        }
    }

    /// The policy that the page is, nil where it is something else.
    public var policy: Policy? { if case .policy(let policy) = details { policy } else { nil } }

    /// The licence that the page is about, nil where it is something else.
    public var licence: Licence? { if case .licence(let licence) = details { licence } else { nil } }

    /// The evaluation that the page is, nil where it is something else.
    ///
    /// ``Library/evaluation(of:)`` adds what the files say that it names.
    public var evaluation: Evaluation? { if case .evaluation(let evaluation) = details { evaluation } else { nil } }
}
