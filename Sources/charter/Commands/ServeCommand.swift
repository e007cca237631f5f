import ArgumentParser
import Diagnostics
import Foundation
import Site

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Shows the site while you write.",
        discussion: """
            Builds the site in memory, drafts included, and serves it on 127.0.0.1, to this machine only. Pages reload when a \
            file changes. Problems appear in a panel at the foot of the page and in the terminal; with errors the last sound \
            pages stay. Nothing is written to disk. End it with Ctrl-C.
            """)

    @OptionGroup var project: ProjectOptions

    @OptionGroup var previousSite: PreviousSiteOptions

    @Option(name: .long, help: ArgumentHelp("The port to listen on.", valueName: "port"))
    var port: UInt16 = 8000

    @Flag(name: .long, inversion: .prefixedNo, help: "Show drafts.")
    var drafts = true

    func run() throws {
        let site = PreviewSite(), named = try previousSite.published()
        let former = FormerPages(
            published: named ?? [], committed: named == nil ? CommittedPages.load(content: project.content) : nil)
        try rebuild(site, former)
        guard isFree(port) else {
            printError("charter: error: port \(port) on 127.0.0.1 is taken; choose another with --port")
            throw ExitStatus.inputOutput
        }
        let server = PreviewServer(site: site, port: port)
        Task.detached {
            do {
                try await server.run()
            } catch {
                printError("charter: error: the preview server stopped: \(error)")
            }
            Foundation.exit(74)
        }
        print("Preview at http://127.0.0.1:\(port)/  (Ctrl-C ends it)")
        fflush(nil)
        let watcher = FolderWatcher(paths: [project.content] + project.templates + [project.config])
        watcher.watch {
            do {
                try rebuild(site, former)
            } catch {
                printError("charter: the project cannot be read at the moment; waiting for the next change")
            }
        }
    }

    private func rebuild(_ site: PreviewSite, _ former: FormerPages) throws {
        let start = Date()
        var (input, problems) = try project.load(drafts: drafts, answers: true)
        input.answers?.known = AnswerCacheFile.load()
        let build = site.rebuild(input, problems: problems, former: former)
        // Else each change would embed all that changed since the last build.
        AnswerCacheFile.save(build.answers, known: input.answers?.known)
        project.report(site.problems.filter { $0.severity != .note }, limit: 50)
        let time = String(format: "%.2f", Date().timeIntervalSince(start))
        printError(
            "built \(build.pageCount) pages in \(time) s, \(build.renderedCount) files new: \(site.problems.tally ?? "no problems")\(leftOut(build.leftOutCount))"
        )
    }

    private func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
