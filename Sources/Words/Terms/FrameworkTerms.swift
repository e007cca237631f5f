import Portal

extension Catalogue {
    /// What a framework is called.
    public func name(_ framework: Framework) -> String {
        framework.slug == "eu-ai-act" ? said(framework.name, german: "KI-Verordnung (EU)") : framework.name
    }

    /// The number of a framework's item, such as `Article 26`.
    public func number(_ item: Framework.Item) -> String {
        guard let number = item.article else { return item.id }
        return said(item.id, german: "Artikel \(number)")
    }

    /// The short title of a framework's item.
    public func title(_ item: Framework.Item) -> String {
        guard let number = item.article else { return item.title }
        return said(item.title, german: Framework.germanArticles[number] ?? item.title)
    }
}

extension Framework.Item {
    /// The number of an article of the EU AI Act.
    fileprivate var article: Int? { id.hasPrefix("Article ") ? Int(id.dropFirst(8)) : nil }
}
