import ArgumentParser
import Diagnostics
import Platform
import Inference
import Primitives
import Site

struct EvaluateModel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Measures a model on multiple-choice tasks and writes a results file.",
        discussion: """
            A task is a file with one JSON object per line: {"context": "It was raining, so he took his", "choices": [" umbrella.",
            " ladder."], "answer": 0}. The model's choice is the answer that it finds likeliest. The file that is written has the
            form of EleutherAI's lm-evaluation-harness; an evaluation names it as results_file. The same model, tasks and kernels
            give the same figures.

            EXAMPLES
              charter model evaluate model.gguf --tasks content/evaluations/tasks --output content/evaluations/smollm2-135m.json
            """)

    @OptionGroup var model: ModelOptions

    @Option(name: .long, help: "A task's file, or a folder of them.")
    var tasks: String

    @Option(name: .long, help: ArgumentHelp("The results file; printed if not given.", valueName: "file"))
    var output: String?

    @Option(name: .long, help: "The model's name in the results; its file's if not given.")
    var name: String?

    func run() throws {
        let tasks = try readTasks()
        let language = try modelling { () throws(ModelError) in try model.open() }
        let bar = ProgressBar(unit: "questions")
        defer { bar.finish() }
        var results: [(name: String, accuracy: ChoiceAccuracy)] = []
        let total = tasks.reduce(0) { $0 + $1.questions.count }
        var before = 0
        for task in tasks {
            let accuracy = try modelling { () throws(ModelError) in
                try language.evaluate(task.questions) { bar.show(before + $0, of: total, note: task.name) }
            }
            before += task.questions.count
            results.append((task.name, accuracy))
        }
        let text = report(results).text() + "\n"
        guard let output else { return print(text, terminator: "") }
        do throws(PublishError) {
            try writeFileAtomically(output, Array(text.utf8))
        } catch {
            printError("charter: error: \(error.message)")
            throw ExitStatus.inputOutput
        }
        for (name, accuracy) in results {
            let error = accuracy.standardError(of: accuracy.accuracy)
            let figures = String(printf: "%.4f ± %.4f", accuracy.accuracy, error)
            print("\(name): \(figures) of \(accuracy.count) questions")
        }
    }

    private func readTasks() throws -> [(name: String, questions: [MultipleChoice])] {
        guard FileManager.default.fileExists(atPath: tasks) else {
            printError("charter: error: '\(tasks)' does not exist")
            throw ExitStatus.inputMissing
        }
        let isFolder = FileManager.default.isFolder(tasks)
        guard let names = isFolder ? entries(ofFolder: tasks)?.map(\.name) : [""] else {
            printError("charter: error: '\(tasks)' cannot be read: \(String(cString: strerror(errno)))")
            throw ExitStatus.inputOutput
        }
        let paths = names.filter { $0.isEmpty || $0.hasSuffix(".jsonl") }.sorted().map {
            $0.isEmpty ? tasks : tasks + "/" + $0
        }
        guard !paths.isEmpty else {
            printError("charter: error: '\(tasks)' holds no .jsonl file")
            throw ExitStatus.inputMissing
        }
        return try paths.map { path in
            let questions = try readLines(path).enumerated().filter { !$0.element.isEmpty }.map { number, line in
                guard let question = try? JSONDecoder().decode(MultipleChoice.self, from: Data(line.utf8)),
                    question.isValid
                else {
                    printError(
                        "\(path):\(number + 1):1: error: expected {\"context\": …, \"choices\": [two or more], \"answer\": place of the right one}"
                    )
                    throw ExitStatus.contentErrors
                }
                return question
            }
            let name = path.fileName.withoutExtension
            return (name, questions)
        }
    }

    /// The results in the harness's form. The date is the reproducible build's, where it gives one.
    private func report(_ results: [(name: String, accuracy: ChoiceAccuracy)]) -> JSONText {
        func each(_ value: (ChoiceAccuracy) -> JSONText) -> JSONText {
            .object(results.map { ($0.name, value($0.accuracy)) })
        }
        let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Double.init)
        let day = ((epoch ?? Date().timeIntervalSince1970) / 86_400).rounded(.down) * 86_400
        return .object([
            (
                "results",
                .object(
                    results.map { name, accuracy in
                        let share = accuracy.accuracy, byLength = accuracy.normalizedAccuracy
                        return (
                            name,
                            .object([
                                ("alias", .string(name)), ("acc,none", .number(share)),
                                ("acc_stderr,none", .number(accuracy.standardError(of: share))),
                                ("acc_norm,none", .number(byLength)),
                                ("acc_norm_stderr,none", .number(accuracy.standardError(of: byLength))),
                            ])
                        )
                    })
            ),
            ("n-shot", each { _ in .integer(0) }),
            ("n-samples", each { .object([("original", .integer($0.count)), ("effective", .integer($0.count))]) }),
            (
                "higher_is_better",
                each { _ in .object([("acc", .bool(true)), ("acc_norm", .bool(true))]) }
            ),
            (
                "model_name",
                .string(name ?? model.file.fileName.withoutExtension)
            ),
            ("chat_template", .string("")), ("charter_version", .string(charterVersion)), ("date", .number(day)),
        ])
    }
}
