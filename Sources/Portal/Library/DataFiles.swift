import Diagnostics

/// What the site's data files say, and the files that pages name in their front matter: all that rules need beside pages.
///
/// `Content` adds the initializer that reads them and checks them against what the pages say of them.
public struct DataFiles: Sendable {
    /// Files of the Model Openness Tool, by the evaluation's path.
    public package(set) var openness: [String: OpennessRecord] = [:]
    /// Stored texts of licences, by the licence's path.
    public package(set) var licenceTexts: [String: LicenceText] = [:]
    /// Results files, by the evaluation's path.
    public package(set) var results: [String: [ModelResult]] = [:]
    /// `decisions.yaml`, where there is one.
    public package(set) var decisions: DecisionRules?
    /// `exceptions.yaml`, where there is one.
    public package(set) var exceptions: ExceptionsRegister?
    /// `deployments.yaml`, where there is one.
    public package(set) var deployments: Deployments?
    /// Problems of the files.
    public package(set) var diagnostics: [Diagnostic] = []

    /// A licence's text as it is stored.
    public struct LicenceText: Sendable, Hashable {
        /// With each run of white space as one space.
        package var words: String
        /// SHA-256 of its bytes, in hexadecimal.
        public var hash: String
        /// Whether the page expects another hash.
        public var isChanged: Bool

        /// A text as it was read.
        package init(words: String, hash: String, isChanged: Bool) {
            self.words = words
            self.hash = hash
            self.isChanged = isChanged
        }
    }

    /// A site without data files.
    public init() {}
}
