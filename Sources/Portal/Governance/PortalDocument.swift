/// `api/portal.json`: all that the portal knows, for programs. The shape of the file stands here only, for its writer and
/// its readers; docs/exports.md explains its keys.
///
/// Statuses, verdicts and the like are texts here: a reader compares them, and another release may know other ones.
package struct PortalDocument: Codable, Hashable, Sendable {
    /// The version that this program writes and reads. A change that breaks readers raises it: a key removed or renamed,
    /// and a new one that is not optional.
    package static let currentFormatVersion = 1

    package var formatVersion = Self.currentFormatVersion
    /// The program that made the file, with its version.
    package var generator: String
    package var title: String
    /// The site's address.
    package var url: String?
    /// The day with which dates were compared, `YYYY-MM-DD` like all dates of the file.
    package var date: String
    package var pages: [Page]
    package var requirements: [Requirement]
    package var licences: [Licence]
    package var models: [Model]
    /// Absent where the portal has no rules.
    package var decisions: Decisions?
    package var answers: [Answer]
    package var exceptions: [Exception]
    package var deployments: [Deployment]
    /// Requirements that were taken out of policies on purpose. Absent in files of earlier releases, like the two below.
    package var withdrawn: [Withdrawal]?
    /// Files that pages show, link to or rest on.
    package var files: [File]?
    /// What `charter.yaml` says of how the portal is governed, by its key.
    package var settings: [String: String]?

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "form"
        case generator, title, url, date, pages, requirements, licences, models, decisions, answers, exceptions
        case deployments, withdrawn, files, settings
    }

    package init(
        generator: String, title: String, url: String? = nil, date: String, pages: [Page] = [],
        requirements: [Requirement] = [], licences: [Licence] = [], models: [Model] = [], decisions: Decisions? = nil,
        answers: [Answer] = [], exceptions: [Exception] = [], deployments: [Deployment] = [],
        withdrawn: [Withdrawal]? = nil, files: [File]? = nil, settings: [String: String]? = nil
    ) {
        self.generator = generator
        self.title = title
        self.url = url
        self.date = date
        self.pages = pages
        self.requirements = requirements
        self.licences = licences
        self.models = models
        self.decisions = decisions
        self.answers = answers
        self.exceptions = exceptions
        self.deployments = deployments
        self.withdrawn = withdrawn
        self.files = files
        self.settings = settings
    }
}

extension PortalDocument {
    /// A page that people write; introductions of sections are left out.
    package struct Page: Codable, Hashable, Sendable {
        /// Below the site's root, like all addresses of pages in the file.
        package var url: String
        package var kind: String
        package var title: String
        package var summary: String
        /// As its author gave it, such as `POL-001`.
        package var id: String?
        package var status: String
        package var version: String?
        package var owner: String?
        package var reviewBy: String?
        package var updated: String?
        package var tags: [String]
        package var sections: [Section]
        /// Former addresses. Absent in files of earlier releases, like the two below.
        package var aliases: [String]?
        /// What else its front matter states, by key.
        package var stated: [String: String]?
        /// The text of a page that governs, by section.
        package var wording: [Wording]?

        private enum CodingKeys: String, CodingKey {
            case url, kind, title, summary, id, status, version, owner
            case reviewBy = "review_by"
            case updated, tags, sections, aliases, stated, wording
        }

        package init(
            url: String, kind: String, title: String, summary: String, id: String? = nil, status: String,
            version: String? = nil, owner: String? = nil, reviewBy: String? = nil, updated: String? = nil,
            tags: [String], sections: [Section], aliases: [String]? = nil, stated: [String: String]? = nil,
            wording: [Wording]? = nil
        ) {
            self.url = url
            self.kind = kind
            self.title = title
            self.summary = summary
            self.id = id
            self.status = status
            self.version = version
            self.owner = owner
            self.reviewBy = reviewBy
            self.updated = updated
            self.tags = tags
            self.sections = sections
            self.aliases = aliases
            self.stated = stated
            self.wording = wording
        }
    }

    /// A heading of a page.
    package struct Section: Codable, Hashable, Sendable {
        /// Its anchor.
        package var id: String
        package var level: Int
        package var title: String

        package init(id: String, level: Int, title: String) {
            self.id = id
            self.level = level
            self.title = title
        }
    }

    /// A requirement of a policy in force.
    package struct Requirement: Codable, Hashable, Sendable {
        /// With its policy's, such as `POL-001-R3`.
        package var id: String
        package var level: String
        package var text: String
        /// The policy's id.
        package var policy: String
        /// The policy's.
        package var version: String
        package var appliesTo: [String]
        /// With an anchor.
        package var url: String

        private enum CodingKeys: String, CodingKey {
            case id, level, text, policy, version
            case appliesTo = "applies_to"
            case url
        }

        package init(
            id: String, level: String, text: String, policy: String, version: String, appliesTo: [String], url: String
        ) {
            self.id = id
            self.level = level
            self.text = text
            self.policy = policy
            self.version = version
            self.appliesTo = appliesTo
            self.url = url
        }
    }

    /// A licence with what the portal decided on it.
    package struct Licence: Codable, Hashable, Sendable {
        package var url: String
        package var spdx: String
        package var name: String
        package var licenceClass: String
        package var isOSIApproved: Bool
        package var decision: String
        package var risk: String
        package var permissions: [String]
        package var conditions: [String]
        package var limitations: [String]
        /// By scenario, such as `fine-tune`.
        package var duties: [String: [String]]
        /// What its clauses fix. Absent in files of earlier releases, like the one below.
        package var facts: LicenceFacts?
        /// The items of its use policy, in the maker's order.
        package var usePolicy: [UsePolicyItem]?

        private enum CodingKeys: String, CodingKey {
            case url, spdx, name
            case licenceClass = "class"
            case isOSIApproved = "osi_approved"
            case decision, risk, permissions, conditions, limitations, duties, facts
            case usePolicy = "use_policy"
        }

        package init(
            url: String, spdx: String, name: String, licenceClass: String, isOSIApproved: Bool, decision: String,
            risk: String, permissions: [String], conditions: [String], limitations: [String],
            duties: [String: [String]],
            facts: LicenceFacts? = nil, usePolicy: [UsePolicyItem]? = nil
        ) {
            self.facts = facts
            self.usePolicy = usePolicy
            self.url = url
            self.spdx = spdx
            self.name = name
            self.licenceClass = licenceClass
            self.isOSIApproved = isOSIApproved
            self.decision = decision
            self.risk = risk
            self.permissions = permissions
            self.conditions = conditions
            self.limitations = limitations
            self.duties = duties
        }
    }

    /// An evaluation of a model.
    package struct Model: Codable, Hashable, Sendable {
        package var url: String
        package var model: String
        package var developer: String
        package var version: String?
        package var parameters: String
        /// The address of the licence's page.
        package var licence: String?
        package var opennessClass: String
        /// By component.
        package var openness: [String: String]
        package var useCases: [UseCase]

        private enum CodingKeys: String, CodingKey {
            case url, model, developer, version, parameters, licence
            case opennessClass = "openness_class"
            case openness
            case useCases = "use_cases"
        }

        package init(
            url: String, model: String, developer: String, version: String? = nil, parameters: String,
            licence: String? = nil, opennessClass: String, openness: [String: String], useCases: [UseCase]
        ) {
            self.url = url
            self.model = model
            self.developer = developer
            self.version = version
            self.parameters = parameters
            self.licence = licence
            self.opennessClass = opennessClass
            self.openness = openness
            self.useCases = useCases
        }
    }

    /// What an evaluation says on one use of its model.
    package struct UseCase: Codable, Hashable, Sendable {
        package var use: String
        package var verdict: String
        package var reason: String
        package var requirement: String?

        package init(use: String, verdict: String, reason: String, requirement: String? = nil) {
            self.use = use
            self.verdict = verdict
            self.reason = reason
            self.requirement = requirement
        }
    }

    /// A reviewed question with the words that answer it.
    package struct Answer: Codable, Hashable, Sendable {
        package var question: String
        package var quote: String
        /// With an anchor, unless the words stand before the first heading.
        package var url: String

        package init(question: String, quote: String, url: String) {
            self.question = question
            self.quote = quote
            self.url = url
        }
    }
}
