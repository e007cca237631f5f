/// The words of English questions that the decision looks at, and what answers to each sort of question hold; those of German
/// ones are ``German``. Other languages have none yet: there a sentence is judged by the words that it shares with the question,
/// and by its likeness.
enum DecidingWords {
    static let light = stems(
        """
        a about am an and any anyone anybody anything are as at be been being but by can could did do does doing for from get \
        gets getting go had has have having he her here him his how i if in into is it its just let like me my no not of off \
        on or our out please s shall she should so some t than that the their them then there these they this those to too up \
        us very was we were what when where which while who whom whose why will with would you your don doesn didn isn aren \
        won wasn weren hasn haven now still ever really actually also allowed allow ok okay may must need want long many much \
        often always never someone somebody something one ones way ways thing things else m re ve ll d use used using
        """)

    static let negations = stems(
        """
        not no never without nobody none cannot nothing neither don isn aren doesn didn won mustn shouldn
        """)

    static let numbers = stems(
        """
        one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred half \
        third quarter once twice
        """)

    /// The first kind whose words a question has is its kind.
    static let kinds = [
        kind(
            "how often", asked: "how often, how frequently, how regularly",
            given: """
                every each daily weekly monthly quarterly yearly annually annual once twice year month week day quarter hour \
                regularly
                """),
        kind(
            "how long",
            asked: """
                how long, how soon, how fast, how quickly, how old, until when, by when, how late, how early, time limit
                """,
            given: """
                second minute minutes hour hours day days week weeks month months year years quarter immediately permanently \
                indefinitely night weekend
                """),
        kind(
            "how many",
            asked: """
                how many, how much, how big, how large, how far, how high, how hot, what percentage, what limit, \
                what is the limit, minimum, maximum, threshold
                """, given: "", needsNumber: true),
        kind(
            "who",
            asked: "who, whom, whose, which team, which department, which office, which person, which committee",
            given: """
                office officer manager management department team board committee head director owner counsel lead leader \
                group staff nurse doctor physician surgeon engineer developer administrator desk authority council supervisor \
                chief security person people expert evaluator reviewer approver contact colleague matron pharmacist porter \
                clerk secretary warden host employee works representative service unit employer user author writer maintainer \
                everyone everybody anyone nobody somebody whoever one who he she they vendor supplier procurement legal \
                executive
                """),
        kind(
            "when", asked: "when, what time, which day, what day, what date, since when, deadline",
            given: """
                before after when once until till within at day days week weeks month months year hour hours minute minutes \
                immediately date time as soon every during while on if unless monday tuesday wednesday thursday friday \
                saturday sunday january february march april may june july august september october november december quarter
                """),
        kind(
            "where",
            asked: "where, which page, which form, which folder, which drawer, which address, which room, what number",
            given: """
                in at on under to from into page register form folder drawer cupboard room file list site portal system \
                office shelf box intranet desk address wall floor cabinet safe locker inbox
                """),
        kind(
            "why", asked: "why, what is the reason, how come, what for",
            given: "because since so reason therefore that why otherwise as to"),
        kind(
            "what is",
            asked: """
                what is a, what is an, what s a, what does mean, what does stand for, meaning of, mean by, what do you mean, \
                stand for, definition of, define, explain
                """, given: "is are means mean stand stands called that which who"),
        kind(
            "may",
            asked: """
                can i, can we, may i, may we, am i allowed, are we allowed, is it allowed, allowed to, can you, could i, \
                could we, can a, can an, can the, may a, may the, is it ok, is it okay, ok to, okay to, permitted, forbidden, \
                must i, must we, do i have to, do we have to, do i need, do we need, should i, should we, have to
                """,
            given: """
                may must not can allowed allow only forbidden permitted permit never need needs required require shall should \
                no nobody except without unless cannot prohibited ban banned approved approve is are
                """),
    ]

    static func kind(
        _ name: String, asked: String, given: String, needsNumber: Bool = false
    ) -> DecidingTable.Kind {
        DecidingTable.Kind(
            name: name, asked: asked.split(separator: ",").map { QuestionWords.phrase(String($0)) },
            given: stems(given), needsNumber: needsNumber)
    }

    /// Each stem once, in order.
    static func stems(_ text: String) -> [String] {
        var seen = Set<String>()
        return text.split(separator: " ").map { QuestionWords.phrase(String($0)) }.filter { seen.insert($0).inserted }
    }
}
