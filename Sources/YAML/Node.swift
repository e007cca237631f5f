/// A place in a YAML text: lines and columns from 1, columns in Unicode scalars, as libyaml counts them.
package struct Mark: Sendable, Equatable {
    package let line: Int
    package let column: Int
}

/// A YAML value as it was written, without a type: whether `12` is a number is for a schema to say.
package enum Node: Sendable {
    case scalar(Scalar)
    case mapping(Mapping)
    case sequence(Sequence)

    package struct Scalar: Sendable, Hashable {
        package let string: String
        package let style: Style
        package let mark: Mark

        package enum Style: Sendable {
            case plain, singleQuoted, doubleQuoted, literal, folded
        }

        /// Keys are the same where their texts are.
        package static func == (left: Scalar, right: Scalar) -> Bool { left.string == right.string }

        package func hash(into hasher: inout Hasher) { hasher.combine(string) }
    }

    package struct Mapping: Sendable, Swift.Sequence {
        let pairs: [Pair]
        package let mark: Mark

        package struct Pair: Sendable {
            let key: Node
            let value: Node
        }

        package func makeIterator() -> AnyIterator<(key: Node, value: Node)> {
            var rest = pairs.makeIterator()
            return AnyIterator { rest.next().map { ($0.key, $0.value) } }
        }
    }

    package struct Sequence: Sendable, Swift.Sequence {
        let nodes: [Node]
        /// Whether it was written between brackets.
        package let isFlow: Bool
        package let mark: Mark

        package var isEmpty: Bool { nodes.isEmpty }

        package func makeIterator() -> IndexingIterator<[Node]> { nodes.makeIterator() }
    }

    /// The value where it is a scalar.
    package var scalar: Scalar? { if case .scalar(let scalar) = self { scalar } else { nil } }

    /// Where the value begins.
    package var mark: Mark {
        switch self {
        case .scalar(let scalar): scalar.mark
        case .mapping(let mapping): mapping.mark
        case .sequence(let sequence): sequence.mark
        }
    }
}

/// Why a text is not YAML that can be read.
package enum YAMLError: Error, Sendable, Equatable {
    /// What libyaml, or the composer, found, and where.
    case syntax(problem: String, mark: Mark)
    /// Bytes or characters that no YAML may hold.
    case characters(problem: String)
    /// Keys that appear more than once in a mapping, sorted, and where the first of them stands.
    case duplicateKeys([String], mark: Mark)
    case outOfMemory
}
