import Portal

extension Catalogue {
    /// A fact of a licence in German; what a page says in words of its own stays as it is.
    func germanText(_ fact: LicenceFact) -> String {
        let clause = fact.clause
        switch fact.subject {
        case .users: return clause.users.map(text) ?? ""
        case .owed: return occasion(clause.owed).map { "Erforderlich \($0)." } ?? ""
        case .regions:
            return clause.region.map { limit in
                "Keine Rechte in \(limit.regions.joined(separator: ", "))"
                    + (limit.concerns.map { ", für \($0)" } ?? "")
                    + (limit.exempt.map { "; ausgenommen: \($0)" } ?? "") + "."
            } ?? ""
        case .endings: return fact.ending.map(text) ?? ""
        case .indemnity:
            return clause.indemnity.map { "Wer es nutzt, stellt frei: \($0.protects); von: \($0.covers)." } ?? ""
        case .law:
            return clause.law.map { law in
                "Es gilt das Recht von \(law.law); "
                    + (law.courts.map { "zuständig: \($0)." } ?? "Gerichte nennt die Lizenz nicht.")
            } ?? ""
        }
    }

    private func text(_ limit: Licence.UserLimit) -> String {
        let count =
            limit.moreThan >= 1_000_000 && limit.moreThan.isMultiple(of: 1_000_000)
            ? "\(limit.moreThan / 1_000_000) Millionen" : number(limit.moreThan)
        let needed = "Über \(count) Nutzern im Monat ist eine andere Lizenz nötig; gezählt wird"
        return switch limit.counting {
        case .atRelease:
            "\(needed) einmal, im Monat vor der Veröffentlichung\(limit.day.map { " am \(date($0))" } ?? "")."
        case .running: "\(needed), solange es verwendet wird."
        }
    }

    private func text(_ ending: Licence.Ending) -> String {
        let what = ending.scope == .patents ? "die Patentlizenz" : "die Lizenz"
        let cause =
            switch ending.trigger {
            case .breach: "bei einem Verstoß"
            case .suitOverOwnRights:
                "für alle, die jemanden wegen Verletzung eigener Rechte durch das Material verklagen"
            case .patentSuit: "für alle, die jemanden wegen Verletzung eines Patents durch das Material verklagen"
            }
        let sentence =
            switch ending.manner {
            case .may: "Der Hersteller kann \(what) beenden, \(cause)"
            case .automatic: "\(what.prefix(1).uppercased() + what.dropFirst()) endet von selbst \(cause)"
            }
        let cure = ending.cureDays.map {
            "; die Rechte leben wieder auf, wenn der Verstoß innerhalb von \(number($0)) Tagen nach Entdeckung behoben wird"
        }
        return sentence + (cure ?? "") + "."
    }
}
