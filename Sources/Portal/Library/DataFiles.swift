import Diagnostics

/// What the site's data files say, and the files that pages name in their front matter: all that rules need beside pages.
///
/// `Content` adds the initializer that reads them and checks them against what the pages say of them.
public struct DataFiles: Sendable {
    /// Files of the Model Openness Tool, by the evaluation's path.
    public package(set) var openness: [String: OpennessRecord] = [:]
    /// Texts of licences and of their use policies that are at hand, by the licence's path.
    public package(set) var licenceTexts: [String: [LicenceText]] = [:]
    /// `licences/verified.yaml`, where there is one.
    public package(set) var quotations: QuotationRecord?
    /// Results files, by the evaluation's path.
    public package(set) var results: [String: [ModelResult]] = [:]
    /// `decisions.yaml`, where there is one.
    public package(set) var decisions: DecisionRules?
    /// `exceptions.yaml`, where there is one.
    public package(set) var exceptions: ExceptionsRegister?
    /// `deployments.yaml`, where there is one.
    public package(set) var deployments: Deployments?
    /// The files in `questions/`, by the path of the page that each is for; their problems are told by a rule.
    public package(set) var questions: [String: StatedQuestionFile] = [:]
    /// Problems of the files.
    public package(set) var diagnostics: [Diagnostic] = []

    /// A text that is at hand: beside its page, or in the cache of the user's.
    public struct LicenceText: Sendable, Hashable {
        /// Which of the page's texts it is.
        package var stated: Licence.StoredText
        /// What quotations are looked up in.
        package var wording: LicenceWording
        /// SHA-256 of its bytes, in hexadecimal.
        public var hash: String

        /// A text as it was read.
        package init(stated: Licence.StoredText, wording: LicenceWording, hash: String) {
            self.stated = stated
            self.wording = wording
            self.hash = hash
        }

        /// Whether the page expects another hash.
        public var isChanged: Bool { stated.hash.map { $0 != hash } ?? false }
    }

    /// A site without data files.
    public init() {}
}
