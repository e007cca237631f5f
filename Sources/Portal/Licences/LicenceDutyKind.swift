extension LicenceDuty {
    /// The things to do by name, for what says them in other languages.
    public enum Kind: String, Sendable, CaseIterable {
        case askForChanges
        case askForHandingOn
        case askForCommercialUse
        case acceptTerms
        case comparePurpose
        case keepForbiddenUsesOut
        case earnNothing
        case researchOnly
        case compareUsers
        case checkRegion
        case giveCopy
        case giveNotice
        case markChanges
        case trackChanges
        case offerSource
        case offerSourceToUsers
        case sameLicence
        case bindRecipients
        case showLine
        case showLineOfImproved
        case nameImproved
        case treatServiceAsHandingOn
        case treatDistilledAsDerivatives
        case knowCopies
        case askBeforeSuing
        case planForClaims
        case haveAlternative
        case watchTerms
        case useNamesAsPrescribed

        /// What to do, in a sentence.
        public var text: String {
            switch self {
            case .askForChanges:
                "Ask the makers: the licence does not permit changes."
            case .askForHandingOn:
                "Ask the makers: the licence does not permit handing on."
            case .askForCommercialUse:
                "Ask the makers: the licence does not permit commercial use."
            case .acceptTerms:
                "Let somebody who may sign for the organisation accept the terms, and keep the date."
            case .comparePurpose:
                "Compare the purpose with the use policy, and record it."
            case .keepForbiddenUsesOut:
                "Keep forbidden uses out, by instruction and by technical means."
            case .earnNothing:
                "Use it for nothing that earns or saves money."
            case .researchOnly:
                "Use it for research only, on a machine without users."
            case .compareUsers:
                "Compare our number of users with the limit, on the day or over the time that the licence names."
            case .checkRegion:
                "Check that the organisation's region has the rights."
            case .giveCopy:
                "Give a copy of the licence and the copyright notice."
            case .giveNotice:
                "Put the prescribed notice into a Notice file with every copy."
            case .markChanges:
                "Mark changed files as changed."
            case .trackChanges:
                "Keep track of what was changed, for the day when it is handed on."
            case .offerSource:
                "Offer the source."
            case .offerSourceToUsers:
                "Offer the source to the service's users."
            case .sameLicence:
                "Hand the result on under the same licence only."
            case .bindRecipients:
                "Bind recipients, and users where the licence says so, to the use restrictions."
            case .showLine:
                "Show the prescribed line to users."
            case .showLineOfImproved:
                "Show the prescribed line once others get or use a model made or improved with it or its outputs."
            case .nameImproved:
                "Name a model made or improved with it or its outputs as prescribed, once others get or use it."
            case .treatServiceAsHandingOn:
                "Treat the service as handing on: the duties of a product hold, except for files that go with copies."
            case .treatDistilledAsDerivatives:
                "Treat models trained on its outputs to perform like it as derivatives."
            case .knowCopies:
                "Know where copies and derivatives are: they must be deleted at the end."
            case .askBeforeSuing:
                "Ask the legal department before suing because the model infringes our rights: that ends the licence."
            case .planForClaims:
                "Plan for claims of third parties: the user protects the maker from them."
            case .haveAlternative:
                "Have an alternative ready: the makers may restrict use."
            case .watchTerms:
                "Watch the terms and the use policy: the makers may change them."
            case .useNamesAsPrescribed:
                "Use the makers' names and marks only as the licence prescribes."
            }
        }
    }
}
