import Diagnostics

/// Checks every tag of the page templates against their contexts: mustache itself shows nothing for an unknown name.
struct TemplateChecker {
    private let templates: [String: Theme.Template]
    private var diagnostics = Set<Diagnostic>()

    init(theme: Theme) {
        templates = Dictionary(theme.templates.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// All unknown names and partials.
    func check() -> [Diagnostic] {
        var checker = self
        for schema in ContextSchema.all {
            guard let template = templates[schema.name] else { continue }
            checker.check(template, scopes: [schema.fields], depth: 0)
        }
        return checker.diagnostics.inReadingOrder()
    }

    private mutating func check(_ template: Theme.Template, scopes: [[ContextField]], depth: Int) {
        var scopes = scopes
        for tag in TemplateTag.all(in: template.text) {
            switch tag.kind {
            case .value: _ = field(tag, in: template, scopes: scopes)
            case .openSection: scopes.append(field(tag, in: template, scopes: scopes)?.children ?? [])
            case .openInverted:
                _ = field(tag, in: template, scopes: scopes)
                scopes.append([])
            case .close: if scopes.count > 1 { scopes.removeLast() }
            case .partial:
                guard let partial = templates[tag.name] else {
                    let near = Suggestion(for: tag.name, among: templates.keys.sorted())
                    report(
                        .templateUnknownPartial, tag, template,
                        "Partial '\(tag.name)' does not exist" + near.question)
                    continue
                }
                if depth < 20 { check(partial, scopes: scopes, depth: depth + 1) }
            case .other: break
            }
        }
    }

    /// The field that a tag names, looked for from the innermost scope outwards.
    private mutating func field(_ tag: TemplateTag, in template: Theme.Template, scopes: [[ContextField]])
        -> ContextField?
    {
        let parts = tag.name.split(separator: ".").map(String.init)
        guard let first = parts.first else { return nil }
        for scope in scopes.reversed() {
            guard var found = scope.first(where: { $0.names.contains(first) }) else { continue }
            if found.name != first { return nil }
            for part in parts.dropFirst() {
                guard let child = found.children.first(where: { $0.names.contains(part) }) else {
                    return unknown(tag, template, among: found.children.map(\.name))
                }
                found = child
            }
            return found
        }
        return unknown(tag, template, among: scopes.joined().map(\.name))
    }

    private mutating func unknown(_ tag: TemplateTag, _ template: Theme.Template, among names: [String])
        -> ContextField?
    {
        let last = tag.name.split(separator: ".").last.map(String.init) ?? tag.name
        let near = Suggestion(for: last, among: names)
        report(
            .templateUnknownName, tag, template,
            "Name '\(tag.name)' is not in the template's context" + near.question)
        return nil
    }

    private mutating func report(_ id: DiagnosticID, _ tag: TemplateTag, _ template: Theme.Template, _ summary: String)
    {
        diagnostics.insert(
            Diagnostic(
                .error, id, path: template.path, range: tag.range, summary,
                fixes: [.init("see docs/templates.md for what each template can name")]))
    }
}

/// A `{{…}}` of a template.
struct TemplateTag {
    /// What the tag does.
    enum Kind { case value, openSection, openInverted, close, partial, other }

    var kind: Kind
    var name: String
    var range: SourceRange

    /// The tags of a template in order.
    static func all(in text: String) -> [TemplateTag] {
        var tags: [TemplateTag] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var rest = line[...]
            while let open = rest.firstByteRange(of: "{{"),
                let close = rest[open.upperBound...].firstByteRange(of: "}}")
            {
                let content = rest[open.upperBound..<close.lowerBound]
                let column = line.utf8.distance(from: line.startIndex, to: open.lowerBound) + 1
                tags.append(
                    TemplateTag(
                        content, range: SourceRange(line: number + 1, column: column, length: content.utf8.count + 4)))
                rest = rest[close.upperBound...]
            }
        }
        return tags
    }

    private init(_ content: Substring, range: SourceRange) {
        let kinds: [Character: Kind] = [
            "#": .openSection, "^": .openInverted, "/": .close, ">": .partial, "!": .other, "{": .value, "&": .value,
            "=": .other, "%": .other,
            "$": .other, "<": .other,
        ]
        let text = content.filter { !$0.isWhitespace }
        let known = text.first.flatMap { kinds[$0] }
        kind = known ?? .value
        name = known == nil ? text : String(text.dropFirst())
        self.range = range
    }
}

extension Substring {
    fileprivate func firstRange(of word: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
            formIndex(after: &start)
        }
        return nil
    }
}
