import Diagnostics
import Platform
import Portal
import Primitives

/// All files below `content/` that make up a site, read whole.
public struct SourceTree: Sendable {
    /// Pages, sorted by path.
    public var pages: [SourceFile]
    /// All other files, sorted by path: images, results, documents to download.
    public var assets: [SourceFile]
    /// Files of data that are not part of the site themselves, such as decisions.
    public var data: [SourceFile]
    /// Files and folders that could not be read.
    public var diagnostics: [Diagnostic]

    /// A tree of files already in memory.
    public init(
        pages: [SourceFile], assets: [SourceFile] = [], data: [SourceFile] = [], diagnostics: [Diagnostic] = []
    ) {
        self.pages = pages
        self.assets = assets
        self.data = data
        self.diagnostics = diagnostics
    }

    /// Folders and files of `content/` that are not part of the site: the answers' ledger, golden queries and
    /// their last run.
    static let reserved: Set<String> = ["answers", "golden.yaml", "golden-run.yaml"]

    /// Files of `content/` that rules read: which model may serve which use, exceptions from requirements, systems that
    /// run models, which quotations of licences were looked up.
    private static let dataFiles: Set<String> = [
        "decisions.yaml", "exceptions.yaml", "deployments.yaml", QuotationRecord.path,
    ]

    /// Whether a file is read as data: one of ``dataFiles``, or a page's questions in a file of their own.
    static func isData(_ path: String) -> Bool {
        dataFiles.contains(path) || StatedQuestionFile.page(ofFile: path) != nil
    }

    /// Files longer than this do not belong beside pages.
    static let maximumAssetByteCount = 64 * 1024 * 1024

    /// Reads a folder. Hidden files and what `reserved` names are passed over; a link may not leave the folder.
    ///
    /// - Parameters:
    ///   - folder: the content folder on this disk.
    ///   - pathPrefix: what stands before a path in diagnostics.
    ///   - threadCount: how many threads read files.
    public static func load(folder: String, pathPrefix: String, threadCount: Int) -> SourceTree {
        var loader = SourceTreeLoader(root: folder, pathPrefix: pathPrefix)
        loader.walk("")
        return loader.read(threadCount: threadCount)
    }
}

/// Walks a folder and reads its files on all cores.
private struct SourceTreeLoader {
    let root: String
    let realRoot: String
    let pathPrefix: String
    var paths: [String] = []
    var visited = Set<String>()
    var diagnostics: [Diagnostic] = []

    init(root: String, pathPrefix: String) {
        self.root = root
        self.pathPrefix = pathPrefix
        realRoot = realPath(root) ?? root
    }

    mutating func walk(_ folder: String) {
        let full = folder.isEmpty ? root : root + "/" + folder
        guard visited.insert(realPath(full) ?? full).inserted else {
            report(.symlinkLoop, folder, "Folder is reached twice through a symbolic link", fix: "remove the link")
            return
        }
        guard let entries = entries(of: folder, at: full) else {
            report(
                .unreadableFile, folder.isEmpty ? "." : folder,
                "Folder cannot be read: \(String(cString: strerror(errno)))", fix: "check its permissions")
            return
        }
        for (name, isFile) in entries.sorted(by: { $0.name < $1.name }) {
            let path = folder.isEmpty ? name : folder + "/" + name
            // Most file systems give the type with the name; it is looked up only where they do not.
            if isFile { paths.append(path) } else { visit(path) }
        }
    }

    /// What stands in a folder and may be read; nil, with `errno`, where the folder cannot be read to its end.
    private mutating func entries(of folder: String, at full: String) -> [(name: String, isFile: Bool)]? {
        guard let entries = Platform.entries(ofFolder: full) else { return nil }
        return entries.filter { entry in
            entry.name.utf8.first != UInt8(ascii: ".")
                && !(folder.isEmpty && SourceTree.reserved.contains(entry.name))
                && isSound(entry.name, isText: entry.isText, in: folder)
        }.map { ($0.name, $0.isFile) }
    }

    /// Whether a file or folder may be called so; it is reported and left out where it may not.
    private mutating func isSound(_ name: String, isText: Bool, in folder: String) -> Bool {
        let path = folder.isEmpty ? name : folder + "/" + name
        guard isText else {
            report(.pathForm, path, "Name '\(name)' is not UTF-8", fix: "rename it")
            return false
        }
        // What an editor left behind is told as that, and stays out, whatever it is called.
        if name.hasPrefix("#"), name.hasSuffix("#") { return true }
        do throws(ContentPath.Flaw) {
            _ = try ContentPath(name)
            return true
        } catch {
            report(
                .pathForm, path, "Name '\(name)' \(error.description)",
                fix: "rename it, for example to '\(error.suggestion)'")
            return false
        }
    }

    private mutating func visit(_ path: String) {
        let full = root + "/" + path
        var information = stat()
        guard uninterrupted({ lstat(full, &information) }) == 0 else { return reportUnseen(path) }
        if information.st_mode & S_IFMT == S_IFLNK {
            guard let target = realPath(full), target == realRoot || target.hasPrefix(realRoot + "/") else {
                report(
                    .symlinkOutside, path, "Symbolic link leads out of the content folder",
                    fix: "copy the file into the folder")
                return
            }
            guard uninterrupted({ stat(full, &information) }) == 0 else { return reportUnseen(path) }
        }
        switch information.st_mode & S_IFMT {
        case S_IFDIR: walk(path)
        case S_IFREG: paths.append(path)
        default: report(.specialFile, path, "Not a file, folder or link; it is left out", fix: "remove it")
        }
    }

    /// A file that went since its folder was read is no part of the site; one that the disk does not tell of may be.
    private mutating func reportUnseen(_ path: String) {
        let code = errno
        guard code != ENOENT else { return }
        report(
            .unreadableFile, path, "File cannot be looked at: \(String(cString: strerror(code)))",
            fix: "check its permissions")
    }

    mutating func read(threadCount: Int) -> SourceTree {
        let root = root
        let files = concurrentMap(paths, threadCount: threadCount) { path -> Result<[UInt8], ReadingError> in
            let limit = path.hasSuffix(".md") ? maximumPageByteCount : SourceTree.maximumAssetByteCount
            return Result { () throws(ReadingError) in try readWholeFile(root + "/" + path, limit: limit) }
        }
        var tree = SourceTree(pages: [])
        for (path, result) in zip(paths, files) {
            let bytes: [UInt8]
            switch result {
            case .success(let read): bytes = read
            case .failure(.unreadable):
                report(.unreadableFile, path, "File cannot be read", fix: "check its permissions")
                continue
            case .failure(.tooLarge(let byteCount, let limit)):
                report(
                    .fileTooLarge, path,
                    "File is \(byteCount / 1024 / 1024) MiB long; at most \(limit / 1024 / 1024) MiB are allowed",
                    fix: "split it, or publish it elsewhere and link to it")
                continue
            }
            let file = SourceFile(path: path, bytes: bytes)
            if file.isMarkdown {
                tree.pages.append(file)
            } else if SourceTree.isData(path) {
                tree.data.append(file)
            } else {
                tree.assets.append(file)
            }
        }
        tree.pages.sort { $0.path < $1.path }
        tree.assets.sort { $0.path < $1.path }
        tree.data.sort { $0.path < $1.path }
        tree.diagnostics = diagnostics
        return tree
    }

    private mutating func report(_ id: DiagnosticID, _ path: String, _ summary: String, fix: String) {
        diagnostics.append(Diagnostic(.error, id, path: pathPrefix + path, summary, fixes: [.init(fix)]))
    }
}

private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// Why a file was not read.
private enum ReadingError: Error {
    case unreadable
    case tooLarge(byteCount: Int, limit: Int)
}

/// A file's bytes, at most `limit` of them.
private func readWholeFile(_ path: String, limit: Int) throws(ReadingError) -> [UInt8] {
    let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .unreadable }
    defer { close(descriptor) }
    var information = stat()
    guard uninterrupted({ fstat(descriptor, &information) }) == 0 else { throw .unreadable }
    let byteCount = Int(information.st_size)
    guard byteCount <= limit else { throw .tooLarge(byteCount: byteCount, limit: limit) }
    var isComplete = true
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
        while count < byteCount {
            let got = uninterrupted {
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), byteCount - count)
            }
            // Shorter than it was a moment ago: somebody is writing it, and the next build reads it whole.
            guard got > 0 else {
                isComplete = got == 0
                break
            }
            count += got
        }
    }
    guard isComplete else { throw .unreadable }
    return bytes
}
