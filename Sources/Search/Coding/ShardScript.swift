import Platform
import Primitives

/// A script that hands its payload to the page by running: `charter.shard("name",payload);`, where the payload is a
/// string literal.
///
/// Bytes travel as ``ShardText`` in UTF-16 with a byte order mark; plain text, which a server's compression packs well,
/// travels as a JSON string in UTF-8.
enum ShardScript {
    /// The function that a page defines before it loads scripts.
    private static let function = "charter.shard"

    private static func start(_ name: String) -> String { "\(function)(\"\(name)\"," }

    static func wrap(name: String, content: [UInt8]) -> [UInt8] {
        let units =
            Array("\u{FEFF}\(start(name))\"".utf16) + ShardText.encode(content) + Array("\");\n".utf16)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(units.count * 2)
        for unit in units {
            bytes.append(UInt8(truncatingIfNeeded: unit))
            bytes.append(UInt8(truncatingIfNeeded: unit >> 8))
        }
        return bytes
    }

    /// The content of the shard `name`, nil where the script is cut short, altered or another's.
    static func content(of script: [UInt8], name: String) -> [UInt8]? {
        guard script.count % 2 == 0 else { return nil }
        let units = stride(from: 0, to: script.count, by: 2).map { UInt16(script[$0]) | UInt16(script[$0 + 1]) << 8 }
        let start = Array("\u{FEFF}\(start(name))\"".utf16)
        let end = Array("\");\n".utf16)
        guard units.count >= start.count + end.count, units.starts(with: start), units.suffix(end.count) == end[...]
        else { return nil }
        return ShardText.decode(Array(units.dropFirst(start.count).dropLast(end.count)))
    }

    static func wrap(name: String, text: String) -> [UInt8] {
        Array("\(start(name))\(JSONText.quoted(text)));\n".utf8)
    }

    /// The text of the shard `name`, nil where the script is cut short, altered or another's.
    static func text(of script: [UInt8], name: String) -> String? {
        let start = Array(start(name).utf8)
        let end = Array(");\n".utf8)
        guard script.count >= start.count + end.count, script.starts(with: start), script.suffix(end.count) == end[...]
        else { return nil }
        let literal = Data(script.dropFirst(start.count).dropLast(end.count))
        return try? JSONDecoder().decode(String.self, from: literal)
    }
}
