import Diagnostics

extension Rule {
    /// Doors of the start page and links of the footer lead somewhere.
    package static let doors = Rule { library in
        (library.settings.doors + library.settings.look.footer).compactMap { door in
            guard library.redirectTarget(door.to) == nil else { return nil }
            let near = Suggestion(for: door.to, among: library.pages.map(\.address.file))
            return Diagnostic(
                .error, .doorTarget, path: library.settings.path, range: door.range,
                "Link '\(door.title)' leads to '\(door.to)', which is not a page of the site" + near.question,
                fixes: [
                    .init(near.advice("write", otherwise: "write the address of a page, such as folder/page.html")),
                    .init("or an address that starts with https://"),
                ])
        }
    }
}
