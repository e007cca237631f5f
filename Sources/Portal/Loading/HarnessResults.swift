import Diagnostics
import Foundation

/// A figure from a results file of EleutherAI's lm-evaluation-harness.
public struct HarnessResult: Sendable, Equatable {
    /// The task's alias or name.
    public var task: String
    /// The metric with its filter, shots and standard error, such as `acc (none), 5-shot, ± 0.012`.
    public var metric: String
    /// Rounded to four decimals.
    public var value: String
    /// Which run it comes from.
    public var source: String

    /// The results in a file, by task and metric; nil where the bytes are no such file.
    ///
    /// Reads `results`, `n-shot`, `git_hash` and `model_name` as the harness writes them since version 0.4.
    static func read(_ bytes: [UInt8], name: String) -> [HarnessResult]? {
        guard let root = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let results = root["results"] as? [String: [String: Any]]
        else { return nil }
        let shots = root["n-shot"] as? [String: Any] ?? [:]
        let run = [root["model_name"] as? String, (root["git_hash"] as? String).map { "harness \($0)" }].compactMap {
            $0
        }
        let source = (["Our run, \(name)"] + run).joined(separator: ", ")
        return results.sorted { $0.key < $1.key }.flatMap { task, metrics in
            let alias = (metrics["alias"] as? String).map { String($0.drop { " -".contains($0) }) } ?? task
            return metrics.sorted { $0.key < $1.key }.compactMap { key, value -> HarnessResult? in
                let parts = key.split(separator: ",", maxSplits: 1).map(String.init)
                guard parts.count == 2, !parts[0].hasSuffix("_stderr"), let number = value as? Double else {
                    return nil
                }
                var metric = parts[1] == "none" ? parts[0] : "\(parts[0]) (\(parts[1]))"
                if let count = shots[task] as? Int { metric += ", \(count)-shot" }
                if let error = metrics["\(parts[0])_stderr,\(parts[1])"] as? Double {
                    metric += ", ± \(rounded(error))"
                }
                return HarnessResult(task: alias, metric: metric, value: rounded(number), source: source)
            }
        }
    }

    private static func rounded(_ number: Double) -> String { "\((number * 10_000).rounded() / 10_000)" }
}

/// The results files that evaluations name, read; by the page's path.
public func harnessResults(of library: Library, assets: [SourceFile]) -> ([String: [HarnessResult]], [Diagnostic]) {
    var found: [String: [HarnessResult]] = [:]
    var problems: [Diagnostic] = []
    for page in library.pages where page.kind == .evaluation {
        guard let name = page.frontMatter.text("results_file") else { continue }
        let path = contentPath(name, relativeTo: page.path)
        if let file = assets.first(where: { $0.path == path }) {
            if let results = HarnessResult.read(file.bytes, name: name) {
                found[page.path] = results
            } else {
                problems.append(
                    Diagnostic(
                        .error, "results-file", path: library.displayPath(page),
                        range: page.frontMatter.range("results_file"),
                        "'\(name)' is no results file of lm-evaluation-harness",
                        fixes: [.init("name the JSON file that --output_path wrote, with a 'results' object")]))
            }
        } else {
            problems.append(
                Diagnostic(
                    .error, "broken-link", path: library.displayPath(page),
                    range: page.frontMatter.range("results_file"),
                    "Results file '\(name)' does not exist beside the page",
                    fixes: [.init("correct the name, or add the file")]))
        }
    }
    return (found, problems)
}
