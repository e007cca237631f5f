import Diagnostics

/// A framework that policies help to meet, with the items that an organisation running models should look at.
public struct Framework: Sendable {
    /// Its name in addresses.
    public var slug: String
    /// Its name for readers.
    public var name: String
    /// Where the framework can be read.
    public var source: String
    /// Numbers with short titles, where the framework's are short enough to quote; in its order.
    public var items: [Item]
    /// Where a policy keeps the items that it names.
    let namedItems: KeyPath<Policy.FrameworkItems, [Located<String>]> & Sendable

    /// A part of a framework that can be pointed at.
    public struct Item: Sendable, Hashable {
        /// Such as `Article 26`, `A.9.2` or `GOVERN 1.2`.
        public var id: String
        /// A short title; empty where only the number is quoted.
        public var title: String
    }

    /// The item that a policy names, such as `Article 26 (deployers)`, `A.9.2 Processes` or `GOVERN 1.2`.
    public func item(named text: String) -> Item? {
        items.filter { item in
            text.hasPrefix(item.id) && text.dropFirst(item.id.count).first.map { $0.isNumber || $0 == "." } != true
        }.max { $0.id.count < $1.id.count }
    }

    /// The frameworks that policies can be mapped to.
    public static let all = [euAIAct, iso42001, nistAIRMF]

    /// Articles that put duties on those who build, tune or use models.
    private static let euAIAct = Framework(
        slug: "eu-ai-act", name: "EU AI Act", source: "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
        items: [
            (4, "AI literacy"), (5, "Prohibited practices"), (9, "Risk management system"),
            (10, "Data and data governance"), (11, "Technical documentation"), (12, "Record-keeping"),
            (13, "Transparency and information for deployers"), (14, "Human oversight"),
            (15, "Accuracy, robustness and cybersecurity"), (16, "Obligations of providers of high-risk systems"),
            (17, "Quality management system"), (25, "Responsibilities along the value chain"),
            (26, "Obligations of deployers of high-risk systems"), (27, "Fundamental rights impact assessment"),
            (49, "Registration"), (50, "Transparency obligations"),
            (53, "Obligations of providers of general-purpose models"),
            (55, "General-purpose models with systemic risk"), (72, "Post-market monitoring"),
            (73, "Reporting of serious incidents"),
        ].map { Item(id: "Article \($0.0)", title: $0.1) }, namedItems: \.euAIAct)

    /// Clauses 4 to 10 and the controls of Annex A, by number.
    private static let iso42001 = Framework(
        slug: "iso-42001", name: "ISO/IEC 42001", source: "https://www.iso.org/standard/42001",
        items: [
            "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1", "6.2", "6.3", "7.1", "7.2", "7.3", "7.4", "7.5",
            "8.1",
            "8.2", "8.3", "8.4", "9.1", "9.2", "9.3", "10.1", "10.2", "A.2.2", "A.2.3", "A.2.4", "A.3.2", "A.3.3",
            "A.4.2",
            "A.4.3", "A.4.4", "A.4.5", "A.4.6", "A.5.2", "A.5.3", "A.5.4", "A.5.5", "A.6.1.2", "A.6.1.3", "A.6.2.2",
            "A.6.2.3", "A.6.2.4", "A.6.2.5", "A.6.2.6", "A.6.2.7", "A.6.2.8", "A.7.2", "A.7.3", "A.7.4", "A.7.5",
            "A.7.6",
            "A.8.2", "A.8.3", "A.8.4", "A.8.5", "A.9.2", "A.9.3", "A.9.4", "A.10.2", "A.10.3", "A.10.4",
        ].map { Item(id: $0, title: "") }, namedItems: \.iso42001)

    /// All subcategories of the core.
    private static let nistAIRMF: Framework = {
        let counts: [(String, [Int])] = [
            ("GOVERN", [7, 3, 2, 3, 2, 2]), ("MAP", [6, 3, 5, 2, 2]), ("MEASURE", [3, 13, 3, 3]),
            ("MANAGE", [4, 4, 2, 3]),
        ]
        let items = counts.flatMap { function, categories in
            categories.enumerated().flatMap { category, count in
                (1...count).map { Item(id: "\(function) \(category + 1).\($0)", title: "") }
            }
        }
        return Framework(
            slug: "nist-ai-rmf", name: "NIST AI RMF", source: "https://doi.org/10.6028/NIST.AI.100-1", items: items,
            namedItems: \.nistAIRMF)
    }()
}

extension Library {
    /// The policies in force that name an item of a framework.
    public func policies(mappedTo item: Framework.Item, of framework: Framework) -> [Page] {
        pages(of: .policy).filter { page in
            page.status == .active
                && page.policy?.items(of: framework).contains { framework.item(named: $0.value) == item } == true
        }
    }
}
