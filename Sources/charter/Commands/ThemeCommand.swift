import ArgumentParser
import Diagnostics
import Platform
import Portal
import Site
import Starter

struct ThemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "theme",
        abstract: "Shows the theme that comes with the program, and takes files out of it.",
        discussion: """
            A file of templates/ takes the place of the theme's file of the same name. After an upgrade `charter theme diff` shows what \
            differs between yours and the program's.
            """,
        subcommands: [List.self, Show.self, Diff.self, Eject.self])

    /// Where a project's own files stand.
    private static let folder = "templates"

    /// The theme's file of a name; another name is refused with the nearest.
    private static func file(_ path: String) throws -> StarterFile {
        let path = path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
        if let file = StarterFile.theme.first(where: { $0.path == path }) { return file }
        let near = nearestWord(to: path, among: StarterFile.theme.map(\.path)).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError("The theme has no file '\(path)'.\(near) charter theme list names them.")
    }

    private static func own(_ file: StarterFile) -> String? {
        FileManager.default.contents(atPath: "\(folder)/\(file.path)").map { String(decoding: $0, as: UTF8.self) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the theme's files, and which of them you have your own of.")

        func run() {
            for file in StarterFile.theme {
                let state = ThemeCommand.own(file).map {
                    $0 == file.text ? "  in templates/, unchanged" : "  in templates/, changed"
                }
                print(file.path + (state ?? ""))
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prints a file of the theme as the program has it.")

        @Argument(help: ArgumentHelp("A file that charter theme list names.", valueName: "file"))
        var file: String

        func run() throws { print(try ThemeCommand.file(file).text, terminator: "") }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows how your files differ from the program's; with a name, that file alone.")

        @Argument(help: ArgumentHelp("A file that charter theme list names.", valueName: "file"))
        var file: String?

        func run() throws {
            let files = try file.map { [try ThemeCommand.file($0)] } ?? StarterFile.theme
            for file in files {
                guard let own = ThemeCommand.own(file), own != file.text else { continue }
                print("--- program: \(file.path)\n+++ yours: \(ThemeCommand.folder)/\(file.path)")
                lineDifference(from: file.text, to: own).forEach { print($0) }
            }
        }
    }

    struct Eject: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a file of the theme to templates/, where you can change it.")

        @Argument(help: ArgumentHelp("A file that charter theme list names.", valueName: "file"))
        var file: String

        func run() throws {
            let file = try ThemeCommand.file(file)
            let path = "\(ThemeCommand.folder)/\(file.path)"
            guard !FileManager.default.fileExists(atPath: path) else {
                printError(
                    "charter: error: '\(path)' is there already; charter theme diff \(file.path) shows how it differs")
                throw ExitStatus.contentErrors
            }
            try performing { () throws(PublishError) in try writeFileAtomically(path, Array(file.text.utf8)) }
            print(path)
        }
    }
}

/// The lines that went, with `-` and their number in the old text, and those that came, with `+` and their number in the new.
private func lineDifference(from old: String, to new: String) -> [String] {
    let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false)
    let newLines = new.split(separator: "\n", omittingEmptySubsequences: false)
    return newLines.difference(from: oldLines).map { change in
        switch change {
        case .remove(let line, let text, _): (line, 0, "-\(line + 1): \(text)")
        case .insert(let line, let text, _): (line, 1, "+\(line + 1): \(text)")
        }
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
}
