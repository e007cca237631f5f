import Primitives

/// A path below the content folder or the site's root that every disk, server and browser reads alike: `guides/start.md`.
///
/// Names come from whoever may add a file, an alias or a redirect, so this is the only way in: what is not such a path is
/// refused with a reason, and nothing that is written can be called so.
public struct ContentPath: Hashable, Sendable, CustomStringConvertible {
    /// The path, its parts parted by `/`.
    public let text: String
    public var description: String { text }

    /// A component may have 255 bytes on common disks; a page's gets longer when `.md` becomes `.html`.
    static let longestComponent = 250

    /// The path, if it is one.
    public init(_ text: String) throws(Flaw) {
        for component in text.pathComponents {
            if let reason = Self.flaw(of: component) { throw Flaw(component: String(component), reason: reason) }
        }
        self.text = text
    }

    /// Why a path is refused.
    public struct Flaw: Error, Hashable {
        /// The part of the path that is at fault; the others may be, too.
        public let component: String
        let reason: Reason

        /// What is wrong with it, to follow "Name '…'".
        public var description: String {
            switch reason {
            case .empty: "is empty"
            case .character(let scalar):
                scalar.isUnseen ? "holds the character \(scalar.spelledOut)" : "holds '\(scalar)'"
            case .edge: "starts or ends with a space or a dot"
            case .accent: "starts with an accent"
            case .reserved: "is reserved on Windows"
            case .notAPage: "is not the address of a page below the site's root"
            case .tooLong(let count): "is \(count) bytes long; at most \(longestComponent) are allowed"
            }
        }

        /// A name like it that is allowed.
        public var suggestion: String {
            var scalars = String.UnicodeScalarView()
            for scalar in component.unicodeScalars {
                let kept: Unicode.Scalar = ContentPath.refuses(scalar) ? "-" : scalar
                if kept != "-" || scalars.last != "-" { scalars.append(kept) }
            }
            var name = String(scalars)
            while name.utf8.count > longestComponent / 2 { name.unicodeScalars.removeLast() }
            let plain = name.trimmingEdges(where: { $0 == " " || $0 == "." || $0 == "-" || $0.isMark })
            guard ContentPath.flaw(of: plain[...]) == nil else { return plain.isEmpty ? "page" : "page-" + plain }
            return plain
        }
    }

    enum Reason: Hashable {
        case empty, edge, accent, reserved, notAPage
        case character(Unicode.Scalar)
        case tooLong(Int)
    }

    private static func flaw(of component: Substring) -> Reason? {
        guard let first = component.utf8.first, let last = component.utf8.last else { return .empty }
        if let scalar = component.unicodeScalars.first(where: refuses) { return .character(scalar) }
        // Windows drops what stands at the end; what starts with a dot is hidden, and so is the publisher's own folder.
        let edges = [UInt8(ascii: " "), UInt8(ascii: ".")]
        if edges.contains(first) || edges.contains(last) { return .edge }
        // It would join the slash before it.
        if component.unicodeScalars.first?.isMark == true { return .accent }
        if isReservedOnWindows(component) { return .reserved }
        return component.utf8.count > longestComponent ? .tooLong(component.utf8.count) : nil
    }

    /// Whether a name may not hold a character: it means something to a URL, a shell of Windows or a terminal, or nobody
    /// sees it.
    fileprivate static func refuses(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "#", "%", "*", ":", "<", ">", "?", "\\", "|", "\t", "/": true
        default: scalar.isUnseen
        }
    }

    /// `CON`, `aux.md`: devices, whatever the ending.
    ///
    /// Source: learn.microsoft.com, "Naming Files, Paths, and Namespaces".
    private static func isReservedOnWindows(_ component: Substring) -> Bool {
        let name = component.prefix { $0 != "." }.uppercased()
        if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(name) { return true }
        guard name.hasPrefix("COM") || name.hasPrefix("LPT"), name.unicodeScalars.count == 4 else { return false }
        return name.unicodeScalars.last.map { "123456789¹²³".unicodeScalars.contains($0) } ?? false
    }
}

extension Unicode.Scalar {
    /// Whether the scalar is drawn over the one before.
    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }
}

extension String {
    fileprivate func trimmingEdges(where isTrimmed: (Unicode.Scalar) -> Bool) -> String {
        let scalars = unicodeScalars.drop(while: isTrimmed).reversed().drop(while: isTrimmed).reversed()
        return String(String.UnicodeScalarView(scalars))
    }
}
