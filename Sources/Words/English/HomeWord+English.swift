extension HomeWord {
    public var english: Phrase {
        switch self {
        case .whatPeopleComeFor: "What people come for"
        case .whatChanged: "What changed"
        case .whatIsDue: "What is due"
        case .nothingDue: "Nothing."
        case .licences: "Licences"
        case .whatIsAllowed: "What is allowed"
        case .verdictsLead: "Each verdict leads to its reasons. "
        case .allModels: .counted(one: "{count} model", other: "All {count} models")
        case .sayWhatYouNeed: "[Say what you need] and get models that fit."
        case .modelsTable: "Models and their uses, table"
        case .verdictHolds: "A verdict holds within the policies; the model’s page gives its reasons and conditions."
        case .allChanges: "All changes"
        case .inForceLater: "In force later"
        case .noneDue: "No review is due or overdue on {date}."
        case .policiesInForce: "Policies in force"
        case .requirementsInRegister:
            .counted(one: "{count} requirement in one register", other: "All {count} requirements in one register")
        case .guides: "Guides"
        case .tools: "Decide, compare, look up"
        case .compareAndLookUp: "Compare and look up"
        case .mayWeUse: "May we use this model?"
        case .mayWeUseAbout: "A verdict for each use and kind of data, with its reasons."
        case .whatMustIFollow: "What must I follow?"
        case .whatMustIFollowAbout: "The policies in force, and every requirement in them."
        case .whichDuties: "Which duties come with a licence?"
        case .whichDutiesAbout: "What each allows, asks for and rules out."
        case .howDoIGoAboutIt: "How do I go about it?"
        case .howDoIGoAboutItAbout: "Guides, step by step."
        case .whomDoIAsk: "Whom do I ask?"
        }
    }
}
