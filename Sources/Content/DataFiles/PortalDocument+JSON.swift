import Platform
import Portal
import Primitives

/// The bytes of `api/portal.json`.
extension PortalDocument {
    /// Why a file cannot be read.
    package enum ReadingError: Error, Sendable, Equatable {
        case damaged
        case otherFormatVersion(Int)
    }

    /// Two levels are indented and each entry of a list stands on one line, so that a comparison line by line says which
    /// entries changed. What is absent is null.
    package var json: String { JSONText(encoding: self, absent: .null).text(depth: 2) + "\n" }

    /// Reads what ``json`` wrote, in this release or an earlier one of the same format version.
    package init(json: [UInt8]) throws(ReadingError) {
        let data = Data(json)
        // A file of another version may lack what this one has: its number is looked at alone.
        guard let version = try? JSONDecoder().decode(FormatVersion.self, from: data).form else { throw .damaged }
        guard version == Self.currentFormatVersion else { throw .otherFormatVersion(version) }
        guard let document = try? JSONDecoder().decode(Self.self, from: data), document.decisions?.isConsistent ?? true
        else { throw .damaged }
        self = document
    }

    private struct FormatVersion: Decodable { var form: Int }
}
