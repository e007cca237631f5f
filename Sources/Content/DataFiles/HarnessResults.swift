import Diagnostics
import Platform
import Portal

extension ModelResult {
    /// The results in a file of EleutherAI's lm-evaluation-harness, by task and metric; nil where the bytes are not
    /// such a file.
    ///
    /// Reads `results`, `n-shot`, `higher_is_better`, `chat_template`, `git_hash`, `model_name` and `date` as the harness writes
    /// them since version 0.4, and `charter_version`, which `charter model evaluate` adds.
    package static func read(_ bytes: [UInt8], name: String) -> [ModelResult]? {
        guard let root = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)).members,
            let results = root["results"]?.members, results.values.allSatisfy({ $0.members != nil })
        else { return nil }
        let shots = root["n-shot"]?.members ?? [:]
        let directions = root["higher_is_better"]?.members ?? [:]
        let harness =
            root["charter_version"]?.text.map { "charter \($0)" }
            ?? root["git_hash"]?.text.map { "harness \($0)" }
        let run = [root["model_name"]?.text, harness].compactMap { $0 }
        let source = (["\(ModelResult.ownRun), \(name)"] + run).joined(separator: ", ")
        return results.sorted { $0.key < $1.key }.flatMap { task, value in
            let metrics = value.members ?? [:]
            let alias = metrics["alias"]?.text.map { String($0.drop { " -".contains($0) }) } ?? task
            return metrics.sorted { $0.key < $1.key }.compactMap { key, value -> ModelResult? in
                let parts = key.split(separator: ",", maxSplits: 1).map(String.init)
                guard parts.count == 2, !parts[0].hasSuffix("_stderr"), let number = value.number, number.isFinite
                else { return nil }
                var result = ModelResult(
                    task: alias, metric: parts[1] == "none" ? parts[0] : "\(parts[0]) (\(parts[1]))", value: number,
                    source: source)
                result.error = metrics["\(parts[0])_stderr,\(parts[1])"]?.number.flatMap { $0 >= 0 ? $0 : nil }
                result.shots = (shots[task]?.number).flatMap { Int(exactly: $0) }
                result.chatTemplate = root["chat_template"].map { $0.text?.isEmpty == false }
                result.harness = harness
                result.ranBy = "us"
                result.isOwnRun = true
                result.date = (root["date"]?.number).flatMap { seconds in
                    (0..<1e11).contains(seconds) ? CalendarDate(secondsSince1970: Int(seconds)) : nil
                }
                result.isHigherBetter = directions[task]?.members?[parts[0]]?.bool ?? true
                return result
            }
        }
    }
}
