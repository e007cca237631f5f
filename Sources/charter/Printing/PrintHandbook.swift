import Platform
import Portal
import Primitives
import Site

/// Prints the handbook of a built site to a PDF with the numbers of sheets in its contents.
///
/// A browser cannot number a contents: which sheet a heading stands on is known once it is printed. So it is printed twice, the
/// second time with the numbers that the first one told; their room was kept, so that nothing moves.
struct PrintHandbook {
    let browser: Chromium
    /// The site's files by path.
    let files: [String: [UInt8]]
    let settings: SiteSettings
    /// The ids of the policies to print; all where there are none.
    let policies: [String]
    let day: CalendarDate

    /// A third printing is for a page whose room was too small; more would be no use.
    private static let mostPrintings = 3

    /// A handbook as it was printed.
    struct Outcome {
        let document: PrintedDocument
        /// Places of the contents that have no number, since the browser did not tell theirs.
        let unnumbered: [String]
    }

    /// - Throws: why there is none; a ``Chromium/Failure`` or a ``PublishError``.
    func run() throws -> Outcome {
        let manager = FileManager.default
        let folder = manager.temporaryPath("charter-print")
        defer { try? manager.removeItem(atPath: folder) }
        for (path, bytes) in files where path == Handbook.path || !path.hasSuffix(".html") {
            try writeFileAtomically(folder + "/site/" + path, bytes)
        }
        let page = PrintCopy(String(decoding: files[Handbook.path] ?? [], as: UTF8.self), base: settings.url)
        var numbers: [String: Int] = [:]
        for _ in 1...Self.mostPrintings {
            try writeFileAtomically(folder + "/site/" + Handbook.path, Array(page.numbered(numbers).utf8))
            var document = try print(in: folder)
            if document.sheets == numbers || document.sheets.isEmpty {
                document.setDay(day)
                return Outcome(document: document, unnumbered: unnumbered(page, document.sheets))
            }
            numbers = document.sheets
        }
        throw Chromium.Failure.failed(
            "the sheets of the handbook did not come to rest: its contents have no numbers that hold")
    }

    private func print(in folder: String) throws -> PrintedDocument {
        let file = folder + "/handbook.pdf"
        try? FileManager.default.removeItem(atPath: file)
        let query = policies.isEmpty ? "" : "?policies=" + policies.joined(separator: ",")
        let root = folder.split(separator: "/").map { "/" + String($0).percentEncoded }.joined()
        try browser.print(
            "file://\(root)/site/\(Handbook.path)\(query)", to: file, profile: folder + "/profile",
            language: settings.language)
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Chromium.Failure.failed("what \(browser.program) printed cannot be read")
        }
        do throws(PDFProblem) {
            return try PrintedDocument(Array(data))
        } catch {
            throw Chromium.Failure.failed("what \(browser.program) printed cannot be read: \(error.summary)")
        }
    }

    /// Lines of the contents that were printed and have no number.
    private func unnumbered(_ page: PrintCopy, _ sheets: [String: Int]) -> [String] {
        page.places.filter { place in
            let policy = place.prefix { $0 != "." }
            let isPrinted = policies.isEmpty || place == "register" || policies.contains(String(policy))
            return isPrinted && sheets[place] == nil
        }
    }
}
