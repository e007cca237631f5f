import Portal

// What things of the portal are called. The English words are the domain's own, which diagnostics use, too.

extension Catalogue {
    /// A text that does not stand in a part of the catalogue, in each language.
    func said(_ english: @autoclosure () -> String, german: @autoclosure () -> String) -> String {
        switch language {
        case .english: english()
        case .german: german()
        case .marked: Self.inMarks(english())
        }
    }

    /// Allowed, Conditional, Blocked.
    public func label(_ verdict: Evaluation.Verdict) -> String { said(verdict.label, german: verdict.german) }

    /// Approved, Conditional, Prohibited.
    public func label(_ decision: LicenceDecision) -> String { said(decision.label, german: decision.german) }

    /// The decision within a sentence.
    public func word(_ decision: LicenceDecision) -> String { said(decision.rawValue, german: label(decision).lowered) }

    /// Whether a page is in force.
    public func word(_ status: Page.Status) -> String { said(status.rawValue, german: status.german) }

    /// What a page is.
    public func word(_ kind: PageKind) -> String { said(kind.rawValue, german: kind.german) }

    /// The heading of lists of a kind.
    public func plural(_ kind: PageKind) -> String {
        switch kind {
        case .policy: made(.policies)
        case .licence: made(.licences)
        case .evaluation: made(.evaluations)
        case .guide: made(.guides)
        case .glossary: made(.glossary)
        case .page: made(.pages)
        }
    }

    /// How strongly a requirement binds, in the capitals of RFC 2119.
    public func word(_ level: Requirement.Level) -> String { said(level.rawValue, german: level.german) }

    /// A title of content within a sentence: German nouns keep their capital.
    public func inSentence(_ title: String) -> String { said(title.lowercased(), german: title) }

    /// What a model that builds the site does.
    public func label(_ role: ModelSettings.Role) -> String {
        switch role {
        case .generator: asking(.roleGenerator)
        case .adapter: asking(.roleAdapter)
        case .encoder: asking(.roleEncoder)
        }
    }
}

extension String {
    /// With a small first letter, for words that are no nouns.
    var lowered: String { prefix(1).lowercased() + dropFirst() }
}
