import Diagnostics
import Portal
import Primitives

/// What a text that is not a date as YYYY-MM-DD most likely meant.
struct MistakenDate {
    /// What is wrong, after "'review_by' is '2027-02-30', ".
    let reason: String
    /// The date that was most likely meant.
    let meant: CalendarDate?
    /// Whether nobody writes another day this way: the month is named, comes after the year, or is behind a day with a dot.
    private(set) var isCertain = true

    /// To write the date in place of what was written; empty where that is in doubt.
    var fixes: [Diagnostic.Fix] {
        meant.map { [Diagnostic.Fix("write \($0)", replacement: $0.description, isSafe: isCertain)] } ?? []
    }

    /// Nil where the text is a date as it should be, or nothing like one.
    init?(_ text: String) {
        guard CalendarDate(text) == nil else { return nil }
        let day = text.prefix { $0 != "T" && $0 != " " }
        if day.count < text.count, let date = CalendarDate(day), text.dropFirst(day.count + 1).first?.isNumber == true {
            self.init(reason: "expected the day alone", meant: date)
            return
        }
        if let (year, month, day) = Self.named(text) {
            self.init(year, month, day)
            return
        }
        let parts = text.split(omittingEmptySubsequences: false, whereSeparator: { "-./".contains($0) }).map(
            String.init)
        let numbers = parts.compactMap { $0.allSatisfy(\.isASCII) ? Int($0) : nil }
        guard parts.count == 3, numbers.count == 3, numbers.allSatisfy({ (1...9999).contains($0) }) else { return nil }
        if parts[0].count == 4 {
            self.init(numbers[0], numbers[1], numbers[2])
        } else if parts[2].count == 4 {
            // The day comes first but in the United States, where the month does, with slashes.
            if text.contains("/"), numbers[0] <= 12, numbers[1] <= 12, numbers[0] != numbers[1] {
                self.init(reason: "expected YYYY-MM-DD: which of the first two is the month?", meant: nil)
            } else if text.contains("/"), numbers[1] > 12 {
                self.init(numbers[2], numbers[0], numbers[1])
            } else {
                self.init(numbers[2], numbers[1], numbers[0])
                isCertain = !text.contains("-") || numbers[0] > 12 || numbers[0] == numbers[1]
            }
        } else {
            return nil
        }
    }

    private init(reason: String, meant: CalendarDate?) {
        self.reason = reason
        self.meant = meant
    }

    private init(_ year: Int, _ month: Int, _ day: Int) {
        func date(_ month: Int, _ day: Int) -> CalendarDate? {
            func padded(_ number: Int, _ length: Int) -> String {
                String(repeating: "0", count: max(0, length - String(number).count)) + String(number)
            }
            return CalendarDate("\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))")
        }
        if let date = date(month, day) {
            self.init(reason: "expected a date as YYYY-MM-DD", meant: date)
        } else if !(1...12).contains(month) {
            self.init(reason: "but there is no month \(month)", meant: date(day, month))
            isCertain = false
        } else {
            let last = (28...31).last { date(month, $0) != nil } ?? 28
            let name = CalendarDate.monthNames[month - 1]
            self.init(reason: "but \(name) \(year) has \(last) days", meant: nil)
        }
    }

    /// `25 November 2027`, `November 25, 2027`.
    private static func named(_ text: String) -> (year: Int, month: Int, day: Int)? {
        let words = text.split(whereSeparator: { " ,.".contains($0) }).map { $0.lowercased() }
        guard words.count == 3, let year = words.last.flatMap({ Int($0) }), (1000...9999).contains(year) else {
            return nil
        }
        let month = CalendarDate.monthNames.firstIndex { name in
            words.contains { $0.count >= 3 && name.lowercased().hasPrefix($0) }
        }
        let day = words.prefix(2).compactMap { Int($0.prefix(while: \.isNumber)) }.first
        guard let month, let day else { return nil }
        return (year, month + 1, day)
    }
}

extension String {
    /// What stands between curly quotation marks or guillemets, nil where the text does not start and end with them.
    var betweenCurlyQuotes: String? {
        guard count > 2, let first, let last, "“„”«»‘‚".contains(first), "”“«»’‘".contains(last) else { return nil }
        return String(dropFirst().dropLast())
    }
}
