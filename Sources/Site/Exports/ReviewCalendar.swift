import Portal

/// Reviews and ends of exceptions as a calendar that mail programs subscribe to.
///
/// Source: RFC 5545. Lines end with CR LF and are folded at 75 bytes; the stamp is the build's day, so that the same input gives
/// the same bytes.
struct ReviewCalendar {
    let site: SiteContext

    var text: String {
        let settings = site.library.settings
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Charter//Reviews//EN", "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:" + escaped("\(settings.title): reviews"),
        ]
        for (page, date, _) in site.reviewedPages {
            lines += event(
                page.url, on: date, "Review: \(page.title)", owner: page.metadata.owner, url: page.url)
        }
        for exception in site.library.dataFiles.exceptions?.exceptions ?? [] {
            lines += event(
                "exceptions/\(exception.id.value)", on: exception.until.value,
                "Exception \(exception.id.value) from \(exception.requirement.value) ends", owner: exception.owner,
                url: MadePage.exceptions.url)
        }
        lines.append("END:VCALENDAR")
        return lines.map(folded).joined()
    }

    /// A day with an alarm as long before as pages count as due.
    private func event(
        _ name: String, on day: CalendarDate, _ summary: String, owner: String?, url: String
    ) -> [String] {
        let settings = site.library.settings
        return [
            "BEGIN:VEVENT", "UID:" + escaped("\(name)@\(host)"), "DTSTAMP:\(compact(site.library.today))T000000Z",
            "DTSTART;VALUE=DATE:\(compact(day))", "SUMMARY:" + escaped(summary),
            "DESCRIPTION:" + escaped(owner.map { "Owner: \($0)" } ?? ""),
        ] + (settings.url.map { ["URL:\($0)/\(url)"] } ?? []) + [
            "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + escaped(summary),
            "TRIGGER:-P\(max(0, settings.reviewNoticeDays))D", "END:VALARM", "END:VEVENT",
        ]
    }

    private var host: String {
        let parts = site.library.settings.url?.split(separator: "/", omittingEmptySubsequences: true) ?? []
        return parts.count > 1 ? String(parts[1]) : "charter"
    }

    private func compact(_ date: CalendarDate) -> String { String(date.description.filter { $0 != "-" }) }

    private func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\", ";", ",": result += "\\" + String(character)
            case "\n", "\r\n", "\r": result += "\\n"
            default: result.append(character)
            }
        }
        return result
    }

    /// A line cut so that no piece is longer than 75 bytes and no character is cut.
    private func folded(_ line: String) -> String {
        var result = "", count = 0
        for character in line {
            let size = String(character).utf8.count
            if count + size > 75 {
                result += "\r\n "
                count = 1
            }
            result.append(character)
            count += size
        }
        return result + "\r\n"
    }
}
