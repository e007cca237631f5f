import Foundation

// embed-files OUTPUT NAME FOLDER …: writes the text files below each folder as an array of that name. The same files give the
// same source.

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 3, arguments.count % 2 == 1 else {
    print("usage: embed-files OUTPUT NAME FOLDER …")
    exit(64)
}

/// A Swift literal of the text.
func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        default:
            if scalar.value < 32 || scalar.value == 127 {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
    return result + "\""
}

/// The array of the files below a folder, sorted by path. Hidden ones are part of the starters only: elsewhere they are what editors
/// and earlier checks left behind.
func array(_ name: String, _ folder: String) throws -> String {
    var text = "    static let \(name): [(path: String, text: StaticString)] = [\n"
    let paths = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
    let takesHidden = name.hasPrefix("starter")
    for path in paths where takesHidden || !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
        guard let data = FileManager.default.contents(atPath: folder + "/" + path) else { continue }
        guard let content = String(validating: data, as: UTF8.self) else {
            print("error: \(folder)/\(path) is not UTF-8 text, and cannot be embedded")
            exit(1)
        }
        text += "        (\(literal(path)), \(literal(content))),\n"
    }
    return text + "    ]\n"
}

var source = "// Written by embed-files.\n\nenum EmbeddedFiles {\n"
for place in stride(from: 1, to: arguments.count, by: 2) {
    source += try array(arguments[place], arguments[place + 1])
}
source += "}\n"
try Data(source.utf8).write(to: URL(fileURLWithPath: arguments[0]))
