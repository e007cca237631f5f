import Diagnostics
import Foundation
import Portal

extension ModelResult {
    /// The results in a file of EleutherAI's lm-evaluation-harness, by task and metric; nil where the bytes are not
    /// such a file.
    ///
    /// Reads `results`, `n-shot`, `higher_is_better`, `chat_template`, `git_hash`, `model_name` and `date` as the harness writes
    /// them since version 0.4, and `charter_version`, which `charter model evaluate` adds.
    package static func read(_ bytes: [UInt8], name: String) -> [ModelResult]? {
        guard let root = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let results = root["results"] as? [String: [String: Any]]
        else { return nil }
        let shots = root["n-shot"] as? [String: Any] ?? [:]
        let directions = root["higher_is_better"] as? [String: [String: Any]] ?? [:]
        let harness =
            (root["charter_version"] as? String).map { "charter \($0)" }
            ?? (root["git_hash"] as? String).map { "harness \($0)" }
        let run = [root["model_name"] as? String, harness].compactMap { $0 }
        let source = (["Our run, \(name)"] + run).joined(separator: ", ")
        return results.sorted { $0.key < $1.key }.flatMap { task, metrics in
            let alias = (metrics["alias"] as? String).map { String($0.drop { " -".contains($0) }) } ?? task
            return metrics.sorted { $0.key < $1.key }.compactMap { key, value -> ModelResult? in
                let parts = key.split(separator: ",", maxSplits: 1).map(String.init)
                guard parts.count == 2, !parts[0].hasSuffix("_stderr"), let number = value as? Double, number.isFinite
                else { return nil }
                var result = ModelResult(
                    task: alias, metric: parts[1] == "none" ? parts[0] : "\(parts[0]) (\(parts[1]))", value: number,
                    source: source)
                result.error = (metrics["\(parts[0])_stderr,\(parts[1])"] as? Double).flatMap { $0 >= 0 ? $0 : nil }
                result.shots = shots[task] as? Int
                result.chatTemplate = root["chat_template"].map { ($0 as? String)?.isEmpty == false }
                result.harness = harness
                result.ranBy = "us"
                result.date = (root["date"] as? Double).flatMap { seconds in
                    (0..<1e11).contains(seconds) ? CalendarDate(secondsSince1970: Int(seconds)) : nil
                }
                result.isHigherBetter = directions[task]?[parts[0]] as? Bool ?? true
                return result
            }
        }
    }
}
