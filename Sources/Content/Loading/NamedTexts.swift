import Portal

extension SourceTree {
    /// The texts that licences' pages name and that stand elsewhere, each once, in the order of the pages.
    public var namedTexts: [PinnedFile] {
        let context = ReadingContext(settings: SiteSettings.read(nil, path: "").0, pathPrefix: "")
        var seen = Set<String>()
        return pages.filter { PageKind(path: $0.path) == .licence }
            .flatMap { readPage($0, in: context).page.licence?.texts ?? [] }
            .compactMap(\.file).filter { seen.insert($0.sha256).inserted }
    }
}
