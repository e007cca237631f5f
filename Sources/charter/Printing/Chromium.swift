import Platform
import Processes

/// An installed browser of Chromium's family, run without a window to print a page.
struct Chromium {
    /// A name on `PATH`, or a path.
    let program: String
    let version: Int
    /// Whether the system keeps what runs in the browser from the rest. As the superuser it cannot.
    let hasSandbox: Bool
    /// How long one printing may take, in seconds.
    let seconds: Double

    /// The first that shows what stands at the head and foot of sheets (margin boxes of CSS Paged Media).
    static let oldestVersion = 131

    /// The names that the family goes by, where none was named.
    static let names = [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
    ]

    /// Why nothing was printed.
    enum Failure: Error {
        /// No browser, or one that cannot do this.
        case unusable(String)
        /// A browser that did not print.
        case failed(String)
    }

    /// Looks for a browser and asks for its version.
    ///
    /// - Parameter named: the one that is wanted; else the first of ``names`` that is there.
    init(named: String?, hasSandbox: Bool, seconds: Double) throws(Failure) {
        for program in named.map({ [$0] }) ?? Self.names {
            let outcome: Subprocess.Outcome
            do throws(Subprocess.Failure) {
                outcome = try Subprocess(program: program, arguments: ["--version"], seconds: 30).run()
            } catch {
                if case .missing = error, named == nil { continue }
                throw .unusable("\(error); correct --browser")
            }
            let said = String(decoding: outcome.output, as: UTF8.self)
            guard let version = Self.version(in: said) else {
                if named == nil { continue }
                throw .unusable("\(program) does not say that it is a browser of Chromium's family; correct --browser")
            }
            guard version >= Self.oldestVersion else {
                throw .unusable(
                    "\(program) is version \(version); the head and foot of sheets need \(Self.oldestVersion) or newer: update it, or name another with --browser"
                )
            }
            (self.program, self.version, self.hasSandbox, self.seconds) = (program, version, hasSandbox, seconds)
            return
        }
        throw .unusable(
            "no browser to print with was found. Install Chromium (Debian: apt install chromium; Fedora: dnf install chromium), or name Chromium, Chrome or Edge with --browser"
        )
    }

    /// `156` of `Chromium 156.0.8078.108 built on Debian`; nil where no version is said.
    static func version(in text: String) -> Int? {
        text.split(whereSeparator: \.isWhitespace).lazy.compactMap { word -> Int? in
            let parts = word.split(separator: ".")
            return parts.count == 4 && parts.allSatisfy { Int($0) != nil } ? Int(parts[0]) : nil
        }.first
    }

    /// Prints a page.
    ///
    /// - Parameters:
    ///   - address: of the page, on this machine's disk.
    ///   - file: where the PDF is to stand.
    ///   - profile: a folder of its own, so that neither a reader's history nor extensions take part.
    ///   - language: that of the page.
    func print(_ address: String, to file: String, profile: String, language: String) throws(Failure) {
        let arguments =
            [
                "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
                "--user-data-dir=\(profile)", "--lang=\(language)",
                // Nothing is asked of anybody: no name is found, and nothing but the page is loaded.
                "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", "--disable-sync",
                "--disable-component-update", "--disable-default-apps", "--disable-extensions",
                "--force-color-profile=srgb", "--no-pdf-header-footer", "--generate-pdf-document-outline",
                "--print-to-pdf=\(file)",
            ] + (hasSandbox ? [] : ["--no-sandbox"]) + [address]
        let outcome: Subprocess.Outcome
        do throws(Subprocess.Failure) {
            outcome = try Subprocess(program: program, arguments: arguments, seconds: seconds).run()
        } catch {
            if case .tooSlow = error {
                throw .failed("\(error); raise --time-limit, or print fewer policies")
            }
            throw .failed("\(error)")
        }
        guard FileManager.default.isRegularFile(file) else { throw .failed(reason(outcome)) }
    }

    private func reason(_ outcome: Subprocess.Outcome) -> String {
        if outcome.errors.contains("sandbox") {
            return
                "\(program) has no sandbox here, as in many containers; print elsewhere, or with --no-sandbox: the page is Charter's own and loads nothing else"
        }
        let lines = outcome.errors.split(separator: "\n").filter { !$0.contains("dbus") }
        return "\(program) ended with status \(outcome.status) and no PDF" + (lines.last.map { ": \($0)" } ?? "")
    }
}
