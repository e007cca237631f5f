/// A term of a licence in choosealicense.com's vocabulary, and terms that licences of models add to it.
public struct LicenceTag: Sendable {
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

    private init(_ tag: String, _ label: String, _ summary: String) {
        self.tag = tag
        self.label = label
        self.summary = summary
    }

    /// What a licence may allow.
    public static let permissions = [
        LicenceTag("commercial-use", "Commercial use", "May be used to earn money."),
        LicenceTag("modifications", "Modification", "May be changed, which includes fine-tuning."),
        LicenceTag("distribution", "Distribution", "May be handed on."),
        LicenceTag("private-use", "Private use", "May be used inside the organisation."),
        LicenceTag("patent-use", "Patent use", "Grants rights to the contributors' patents."),
        LicenceTag("outputs-unclaimed", "Outputs are yours", "The makers claim no rights in what the model writes."),
    ]

    /// What a licence may ask for.
    public static let conditions = [
        LicenceTag("include-copyright", "Licence and copyright notice", "A copy of both goes with the material."),
        LicenceTag("document-changes", "State changes", "Changed files must say so."),
        LicenceTag("disclose-source", "Disclose source", "Source must be offered with what is handed on."),
        LicenceTag(
            "network-use-disclose", "Network use is distribution", "Users over a network must be offered the source."),
        LicenceTag("same-license", "Same licence", "What is handed on must carry the same licence."),
        LicenceTag("acceptable-use-policy", "Acceptable use policy", "A use policy is part of the licence."),
        LicenceTag(
            "use-restrictions-passed-down", "Restrictions passed down",
            "Recipients must be bound by the use restrictions."),
        LicenceTag(
            "notice-string", "Exact notice", "A notice with prescribed words goes with every copy that is handed on."),
        LicenceTag("display-attribution", "Visible attribution", "A prescribed line must be shown to users."),
        LicenceTag(
            "improvement-attribution", "Attribution of improved models",
            "A model made or improved with it or its outputs must show a prescribed line."),
        LicenceTag(
            "naming-prefix", "Naming rule",
            "The name of a model made or improved with it or its outputs must begin as prescribed."),
        LicenceTag("user-threshold", "User threshold", "Above a number of users another licence is needed."),
        LicenceTag(
            "hosted-is-distribution", "Hosting counts as handing on",
            "Offering the model as a service brings duties of handing it on."),
        LicenceTag(
            "derivative-by-distillation", "Distilled models are derivatives",
            "A model trained on its outputs to perform like it falls under the same terms."),
        LicenceTag("delete-on-termination", "Delete at the end", "Copies must be deleted when the licence ends."),
        LicenceTag(
            "gated-access", "Terms accepted by click or use",
            "Whoever clicks, or uses the material, accepts the terms."),
    ]

    /// What a licence may rule out.
    public static let limitations = [
        LicenceTag("liability", "No liability", "The makers exclude or limit their liability."),
        LicenceTag("warranty", "No warranty", "The material is provided as is."),
        LicenceTag("trademark-use", "No trademark rights", "Names and marks may not be used."),
        LicenceTag("patent-use", "No patent rights", "No rights to patents are granted."),
        LicenceTag("non-commercial", "No commercial use", "Use that aims at commercial advantage is not allowed."),
        LicenceTag("research-only", "Research only", "Only research use is allowed."),
        LicenceTag("use-restrictions", "Forbidden uses", "Named purposes are forbidden."),
        LicenceTag("remote-restriction", "May be restricted remotely", "The maker may restrict its use remotely."),
        LicenceTag("terms-may-change", "Terms may change", "The maker may change the terms or the use policy."),
        LicenceTag(
            "litigation-termination", "Ends on litigation",
            "Whoever sues anybody because the material infringes their rights loses the licence."),
        LicenceTag(
            "region-limit", "Limited by region", "Rights are withheld from people or companies of some regions."),
        LicenceTag("governing-law", "Foreign law", "Another country's law applies, or its courts decide."),
        LicenceTag("indemnity", "Indemnity", "The user protects the maker from claims of third parties."),
    ]
}
