import Platform
import Primitives

/// A zip file on a server that sends parts of files: its list of members is read, and the members that are wanted are
/// copied into a zip file of their own. Nothing is unpacked here.
/// Source: APPNOTE.TXT, ".ZIP File Format Specification", sections 4.3.7, 4.3.12 and 4.3.16.
struct RemoteZip {
    let address: String
    /// A file for parts while they arrive.
    let scratch: String

    /// An entry of the list of members.
    private struct Entry {
        var name: String
        /// Its bytes in the list.
        var bytes: [UInt8]
        /// Where the member stands in the file.
        var offset: Int
    }

    /// The most that a list of members or a member may have, in bytes.
    private static let maximumByteCount = 64 << 20
    private static let endLength = 22

    /// Copies members into a zip file at `target`.
    ///
    /// - Returns: false where this does not go: the server sends no parts, or the file is of the kind for more than 4 GiB.
    func copy(_ members: Set<String>, to target: String) throws(FetchError) -> Bool {
        guard let whole = try Download.fetch(0..<1, of: address, into: scratch)?.length,
            let (list, listStart) = try listOfMembers(length: whole), let entries = Self.entries(of: list)
        else { return false }
        let missing = members.subtracting(entries.map(\.name)).sorted()
        guard missing.isEmpty else {
            throw FetchError("\(Download.withoutUser(address)) has no \(missing.joined(separator: ", "))")
        }
        // A member reaches to the next one.
        let starts = (entries.map(\.offset) + [listStart]).sorted()
        var output: [UInt8] = []
        var newList: [UInt8] = []
        let wanted = entries.filter { members.contains($0.name) }
        for entry in wanted {
            guard let end = starts.first(where: { $0 > entry.offset }), end <= listStart,
                end - entry.offset <= Self.maximumByteCount,
                let part = try Download.fetch(entry.offset..<end, of: address, into: scratch)
            else { return false }
            var listed = entry.bytes
            listed.replaceSubrange(42..<46, with: Self.bytes(output.count, count: 4))
            newList += listed
            output += part.bytes
        }
        let end =
            [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0] + Self.bytes(wanted.count, count: 2)
            + Self.bytes(wanted.count, count: 2) + Self.bytes(newList.count, count: 4)
            + Self.bytes(output.count, count: 4) + [0, 0]
        let data = Data(output + newList + end)
        guard FileManager.default.createFile(atPath: target, contents: data) else {
            throw FetchError("\(target) cannot be written")
        }
        return true
    }

    /// The list of members, which stands at the end of the file, and where it begins.
    private func listOfMembers(length: Int) throws(FetchError) -> (list: [UInt8], start: Int)? {
        // A comment of up to 65,535 bytes may follow.
        let tailStart = max(0, length - Self.endLength - 65_535)
        guard length >= Self.endLength,
            let tail = try Download.fetch(tailStart..<length, of: address, into: scratch)?.bytes,
            let end = (0...(tail.count - Self.endLength)).last(where: { index in
                tail[index] == 0x50 && tail[index + 1] == 0x4B && tail[index + 2] == 5 && tail[index + 3] == 6
                    && index + Self.endLength + Self.number(tail, at: index + 20, count: 2) == tail.count
            })
        else { return nil }
        let size = Self.number(tail, at: end + 12, count: 4), start = Self.number(tail, at: end + 16, count: 4)
        guard Self.number(tail, at: end + 10, count: 2) < 0xFFFF, size > 0, size <= Self.maximumByteCount,
            start + size <= tailStart + end,
            let list = try Download.fetch(start..<(start + size), of: address, into: scratch)?.bytes
        else { return nil }
        return (list, start)
    }

    /// The entries of a list; nil where it is not one.
    private static func entries(of list: [UInt8]) -> [Entry]? {
        var entries: [Entry] = []
        var start = 0
        while start < list.count {
            guard start + 46 <= list.count, list[start..<(start + 4)].elementsEqual([0x50, 0x4B, 1, 2]) else {
                return nil
            }
            let nameLength = number(list, at: start + 28, count: 2)
            let end =
                start + 46 + nameLength + number(list, at: start + 30, count: 2)
                + number(list, at: start + 32, count: 2)
            let offset = number(list, at: start + 42, count: 4)
            guard end <= list.count, offset < 0xFFFF_FFFF else { return nil }
            entries.append(
                Entry(
                    name: String(decoding: list[(start + 46)..<(start + 46 + nameLength)], as: UTF8.self),
                    bytes: Array(list[start..<end]), offset: offset))
            start = end
        }
        return entries
    }

    /// A number whose lowest byte comes first.
    private static func number(_ bytes: [UInt8], at index: Int, count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[index + $1]) << (8 * $1) }
    }

    private static func bytes(_ number: Int, count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
