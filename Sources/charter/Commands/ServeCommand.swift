import ArgumentParser
import Diagnostics
import Platform
import Site

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Shows the site while you write.",
        discussion: """
            Builds the site in memory, drafts included, and serves it on 127.0.0.1, to this machine only. Pages reload when a \
            file changes. Problems appear in a panel at the foot of the page and in the terminal; with errors the last sound \
            pages stay, and before the first of them the problems are the page. /_charter/help is the writers' reference. No site is written; only what was embedded for answers is kept, in .charter/answers. End it with Ctrl-C.
            """)

    @OptionGroup var project: ProjectOptions

    @OptionGroup var previousSite: PreviousSiteOptions

    @Option(name: .long, help: ArgumentHelp("The port to listen on; 0 for any that is free.", valueName: "port"))
    var port: UInt16 = 8000

    @Flag(name: .long, inversion: .prefixedNo, help: "Show drafts.")
    var drafts = true

    func run() throws {
        // Before the build, which may take long.
        let listener: PreviewListener
        do throws(PreviewListener.Failure) {
            listener = try PreviewListener(port: port)
        } catch {
            printError("charter: error: \(error.message)")
            throw ExitStatus.inputOutput
        }
        let site = PreviewSite(), named = try previousSite.published()
        let former = FormerPages(
            published: named ?? [], committed: named == nil ? CommittedPages.load(content: project.content) : nil)
        let server = PreviewServer(site: site, port: listener.port)
        startThread {
            let failure = listener.serve(server.answer)
            printError("charter: error: the preview server stopped: \(failure.message)")
            Glibc.exit(74)
        }
        let watcher = FolderWatcher(paths: [project.content] + project.themePlaces + [project.config])
        try rebuild(site, former)
        print("Preview at http://127.0.0.1:\(listener.port)/  (Ctrl-C ends it)")
        fflush(nil)
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
        var (input, problems) = try project.load(drafts: drafts, answers: true, history: true)
        input.answers?.known = AnswerCacheFile.load()
        let build = site.rebuild(
            input, problems: problems, former: former, sourceLine: project.sourceLine)
        // Else each change would embed all that changed since the last build.
        AnswerCacheFile.save(build.answers, known: input.answers?.known)
        project.report(site.problems.filter { $0.severity != .note }, limit: 50)
        let time = String(printf: "%.2f", Date().timeIntervalSince(start))
        printError(
            "built \(build.pageCount) pages in \(time) s, \(build.renderedCount) files new: \(site.problems.tally ?? "no problems")\(leftOut(build.leftOutCount))"
        )
    }
}
