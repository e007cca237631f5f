import Platform

/// A folder that a site may be written to. It is made, and so checked, before anything is read.
///
/// Refused are a path that names nothing or the whole disk, a file, the project's own folder, and any folder that holds, or
/// stands in, something that the build reads: by their real paths and by what the disk says they are, so that no link and
/// no second name of a folder leads around it.
public struct OutputFolder: Sendable, Hashable {
    /// As it was named, for messages.
    public let name: String
    /// Absolute and without links: whatever becomes of a link on the way to it, it stays the folder that was checked.
    public let path: String

    /// Something that a build reads, which its output must keep away from.
    public struct Input: Sendable, Hashable {
        /// What it is, to stand before its path in a sentence: `the content folder`.
        public var what: String
        public var path: String

        public init(_ what: String, _ path: String) {
            self.what = what
            self.path = path
        }
    }

    /// Names of folders that hold a tool's own records.
    private static let reserved: Set<String> = [OutputPath.ownFolder, ".git"]

    /// Checks where a site is to be written.
    ///
    /// - Parameters:
    ///   - name: the folder's path as it was given; it need not exist yet.
    ///   - project: the folder that the command runs in. The output may stand in it, not be it or hold it.
    ///   - inputs: what the build reads. It need not exist: a later build may find it.
    public init(_ name: String, project: String = ".", apartFrom inputs: [Input]) throws(PublishError) {
        guard !name.isEmpty else { throw .refusedOutput(.empty) }
        self.name = name
        path = try Self.resolve(name)
        guard path != "/" else { throw .refusedOutput(.root(name)) }
        if let part = path.split(separator: "/").first(where: { Self.reserved.contains($0.lowercased()) }) {
            throw .refusedOutput(.reserved(name, part: String(part)))
        }
        switch try FileKind(path: path) {
        case nil, .folder: break
        case .file, .link, .other: throw .refusedOutput(.file(name))
        }
        let folder = Input("the project's folder", project)
        let realProject = try Self.resolve(project)
        if Self.isSame(path, realProject) { throw .refusedOutput(.isInput(name, folder)) }
        if Self.isBelow(realProject, path) { throw .refusedOutput(.holdsInput(name, folder)) }
        try check(apartFrom: inputs)
    }

    /// Checks that the output keeps away from more inputs, which became known later.
    public func check(apartFrom inputs: [Input]) throws(PublishError) {
        for input in inputs where !input.path.isEmpty {
            // What cannot be found cannot be read either, and its reader says so.
            guard let other = try? Self.resolve(input.path) else { continue }
            if Self.isSame(path, other) { throw .refusedOutput(.isInput(name, input)) }
            if Self.isBelow(path, other) { throw .refusedOutput(.standsInInput(name, input)) }
            if Self.isBelow(other, path) { throw .refusedOutput(.holdsInput(name, input)) }
        }
    }

    // MARK: Paths

    /// The absolute path without links of something that need not exist: that of what does, and the rest as it is.
    private static func resolve(_ path: String) throws(PublishError) -> String {
        var existing = path
        var rest: [String] = []
        while true {
            while existing.utf8.count > 1, existing.hasSuffix("/") { existing.removeLast() }
            if let real = realpath(existing.isEmpty ? "." : existing, nil) {
                defer { free(real) }
                let base = String(cString: real)
                return rest.isEmpty ? base : (base == "/" ? "" : base) + "/" + rest.joined(separator: "/")
            }
            switch errno {
            case ENOENT:
                if try FileKind(path: existing) == .link { throw .refusedOutput(.danglingLink(path, link: existing)) }
            case ENOTDIR: throw .refusedOutput(.file(path))
            case let code: throw .system(action: "look at", path: path, code: code)
            }
            let parent = parentFolder(existing)
            let last =
                existing.hasPrefix("/") || existing.contains("/")
                ? existing.dropFirst(parent.utf8.count + 1) : existing[...]
            // Nobody can say where `..` of a folder that does not exist leads.
            guard last != "..", existing != "/" else { throw .system(action: "find", path: path, code: ENOENT) }
            if last != "." { rest.insert(String(last), at: 0) }
            existing = parent.isEmpty && existing.hasPrefix("/") ? "/" : parent
        }
    }

    /// Whether two paths are one folder, by name or by what the disk says.
    private static func isSame(_ path: String, _ other: String) -> Bool {
        if path == other { return true }
        guard let first = Identity(path: path), let second = Identity(path: other) else { return false }
        return first == second
    }

    /// Whether a path leads into a folder.
    private static func isBelow(_ path: String, _ folder: String) -> Bool {
        if path.hasPrefix(folder == "/" ? "/" : folder + "/") { return true }
        guard let identity = Identity(path: folder) else { return false }
        var above = parentFolder(path)
        while !above.isEmpty {
            if Identity(path: above) == identity { return true }
            above = parentFolder(above)
        }
        return Identity(path: "/") == identity
    }

    /// What a folder is, whatever it is called.
    private struct Identity: Equatable {
        var device: UInt64
        var number: UInt64

        init?(path: String) {
            var information = stat()
            guard uninterrupted({ stat(path, &information) }) == 0 else { return nil }
            device = UInt64(truncatingIfNeeded: information.st_dev)
            number = UInt64(truncatingIfNeeded: information.st_ino)
        }
    }
}

/// Why a folder is not written to, whatever stands in it.
public enum OutputRefusal: Sendable, Hashable {
    case empty
    case root(String)
    case file(String)
    case danglingLink(String, link: String)
    case reserved(String, part: String)
    case isInput(String, OutputFolder.Input)
    case standsInInput(String, OutputFolder.Input)
    case holdsInput(String, OutputFolder.Input)

    /// What is wrong and what to do.
    ///
    /// - Parameter option: the option that the folder was named with.
    func message(option: String) -> String {
        let way = "name a folder of its own\(option == "--output" ? ", such as --output site" : "")."
        return switch self {
        case .empty: "\(option) is empty, perhaps because a variable is not set; \(way)"
        case .root(let name): "\(option) '\(name)' is the root of the disk, where no site belongs; \(way)"
        case .file(let name): "\(option) '\(name)' is a file, or leads through one; \(way)"
        case .danglingLink(let name, let link):
            "\(option) '\(name)': the link '\(link)' leads to nothing; make the folder that it leads to, or \(way)"
        case .reserved(let name, let part):
            "\(option) '\(name)' stands in a folder '\(part)', which holds a tool's own records; \(way)"
        case .isInput(let name, let input): "\(option) '\(name)' is \(input.what) itself; \(way)"
        case .standsInInput(let name, let input):
            "\(option) '\(name)' stands in \(input.what) '\(input.path)', so the next build would read what this one wrote; \(way)"
        case .holdsInput(let name, let input):
            "\(option) '\(name)' holds \(input.what) '\(input.path)', so pages would stand among what they are made from; \(way)"
        }
    }
}
