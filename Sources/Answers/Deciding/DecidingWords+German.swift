extension DecidingWords {
    /// The words of German questions, for portals whose own language is German. The weights were fitted to English ones.
    enum German {
        static let light = DecidingWords.stems(
            """
            der die das den dem des ein eine einen einem einer eines und oder nicht ist sind war waren wer wie wo wann was warum wieso \
            weshalb welche welcher welches welchen welchem wem wen wessen darf dürfen kann können könnte muss müssen soll sollen sollte \
            ich wir man mein meine meinen meinem unser unsere unseren mich mir uns du sie er es ihr mit für auf bei von vom zu zum zur \
            im in am an aus um über unter nach vor ab als ob wenn dass werden wird wurde worden hat haben hatte gibt auch nur noch \
            schon sehr kein keine keinen so dann da hier dort diese dieser dieses diesen diesem sein seine selbst etwas jemand lange \
            oft viel viele bitte machen tun geht brauche brauchen eigentlich erlaubt nutzen nutze verwenden verwende
            """)

        static let negations = DecidingWords.stems(
            "nicht kein keine keinen keinem keiner keines nie niemals niemand niemandem ohne weder noch nirgends")

        static let numbers = DecidingWords.stems(
            """
            eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf fünfzehn zwanzig dreißig vierzig fünfzig sechzig hundert \
            halb hälfte drittel viertel einmal zweimal
            """)

        static let kinds = [
            DecidingWords.kind(
                "how often", asked: "wie oft, wie häufig, wie regelmäßig",
                given:
                    "jede jeder jedes jedem täglich wöchentlich monatlich jährlich vierteljährlich jahr monat woche tag regelmäßig"
            ),
            DecidingWords.kind(
                "how long",
                asked: "wie lange, wie lang, wie schnell, bis wann, wie bald, welche frist, wie viel zeit, wie alt",
                given: """
                    sekunde sekunden minute minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre jahren \
                    quartal sofort unverzüglich dauerhaft unbefristet arbeitstag arbeitstage arbeitstagen
                    """),
            DecidingWords.kind(
                "how many",
                asked:
                    "wie viele, wie viel, wieviel, wie groß, wie hoch, welche grenze, mindestens, höchstens, schwellenwert",
                given: "", needsNumber: true),
            DecidingWords.kind(
                "who", asked: "wer, wem, wen, wessen, welche stelle, welches team, welche abteilung, an wen, bei wem",
                given: """
                    stelle amt leitung abteilung team vorstand ausschuss gremium beauftragte beauftragter datenschutzbeauftragte \
                    geschäftsstelle verantwortliche verantwortlicher eigentümer betrieb rufbereitschaft desk service personal mensch \
                    menschen beschäftigte mitarbeitende rechtsabteilung beschaffung informationssicherheit anbieter betreiber jeder \
                    alle niemand wer sie er
                    """),
            DecidingWords.kind(
                "when", asked: "wann, ab wann, seit wann, an welchem tag, zu welchem zeitpunkt",
                given: """
                    vor nach wenn sobald bis innerhalb binnen am tag tage tagen woche wochen monat monate jahr stunde stunden minuten \
                    sofort datum bevor solange während januar februar märz april mai juni juli august september oktober november \
                    dezember
                    """),
            DecidingWords.kind(
                "where", asked: "wo, wohin, woher, auf welcher seite, in welchem formular, welche adresse",
                given:
                    "in an auf unter bei aus seite register formular ordner verzeichnis portal system stelle adresse desk liste"
            ),
            DecidingWords.kind(
                "why", asked: "warum, wieso, weshalb, wozu, aus welchem grund",
                given: "weil da denn darum deshalb daher grund damit sonst"),
            DecidingWords.kind(
                "what is", asked: "was ist, was sind, was bedeutet, was heißt, wofür steht, was versteht man unter",
                given: "ist sind bedeutet heißt steht wer was die der das"),
            DecidingWords.kind(
                "may",
                asked: """
                    darf ich, dürfen wir, darf man, darf ein, darf das, kann ich, können wir, kann man, ist es erlaubt, muss ich, \
                    müssen wir, muss man, soll ich, sollen wir, ist das erlaubt, ist es zulässig, darf
                    """,
                given: """
                    darf dürfen muss müssen soll sollen kann können nicht kein keine nur verboten erlaubt zulässig unzulässig ohne außer \
                    niemand erforderlich freigegeben genehmigt
                    """),
        ]
    }
}
