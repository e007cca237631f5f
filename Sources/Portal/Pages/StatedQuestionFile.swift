import Diagnostics

/// Questions of a page that stand in a file of their own: `questions/policies/use.yaml` has those of `policies/use.md`.
public struct StatedQuestionFile: Sendable {
    /// The file's path as diagnostics show it.
    public var path: String
    /// What it states, in its order.
    public var questions: [PageMetadata.StatedQuestions]
    /// Problems of the file. They are told with its page: what a draft's file says is as if it were not there.
    public var diagnostics: [Diagnostic]

    /// A file as it was read.
    package init(path: String, questions: [PageMetadata.StatedQuestions], diagnostics: [Diagnostic] = []) {
        self.path = path
        self.questions = questions
        self.diagnostics = diagnostics
    }

    private static let folder = "questions/", ending = ".yaml"

    /// The content path of the page whose questions a file of this content path has; nil where it is no such file.
    public static func page(ofFile path: String) -> String? {
        guard path.hasPrefix(folder), path.hasSuffix(ending) else { return nil }
        let name = path.dropFirst(folder.count).dropLast(ending.count)
        return name.isEmpty ? nil : name + ".md"
    }

    /// The content path of the file that has the questions of a page.
    static func file(ofPage path: String) -> String {
        folder + (path.hasSuffix(".md") ? String(path.dropLast(3)) : path) + ending
    }
}

extension Library {
    /// The questions that are stated for a page, by the file that they stand in, whose path is as diagnostics show it: those
    /// of its front matter, then those of its file in `questions/`.
    public func statedQuestions(of page: Page) -> [(path: String, questions: [PageMetadata.StatedQuestions])] {
        var found = [(path: displayPath(page), questions: page.metadata.questions)]
        if let file = dataFiles.questions[page.path] { found.append((file.path, file.questions)) }
        return found
    }
}
