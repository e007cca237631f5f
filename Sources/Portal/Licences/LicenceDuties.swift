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
    public var text: String
    /// The term that it follows from.
    public var tag: LicenceTag
    /// The clauses that say so.
    public var clauses: [Licence.Clause]
}

extension Licence {
    /// The checklist for a scenario, in the order of the terms.
    public func duties(in scenario: LicenceScenario) -> [LicenceDuty] {
        Self.dutyTable.compactMap { tag, scenarios, text in
            let isNamed = conditions.contains(tag) || limitations.contains(tag)
            guard isNamed, isOwed(tag, in: scenario, usually: scenarios), let term = LicenceTag.named(tag) else {
                return nil
            }
            return LicenceDuty(text: text, tag: term, clauses: clauses.filter { $0.tags.contains(tag) })
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
        let needed: [(String, String)] =
            switch scenario {
            case .runInternally: []
            case .fineTune: [("modifications", "Ask the makers: the licence does not permit changes.")]
            case .shipProduct:
                [
                    ("distribution", "Ask the makers: the licence does not permit handing on."),
                    ("commercial-use", "Ask the makers: the licence does not permit commercial use."),
                ]
            case .offerService: [("commercial-use", "Ask the makers: the licence does not permit commercial use.")]
            }
        return needed.compactMap { permission, text in
            guard !permissions.contains(permission), let term = LicenceTag.named(permission) else { return nil }
            return LicenceDuty(text: text, tag: term, clauses: [])
        }
    }

    private static let everywhere = Set(LicenceScenario.allCases)
    private static let outside: Set<LicenceScenario> = [.shipProduct, .offerService]
    private static let derived: Set<LicenceScenario> = [.fineTune, .shipProduct, .offerService]

    private static let dutyTable: [(tag: String, scenarios: Set<LicenceScenario>, text: String)] = [
        (
            "gated-access", everywhere,
            "Let somebody who may sign for the organisation accept the terms, and keep the date."
        ),
        ("acceptable-use-policy", everywhere, "Compare the purpose with the use policy, and record it."),
        ("use-restrictions", everywhere, "Keep forbidden uses out, by instruction and by technical means."),
        ("non-commercial", everywhere, "Use it for nothing that earns or saves money."),
        ("research-only", everywhere, "Use it for research only, on a machine without users."),
        (
            "user-threshold", everywhere,
            "Compare our number of users with the limit, on the day or over the time that the licence names."
        ),
        ("region-limit", everywhere, "Check that the organisation's region has the rights."),
        ("include-copyright", [.shipProduct], "Give a copy of the licence and the copyright notice."),
        ("notice-string", [.shipProduct], "Put the prescribed notice into a Notice file with every copy."),
        ("document-changes", [.shipProduct], "Mark changed files as changed."),
        ("document-changes", [.fineTune], "Keep track of what was changed, for the day when it is handed on."),
        ("disclose-source", [.shipProduct], "Offer the source."),
        ("network-use-disclose", [.offerService], "Offer the source to the service's users."),
        ("same-license", [.shipProduct, .fineTune], "Hand the result on under the same licence only."),
        (
            "use-restrictions-passed-down", [.shipProduct],
            "Bind recipients, and users where the licence says so, to the use restrictions."
        ),
        ("display-attribution", outside, "Show the prescribed line to users."),
        (
            "improvement-attribution", derived,
            "Show the prescribed line once others get or use a model made or improved with it or its outputs."
        ),
        (
            "naming-prefix", derived,
            "Name a model made or improved with it or its outputs as prescribed, once others get or use it."
        ),
        (
            "hosted-is-distribution", [.offerService],
            "Treat the service as handing on: the duties of a product hold, except for files that go with copies."
        ),
        (
            "derivative-by-distillation", [.fineTune],
            "Treat models trained on its outputs to perform like it as derivatives."
        ),
        (
            "delete-on-termination", everywhere,
            "Know where copies and derivatives are: they must be deleted at the end."
        ),
        (
            "litigation-termination", everywhere,
            "Ask the legal department before suing because the model infringes our rights: that ends the licence."
        ),
        ("indemnity", everywhere, "Plan for claims of third parties: the user protects the maker from them."),
        ("remote-restriction", everywhere, "Have an alternative ready: the makers may restrict use."),
        ("terms-may-change", everywhere, "Watch the terms and the use policy: the makers may change them."),
        ("trademark-use", outside, "Use the makers' names and marks only as the licence prescribes."),
    ]
}
