/// A term of a licence in choosealicense.com's vocabulary, and terms that licences of models add to it.
public struct LicenceTag: Sendable {
    public var tag: String
    public var label: String
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
        LicenceTag("notice-string", "Exact notice", "A notice with prescribed words goes with every copy."),
        LicenceTag("display-attribution", "Visible attribution", "A prescribed line must be shown to users."),
        LicenceTag("naming-prefix", "Naming rule", "The name of a derived model must carry the maker's name."),
        LicenceTag("user-threshold", "User threshold", "Above a number of users another licence is needed."),
        LicenceTag(
            "hosted-is-distribution", "Hosting is distribution",
            "Offering the model as a service counts as handing it on."),
        LicenceTag(
            "derivative-by-distillation", "Distilled models are derivatives",
            "A model trained on its outputs falls under the same terms."),
        LicenceTag("delete-on-termination", "Delete at the end", "Copies must be deleted when the licence ends."),
        LicenceTag("gated-access", "Terms accepted on download", "The terms are accepted by a click before access."),
    ]

    /// What a licence may rule out.
    public static let limitations = [
        LicenceTag("liability", "No liability", "The makers answer for no damage."),
        LicenceTag("warranty", "No warranty", "The material comes as it is."),
        LicenceTag("trademark-use", "No trademark rights", "Names and marks may not be used."),
        LicenceTag("patent-use", "No patent rights", "No rights to patents are granted."),
        LicenceTag("non-commercial", "No commercial use", "Use that aims at commercial advantage is not allowed."),
        LicenceTag("research-only", "Research only", "Only research use is allowed."),
        LicenceTag("use-restrictions", "Forbidden uses", "Named purposes are forbidden."),
        LicenceTag("remote-restriction", "May be restricted remotely", "The maker may restrict use from afar."),
        LicenceTag("terms-may-change", "Terms may change", "The maker may change the terms."),
        LicenceTag(
            "litigation-termination", "Ends on litigation", "Suing the makers over their rights ends the licence."),
        LicenceTag(
            "region-limit", "Limited by region", "Rights are withheld from people or companies of some regions."),
        LicenceTag("governing-law", "Foreign law", "Another country's law applies, or its courts decide."),
        LicenceTag("indemnity", "Indemnity", "The user pays for claims of third parties."),
    ]
}
