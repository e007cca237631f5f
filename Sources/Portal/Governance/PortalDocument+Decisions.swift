extension PortalDocument {
    /// Every model in every use with every class of data. Cases name all three, their reasons and their alternatives by
    /// the place in these lists, counted from 0, so that each is written once.
    package struct Decisions: Codable, Hashable, Sendable {
        package var uses: [Choice]
        package var data: [Choice]
        package var models: [Model]
        package var reasons: [Reason]
        package var cases: [Case]

        package init(uses: [Choice], data: [Choice], models: [Model], reasons: [Reason], cases: [Case]) {
            self.uses = uses
            self.data = data
            self.models = models
            self.reasons = reasons
            self.cases = cases
        }

        /// A use or a class of data.
        package struct Choice: Codable, Hashable, Sendable {
            package var id: String
            package var title: String

            package init(id: String, title: String) {
                self.id = id
                self.title = title
            }
        }

        /// A model with what readers choose by.
        package struct Model: Codable, Hashable, Sendable {
            package var title: String
            package var url: String
            /// The address of the page with its verdicts.
            package var decisions: String
            /// The licence's title.
            package var licence: String
            package var isOSIApproved: Bool
            /// Its class.
            package var openness: String
            package var languages: [String]
            package var formats: [Format]

            private enum CodingKeys: String, CodingKey {
                case title, url, decisions, licence
                case isOSIApproved = "osi_approved"
                case openness, languages, formats
            }

            package init(
                title: String, url: String, decisions: String, licence: String, isOSIApproved: Bool, openness: String,
                languages: [String], formats: [Format]
            ) {
                self.title = title
                self.url = url
                self.decisions = decisions
                self.licence = licence
                self.isOSIApproved = isOSIApproved
                self.openness = openness
                self.languages = languages
                self.formats = formats
            }
        }

        /// A format of a model's weights.
        package struct Format: Codable, Hashable, Sendable {
            package var format: String
            /// Memory that it takes.
            package var gibibytes: Double
            /// Whether that counts the key/value cache and the activations.
            package var includesCache: Bool

            private enum CodingKeys: String, CodingKey {
                case format
                case gibibytes = "gib"
                case includesCache = "with_cache"
            }

            package init(format: String, gibibytes: Double, includesCache: Bool) {
                self.format = format
                self.gibibytes = gibibytes
                self.includesCache = includesCache
            }
        }

        /// Why a case was decided as it was.
        package struct Reason: Codable, Hashable, Sendable {
            package var text: String
            package var verdict: String
            package var ground: String
            package var rule: String
            /// The clause's name for readers, such as `POL-004-R1`.
            package var clause: String
            /// The clause's address, with an anchor.
            package var url: String
            package var duties: [String]

            package init(
                text: String, verdict: String, ground: String, rule: String, clause: String, url: String,
                duties: [String]
            ) {
                self.text = text
                self.verdict = verdict
                self.ground = ground
                self.rule = rule
                self.clause = clause
                self.url = url
                self.duties = duties
            }
        }

        /// One case with its verdict.
        package struct Case: Codable, Hashable, Sendable {
            package var model: Int
            package var use: Int
            package var data: Int
            package var verdict: String
            package var reasons: [Int]
            /// Models that do as well, the best first.
            package var alternatives: [Int]

            package init(model: Int, use: Int, data: Int, verdict: String, reasons: [Int], alternatives: [Int]) {
                self.model = model
                self.use = use
                self.data = data
                self.verdict = verdict
                self.reasons = reasons
                self.alternatives = alternatives
            }
        }

        /// Whether every number is a place in its list.
        package var isConsistent: Bool {
            cases.allSatisfy { entry in
                models.indices.contains(entry.model) && uses.indices.contains(entry.use)
                    && data.indices.contains(entry.data) && entry.reasons.allSatisfy(reasons.indices.contains)
                    && entry.alternatives.allSatisfy(models.indices.contains)
            }
        }
    }
}
