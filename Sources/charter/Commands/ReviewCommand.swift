import ArgumentParser
import Content
import Platform
import Portal
import Site

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Records that somebody has read a page, bound to the hash of its text.",
        discussion: """
            Writes review: with by, on, checked and sha256 into the page's front matter, in place of an earlier one. A page whose
            text changes afterwards shows as changed since review. --until sets review_by as well.

            EXAMPLES
              charter review content/policies/acceptable-use.md --by 'AI governance office' --checked 'text against the law' \\
                --until 2027-10-01
            """)

    @OptionGroup var project: ProjectOptions

    @Argument(help: "The page, by its path or by its path below the content folder.")
    var page: String

    @Option(name: .long, help: "Who has read it: a role or a team.")
    var by: String

    @Option(name: .long, help: ArgumentHelp("What was looked at; may be repeated.", valueName: "text"))
    var checked: [String] = []

    @Option(name: .long, help: ArgumentHelp("When it must be read again.", valueName: "date"))
    var until: String?

    func validate() throws {
        if let until, CalendarDate(until) == nil {
            throw ValidationError("--until is '\(until)', expected YYYY-MM-DD.")
        }
        if by.isEmpty { throw ValidationError("--by must name somebody.") }
    }

    func run() throws {
        if let until = until.flatMap({ CalendarDate($0) }), until <= project.day {
            throw ValidationError("--until \(until) has passed; name the day by which the page must be read again.")
        }
        let path = FileManager.default.fileExists(atPath: page) ? page : "\(project.content)/\(page)"
        guard let data = FileManager.default.contents(atPath: path),
            let source = String(validating: data, as: UTF8.self)
        else {
            printError("charter: error: '\(page)' is not a page; name it as content/policies/page.md")
            throw ExitStatus.inputMissing
        }
        guard let text = source.withReview(by: by, on: project.day, checked: checked, until: until) else {
            printError("\(path):1:1: error: the page has no front matter to write the review into")
            throw ExitStatus.contentErrors
        }
        do throws(PublishError) {
            try writeFileAtomically(path, Array(text.utf8))
        } catch {
            printError("charter: error: \(error.message)")
            throw ExitStatus.inputOutput
        }
        if text.lines(of: "owner").contains(where: { $0.lowercased() == by.lowercased() }) {
            printError("\(path):1:1: warning: \(by) owns the page; let somebody else review it [self-review]")
        }
        print("\(path): reviewed by \(by) on \(project.day), SHA-256 \(hashOfReviewedText(text))")
    }
}

extension String {
    /// The values of a key at the top of the front matter, without quotation marks; at most one where the page is sound.
    fileprivate func lines(of key: String) -> [String] {
        guard hasPrefix("---") else { return [] }
        return split(whereSeparator: \.isNewline).dropFirst().prefix { $0 != "---" }
            .filter { $0.hasPrefix(key + ":") }
            .map { Self.withoutQuotes($0.dropFirst(key.count + 1)) }
    }

    private static func withoutQuotes(_ value: Substring) -> String {
        let isLeftOut: (Character) -> Bool = { " \t\"'".contains($0) }
        let rest = value.drop(while: isLeftOut)
        return String(rest[..<(rest.lastIndex { !isLeftOut($0) }.map(rest.index(after:)) ?? rest.startIndex)])
    }

    /// The page's source with a review in its front matter; nil where there is none.
    fileprivate func withReview(by name: String, on day: CalendarDate, checked: [String], until: String?) -> String? {
        let lineEnd = contains("\r\n") ? "\r\n" : "\n"
        var lines = split(separator: lineEnd, omittingEmptySubsequences: false).map(String.init)
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else { return nil }
        // The key with the lines that belong to it.
        func remove(_ key: String, upTo end: Int) -> Int {
            guard let start = lines[..<end].firstIndex(where: { $0.hasPrefix(key + ":") }) else { return end }
            var next = start + 1
            while next < end, lines[next].first == " " || lines[next].first == "-" || lines[next].isEmpty { next += 1 }
            lines.removeSubrange(start..<next)
            return end - (next - start)
        }
        var close = remove("review", upTo: end)
        if let until {
            if let place = lines[..<close].firstIndex(where: { $0.hasPrefix("review_by:") }) {
                lines[place] = "review_by: \(until)"
            } else {
                lines.insert("review_by: \(until)", at: close)
                close += 1
            }
        }
        var review = ["review:", "  by: \(yamlScalar(name))", "  on: \(day)"]
        if !checked.isEmpty { review += ["  checked:"] + checked.map { "    - \(yamlScalar($0))" } }
        let hash = hashOfReviewedText(lines.joined(separator: "\n"))
        lines.insert(contentsOf: review + ["  sha256: \(hash)"], at: close)
        return lines.joined(separator: lineEnd)
    }
}
