import Portal

extension Catalogue {
    /// A day for readers: `1 November 2026`, `1. November 2026`.
    public func date(_ date: CalendarDate) -> String {
        switch language {
        case .english, .marked: date.longText
        case .german: "\(date.day). \(Self.germanMonths[date.month - 1]) \(date.year)"
        }
    }

    /// A day in figures: `2026-11-01`, `01.11.2026`.
    public func shortDate(_ date: CalendarDate) -> String {
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return switch language {
        case .english, .marked: date.description
        case .german: "\(padded(date.day)).\(padded(date.month)).\(date.year)"
        }
    }

    private static let germanMonths = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ]

    /// A whole number in groups of three digits: `131 072` with a narrow space, `131.072`.
    public func number(_ value: Int) -> String {
        var digits = Substring(String(value.magnitude)), groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = digits.dropLast(3)
        }
        return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: groupSeparator)
    }

    /// A number with the digits that it is written with, at the point of the language: `4.85`, `4,85`.
    public func decimal(_ text: String) -> String {
        switch language {
        case .english, .marked: text
        case .german: String(text.map { $0 == "." ? "," : $0 })
        }
    }

    /// A whole number in groups of three digits within a sentence: `8,192`, `8.192`.
    public func grouped(_ value: Int) -> String {
        switch language {
        case .english, .marked: String(number(value).map { $0 == "\u{202F}" ? "," : $0 })
        case .german: number(value)
        }
    }

    private var groupSeparator: String {
        switch language {
        case .english, .marked: "\u{202F}"
        case .german: "."
        }
    }
}
