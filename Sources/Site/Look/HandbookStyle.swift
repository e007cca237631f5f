import Primitives

/// The style sheet of the handbook: what stands at the head and foot of each sheet.
///
/// The browsers' margin boxes cannot show what stands on the page (`string-set` is not supported), so each policy has a named
/// page with its words. Source: CSS Paged Media Module Level 3, sections 4.2 (margin boxes) and 7 (named pages).
struct HandbookStyle: Sendable {
    /// What stands on the sheets of a policy.
    struct Sheet: Sendable {
        let title: String
        /// Its id, version and date.
        let mark: String
    }

    let css: String
    /// Below the site's root; the name carries a hash of the content.
    let path: String

    /// - Parameters:
    ///   - note: what a printed copy is.
    ///   - title: whose handbook it is.
    init(note: String, title: String, policies: [Sheet]) {
        let font = "font: 8pt sans-serif; color: #444"
        func box(_ place: String, _ text: String) -> String { "@\(place) { content: \(Self.quoted(text)); \(font) }" }
        var css = """
            @page {
            \(box("top-left", title))
            \(box("bottom-left", note))
            }
            @page handbook-title { @top-left { content: none } @bottom-left { content: none } @bottom-right { content: none } }

            """
        for (index, policy) in policies.enumerated() {
            let name = Self.sheetName(index + 1)
            css +=
                "@page \(name) { \(box("top-right", policy.title)) \(box("bottom-left", policy.mark + " · " + note)) }\n"
            css += ".\(name) { page: \(name) }\n"
        }
        self.css = css
        path = "assets/handbook.\(sha256(Array(css.utf8)).prefix(12)).css"
    }

    /// The class of a policy's part, and the name of its sheets.
    static func sheetName(_ number: Int) -> String { "sheet-\(number)" }

    /// A text as a string of CSS: nothing in it ends the string, or the line that it must stand on.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\", "<", ">": result += "\\\(String(scalar.value, radix: 16)) "
            case _ where scalar.value < 32 || (127..<160).contains(scalar.value): result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
