/// A page that the site makes by itself, ready to be written by its template.
struct GeneratedPage: Sendable {
    var path: String
    var template: String
    var context: TemplateContext
}
