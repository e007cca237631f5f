// What the portal keeps beside its pages.

extension PortalDocument {
    /// An exception from a requirement.
    package struct Exception: Codable, Hashable, Sendable {
        package var id: String
        package var requirement: String
        package var reason: String
        package var owner: String
        package var approvedBy: [String]
        package var from: String
        package var until: String
        /// Absent in files of earlier releases.
        package var mitigation: String?

        private enum CodingKeys: String, CodingKey {
            case id, requirement, reason, owner
            case approvedBy = "approved_by"
            case from, until, mitigation
        }

        package init(
            id: String, requirement: String, reason: String, owner: String, approvedBy: [String], from: String,
            until: String, mitigation: String? = nil
        ) {
            self.id = id
            self.requirement = requirement
            self.reason = reason
            self.owner = owner
            self.approvedBy = approvedBy
            self.from = from
            self.until = until
            self.mitigation = mitigation
        }
    }

    /// A system that runs models.
    package struct Deployment: Codable, Hashable, Sendable {
        package var id: String
        package var title: String
        package var owner: String
        package var models: [String]
        package var use: String?
        package var data: String?
        package var since: String?
        /// Whether weights leave the organisation with it. Absent in files of earlier releases.
        package var isShipped: Bool?

        private enum CodingKeys: String, CodingKey {
            case id, title, owner, models, use, data, since
            case isShipped = "shipped"
        }

        package init(
            id: String, title: String, owner: String, models: [String], use: String? = nil, data: String? = nil,
            since: String? = nil, isShipped: Bool? = nil
        ) {
            self.id = id
            self.title = title
            self.owner = owner
            self.models = models
            self.use = use
            self.data = data
            self.since = since
            self.isShipped = isShipped
        }
    }

    /// A requirement that was taken out of its policy on purpose.
    package struct Withdrawal: Codable, Hashable, Sendable {
        /// With its policy's, such as `POL-001-R3`.
        package var id: String
        package var date: String?
        package var reason: String?

        package init(id: String, date: String? = nil, reason: String? = nil) {
            self.id = id
            self.date = date
            self.reason = reason
        }
    }

    /// A section of a page that governs, as plain text.
    package struct Wording: Codable, Hashable, Sendable {
        /// The heading's anchor, empty before the first heading.
        package var section: String
        package var title: String
        package var text: String

        package init(section: String, title: String, text: String) {
            self.section = section
            self.title = title
            self.text = text
        }
    }

    /// A file beside pages.
    package struct File: Codable, Hashable, Sendable {
        /// Below the site's root.
        package var path: String
        package var sha256: String

        package init(path: String, sha256: String) {
            self.path = path
            self.sha256 = sha256
        }
    }
}
