import Diagnostics
import Markdown
import Portal
import Primitives
import Words

/// What all pages share while they are read.
public struct ReadingContext: Sendable {
    /// What `charter.yaml` says.
    public var settings: SiteSettings
    /// What stands before a content path in diagnostics, such as `content/`.
    public var pathPrefix: String
    /// The terms that pages may mention, by the language whose glossary explains them; none while glossaries are read.
    public var glossaries: [String: GlossaryIndex]
    /// By the first subtag of a language, for those that the settings name.
    private let keywords: [String: RequirementKeywords]

    /// A context for reading pages.
    public init(
        settings: SiteSettings, pathPrefix: String = "content/", glossaries: [String: GlossaryIndex] = [:]
    ) {
        self.settings = settings
        self.pathPrefix = pathPrefix
        self.glossaries = glossaries
        let languages = Set(([settings.language] + settings.languages).map(\.primaryLanguage))
        keywords = Dictionary(
            uniqueKeysWithValues: languages.map {
                ($0, RequirementKeywords(language: $0, settings: settings.keywords))
            })
    }

    /// The words by which requirements are known in a language.
    func keywords(of language: String) -> RequirementKeywords {
        keywords[language.primaryLanguage] ?? RequirementKeywords(language: language, settings: settings.keywords)
    }
}

/// Admonitions beyond GitHub's five that a policy portal needs.
public let portalAdmonitions = MarkdownOptions.githubAdmonitions.union([
    "must", "should", "example", "not-legal-advice",
])

/// Files longer than this are not markdown that a person wrote.
public let maximumPageByteCount = 16 * 1024 * 1024

/// Reads one page: checks the bytes, splits off the front matter, parses the rest, numbers the requirements and
/// marks the glossary's terms.
///
/// Depends on the file and the context only, so pages may be read in any order and on any thread. Problems are in
/// the page's diagnostics; a page that cannot be read at all comes back empty.
public func readPage(_ file: SourceFile, in context: ReadingContext) -> (page: Page, document: MarkdownDocument) {
    let path = context.pathPrefix + file.path
    var diagnostics: [Diagnostic] = []
    let hash = sha256(file.bytes)
    let edition = context.settings.edition(ofPath: file.path)
    let kind = PageKind(path: file.path, edition: edition)

    guard let text = checkedText(file.bytes, path: path, diagnostics: &diagnostics) else {
        let page = Page(
            path: file.path, edition: edition, sourceHash: hash, frontMatter: FrontMatter(), diagnostics: diagnostics)
        return (page, MarkdownDocument(blocks: []))
    }
    let parts = splitFrontMatter(text, path: path, diagnostics: &diagnostics)
    let (frontMatter, problems) = FrontMatterReader.read(
        parts.yaml, path: path, firstLine: 2, schema: Schema.byKind[kind] ?? .frontMatter(of: kind))
    if parts.hasFrontMatter || diagnostics.isEmpty { diagnostics += problems }
    let metadata = PageMetadata(frontMatter)
    let title = metadata.title ?? Page.slug(ofPath: file.path)
    let details = PageDetails(kind, frontMatter, slug: Page.slug(ofPath: file.path), title: title)
    let reviewedHash = metadata.review?.sha256?.lowercased()

    var document = MarkdownDocument(parsing: parts.body, options: MarkdownOptions(admonitions: portalAdmonitions))
    diagnostics += document.warnings.map { $0.diagnostic(path: path) }
    document.dropTitleHeading(title)
    let language = metadata.language ?? edition ?? context.settings.language
    let keywords = context.keywords(of: language)
    var requirements: [Requirement] = []
    if case .policy(let policy) = details, policy.idRange != nil {
        requirements = document.markRequirements(
            policyID: policy.id,
            citation: citation(of: policy, in: Catalogue(tag: language)),
            path: path, keywords: keywords, language: language, diagnostics: &diagnostics)
        if (metadata.status?.value ?? .active) != .active {
            diagnostics.removeAll { $0.id == .requirementUnnumbered || $0.id == .requirementNegation }
        }
        if edition == nil {
            diagnostics.addNumbers(of: requirements, source: parts.body)
        } else {
            diagnostics.leadToOriginals()
        }
    }
    let terms = kind == .glossary ? document.glossaryTerms : []
    // A term is explained in the language that the page is read in, or not at all.
    let glossary = context.glossaries[edition ?? context.settings.language]
    if kind != .glossary, let glossary { document.markTerms(glossary) }
    let facts = TextFacts(
        of: document, source: parts.body, context: context, path: path, diagnostics: &diagnostics)
    diagnostics +=
        TextSlips(
            of: document, source: parts.body, kind: kind, keywords: keywords, path: path
        ).diagnostics
    if metadata.status?.value != .draft { diagnostics += placeholders(in: String(text), path: path) }
    let page = Page(
        path: file.path, edition: edition, sourceHash: hash, frontMatter: frontMatter, metadata: metadata,
        details: details, title: title,
        summary: metadata.description ?? facts.summary, sections: facts.sections, links: facts.links,
        requirements: requirements, terms: terms, mentions: facts.mentions, diagnostics: diagnostics,
        isChangedSinceReview: reviewedHash.map { $0 != hashOfReviewedText(String(text)) } ?? false,
        wording: kind.governs ? document.wording : [])
    return (page, document)
}

extension [Diagnostic] {
    /// A requirement of a translation has the number that its original gives it; counting on would give it another's.
    fileprivate mutating func leadToOriginals() {
        for index in indices where self[index].id == .requirementUnnumbered {
            self[index].fixes = [.init("write the number that the sentence has in the original, such as {#R3}")]
        }
    }
}

/// `version 2.1, 2026-10-01`: what a citation says beside the requirement's id.
private func citation(of policy: Policy, in words: Catalogue) -> String {
    [policy.version.isEmpty ? nil : words.page(.version, ["version": policy.version]), policy.effective?.description]
        .compactMap { $0 }.joined(separator: ", ")
}

/// The file as text, or nil with a diagnostic where it is not text.
private func checkedText(_ bytes: [UInt8], path: String, diagnostics: inout [Diagnostic]) -> String? {
    guard bytes.count <= maximumPageByteCount else {
        diagnostics.append(
            Diagnostic(
                .error, .fileTooLarge, path: path,
                "File is \(bytes.count / 1024 / 1024) MiB long; pages may be at most \(maximumPageByteCount / 1024 / 1024) MiB",
                fixes: [.init("split it into pages, or move data into a file that the page links to")]))
        return nil
    }
    if let zero = bytes.firstIndex(of: 0) {
        diagnostics.append(
            Diagnostic(
                .error, .binaryFile, path: path, range: range(ofByte: zero, in: bytes),
                "File holds a NUL byte; a page is UTF-8 text",
                fixes: [.init("save it as UTF-8, or give it an ending other than .md")]))
        return nil
    }
    // A byte order mark is not part of the text.
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let text = String(validating: bytes[start...], as: UTF8.self) else {
        let bad = firstInvalidUTF8(bytes)
        diagnostics.append(
            Diagnostic(
                .error, .invalidUTF8, path: path, range: range(ofByte: bad, in: bytes),
                "Byte 0x\(String(bytes[bad], radix: 16, uppercase: true)) is not UTF-8",
                fixes: [.init("save the file as UTF-8")]))
        return nil
    }
    return text
}

private func range(ofByte index: Int, in bytes: [UInt8]) -> SourceRange {
    let before = bytes[..<index]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return SourceRange(line: line, column: index - lineStart + 1)
}

private func firstInvalidUTF8(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
        switch decoder.decode(&iterator) {
        case .scalarValue(let scalar): offset += UTF8.width(scalar)
        case .emptyInput, .error: return min(offset, bytes.count - 1)
        }
    }
}

/// Front matter between `---` lines, and the text with as many empty lines in its place, so that positions hold.
func splitFrontMatter(
    _ text: String, path: String, diagnostics: inout [Diagnostic]
) -> (hasFrontMatter: Bool, yaml: Substring, body: String) {
    var text = text
    if text.withUTF8({ $0.contains(UInt8(ascii: "\r")) }) {
        // Windows line ends: one form for all that follows; lines keep their numbers.
        var bytes = Array(text.utf8)
        bytes.removeAll { $0 == UInt8(ascii: "\r") }
        text = String(decoding: bytes, as: UTF8.self)
    }
    let bytes = text.utf8
    guard text.hasPrefix("---\n") else {
        diagnostics.append(FrontMatterFence.missing(in: text, path: path))
        return (false, "", text)
    }
    let yamlStart = bytes.index(bytes.startIndex, offsetBy: 4)
    var lineStart = yamlStart
    var lineCount = 1
    while lineStart < bytes.endIndex {
        let lineEnd = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        let line = bytes[lineStart..<lineEnd]
        lineCount += 1
        if line.elementsEqual("---".utf8) || line.elementsEqual("...".utf8) {
            let rest = lineEnd < bytes.endIndex ? text[bytes.index(after: lineEnd)...] : ""
            return (true, text[yamlStart..<lineStart], String(repeating: "\n", count: lineCount) + rest)
        }
        guard lineEnd < bytes.endIndex else { break }
        lineStart = bytes.index(after: lineEnd)
    }
    diagnostics.append(FrontMatterFence.unclosed(in: text, path: path))
    return (false, "", "")
}

extension MarkdownWarning {
    fileprivate func diagnostic(path: String) -> Diagnostic {
        switch kind {
        case .nestedTooDeep:
            Diagnostic(
                .warning, .nestedTooDeep, path: path, range: range,
                "Nested too deep; shown as plain text from here on",
                fixes: [.init("use fewer levels of lists, quotes or emphasis")])
        case .duplicateFootnote(let label):
            Diagnostic(
                .warning, .duplicateFootnote, path: path, range: range,
                "Footnote '\(label)' is defined twice; this one is left out", fixes: [.init("rename one of them")])
        case .unusedFootnote(let label):
            Diagnostic(
                .warning, .unusedFootnote, path: path, range: range,
                "Footnote '\(label)' is never referred to; it is left out",
                fixes: [.init("write [^\(label)] where it belongs, or remove it")])
        case .duplicateHeadingID(let id):
            Diagnostic(
                .warning, .duplicateHeadingID, path: path, range: range,
                "Heading id '\(id)' is taken; this heading gets another", fixes: [.init("give it an id of its own")])
        }
    }
}

extension MarkdownDocument {
    /// What the page says, by section.
    fileprivate var wording: [Page.Wording] {
        textSections.filter { !$0.text.isEmpty }.map {
            Page.Wording(section: $0.id, title: $0.title, text: $0.text)
        }
    }

    /// A first heading that repeats the page's title goes: the template shows the title.
    fileprivate mutating func dropTitleHeading(_ title: String) {
        guard case .heading(1, _, let content)? = blocks.first?.kind, content.plainText == title else { return }
        blocks.removeFirst()
    }

    /// Each second-level heading with the first paragraph below it.
    fileprivate var glossaryTerms: [GlossaryTerm] {
        var terms: [GlossaryTerm] = []
        for block in blocks {
            switch block.kind {
            case .heading(2, let id, let content):
                // A heading may be empty, or all brackets: neither gives other names, and the second no name.
                let parts = content.plainText.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
                let name = parts.first?.trimmed ?? ""
                let inBrackets = parts.count > 1 ? parts[1].prefix { $0 != ")" } : ""
                let others = inBrackets.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
                terms.append(GlossaryTerm(id: id, name: name, otherNames: others, definition: "", range: block.range))
            case .paragraph(let content) where terms.last?.definition == "":
                terms[terms.count - 1].definition = content.plainText
            default: break
            }
        }
        return terms
    }
}
