/// A fact that a clause fixes, in words for readers.
public struct LicenceFact: Sendable, Hashable {
    /// What it is about.
    public var label: String
    /// The fact in a sentence.
    public var text: String
    /// The clause that carries it.
    public var clause: Licence.Clause
    /// Which fact it is.
    public var subject: Subject
    /// The ending that it tells of, where it is one: a clause may have several.
    public var ending: Licence.Ending?

    /// What a fact is about, in the order in which facts are told.
    public enum Subject: Int, Sendable, CaseIterable, Comparable {
        case users, owed, regions, endings, indemnity, law

        /// The subject for readers.
        public var label: String {
            switch self {
            case .users: "Limit of users"
            case .owed: "When it is owed"
            case .regions: "Regions"
            case .endings: "How it ends"
            case .indemnity: "Indemnity"
            case .law: "Law and courts"
            }
        }

        /// In the order of telling.
        public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }
}

extension Licence {
    /// What the clauses fix, by subject and then in the order of the clauses.
    public var facts: [LicenceFact] {
        LicenceFact.Subject.allCases.flatMap { facts(on: $0) }
    }

    /// What the clauses fix on a subject, in their order.
    public func facts(on subject: LicenceFact.Subject) -> [LicenceFact] {
        clauses.flatMap { clause in
            clause.sentences(on: subject).enumerated().map { number, text in
                let terms = clause.tags.compactMap { LicenceTag.named($0)?.label }.joined(separator: ", ")
                return LicenceFact(
                    label: subject == .owed ? terms : subject.label, text: text, clause: clause, subject: subject,
                    ending: subject == .endings ? clause.endings[number] : nil)
            }
        }
    }
}

extension Licence.Clause {
    fileprivate func sentences(on subject: LicenceFact.Subject) -> [String] {
        switch subject {
        case .users: [users?.sentence].compactMap(\.self)
        case .owed: owed.isEmpty ? [] : ["Owed " + owed.map(\.label).joined(separator: ", and ") + "."]
        case .regions: [region?.sentence].compactMap(\.self)
        case .endings: endings.map(\.sentence)
        case .indemnity: [indemnity?.sentence].compactMap(\.self)
        case .law: [law?.sentence].compactMap(\.self)
        }
    }
}

extension Licence.UserLimit {
    var sentence: String {
        let limit = "More than \(moreThan.inWords) users in a month need another licence; they are counted"
        return switch counting {
        case .atRelease: "\(limit) once, in the month before the release\(day.map { " of \($0.longText)" } ?? "")."
        case .running: "\(limit) for as long as it is used."
        }
    }
}

extension Licence.Jurisdiction {
    var sentence: String {
        let law = "The law of \(law) applies"
        return courts.map { "\(law); \($0) decide." } ?? "\(law); it names no courts."
    }
}

extension Licence.Ending {
    /// The ending for readers.
    public var sentence: String {
        let what = scope == .patents ? "its patent licence" : "it"
        let cause =
            switch trigger {
            case .breach: "on a breach"
            case .suitOverOwnRights:
                "for whoever sues anybody because it infringes the suing party's own rights"
            case .patentSuit: "for whoever sues anybody because it infringes a patent"
            }
        let sentence =
            switch manner {
            case .may: "The maker may end \(what) \(cause)"
            case .automatic: "\(what.prefix(1).uppercased() + what.dropFirst()) ends by itself \(cause)"
            }
        return sentence
            + (cureDays.map { "; the rights come back if the breach is cured within \($0) days of its discovery" } ?? "")
            + "."
    }
}

extension Licence.Indemnity {
    var sentence: String { "The user protects \(protects) from \(covers)." }
}

extension Licence.RegionLimit {
    var sentence: String {
        "No rights in \(regions.joined(separator: ", "))\(concerns.map { ", for \($0)" } ?? "")"
            + "\(exempt.map { "; exempt: \($0)" } ?? "")."
    }
}

extension Int {
    /// `700 million`, `900`.
    fileprivate var inWords: String {
        self >= 1_000_000 && isMultiple(of: 1_000_000) ? "\(self / 1_000_000) million" : String(self)
    }
}
