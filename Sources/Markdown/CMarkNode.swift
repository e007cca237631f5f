import CCMark

/// A node of libcmark's tree. This file is the only one that calls libcmark.
///
/// Valid only inside the closure of ``withCMarkTree(of:_:)``.
struct CMarkNode: Equatable {
    /// libcmark's node types, as `cmark_node_type` lists them.
    enum Kind {
        case document, blockQuote, list, item, codeBlock, htmlBlock, paragraph, heading, thematicBreak
        case text, softBreak, lineBreak, code, htmlInline, emphasis, strong, link, image, other
    }

    let pointer: OpaquePointer

    init?(_ pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    var kind: Kind {
        switch cmark_node_get_type(pointer) {
        case CMARK_NODE_DOCUMENT: .document
        case CMARK_NODE_BLOCK_QUOTE: .blockQuote
        case CMARK_NODE_LIST: .list
        case CMARK_NODE_ITEM: .item
        case CMARK_NODE_CODE_BLOCK: .codeBlock
        case CMARK_NODE_HTML_BLOCK: .htmlBlock
        case CMARK_NODE_PARAGRAPH: .paragraph
        case CMARK_NODE_HEADING: .heading
        case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
        case CMARK_NODE_TEXT: .text
        case CMARK_NODE_SOFTBREAK: .softBreak
        case CMARK_NODE_LINEBREAK: .lineBreak
        case CMARK_NODE_CODE: .code
        case CMARK_NODE_HTML_INLINE: .htmlInline
        case CMARK_NODE_EMPH: .emphasis
        case CMARK_NODE_STRONG: .strong
        case CMARK_NODE_LINK: .link
        case CMARK_NODE_IMAGE: .image
        default: .other
        }
    }

    var firstChild: CMarkNode? { CMarkNode(cmark_node_first_child(pointer)) }
    var next: CMarkNode? { CMarkNode(cmark_node_next(pointer)) }

    /// The node's children from first to last.
    var children: CMarkSiblings { CMarkSiblings(next: firstChild) }

    /// The text of a text, code or HTML node.
    var literal: String { Self.string(cmark_node_get_literal(pointer)) }
    var fenceInfo: String { Self.string(cmark_node_get_fence_info(pointer)) }
    var url: String { Self.string(cmark_node_get_url(pointer)) }
    var title: String { Self.string(cmark_node_get_title(pointer)) }
    var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
    var isTight: Bool { cmark_node_get_list_tight(pointer) != 0 }
    /// The first number of an ordered list, nil for a bullet list.
    var listStart: Int? {
        cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(pointer)) : nil
    }

    var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
    var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }
    var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
    /// The last column that belongs to the node.
    var endColumn: Int { Int(cmark_node_get_end_column(pointer)) }

    private static func string(_ characters: UnsafePointer<CChar>?) -> String {
        characters.map { String(cString: $0) } ?? ""
    }
}

/// A node and those that follow it under the same parent.
struct CMarkSiblings: Sequence, IteratorProtocol {
    private var nextNode: CMarkNode?

    init(next: CMarkNode?) { nextNode = next }

    mutating func next() -> CMarkNode? {
        let node = nextNode
        nextNode = node?.next
        return node
    }
}

/// Runs `body` on libcmark's tree of `bytes` and frees the tree.
func withCMarkTree<Result>(of bytes: UnsafeBufferPointer<UInt8>, _ body: (CMarkNode) -> Result) -> Result {
    let characters = UnsafeRawBufferPointer(bytes).bindMemory(to: CChar.self)
    guard let root = CMarkNode(cmark_parse_document(characters.baseAddress, characters.count, CMARK_OPT_DEFAULT))
    else { preconditionFailure("libcmark returns a document for every input or aborts when out of memory") }
    defer { cmark_node_free(root.pointer) }
    return body(root)
}
