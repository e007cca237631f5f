import Mustache
import Primitives
import Words

/// What a template can name: keys with values, in the order given. Absent keys are false and empty.
struct TemplateContext: MustacheParent, Sendable, Equatable {
    /// A value by what a template can do with it.
    enum Value: Sendable, Equatable {
        /// Shown with `{{name}}`, escaped.
        case text(String)
        /// Shown with `{{{name}}}`, as it is.
        case html(String)
        /// Tested with `{{#name}}` and `{{^name}}`.
        case flag(Bool)
        /// Repeated with `{{#name}}`.
        case list([TemplateContext])
        /// Entered with `{{#name}}` or `{{name.key}}`.
        case object(TemplateContext)
        /// The texts of a language, entered with `{{words.part.name}}`.
        case words(Catalogue)
        /// Known to be missing here, whatever an outer context holds under the name.
        case absent
    }

    private(set) var entries: [(key: String, value: Value)] = []

    subscript(key: String) -> Value? {
        get { entries.first { $0.key == key }?.value }
        set {
            if let index = entries.firstIndex(where: { $0.key == key }) {
                if let newValue { entries[index].value = newValue } else { entries.remove(at: index) }
            } else if let newValue {
                entries.append((key, newValue))
            }
        }
    }

    /// Sets a text; one that is nil or empty counts as missing, so that `{{#key}}` means "there is one".
    mutating func set(_ key: String, _ text: String?) {
        entries.append((key, text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .absent))
    }

    mutating func set(_ key: String, flag: Bool) { entries.append((key, .flag(flag))) }

    /// Sets a list, and `has_key` to whether it holds anything.
    mutating func set(_ key: String, list: [TemplateContext]) {
        entries.append((key, .list(list)))
        entries.append(("has_" + key, .flag(!list.isEmpty)))
    }

    mutating func set(_ key: String, object: TemplateContext?) {
        entries.append((key, object.map { .object($0) } ?? .absent))
    }

    /// Sets a text of which parts are shown in another way, cut at its marks; nil counts as missing.
    mutating func set(_ key: String, marked text: MarkedText?) { set(key, object: text.map(Self.init)) }

    /// A context built in place.
    init(_ build: (inout TemplateContext) -> Void = { _ in }) { build(&self) }

    /// A list of texts, each under `text`.
    static func texts(_ texts: [String]) -> [TemplateContext] {
        texts.map { text in TemplateContext { $0.set("text", text) } }
    }

    /// Shown as nothing, and false in a section.
    private struct Absent: MustacheCustomRenderable {
        var renderText: String { "" }
        var isNull: Bool { true }
    }

    static func == (left: Self, right: Self) -> Bool {
        left.entries.elementsEqual(right.entries) { $0.key == $1.key && $0.value == $1.value }
    }

    func child(named name: String) -> Any? {
        for entry in entries where entry.key == name {
            switch entry.value {
            case .text(let text), .html(let text): return text
            case .flag(let flag): return flag
            case .list(let list): return list
            case .object(let object): return object
            case .words(let words): return words.templateTexts
            case .absent: return Absent()
            }
        }
        return nil
    }

    /// Adds all keys and values, with their structure, to a hash.
    func hash(into digest: inout ContentDigest) {
        digest.add(entries.count)
        for entry in entries {
            digest.add(entry.key)
            switch entry.value {
            case .text(let text): digest.add(text)
            case .html(let html): digest.add(html)
            case .flag(let flag): digest.add(flag ? 1 : 0)
            case .list(let list):
                digest.add(list.count)
                for item in list { item.hash(into: &digest) }
            case .object(let object): object.hash(into: &digest)
            // The texts are the tool's.
            case .words(let words): digest.add(words.language.rawValue)
            case .absent: digest.add(-1)
            }
        }
    }
}
