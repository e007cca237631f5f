extension String {
    /// A text with numbers in it, as C's `printf` writes them in the locale "C"; at most 511 bytes.
    package init(printf format: String, _ arguments: any CVarArg...) {
        self = printed(format, arguments)
    }

    /// A path without its last part: empty where it has only one, `/` for what stands in the root.
    package var parentPath: String {
        let path = withoutSlashes
        guard let slash = path.lastIndex(of: "/") else { return "" }
        let parent = String(path[..<slash]).withoutSlashes
        return parent.isEmpty ? "/" : parent
    }

    /// The last part of a path.
    package var fileName: String { withoutSlashes.split(separator: "/").last.map(String.init) ?? self }

    /// A file's name, or its path, without what stands behind its last dot.
    package var withoutExtension: String {
        guard let dot = lastIndex(of: "."), dot > startIndex, !self[dot...].contains("/"),
            self[index(before: dot)] != "/"
        else { return self }
        return String(self[..<dot])
    }

    private var withoutSlashes: String {
        var path = Substring(self)
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return String(path)
    }
}

extension Error {
    /// The system's number for an error of the disk; nil where it is none.
    package var systemCode: Int32? {
        (((self as? CocoaError)?.underlying ?? self) as? POSIXError)?.code.rawValue
    }

    /// What the system says of an error of the disk.
    package var reason: String { systemCode.map { String(cString: strerror($0)) } ?? "\(self)" }
}

extension FileManager {
    /// Whether a folder, or a link to one, stands there.
    package func isFolder(_ path: String) -> Bool {
        var information = stat()
        return uninterrupted { stat(path, &information) } == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a file stands there, and no link to one.
    package func isRegularFile(_ path: String) -> Bool {
        var information = stat()
        return uninterrupted { lstat(path, &information) } == 0 && information.st_mode & S_IFMT == S_IFREG
    }

    /// The paths of all files and folders below a folder, relative to it and sorted; links are not followed. A folder that is
    /// not there has none.
    ///
    /// - Parameters:
    ///   - isWanted: asked of each path; what is not wanted is passed over with all below it.
    ///   - unreadable: told of each folder that cannot be read to its end, by its path and the system's reason. What stands
    ///     in it is left out.
    package func pathsBelow(
        _ folder: String, where isWanted: (String) -> Bool = { _ in true },
        unreadable: (_ path: String, _ reason: String) throws -> Void
    ) rethrows -> [String] {
        var paths: [String] = []
        var waiting = [""]
        while let prefix = waiting.popLast() {
            let path = prefix.isEmpty ? folder : folder + "/" + prefix.dropLast()
            guard let entries = entries(ofFolder: path) else {
                if errno != ENOENT { try unreadable(path, String(cString: strerror(errno))) }
                continue
            }
            for name in entries.map(\.name) {
                let path = prefix + name
                guard isWanted(path) else { continue }
                paths.append(path)
                var information = stat()
                if uninterrupted({ lstat(folder + "/" + path, &information) }) == 0,
                    information.st_mode & S_IFMT == S_IFDIR
                {
                    waiting.append(path + "/")
                }
            }
        }
        return paths.sorted()
    }

    /// A path in the system's folder for temporary files that nothing stands at.
    package func temporaryPath(_ name: String) -> String {
        temporaryDirectory.path + "/\(name)-\(UUID().uuidString)"
    }
}

private func printed(_ format: String, _ arguments: [any CVarArg]) -> String {
    var line = [CChar](repeating: 0, count: 512)
    let count = withVaList(arguments) { vsnprintf(&line, 512, format, $0) }
    return String(decoding: line.prefix(max(0, min(Int(count), 511))).map(UInt8.init(bitPattern:)), as: UTF8.self)
}
