// What the clauses of a licence fix, as programs read it.

extension PortalDocument {
    /// What the clauses of a licence fix, each with the section that says so.
    package struct LicenceFacts: Codable, Hashable, Sendable {
        package var users: [Users]
        package var laws: [Law]
        package var endings: [Ending]
        package var indemnities: [Indemnity]
        package var regions: [Region]
        /// Exact lines, in the order of the page.
        package var lines: [Line]
        /// What is owed when, by term, such as `include-copyright`: of `copies`, `hosting`, `improved-models`.
        package var owed: [String: [String]]

        /// More users in a month than this need another licence.
        package struct Users: Codable, Hashable, Sendable {
            package var section: String
            package var moreThan: Int
            /// `at-release` or `running`.
            package var counting: String
            package var day: String?

            private enum CodingKeys: String, CodingKey {
                case section
                case moreThan = "more_than"
                case counting, day
            }
        }

        /// Whose law applies, and who decides.
        package struct Law: Codable, Hashable, Sendable {
            package var section: String
            package var law: String
            package var courts: String?
        }

        /// A way in which the licence ends.
        package struct Ending: Codable, Hashable, Sendable {
            package var section: String
            /// `breach`, `suit-over-own-rights` or `patent-suit`.
            package var trigger: String
            /// `may` or `automatic`.
            package var manner: String
            /// `all` or `patents`.
            package var scope: String
            package var cureDays: Int?

            private enum CodingKeys: String, CodingKey {
                case section, trigger, manner, scope
                case cureDays = "cure_days"
            }
        }

        /// Whom the licensee protects from claims of third parties.
        package struct Indemnity: Codable, Hashable, Sendable {
            package var section: String
            package var protects: String
            package var covers: String
        }

        /// Where rights are withheld.
        package struct Region: Codable, Hashable, Sendable {
            package var section: String
            package var regions: [String]
            package var concerns: String?
            package var exempt: String?
        }

        /// An exact line that must be shown.
        package struct Line: Codable, Hashable, Sendable {
            package var text: String
            package var owed: [String]
        }
    }

    /// An item of a use policy.
    package struct UsePolicyItem: Codable, Hashable, Sendable {
        package var number: String
        package var words: String
        /// Uses that are to be compared with it, by id.
        package var touches: [String]
        /// Uses that it forbids, by id.
        package var forbids: [String]
    }
}

extension PortalDocument.LicenceFacts {
    /// What the clauses of a licence fix.
    package init(_ licence: Licence) {
        let clauses = licence.clauses
        users = clauses.compactMap { clause in
            clause.users.map {
                Users(
                    section: clause.section, moreThan: $0.moreThan, counting: $0.counting.rawValue,
                    day: $0.day?.description)
            }
        }
        laws = clauses.compactMap { clause in
            clause.law.map { Law(section: clause.section, law: $0.law, courts: $0.courts) }
        }
        endings = clauses.flatMap { clause in
            clause.endings.map {
                Ending(
                    section: clause.section, trigger: $0.trigger.rawValue, manner: $0.manner.rawValue,
                    scope: $0.scope.rawValue, cureDays: $0.cureDays)
            }
        }
        indemnities = clauses.compactMap { clause in
            clause.indemnity.map { Indemnity(section: clause.section, protects: $0.protects, covers: $0.covers) }
        }
        regions = clauses.compactMap { clause in
            clause.region.map {
                Region(section: clause.section, regions: $0.regions, concerns: $0.concerns, exempt: $0.exempt)
            }
        }
        lines = licence.lines.map { Line(text: $0.text, owed: $0.owed.map(\.rawValue)) }
        owed = clauses.reduce(into: [:]) { all, clause in
            guard !clause.owed.isEmpty else { return }
            for tag in clause.tags {
                let known = all[tag] ?? []
                all[tag] = known + clause.owed.map(\.rawValue).filter { !known.contains($0) }
            }
        }
    }
}

extension PortalDocument.UsePolicyItem {
    /// An item as the licence's page lists it.
    package init(_ item: Licence.UsePolicyItem) {
        self.init(number: item.number, words: item.words?.value ?? "", touches: item.touches, forbids: item.forbids)
    }
}
