import Portal

/// Reviews as a calendar that mail programs subscribe to.
///
/// The stamp is the build's day, so that the same input gives the same bytes.
struct ReviewCalendar {
    let site: SiteContext

    var text: String {
        let settings = site.library.settings
        var calendar = CalendarText()
        calendar.add("BEGIN", "VCALENDAR")
        calendar.add("VERSION", "2.0")
        calendar.add("PRODID", "-//Charter//Reviews//EN")
        calendar.add("CALSCALE", "GREGORIAN")
        calendar.add("X-WR-CALNAME", text: "\(settings.title): reviews")
        for (page, date, _) in site.reviewedPages {
            calendar.add("BEGIN", "VEVENT")
            calendar.add("UID", text: "\(page.url)@\(host)")
            calendar.add("DTSTAMP", "\(compact(site.library.today))T000000Z")
            calendar.add("DTSTART;VALUE=DATE", compact(date))
            calendar.add("SUMMARY", text: "Review: \(page.title)")
            calendar.add("DESCRIPTION", text: page.metadata.owner.map { "Owner: \($0)" } ?? "")
            if let url = settings.url { calendar.add("URL", "\(url)/\(page.url)") }
            calendar.add("TRANSP", "TRANSPARENT")
            calendar.add("END", "VEVENT")
        }
        calendar.add("END", "VCALENDAR")
        return calendar.text
    }

    private var host: String {
        let parts = site.library.settings.url?.split(separator: "/", omittingEmptySubsequences: true) ?? []
        return parts.count > 1 ? String(parts[1]) : "charter"
    }

    private func compact(_ date: CalendarDate) -> String { String(date.description.filter { $0 != "-" }) }
}
