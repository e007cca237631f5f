import ArgumentParser
import Diagnostics
import Platform
import Inference
import Primitives

struct InspectModel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Shows what a model file holds, without loading it.")

    @Argument(help: "A model's GGUF file.")
    var file: String

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        let gguf = try modelling { () throws(ModelError) in try GGUFFile(path: file) }
        let metadata = gguf.metadata.sorted { $0.key < $1.key }
        let tensors = gguf.tensorNames.compactMap { gguf.tensors[$0] }
        guard json else {
            for (key, value) in metadata { printText("\(key) = \(value.summary)".visible) }
            for tensor in tensors {
                printText(
                    "\(tensor.name.visible)  \(tensor.type.name)  \(tensor.shape.map(String.init).joined(separator: " x "))"
                )
            }
            return
        }
        print(
            JSONText.object([
                ("metadata", .object(metadata.map { ($0.key, $0.value.json) })),
                (
                    "tensors",
                    .array(
                        tensors.map {
                            .object([
                                ("name", .string($0.name)), ("type", .string($0.type.name)),
                                ("shape", .array($0.shape.map { .integer($0) })), ("bytes", .integer($0.range.count)),
                            ])
                        })
                ),
            ]).text(indent: nil))
    }
}

extension GGUFValue {
    /// One line for people; long texts and arrays are cut.
    fileprivate var summary: String {
        switch self {
        case .integer(let value): "\(value)"
        case .real(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .string(let text): text.count > 100 ? "\(text.prefix(100).debugDescription)..." : text.debugDescription
        case .array(let array): "\(array.count) elements"
        }
    }

    fileprivate var json: JSONText {
        switch self {
        case .integer(let value): .integer(value)
        case .real(let value): .number(value)
        case .boolean(let value): .bool(value)
        case .string(let text): .string(text)
        case .array(let array): .object([("count", .integer(array.count))])
        }
    }
}
