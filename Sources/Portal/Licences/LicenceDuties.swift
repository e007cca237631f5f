/// What an organisation does with a model, as far as licences tell it apart.
public enum LicenceScenario: String, Sendable, CaseIterable {
    case runInternally = "internal"
    case fineTune = "fine-tune"
    case shipProduct = "product"
    case offerService = "service"

    /// The scenario in the first person.
    public var title: String {
        switch self {
        case .runInternally: "We run it internally"
        case .fineTune: "We fine-tune it"
        case .shipProduct: "We ship it in a product"
        case .offerService: "We offer it as a service"
        }
    }
}

/// A thing to do that follows from a licence's terms.
public struct LicenceDuty: Sendable {
    /// What to do.
    public var kind: Kind
    /// The term that it follows from.
    public var tag: LicenceTag
    /// The clauses that say so.
    public var clauses: [Licence.Clause]

    /// What to do, in a sentence.
    public var text: String { kind.text }
}

extension Licence {
    /// The checklist for a scenario, in the order of the terms.
    public func duties(in scenario: LicenceScenario) -> [LicenceDuty] {
        Self.dutyTable.compactMap { tag, scenarios, kind in
            let isNamed = conditions.contains(tag) || limitations.contains(tag)
            guard isNamed, isOwed(tag, in: scenario, usually: scenarios), let term = LicenceTag.named(tag) else {
                return nil
            }
            return LicenceDuty(kind: kind, tag: term, clauses: clauses.filter { $0.tags.contains(tag) })
        } + missingPermissions(in: scenario)
    }

    /// Whether a term asks for something in a scenario.
    ///
    /// - Parameter usual: the scenarios in which it does, where the licence's clauses do not say.
    private func isOwed(_ tag: String, in scenario: LicenceScenario, usually usual: Set<LicenceScenario>) -> Bool {
        let stated = clauses.filter { $0.tags.contains(tag) }.flatMap(\.owed)
        // What is done inside the organisation, no clause tells apart.
        if !stated.isEmpty, usual.contains(.shipProduct) { return stated.contains { $0.scenarios.contains(scenario) } }
        // Where hosting counts as handing on, a service owes what a product does, except files that go with copies:
        // a service hands on none.
        return usual.contains(scenario)
            || (scenario == .offerService && conditions.contains("hosted-is-distribution")
                && usual.contains(.shipProduct) && tag != "notice-string")
    }

    private func missingPermissions(in scenario: LicenceScenario) -> [LicenceDuty] {
        let needed: [(String, LicenceDuty.Kind)] =
            switch scenario {
            case .runInternally: []
            case .fineTune: [("modifications", .askForChanges)]
            case .shipProduct:
                [
                    ("distribution", .askForHandingOn),
                    ("commercial-use", .askForCommercialUse),
                ]
            case .offerService: [("commercial-use", .askForCommercialUse)]
            }
        return needed.compactMap { permission, kind in
            guard !permissions.contains(permission), let term = LicenceTag.named(permission) else { return nil }
            return LicenceDuty(kind: kind, tag: term, clauses: [])
        }
    }

    private static let everywhere = Set(LicenceScenario.allCases)
    private static let outside: Set<LicenceScenario> = [.shipProduct, .offerService]
    private static let derived: Set<LicenceScenario> = [.fineTune, .shipProduct, .offerService]

    private static let dutyTable: [(tag: String, scenarios: Set<LicenceScenario>, kind: LicenceDuty.Kind)] = [
        ("gated-access", everywhere, .acceptTerms),
        ("acceptable-use-policy", everywhere, .comparePurpose),
        ("use-restrictions", everywhere, .keepForbiddenUsesOut),
        ("non-commercial", everywhere, .earnNothing),
        ("research-only", everywhere, .researchOnly),
        ("user-threshold", everywhere, .compareUsers),
        ("region-limit", everywhere, .checkRegion),
        ("include-copyright", [.shipProduct], .giveCopy),
        ("notice-string", [.shipProduct], .giveNotice),
        ("document-changes", [.shipProduct], .markChanges),
        ("document-changes", [.fineTune], .trackChanges),
        ("disclose-source", [.shipProduct], .offerSource),
        ("network-use-disclose", [.offerService], .offerSourceToUsers),
        ("same-license", [.shipProduct, .fineTune], .sameLicence),
        ("use-restrictions-passed-down", [.shipProduct], .bindRecipients),
        ("display-attribution", outside, .showLine),
        ("improvement-attribution", derived, .showLineOfImproved),
        ("naming-prefix", derived, .nameImproved),
        ("hosted-is-distribution", [.offerService], .treatServiceAsHandingOn),
        ("derivative-by-distillation", [.fineTune], .treatDistilledAsDerivatives),
        ("delete-on-termination", everywhere, .knowCopies),
        ("litigation-termination", everywhere, .askBeforeSuing),
        ("indemnity", everywhere, .planForClaims),
        ("remote-restriction", everywhere, .haveAlternative),
        ("terms-may-change", everywhere, .watchTerms),
        ("trademark-use", outside, .useNamesAsPrescribed),
    ]
}
