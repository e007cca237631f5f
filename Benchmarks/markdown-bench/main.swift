import Foundation
import Markdown

/// Time against size for texts made to be slow: a parser that is linear takes twice as long for twice the text.
let shapes: [(name: String, text: (Int) -> String)] = [
    ("plain prose", { size in repeated("Plain words in a sentence of some length. ", size) }),
    ("nested quotes, one line", { size in repeated("> ", size / 100) + repeated("a", size) }),
    (
        "nested lists",
        { size in (0..<(size / 400)).map { String(repeating: " ", count: $0 % 190 * 2) + "- a" }.joined(separator: "\n")
        }
    ),
    ("open brackets", { size in repeated("[", size) }),
    ("closed brackets", { size in repeated("]", size) }),
    ("references", { size in repeated("[[a]] ", size) }),
    ("unclosed references", { size in repeated("[[a ", size) }),
    ("stars", { size in repeated("*a **b ", size) }),
    ("underscores", { size in repeated("_", size) }),
    ("tildes", { size in repeated("~a ~~b ", size) }),
    (
        "backquotes of growing length",
        { size in
            var text = ""
            var length = 1
            while text.utf8.count < size {
                text += String(repeating: "`", count: length) + " "
                length = length % 2000 + 1
            }
            return text
        }
    ),
    ("pipes in one line", { size in repeated("|", size) }),
    ("a table of one column", { size in "| a |\n| - |\n" + repeated("| b |\n", size) }),
    (
        "a wide table",
        { size in
            repeated("|a", 1800) + "|\n" + repeated("|-", 1800) + "|\n" + repeated(repeated("|b", 1800) + "|\n", size)
        }
    ),
    ("escapes", { size in repeated("\\[\\~", size) }),
    ("entities", { size in repeated("&amp;&lt;[", size) }),
    ("addresses", { size in repeated("a@b.c www.d.e http://f.g/(h ", size) }),
    ("footnotes", { size in (0..<(size / 24)).map { "[^\($0)] \n\n[^\($0)]: text\n\n" }.joined() }),
    ("link definitions", { size in (0..<(size / 20)).map { "[r\($0)]: /url\n" }.joined() + repeated("[r1] ", 1000) }),
    ("equal headings", { size in repeated("# a\n", size) }),
    ("angle brackets", { size in repeated("<a ", size) }),
]

func repeated(_ text: String, _ size: Int) -> String { String(repeating: text, count: max(1, size / text.utf8.count)) }

func measure(_ text: String) -> Double {
    let start = Date()
    let document = MarkdownDocument(parsing: text)
    let html = document.html(options: HTMLOptions(isDecorated: true))
    precondition(html.utf8.count >= 0)
    return Date().timeIntervalSince(start)
}

let sizes = [625_000, 1_250_000, 2_500_000, 5_000_000, 10_000_000]
let limit = 20.0
func pad(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
print(
    "Seconds to parse and write one document, by its size in MB; the last column is the growth from 5 to 10 MB (2 is linear)"
)
print(
    "  " + "".padding(toLength: 32, withPad: " ", startingAt: 0)
        + sizes.map { pad(String(format: "%.3g", Double($0) / 1e6), 9) }.joined() + pad("growth", 9))
for shape in shapes {
    var times: [Double] = []
    for size in sizes {
        if let last = times.last, last > limit { break }
        times.append(measure(shape.text(size)))
    }
    let cells = times.map { pad(String(format: "%.3f", $0), 9) }.joined()
    let growth =
        times.count == sizes.count
        ? String(format: "%.1f", times[sizes.count - 1] / max(times[sizes.count - 2], 0.000_1)) : "stopped"
    print("  " + shape.name.padding(toLength: 32, withPad: " ", startingAt: 0) + cells + pad(growth, 9))
}
