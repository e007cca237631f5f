import Portal
import Words

/// Reviews and ends of exceptions as a calendar that mail programs subscribe to.
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
        calendar.add("X-WR-CALNAME", text: site.words.records(.calendarName, ["title": settings.title]))
        for (page, date, _) in site.reviewedPages {
            addEvent(
                page.url, on: date, site.words.records(.calendarReview, ["title": page.title]),
                owner: page.metadata.owner, url: page.url, to: &calendar)
        }
        for exception in site.library.dataFiles.exceptions?.exceptions ?? [] {
            addEvent(
                "exceptions/\(exception.id.value)", on: exception.until.value,
                site.words.records(
                    .calendarException, ["id": exception.id.value, "requirement": exception.requirement.value]),
                owner: exception.owner,
                url: MadePage.exceptions.url, to: &calendar)
        }
        calendar.add("END", "VCALENDAR")
        return calendar.text
    }

    /// A day with an alarm as long before as pages count as due.
    private func addEvent(
        _ name: String, on day: CalendarDate, _ summary: String, owner: String?, url: String,
        to calendar: inout CalendarText
    ) {
        let settings = site.library.settings
        calendar.add("BEGIN", "VEVENT")
        calendar.add("UID", text: "\(name)@\(host)")
        calendar.add("DTSTAMP", "\(compact(site.library.today))T000000Z")
        calendar.add("DTSTART;VALUE=DATE", compact(day))
        calendar.add("SUMMARY", text: summary)
        calendar.add("DESCRIPTION", text: owner.map { self.site.words.records(.calendarOwner, ["owner": $0]) } ?? "")
        if let site = settings.url { calendar.add("URL", "\(site)/\(url)") }
        calendar.add("TRANSP", "TRANSPARENT")
        calendar.add("BEGIN", "VALARM")
        calendar.add("ACTION", "DISPLAY")
        calendar.add("DESCRIPTION", text: summary)
        calendar.add("TRIGGER", "-P\(max(0, settings.reviewNoticeDays))D")
        calendar.add("END", "VALARM")
        calendar.add("END", "VEVENT")
    }

    private var host: String {
        let parts = site.library.settings.url?.split(separator: "/", omittingEmptySubsequences: true) ?? []
        return parts.count > 1 ? String(parts[1]) : "charter"
    }

    private func compact(_ date: CalendarDate) -> String { String(date.description.filter { $0 != "-" }) }
}
