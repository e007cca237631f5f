import Answers
import Portal
import Primitives

/// The commit that a site's sources are of, as git tells it.
public struct SourceCommit: Sendable, Hashable {
    /// The commit's name, in hexadecimal.
    public var id: String
    /// Whether the content, the theme or the settings differ from it.
    public var hasChanges: Bool

    /// What git told.
    public init(id: String, hasChanges: Bool) {
        self.id = id
        self.hasChanges = hasChanges
    }
}

/// `api/build.json`: what a site was made from and with, for whoever has a site before them and must tell.
///
/// It holds no moment and no machine's name: the same input gives the same bytes.
public struct BuildRecord: Sendable, Codable, Equatable {
    /// Where it stands in a site.
    public static let path = "api/build.json"

    /// A model that made a part of the site.
    public struct Model: Sendable, Codable, Hashable {
        /// What it did: `encoder` of the answers' vectors, `generator` of reviewed questions.
        public var role: String
        public var name: String
        /// SHA-256 of its file; of several files, of their hashes with a line feed between them.
        public var sha256: String

        /// A model by its role.
        public init(role: String, name: String, sha256: String) {
            self.role = role
            self.name = name
            self.sha256 = sha256
        }
    }

    /// Raised when a change breaks readers.
    public var form = 1
    /// The tool and its version.
    public var generator: String
    /// The day that dates were compared with.
    public var date: String
    /// Nil where git tells none.
    public var commit: String?
    /// Whether the sources differ from the commit; nil without one.
    public var uncommitted: Bool?
    /// Whether drafts are part of the site.
    public var drafts: Bool
    public var models: [Model]

    /// The record of a build.
    init(_ input: SiteInput) {
        generator = "Charter \(input.version)"
        date = input.today.description
        commit = input.commit?.id
        uncommitted = input.commit?.hasChanges
        drafts = input.includesDrafts
        models = Self.models(input)
    }

    /// The encoder, where it was at hand, and the writers of questions that are published.
    private static func models(_ input: SiteInput) -> [Model] {
        guard input.hasAnswers, let answers = input.answers else { return [] }
        let encoder =
            answers.openEncoder == nil
            ? [] : [Model(role: "encoder", name: answers.encoderName, sha256: answers.encoderHash)]
        let published = answers.ledger.files.values.flatMap(\.pairs).filter {
            $0.status.isPublished && !$0.model.isEmpty
        }
        let writers = Set(published.map { Model(role: "generator", name: $0.model, sha256: $0.modelHash) })
        return encoder + writers.sorted { ($0.name, $0.sha256) < ($1.name, $1.sha256) }
    }

    /// The file's text.
    var text: String { JSONText(encoding: self, absent: .null).text() + "\n" }
}
