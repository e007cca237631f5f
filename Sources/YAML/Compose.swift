import CYAML
import Platform

/// The one value of a YAML text; nil where the text holds none. Aliases are replaced by what they name.
///
/// Source: YAML 1.1, as libyaml reads it.
package func compose(_ text: String) throws(YAMLError) -> Node? {
    var bytes = Array(text.utf8)
    // libyaml wants an address even of nothing.
    if bytes.isEmpty { bytes = [UInt8(ascii: "\n")] }
    let result: Result<Node?, YAMLError> = bytes.withUnsafeBufferPointer { buffer in
        Result { () throws(YAMLError) in
            let composer = try Composer(buffer)
            return try composer.singleRoot()
        }
    }
    return try result.get()
}

/// Builds values from libyaml's events.
private final class Composer {
    /// Deeper nesting is refused: no settings need it, and each level takes space on the stack.
    private static let deepest = 200
    /// What aliases may copy: a few lines of them, each naming the one before twice, would fill any memory.
    private static let mostValues = 100_000

    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private var anchors: [String: (node: Node, valueCount: Int)] = [:]
    private var depth = 0
    /// How many values there are so far, each as often as it is copied.
    private var valueCount = 0

    /// - Parameter buffer: UTF-8, which must stay where it is while this object lives.
    init(_ buffer: UnsafeBufferPointer<UInt8>) throws(YAMLError) {
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else { throw .outOfMemory }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    func singleRoot() throws(YAMLError) -> Node? {
        _ = try next()
        let start = try next()
        guard start.type != YAML_STREAM_END_EVENT else { return nil }
        let node = try node(from: next())
        // The end of the document.
        _ = try next()
        let end = try next()
        guard end.type == YAML_STREAM_END_EVENT else {
            throw .syntax(problem: "but found another document", mark: end.mark)
        }
        return node
    }

    private func next() throws(YAMLError) -> Event {
        let event = Event()
        guard yaml_parser_parse(parser, event.raw) == 1 else { throw failure }
        return event
    }

    private var failure: YAMLError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it is not YAML"
        switch parser.pointee.error {
        case YAML_MEMORY_ERROR: return .outOfMemory
        case YAML_READER_ERROR: return .characters(problem: problem)
        default: return .syntax(problem: problem, mark: Mark(parser.pointee.problem_mark))
        }
    }

    private func node(from event: Event) throws(YAMLError) -> Node {
        let countBefore = valueCount
        func keep(_ node: Node, as anchor: String?) -> Node {
            if let anchor { anchors[anchor] = (node, valueCount - countBefore) }
            return node
        }
        valueCount += 1
        switch event.type {
        case YAML_ALIAS_EVENT: return try copy(namedBy: event)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let node = Node.scalar(
                Node.Scalar(
                    string: String(decoding: bytes, as: UTF8.self), style: Node.Scalar.Style(scalar.style),
                    mark: event.mark))
            return keep(node, as: event.text(scalar.anchor))
        case YAML_SEQUENCE_START_EVENT:
            return keep(try sequence(from: event), as: event.text(event.data.sequence_start.anchor))
        case YAML_MAPPING_START_EVENT:
            return keep(try mapping(from: event), as: event.text(event.data.mapping_start.anchor))
        default: throw .syntax(problem: "found no value", mark: event.mark)
        }
    }

    private func copy(namedBy alias: Event) throws(YAMLError) -> Node {
        guard let original = alias.text(alias.data.alias.anchor).flatMap({ anchors[$0] }) else {
            throw .syntax(problem: "found undefined alias", mark: alias.mark)
        }
        valueCount += original.valueCount
        guard valueCount <= Self.mostValues else {
            throw .syntax(problem: "found aliases that make more than \(Self.mostValues) values", mark: alias.mark)
        }
        return original.node
    }

    private func sequence(from start: Event) throws(YAMLError) -> Node {
        try descend(at: start)
        defer { depth -= 1 }
        var nodes: [Node] = []
        var event = try next()
        while event.type != YAML_SEQUENCE_END_EVENT {
            nodes.append(try node(from: event))
            event = try next()
        }
        let isFlow = start.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
        return .sequence(Node.Sequence(nodes: nodes, isFlow: isFlow, mark: start.mark))
    }

    private func mapping(from start: Event) throws(YAMLError) -> Node {
        try descend(at: start)
        defer { depth -= 1 }
        var pairs: [Node.Mapping.Pair] = []
        var event = try next()
        while event.type != YAML_MAPPING_END_EVENT {
            let key = try node(from: event)
            pairs.append(Node.Mapping.Pair(key: key, value: try node(from: next())))
            event = try next()
        }
        let keys = Dictionary(grouping: pairs.compactMap(\.key.scalar), by: \.self).filter { $1.count > 1 }
            .keys.sorted { $0.string < $1.string }
        if let first = keys.first { throw .duplicateKeys(keys.map(\.string), mark: first.mark) }
        return .mapping(Node.Mapping(pairs: pairs, mark: start.mark))
    }

    private func descend(at event: Event) throws(YAMLError) {
        depth += 1
        guard depth <= Self.deepest else {
            throw .syntax(problem: "found values nested more than \(Self.deepest) deep", mark: event.mark)
        }
    }
}

/// An event, freed with the object.
private final class Event {
    let raw = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)

    init() { raw.initialize(to: yaml_event_t()) }

    deinit {
        yaml_event_delete(raw)
        raw.deallocate()
    }

    var type: yaml_event_type_t { raw.pointee.type }
    var data: yaml_event_s.__Unnamed_union_data { raw.pointee.data }
    var mark: Mark { Mark(raw.pointee.start_mark) }

    func text(_ start: UnsafeMutablePointer<yaml_char_t>?) -> String? { start.map { String(cString: $0) } }
}

extension Mark {
    fileprivate init(_ mark: yaml_mark_t) {
        line = mark.line + 1
        column = mark.column + 1
    }
}

extension Node.Scalar.Style {
    fileprivate init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: self = .literal
        case YAML_FOLDED_SCALAR_STYLE: self = .folded
        default: self = .plain
        }
    }
}
