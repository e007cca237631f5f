/// A model's components and licences, as the Model Openness Tool records them.
public struct OpennessRecord: Sendable, Equatable {
    /// The model's name.
    public var name = ""
    /// Its version or size.
    public var version: String?
    /// When it was recorded.
    public var date: String?
    /// Such as `language` or `vision`.
    public var type: String?
    /// Such as `transformer`.
    public var architecture: String?
    /// Such as `pre-trained` or `instruct fine-tuned`.
    public var treatment: String?
    /// The model that it was made from.
    public var origin: String?
    /// Who made it.
    public var producer = ""
    /// Whom to ask.
    public var contact: String?
    /// Where its code is.
    public var repository: String?
    /// Where its weights are.
    public var huggingFace: String?
    /// The version of the framework that it was recorded by.
    public var frameworkVersion = "1.0"
    /// The day of the framework's version.
    public var frameworkDate: String?
    /// The licence of everything that has none of its own, and those of all code, data and documents.
    public var distributionLicence: Grant?
    /// Licences of all code, all data or all documents.
    public var licences: [OpennessPart.Content: Grant] = [:]
    /// What was recorded, in the file's order.
    public var components: [Component] = []

    /// All of it as it was read.
    package init(
        name: String = "", version: String? = nil, date: String? = nil, type: String? = nil,
        architecture: String? = nil, treatment: String? = nil, origin: String? = nil, producer: String = "",
        contact: String? = nil, repository: String? = nil, huggingFace: String? = nil, frameworkVersion: String = "1.0",
        frameworkDate: String? = nil, distributionLicence: Grant? = nil, licences: [OpennessPart.Content: Grant] = [:],
        components: [Component] = []
    ) {
        self.name = name
        self.version = version
        self.date = date
        self.type = type
        self.architecture = architecture
        self.treatment = treatment
        self.origin = origin
        self.producer = producer
        self.contact = contact
        self.repository = repository
        self.huggingFace = huggingFace
        self.frameworkVersion = frameworkVersion
        self.frameworkDate = frameworkDate
        self.distributionLicence = distributionLicence
        self.licences = licences
        self.components = components
    }

    /// A licence with where its text is.
    public struct Grant: Sendable, Equatable {
        /// The licence's name as its makers write it.
        public var name: String?
        /// Where its text is: an address or a path.
        public var path: String?

        /// All of it as it was read.
        package init(name: String? = nil, path: String? = nil) {
            self.name = name
            self.path = path
        }
    }

    /// A component that was recorded.
    public struct Component: Sendable, Equatable {
        /// Which component it is.
        public var part: OpennessPart
        /// What it is, in the tool's words.
        public var description: String?
        /// Its own licence's name; nil where that of its kind holds.
        public var licence: String?
        /// Where that licence's text is.
        public var licencePath: String?
        /// Where the component is.
        public var path: String?

        /// All of it as it was read.
        package init(
            part: OpennessPart, description: String? = nil, licence: String? = nil, licencePath: String? = nil,
            path: String? = nil
        ) {
            self.part = part
            self.description = description
            self.licence = licence
            self.licencePath = licencePath
            self.path = path
        }
    }

    /// The licence that holds for a component: its own, that of its kind, or the distribution's.
    public func licence(of component: Component) -> String? {
        component.licence ?? licences[component.part.content]?.name ?? distributionLicence?.name
    }
}

/// How a component stands.
public enum OpennessStatus: Sendable, Equatable {
    /// Under an open licence for its kind.
    case open
    /// Under an open licence that was made for another kind of content.
    case openOtherKind
    /// Released under a licence that is not open.
    case restricted
    /// Released, with no licence at all.
    case unlicensed
    /// Not released.
    case missing

    /// Whether the framework counts it.
    public var counts: Bool { self == .open || self == .openOtherKind }
}

extension OpennessRecord {
    /// How a component stands by its licence.
    public func status(of part: OpennessPart) -> OpennessStatus {
        guard let component = components.first(where: { $0.part == part }) else { return .missing }
        guard let name = licence(of: component) else { return .unlicensed }
        switch LicenceName(name) {
        case .none(.notReleased): return .missing
        case .none: return .unlicensed
        case .spdx(let licence):
            guard licence.isOpen else { return .restricted }
            return licence.contents.contains(part.content) ? .open : .openOtherKind
        case .reference(let id, _): return id == "LicenseRef-scancode-openmdw-1.0" ? .open : .restricted
        case .named, .several, .unknown: return .restricted
        }
    }

    /// How a component that a class asks for stands: a research paper may take the technical report's place.
    private func fulfils(_ part: OpennessPart) -> Bool {
        if status(of: part).counts { return true }
        return part == .technicalReport && status(of: .researchPaper).counts
    }

    /// What keeps a class from being reached.
    public func missing(for reached: OpennessFrameworkClass) -> [OpennessPart] {
        reached.required.filter { !fulfils($0) }
    }

    /// The highest class whose components are all there, nil where not even the lowest is reached.
    public var frameworkClass: OpennessFrameworkClass? {
        OpennessFrameworkClass.allCases.first { missing(for: $0).isEmpty }
    }

    /// How much of a class is there, in percent; nothing while a lower class is incomplete.
    public func progress(to wanted: OpennessFrameworkClass) -> Double {
        let below = OpennessFrameworkClass.allCases.filter { $0 < wanted }
        guard below.allSatisfy({ missing(for: $0).isEmpty }) else { return 0 }
        let required = wanted.required.count
        return Double(required - missing(for: wanted).count) / Double(required) * 100
    }
}

extension SPDXLicence {
    /// Whether the framework takes it for open: approved by OSI, free for the FSF, or one of the open data and content
    /// licences that neither judges.
    public var isOpen: Bool { isOSIApproved || isFSFLibre || isOpenContent }

    private var isOpenContent: Bool {
        let openContent: Set<String> = [
            "Apache-1.0", "C-UDA-1.0", "CC-PDDC", "CC0-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0",
            "CDLA-Sharing-1.0", "FreeBSD-DOC", "MulanPSL-1.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0",
        ]
        return openContent.contains(id) || isAttribution
    }

    /// CC BY and CC BY-SA in any version and port, without NC or ND.
    private var isAttribution: Bool {
        let rest = id.hasPrefix("CC-BY-SA-") ? id.dropFirst(9) : id.hasPrefix("CC-BY-") ? id.dropFirst(6) : ""
        return rest.first?.isNumber == true
    }

    /// The kinds of content that the licence is made for.
    ///
    /// Source: the Model Openness Tool's table of acceptable licences; OSI-approved licences are for code.
    var contents: Set<OpennessPart.Content> {
        var contents: Set<OpennessPart.Content> = []
        if isOSIApproved || ["Apache-1.0", "MulanPSL-1.0"].contains(id) { contents.insert(.code) }
        if id == "Apache-2.0" { contents.insert(.document) }
        if isAttribution || ["CC0-1.0", "CC-PDDC"].contains(id) { contents.formUnion([.data, .document]) }
        if id == "FreeBSD-DOC" || id.hasPrefix("GFDL") { contents.insert(.document) }
        if id.hasPrefix("CDLA-") || ["C-UDA-1.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0"].contains(id) {
            contents.insert(.data)
        }
        return contents
    }
}
