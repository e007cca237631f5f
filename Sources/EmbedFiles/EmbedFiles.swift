import Foundation
import PackagePlugin

/// Writes the theme, the starter portals and the shipped portal into Swift source, so that the program needs no file beside it.
@main
struct EmbedFiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let root = context.package.directoryURL
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        let folders: [(name: String, url: URL)] = [
            ("theme", root.appending(path: "templates")),
            ("starter", root.appending(path: "Sources/Starter/portal")),
            ("starterInGerman", root.appending(path: "Sources/Starter/portal-de")),
            ("example", root.appending(path: "content")),
        ]
        return [
            .buildCommand(
                displayName: "Embedding the theme and the starter portal",
                executable: try context.tool(named: "embed-files").url,
                arguments: [output.path()] + folders.flatMap { [$0.name, $0.url.path()] },
                inputFiles: folders.flatMap { Self.files(below: $0.url) }, outputFiles: [output])
        ]
    }

    private static func files(below folder: URL) -> [URL] {
        let paths = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
        var isFolder: ObjCBool = false
        return paths.sorted().map { folder.appending(path: $0) }.filter {
            FileManager.default.fileExists(atPath: $0.path(), isDirectory: &isFolder) && !isFolder.boolValue
        }
    }
}
