import Answers
import Portal

/// What questions call models and licences: titles, ids and aliases, the families that they belong to, and their
/// makers.
struct SubjectNames {
    /// Models first, then licences.
    private(set) var subjects: [QuestionLexicon.Subject] = []

    /// The words of licences' names that say nothing but that they are licences.
    private static let licenceWords: Set<String> = [
        "licence", "license", "agreement", "terms", "of", "use", "version", "the", "ai", "community", "model",
        "international",
    ]

    init(models: [Page], licences: [Page], library: Library) {
        subjects = models.map { Self.model($0, library.evaluation(of: $0)) } + licences.map(Self.licence)
        for (place, page) in models.enumerated() {
            let name = library.evaluation(of: page).licenceReference
            guard let path = library.licence(named: name)?.path,
                let licence = licences.firstIndex(where: { $0.path == path })
            else { continue }
            subjects[place].related.append(models.count + licence)
            subjects[models.count + licence].related.append(place)
        }
        keepTellingNames(of: models.indices)
        for nickname in library.decisions?.rules.nicknames ?? [] {
            guard let path = library.page(named: nickname.page.text)?.page.path,
                let place = (models + licences).firstIndex(where: { $0.path == path })
            else { continue }
            subjects[place].families += nickname.names.map(QuestionWords.name)
        }
    }

    /// A model's subject, with all names that could stand for it.
    private static func model(_ page: Page, _ evaluation: Evaluation) -> QuestionLexicon.Subject {
        var subject = QuestionLexicon.Subject(.model, title: page.title, url: page.url)
        // What stands in brackets is a date.
        let version = evaluation.version.map { $0.prefix { $0 != "(" } }.map(String.init) ?? ""
        let titles = [page.title, evaluation.model]
        let full = titles + [version, page.slug]
        let size = evaluation.parameters.prefix { $0 != "," && $0 != " " }
        subject.marks = unique((full + [String(size)]).flatMap(words) + [words(String(size)).joined()])
        for title in titles {
            let name = words(title)
            let letters = name.prefix { !isVersion($0) }
            for length in stride(from: letters.count, to: 0, by: -1) {
                subject.families.append(letters.prefix(length).joined(separator: " "))
            }
            // `R1` of DeepSeek-R1, and `70b`: names of their own while no other model has them.
            subject.names += name.filter { isVersion($0) && $0.contains { $0.isLetter } }
            // Written apart where the name has capitals within: `smol lm`.
            if let apart = apart(title) { subject.families.append(words(apart).joined(separator: " ")) }
        }
        if !size.isEmpty { subject.names.append(words(String(size)).joined()) }
        subject.families = unique(subject.families)
        subject.names = unique(subject.names.filter { $0.count > 1 })
        subject.makers = makers(evaluation.developer)
        return subject
    }

    /// A licence's subject; a name that a model may have too, such as `gemma`, is a family.
    private static func licence(_ page: Page) -> QuestionLexicon.Subject {
        let licence = page.licence ?? Licence()
        var subject = QuestionLexicon.Subject(.licence, title: page.title, url: page.url)
        let id = licence.spdx.hasPrefix("LicenseRef-") ? "" : licence.spdx
        subject.marks = unique([page.title, licence.name, id, page.slug].flatMap(words))
        for name in [page.title, licence.name, id, page.slug] + LicenceName.names(of: id) {
            let telling = words(name).filter { !licenceWords.contains($0) }
            let letters = telling.prefix { !isVersion($0) }
            guard !letters.isEmpty else { continue }
            subject.families.append(letters.joined(separator: " "))
        }
        // A word with capitals within, such as `OpenRAIL`, is a name alone.
        subject.families += page.title.split { !$0.isLetter }.filter { $0.dropFirst().contains(where: \.isUppercase) }
            .filter { $0.contains(where: \.isLowercase) }.map { words(String($0)).joined(separator: " ") }
        // What the licence is called by its maker, such as `mistral` of the Mistral AI Research License.
        if let first = words(page.title).first, first.count > 3 { subject.families.append(first) }
        subject.families = unique(subject.families)
        return subject
    }

    /// More models than can be shown beside one another have no short name in common.
    private static let mostOfOneName = 3

    /// A model's short names stand for it, or for it and two others: `27b` is each model of that size.
    private mutating func keepTellingNames(of models: Range<Int>) {
        var counts: [String: Int] = [:]
        for model in models { for name in subjects[model].names { counts[name, default: 0] += 1 } }
        for model in models { subjects[model].names.removeAll { counts[$0, default: 0] > Self.mostOfOneName } }
    }

    private static func unique(_ words: [String]) -> [String] {
        var seen = Set<String>()
        return words.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    private static func words(_ name: String) -> [String] {
        QuestionWords.name(name).split(separator: " ").map(String.init)
    }

    private static func isVersion(_ word: String) -> Bool { word.contains { $0.isNumber } }

    /// `Allen Institute for AI` is also `Allen Institute` and `Allen AI`, and `Alibaba Cloud, Qwen team` also `Alibaba`.
    private static func makers(_ developer: String) -> [String] {
        let first = words(String(developer.prefix { $0 != "," }))
        guard let head = first.first else { return [] }
        let short = first.count > 2 ? [first[1], first.last ?? ""].map { "\(head) \($0)" } : []
        return unique([first.joined(separator: " ")] + short + [head])
    }

    /// A name with a space before each capital that follows a small letter; nil where there is none, or a part is a
    /// letter.
    private static func apart(_ name: String) -> String? {
        var result = ""
        for character in name {
            if character.isUppercase, result.last?.isLowercase ?? false { result.append(" ") }
            result.append(character)
        }
        let parts = result.prefix { !$0.isNumber }.split { $0 == " " || $0 == "-" }
        return result != name && parts.allSatisfy({ $0.count > 1 }) ? String(result.prefix { !$0.isNumber }) : nil
    }
}
