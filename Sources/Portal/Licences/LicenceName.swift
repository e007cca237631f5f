import Diagnostics

/// What a licence's name, as people write it, stands for.
public enum LicenceName: Sendable, Hashable {
    /// A licence of the SPDX list.
    case spdx(SPDXLicence)
    /// A licence that SPDX does not list, by the id that ScanCode's LicenseDB gives it.
    case reference(id: String, name: String)
    /// A licence of its own that neither names; there is no id for it.
    case named(String)
    /// No licence, in words such as "unlicensed", "Undisclosed" or "Component not included".
    case none(Absence)
    /// Several licences or sources in one field.
    case several
    /// No licence that is known, with the nearest id.
    case unknown(nearest: String?)

    /// Why there is no licence.
    public enum Absence: Sendable, Hashable {
        /// It was released without one.
        case unlicensed
        /// The part was not released.
        case notReleased
        /// Nobody says.
        case undisclosed
    }

    /// The id that stands for the licence, where there is one.
    public var id: String? {
        switch self {
        case .spdx(let licence): licence.id
        case .reference(let id, _): id
        case .named, .none, .several, .unknown: nil
        }
    }

    /// Finds what a name stands for: an SPDX id, a `LicenseRef-…`, an SPDX name or one of the names people write.
    /// Case, "license" or "licence", and the words around a name do not count.
    public init(_ text: String) {
        let plain = Self.folded(text)
        if let licence = SPDXLicence.named(text.trimmed) {
            self = .spdx(licence)
        } else if text.hasPrefix("LicenseRef-") {
            self = .reference(id: text, name: text)
        } else if let known = Self.aliases[plain] {
            self = known
        } else if let id = Self.idsByName[plain], let licence = SPDXLicence.named(id) {
            self = .spdx(licence)
        } else {
            let ids = SPDXLicence.all.values.map(\.id).sorted()
            self = .unknown(nearest: nearestWord(to: text.trimmed, among: ids))
        }
    }

    /// What people write for the licence with an id, beside the id and its full name; sorted.
    public static func names(of id: String) -> [String] { aliases.filter { $0.value.id == id }.map(\.key).sorted() }

    /// Letters and digits in lower case with one space between words, "license agreement" and the like left out.
    static func folded(_ text: String) -> String {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "+") }
            .map { word in String(word.reversed().drop { $0 == "." }.reversed()) }
        let fillers: Set<String> = ["license", "licence", "licensed", "agreement", "the", "version", "v", "under", ""]
        let kept = words.filter { !fillers.contains($0) }.map { word in
            // v2.0 is 2.0.
            word.hasPrefix("v") && word.dropFirst().first?.isNumber == true ? String(word.dropFirst()) : word
        }
        return (kept.isEmpty ? words : kept).joined(separator: " ")
    }

    /// SPDX ids by their full names, folded; the ids that are not deprecated come first.
    private static let idsByName: [String: String] = {
        var ids: [String: String] = [:]
        for licence in SPDXLicence.all.values.sorted(by: {
            ($0.isDeprecated ? 1 : 0, $0.id) < ($1.isDeprecated ? 1 : 0, $1.id)
        }) {
            for name in [folded(licence.name), folded(licence.id)] where ids[name] == nil { ids[name] = licence.id }
        }
        return ids
    }()
}
