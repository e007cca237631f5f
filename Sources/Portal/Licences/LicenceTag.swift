/// A term of a licence in choosealicense.com's vocabulary, and terms that licences of models add to it.
public struct LicenceTag: Sendable {
    /// Which term it is.
    public let name: Name
    /// The word in front matter.
    public var tag: String
    /// The term for readers.
    public var label: String
    /// What it means, in a sentence.
    public var summary: String

    /// The term with a tag, wherever it stands.
    public static func named(_ tag: String) -> LicenceTag? {
        (permissions + conditions + limitations).first { $0.tag == tag }
    }

    private init(_ name: Name, _ label: String, _ summary: String) {
        self.name = name
        tag = name == .noPatentUse ? Name.patentUse.rawValue : name.rawValue
        self.label = label
        self.summary = summary
    }

    /// What a licence may allow.
    public static let permissions = [
        LicenceTag(.commercialUse, "Commercial use", "May be used to earn money."),
        LicenceTag(.modifications, "Modification", "May be changed, which includes fine-tuning."),
        LicenceTag(.distribution, "Distribution", "May be handed on."),
        LicenceTag(.privateUse, "Private use", "May be used inside the organisation."),
        LicenceTag(.patentUse, "Patent use", "Grants rights to the contributors' patents."),
        LicenceTag(.outputsUnclaimed, "Outputs are yours", "The makers claim no rights in what the model writes."),
    ]

    /// What a licence may ask for.
    public static let conditions = [
        LicenceTag(.includeCopyright, "Licence and copyright notice", "A copy of both goes with the material."),
        LicenceTag(.documentChanges, "State changes", "Changed files must say so."),
        LicenceTag(.discloseSource, "Disclose source", "Source must be offered with what is handed on."),
        LicenceTag(
            .networkUseDisclose, "Network use is distribution", "Users over a network must be offered the source."),
        LicenceTag(.sameLicense, "Same licence", "What is handed on must carry the same licence."),
        LicenceTag(.acceptableUsePolicy, "Acceptable use policy", "A use policy is part of the licence."),
        LicenceTag(
            .useRestrictionsPassedDown, "Restrictions passed down",
            "Recipients must be bound by the use restrictions."),
        LicenceTag(
            .noticeString, "Exact notice", "A notice with prescribed words goes with every copy that is handed on."),
        LicenceTag(.displayAttribution, "Visible attribution", "A prescribed line must be shown to users."),
        LicenceTag(
            .improvementAttribution, "Attribution of improved models",
            "A model made or improved with it or its outputs must show a prescribed line."),
        LicenceTag(
            .namingPrefix, "Naming rule",
            "The name of a model made or improved with it or its outputs must begin as prescribed."),
        LicenceTag(.userThreshold, "User threshold", "Above a number of users another licence is needed."),
        LicenceTag(
            .hostedIsDistribution, "Hosting counts as handing on",
            "Offering the model as a service brings duties of handing it on."),
        LicenceTag(
            .derivativeByDistillation, "Distilled models are derivatives",
            "A model trained on its outputs to perform like it falls under the same terms."),
        LicenceTag(.deleteOnTermination, "Delete at the end", "Copies must be deleted when the licence ends."),
        LicenceTag(
            .gatedAccess, "Terms accepted by click or use",
            "Whoever clicks, or uses the material, accepts the terms."),
    ]

    /// What a licence may rule out.
    public static let limitations = [
        LicenceTag(.liability, "No liability", "The makers exclude or limit their liability."),
        LicenceTag(.warranty, "No warranty", "The material is provided as is."),
        LicenceTag(.trademarkUse, "No trademark rights", "Names and marks may not be used."),
        LicenceTag(.noPatentUse, "No patent rights", "No rights to patents are granted."),
        LicenceTag(.nonCommercial, "No commercial use", "Use that aims at commercial advantage is not allowed."),
        LicenceTag(.researchOnly, "Research only", "Only research use is allowed."),
        LicenceTag(.useRestrictions, "Forbidden uses", "Named purposes are forbidden."),
        LicenceTag(.remoteRestriction, "May be restricted remotely", "The maker may restrict its use remotely."),
        LicenceTag(.termsMayChange, "Terms may change", "The maker may change the terms or the use policy."),
        LicenceTag(
            .litigationTermination, "Ends on litigation",
            "Whoever sues anybody because the material infringes their rights loses the licence."),
        LicenceTag(
            .regionLimit, "Limited by region", "Rights are withheld from people or companies of some regions."),
        LicenceTag(.governingLaw, "Foreign law", "Another country's law applies, or its courts decide."),
        LicenceTag(.indemnity, "Indemnity", "The user protects the maker from claims of third parties."),
    ]
}

extension LicenceTag {
    /// The terms by name, for what says them in other languages. A limitation may carry the word of a permission in front matter and
    /// mean its absence.
    public enum Name: String, Sendable, CaseIterable {
        case commercialUse = "commercial-use"
        case modifications
        case distribution
        case privateUse = "private-use"
        case patentUse = "patent-use"
        case outputsUnclaimed = "outputs-unclaimed"
        case includeCopyright = "include-copyright"
        case documentChanges = "document-changes"
        case discloseSource = "disclose-source"
        case networkUseDisclose = "network-use-disclose"
        case sameLicense = "same-license"
        case acceptableUsePolicy = "acceptable-use-policy"
        case useRestrictionsPassedDown = "use-restrictions-passed-down"
        case noticeString = "notice-string"
        case displayAttribution = "display-attribution"
        case improvementAttribution = "improvement-attribution"
        case namingPrefix = "naming-prefix"
        case userThreshold = "user-threshold"
        case hostedIsDistribution = "hosted-is-distribution"
        case derivativeByDistillation = "derivative-by-distillation"
        case deleteOnTermination = "delete-on-termination"
        case gatedAccess = "gated-access"
        case liability
        case warranty
        case trademarkUse = "trademark-use"
        case noPatentUse = "no-patent-use"
        case nonCommercial = "non-commercial"
        case researchOnly = "research-only"
        case useRestrictions = "use-restrictions"
        case remoteRestriction = "remote-restriction"
        case termsMayChange = "terms-may-change"
        case litigationTermination = "litigation-termination"
        case regionLimit = "region-limit"
        case governingLaw = "governing-law"
        case indemnity
    }
}
