import Diagnostics
import Portal

extension Schema {
    /// The keys of a file in `content/questions/`: the one of front matter that states questions.
    public static let questions = Schema(
        name: "a file of questions", summary: "How staff ask for what a page says, in a file beside the page's own.",
        fields: [Key<PageMetadata>.statedQuestions.required.field])
}

extension StatedQuestionFile {
    /// Reads a file of questions, with a diagnostic for each part that makes no sense.
    public static func read(_ yaml: String, path: String) -> StatedQuestionFile {
        let (values, diagnostics) = Schema.questions.read(yaml, path: path)
        var metadata = PageMetadata()
        if let stated = values.values[Key<PageMetadata>.statedQuestions.field.name] {
            Key<PageMetadata>.statedQuestions.set(&metadata, stated)
        }
        return StatedQuestionFile(path: path, questions: metadata.questions, diagnostics: diagnostics)
    }
}
