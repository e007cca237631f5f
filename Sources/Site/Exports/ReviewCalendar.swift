import Portal

/// Reviews as a calendar that mail programs subscribe to.
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
            lines += [
                "BEGIN:VEVENT", "UID:" + escaped("\(page.url)@\(host)"),
                "DTSTAMP:\(compact(site.library.today))T000000Z",
                "DTSTART;VALUE=DATE:\(compact(date))", "SUMMARY:" + escaped("Review: \(page.title)"),
                "DESCRIPTION:" + escaped(page.metadata.owner.map { "Owner: \($0)" } ?? ""),
            ]
            if let url = settings.url { lines.append("URL:\(url)/\(page.url)") }
            lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
        }
        lines.append("END:VCALENDAR")
        return lines.map(folded).joined()
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
