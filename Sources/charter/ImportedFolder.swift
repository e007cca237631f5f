import Content
import Platform
import Importer
import Primitives
import Processes

/// What stands on the disk where an import begins: its files, with the texts of its pages.
struct ImportedFolder {
    let source: ImportSource
    private let root: String
    /// Pictures that pandoc took out of documents, by the paths that their pages name.
    private let extracted: [String: [UInt8]]

    /// Reads the pages of a folder, or of a file alone.
    init(_ path: String, origin: Origin?) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            printError("charter: error: '\(path)' does not exist; name a folder or a file to import")
            throw ExitStatus.inputMissing
        }
        let isFolder = FileManager.default.isFolder(path)
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let root = isFolder ? url.path : url.deletingLastPathComponent().path
        let paths = try Self.paths(below: root)
        func read(_ path: String) -> String? {
            FileManager.default.contents(atPath: root + "/" + path).flatMap { String(validating: $0, as: UTF8.self) }
        }
        let only = isFolder ? nil : url.lastPathComponent
        let origin = origin ?? Self.origin(only, paths, read)
        let wanted = only.map { [$0] } ?? ImportSource.pages(of: origin, in: paths)
        guard !wanted.isEmpty else {
            printError("charter: error: '\(path)' holds no pages of \(origin.title); --from names another tool")
            throw ExitStatus.inputMissing
        }
        var pages: [String: String] = [:], media: [String: [UInt8]] = [:]
        for page in wanted {
            if origin == .documents {
                let document = try ConvertedDocument(root + "/" + page, name: page)
                pages[page] = document.text
                media.merge(document.media) { first, _ in first }
            } else if let text = read(page) {
                pages[page] = text
            } else {
                printError("charter: error: '\(page)' cannot be read as UTF-8 text; save it as UTF-8")
                throw ExitStatus.contentErrors
            }
        }
        self.root = root
        extracted = media
        source = ImportSource(origin: origin, paths: paths.union(media.keys), pages: pages, read: read)
    }

    /// The bytes of a file that a page refers to.
    func bytes(_ path: String) -> [UInt8]? {
        extracted[path] ?? FileManager.default.contents(atPath: root + "/" + path).map { Array($0) }
    }

    private static func origin(_ file: String?, _ paths: Set<String>, _ read: (String) -> String?) -> Origin {
        let isDocument = { (name: String) in Origin.documentEndings.contains(where: name.lowercased().hasSuffix) }
        if let file { return isDocument(file) ? .documents : .markdown }
        if let origin = Origin(paths: paths, read: read) { return origin }
        return paths.contains { $0.hasSuffix(".md") } || !paths.contains(where: isDocument) ? .markdown : .documents
    }

    /// Files below a folder; hidden ones, links and what tools make are passed over.
    private static func paths(below root: String) throws -> Set<String> {
        let made: Set<String> = ["node_modules", "public", "site", "build", "resources", "themes"]
        let found = try FileManager.default.pathsBelow(
            root, where: { !$0.fileName.hasPrefix(".") && !made.contains($0) }, unreadable: fail)
        return Set(found.filter { FileManager.default.isRegularFile(root + "/" + $0) })
    }
}

/// Ends an import of which something would be missing.
private func fail(path: String, reason: String) throws {
    printError("charter: error: '\(path)' cannot be read: \(reason)")
    throw ExitStatus.inputOutput
}

/// A document as pandoc reads it: markdown, and the pictures that were in it.
struct ConvertedDocument {
    let text: String
    let media: [String: [UInt8]]

    /// Longest time that one document may take, in seconds.
    private static let seconds = 120.0

    /// Asks pandoc, which gets no network and reads this file alone.
    ///
    /// - Parameter name: the document's path below the folder that is imported.
    init(_ path: String, name: String) throws {
        let folder = FileManager.default.temporaryPath("charter-import")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let pandoc = Subprocess(
            program: "pandoc",
            arguments: [
                "--sandbox", "--standalone", "--wrap=none", "--to=gfm-raw_html+yaml_metadata_block",
                "--extract-media=\(folder)", "--", path,
            ], seconds: Self.seconds)
        let outcome: Subprocess.Outcome
        do throws(Subprocess.Failure) {
            outcome = try pandoc.run()
        } catch .missing {
            printError(
                "charter: error: documents are read by pandoc, which is not installed or not on PATH; on Debian and Ubuntu: apt install pandoc"
            )
            throw ExitStatus.inputMissing
        } catch {
            printError("charter: error: '\(name)': \(error.description)")
            throw ExitStatus.inputOutput
        }
        guard outcome.status == 0 else {
            printError("charter: error: pandoc cannot read '\(name)': \(outcome.errors.trimmed)")
            throw ExitStatus.contentErrors
        }
        // Pictures get a folder of their own beside the document.
        let stem =
            fileName(for: name.split(separator: "/").last.map { withoutDocumentEnding(String($0)) } ?? name) ?? "page"
        let parent = name.split(separator: "/").dropLast().map { $0 + "/" }.joined()
        text = String(decoding: outcome.output, as: UTF8.self)
            .replacing(folder + "/media/", with: "\(stem)-media/").replacing(folder + "/", with: "\(stem)-media/")
        var media: [String: [UInt8]] = [:]
        for path in try FileManager.default.pathsBelow(folder, unreadable: fail) {
            guard let data = FileManager.default.contents(atPath: folder + "/" + path) else { continue }
            let below = path.hasPrefix("media/") ? String(path.dropFirst(6)) : path
            media["\(parent)\(stem)-media/\(below)"] = Array(data)
        }
        self.media = media
    }
}

private func withoutDocumentEnding(_ name: String) -> String {
    name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
}
