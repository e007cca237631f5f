/// A licence of the SPDX list.
public struct SPDXLicence: Sendable, Hashable {
    /// Such as `Apache-2.0`.
    public var id: String
    /// The full name.
    public var name: String
    /// Whether the Open Source Initiative approved it.
    public var isOSIApproved: Bool
    /// Whether the Free Software Foundation calls it free.
    public var isFSFLibre: Bool
    /// Whether SPDX has replaced the id by another.
    public var isDeprecated: Bool

    /// The list's commit and day.
    public static var listVersion: String { SPDXList.version }

    /// All licences, by id in lower case.
    static let all: [String: SPDXLicence] = {
        var all: [String: SPDXLicence] = [:]
        for entry in SPDXList.text.split(separator: "§") {
            let parts = entry.drop { $0.isWhitespace }.split(
                separator: "|", maxSplits: 2, omittingEmptySubsequences: false
            )
            guard parts.count == 3 else { continue }
            let licence = SPDXLicence(
                id: String(parts[0]), name: String(parts[2]), isOSIApproved: parts[1].contains("o"),
                isFSFLibre: parts[1].contains("f"), isDeprecated: parts[1].contains("d"))
            all[licence.id.lowercased()] = licence
        }
        return all
    }()

    /// The licence with an id, whatever its case.
    public static func named(_ id: String) -> SPDXLicence? { all[id.lowercased()] }
}
