import Foundation
import TestSupport
import Testing

/// The invariants of ARCHITECTURE.md that a built site shows, on the fixture portal with everything switched on: answers,
/// history, exports, decisions. `ArchitectureTests.invariants` looks for the bold words of each in the names of tests.
@Suite("Invariants")
struct InvariantTests {
    /// Drafts of every kind beside the one that the fixture has, with all that may lie around a draft: what it refers to, what its
    /// front matter names, questions on it, copies by editors, documents that it was written in.
    ///
    /// - Returns: paths of all that belongs to a draft, below `content/`.
    private func addDrafts(to project: ProjectFolder) throws -> [String] {
        let word = FixturePortal.draftWord
        var added = ["policies/night-shift.md"]
        func write(_ path: String, _ text: String) throws {
            try project.write("content/" + path, text)
            added.append(path)
        }
        let licence = try #require(project.read("content/licences/mit.md"))
        try write(
            "licences/quilldraft.md",
            licence.replacingOccurrences(of: "MIT License", with: "\(word) licence")
                .replacingOccurrences(of: "spdx: MIT", with: "spdx: LicenseRef-\(word)\nstatus: draft")
                .replacingOccurrences(of: "osi_approved: true", with: "osi_approved: false"))
        let evaluation = try #require(project.read("content/evaluations/wren.md"))
        try write(
            "evaluations/quilldraft.md",
            evaluation.replacingOccurrences(of: "Wren", with: word)
                .replacingOccurrences(of: "base_model: heron", with: "status: draft\nresults_file: quilldraft.json")
                .replacingOccurrences(
                    of: "openness: {weights: open, architecture: open, inference_code: partial}",
                    with: "openness_file: quilldraft.mof.yml"))
        try write(
            "evaluations/quilldraft.json",
            "{\"results\": {\"\(word)\": {\"acc,none\": 0.5}},\n \"model_name\": \"\(word) of the pilots' office\"}\n")
        let openness = try #require(project.read("content/evaluations/heron.mof.yml"))
        try write(
            "evaluations/quilldraft.mof.yml",
            openness.replacingOccurrences(of: "Heron", with: word).replacingOccurrences(of: "Marsh", with: word))
        try write(
            "guides/quilldraft.md",
            """
            ---
            title: \(word)
            status: draft
            aliases: [quilldraft-before.html]
            ---

            The \(word) tug is sold in May, see [[POL-001]]. ![The berths left over](quilldraft.png)
            [Wages by berth](quilldraft-wages.csv), [letter to the crew](letters/quilldraft.txt).

            """)
        try write("guides/quilldraft-wages.csv", "berth,wage\nnorthern quay,41250\nsouthern quay,38990\n")
        try write("guides/letters/quilldraft.txt", "Dear crew, the northern quay closes before the autumn storms.\n")
        let picture = Data([0x89, 0x50, 0x4E, 0x47, 0]) + (0..<400).map { UInt8(truncatingIfNeeded: $0 * $0 * 7 + 3) }
        try picture.write(to: project.url("content/guides/quilldraft.png"))
        added.append("guides/quilldraft.png")
        try write(
            "answers/policies/night-shift.yaml",
            """
            pairs:
              - question: "Whom do staff call, \(word)?"
                quote: "At night staff MUST call \(word) before a model is restarted, see First steps."
                section: "quilldraft-rules"
                status: approved
                reviewer: "Model desk"

            """)
        // Copies lie beside what they are copies of, and hold a paragraph that the draft has lost since.
        let draft = try #require(project.read("content/policies/night-shift.md"))
        for name in ["night-shift.md~", "night-shift.md.bak", "#night-shift.md#", "night-shift.txt", "Copy of it.docx"]
        {
            try write("policies/" + name, draft + "\nWhoever sleeps on watch loses the lantern allowance.\n")
        }
        try write("guides/quilldraft.yaml", "plan: the lantern allowance ends with the old year\n")
        try write("guides/quilldraft.html", "<p>The lantern allowance ends with the old year.</p>\n")
        return added
    }

    @Test("A draft's text is in no file unless --drafts is given: answers, history, exports and decisions included")
    func drafts() throws {
        let word = Data(FixturePortal.draftWord.utf8), lower = Data(FixturePortal.draftWord.lowercased().utf8)
        let (project, _) = try FixturePortal.copy()
        let names = try addDrafts(to: project)
        let content = project.files(below: "content")
        let secret = content.filter { names.contains($0.key) }
        #expect(secret.count == names.count)
        // A commit that changes a draft beside a page in force has a subject that may tell of it.
        let steps = "content/guides/first-steps.md"
        try project.write(steps, (project.read(steps) ?? "") + "\nSigned texts are kept.\n")
        try project.commit("The tug is sold, says the draft of the pilots", on: "2026-10-01")
        #expect(try FixturePortal.build(project).status == 0)
        let site = project.files(below: "site")
        #expect(site.count > 80)
        let leaking = site.filter { path, bytes in
            [word, lower, Data("POL-004".utf8), Data("night-shift".utf8), Data("The tug is sold".utf8)]
                .contains { bytes.range(of: $0) != nil } || path.contains("quilldraft") || path.contains("night-shift")
        }.keys.sorted()
        #expect(leaking == [], "these hold a draft's text")
        // Every line and every four words of every draft, its copies and its attachments.
        let templates = try FileManager.default.subpathsOfDirectory(atPath: Repository.templates)
            .compactMap { FileManager.default.contents(atPath: Repository.templates + "/" + $0) }
        let open = content.filter { !names.contains($0.key) }.map(\.value) + templates
        let search = LeakSearch(secret: secret, open: open + [Data((project.read("charter.yaml") ?? "").utf8)])
        #expect(search.bytes.count > 60 && search.words.count > 100)
        #expect(Set(search.bytes.values).union(search.words.values).count > 10, "each kind of file is looked for")
        #expect(search.leaks(in: site) == [])
        // The index is packed, so it is asked too.
        for query in [FixturePortal.draftWord, "lantern allowance", "tug sold in May", "northern quay wages"] {
            let found = try project.run("search", query).output
            #expect(!found.contains("night-shift") && !found.contains("/quilldraft"), "\(query): \(found)")
        }
        #expect(try FixturePortal.build(project, to: "drafts", "--drafts").status == 0)
        let withDrafts = project.files(below: "drafts")
        for path in [
            "policies/night-shift.html", "evaluations/quilldraft.html", "decide/quilldraft.html", "api/portal.json",
            "decisions.csv", "openness/quilldraft.yml",
        ] { #expect(withDrafts[path]?.range(of: word) != nil, "\(path) lacks the draft with --drafts") }
        for path in ["guides/quilldraft.png", "guides/quilldraft-wages.csv", "guides/letters/quilldraft.txt"] {
            #expect(withDrafts[path] == content[path], "\(path) is not there with --drafts")
        }
        // What is looked for is found where it is: else the search would find nothing anywhere.
        let found = search.leaks(in: withDrafts)
        for name in ["policies/night-shift.md", "guides/quilldraft-wages.csv", "guides/quilldraft.png"] {
            #expect(found.contains { $0.hasSuffix(" of \(name)") }, "\(name) is not found with --drafts")
        }
        // Copies stay out even then.
        #expect(!found.contains { $0.contains("lantern") })
    }

    @Test("No page holds an inline script or style or loads anything from elsewhere: each is looked at")
    func inlineScripts() throws {
        let (project, _) = try FixturePortal.copy()
        try project.remove("templates")
        try FileManager.default.copyItem(atPath: Repository.templates, toPath: project.path + "/templates")
        let templates = try FileManager.default.contentsOfDirectory(atPath: project.path + "/templates")
            .filter { $0.hasSuffix(".mustache") }
        #expect(templates.count > 15)
        for name in templates {
            try project.write("templates/" + name, (project.read("templates/" + name) ?? "") + "<script>x()</script>\n")
        }
        let outcome = try project.run("check", "--today", FixturePortal.day)
        #expect(outcome.status == 1)
        let reported = Set(
            outcome.diagnostics.filter { $0.hasSuffix("[inline-code]") }.map { String($0.prefix { $0 != ":" }) })
        // A page of content is told by its file, a page that the site makes by its template.
        for path in [
            "policies/use-of-models.md", "policies/choice-of-models.md", "licences/mit.md", "evaluations/heron.md",
            "guides/first-steps.md", "glossary.md", "about.md",
        ] { #expect(reported.contains("content/" + path), "\(path) is not looked at") }
        let unseen = Set(templates).subtracting(reported)
            .subtracting(["policy.mustache", "licence.mustache", "evaluation.mustache", "page.mustache"])
            // The preview's own page, which the preview's policy guards.
            .subtracting(["components.mustache"])
        #expect(unseen.subtracting(KnownDefects.uncheckedTemplates) == [])
        withKnownIssue("pages of about-answers.mustache are not looked at") {
            #expect(unseen.intersection(KnownDefects.uncheckedTemplates) == [])
        } when: {
            !KnownDefects.uncheckedTemplates.isEmpty
        }
    }

    @Test("A build writes nothing into content/, and neither does a check")
    func content() throws {
        let (project, _) = try FixturePortal.copy()
        let before = project.files(below: "content")
        #expect(try FixturePortal.build(project).status == 0)
        #expect(try project.run("check").status == 0)
        #expect(try project.run("build", "--output", "content-too", "--drafts").status == 0)
        #expect(project.files(below: "content") == before)
    }

    @Test("What stands in quotation marks is a page's own text: a pair whose words are gone leaves the site")
    func quotations() throws {
        let question = Data("Who may ask for a draft?".utf8), path = "content/policies/use-of-models.md"
        func filesWithQuestion(_ project: ProjectFolder) -> [String] {
            project.files(below: "site").filter { $0.value.range(of: question) != nil }.keys.sorted()
        }
        let (project, _) = try FixturePortal.copy(hasHistory: false)
        #expect(try FixturePortal.build(project).status == 0)
        #expect(filesWithQuestion(project).contains("policies/use-of-models.html"))
        let text = try #require(project.read(path))
        try project.write(path, text.replacingOccurrences(of: "MAY ask a model", with: "MAY now ask a model"))
        let outcome = try FixturePortal.build(project)
        #expect(outcome.diagnostics.contains { $0.hasSuffix("[answer-quote-gone]") })
        #expect(filesWithQuestion(project) == [])
    }

    @Test("A decision rests on a rule in content, and its reason leads to an anchor; so does every link of the site")
    func links() throws {
        let (project, _) = try FixturePortal.copy()
        #expect(try FixturePortal.build(project).status == 0)
        let pages = project.site()
        let ids = pages.filter { $0.key.hasSuffix(".html") }.mapValues { text in
            Set(text.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) })
        }
        var count = 0, reasons = 0, broken = Set<String>()
        for (path, text) in pages where path.hasSuffix(".html") && path != "404.html" {
            for match in text.matches(of: /\shref="([^"]*)"/) {
                let href = String(match.output.1)
                guard href.firstMatch(of: /^[a-z]+:/) == nil, !href.isEmpty else { continue }
                let parts = href.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let address = parts[0].prefix { $0 != "?" }
                let target = address.isEmpty ? path : resolved(String(address), from: path)
                count += 1
                #expect(pages[target] != nil, "\(path) links to \(href), which is not there")
                guard parts.count == 2, let anchors = ids[target] else { continue }
                if !anchors.contains(String(parts[1])) { broken.insert("\(path) to \(href)") }
                if path.hasPrefix("decide/"), path != "decide/index.html" { reasons += 1 }
            }
        }
        #expect(count > 1000 && reasons > 20)
        #expect(broken.subtracting(KnownDefects.brokenAnchors) == [], "links to anchors that are not there")
        withKnownIssue("estimate.html links to a section that a model without hardware: does not have") {
            #expect(broken == [])
        } when: {
            !KnownDefects.brokenAnchors.isEmpty
        }
    }

    /// The path that a relative address leads to.
    private func resolved(_ address: String, from path: String) -> String {
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in address.split(separator: "/", omittingEmptySubsequences: false) {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    @Test("A writer's mistake is a Diagnostic with a place, gathered; a failing disk is a typed throw")
    func mistakesAndDisks() throws {
        let project = try ProjectFolder()
        try project.linkTemplates()
        try project.write("content/a.md", "---\ntitle: A\nownr: B\n---\n\n[b](b.md) [[POL-1]]\n")
        try project.write("content/b/c.md", "Text.\n")
        let mistakes = try project.run("build")
        #expect(mistakes.status == 1)
        #expect(mistakes.diagnostics.count == 4, "\(mistakes.errors)")
        try project.write("content/a.md", "---\ntitle: A\n---\n")
        try project.remove("content/b/c.md")
        let disk = try project.run("build", "--output", "/proc/site")
        #expect(disk.status == 74)
        #expect(
            disk.diagnostics == [] && disk.errors.hasPrefix("charter: error: cannot create '/proc/site'"),
            "\(disk.errors)")
    }
}
