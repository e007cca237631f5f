/// Words that bind a question together and say little about its subject; they count a fifth.
enum FunctionWords {
    /// The function words of a language, by its BCP 47 tag. Other languages than English have none yet; frequent words
    /// weigh little anyway.
    static func words(language: String) -> [String] {
        language.lowercased().prefix { $0 != "-" } == "en" ? english : []
    }

    private static let english = """
        a about am an and any are as at be been being but by can could did do does doing for from get gets getting go \
        had has have having he her here him his how i if in into is it its just let like me my no not of off on or our \
        out please s shall she should so some t than that the their them then there these they this those to too up us \
        very was we were what when where which while who whom whose why will with would you your
        """.split(separator: " ").map(String.init)
}
