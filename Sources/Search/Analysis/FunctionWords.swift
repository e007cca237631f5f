/// Words that bind a question together and say little about its subject; they count a fifth.
enum FunctionWords {
    /// The function words of a language, by its BCP 47 tag, folded. Other languages than English and German have none yet;
    /// frequent words weigh little anyway.
    static func words(language: String) -> [String] {
        switch SearchLanguage.primary(language) {
        case "en": english
        case "de": german
        default: []
        }
    }

    private static let english = """
        a about am an and any are as at be been being but by can could did do does doing for from get gets getting go \
        had has have having he her here him his how i if in into is it its just let like me my no not of off on or our \
        out please s shall she should so some t than that the their them then there these they this those to too up us \
        very was we were what when where which while who whom whose why will with would you your
        """.split(separator: " ").map(String.init)

    private static let german = """
        ab aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bitte da dabei dadurch dafur damit dann \
        daran darauf daraus darf darfst das dass davon dazu dein deine dem den denn der deren des dessen die dies diese diesem \
        diesen dieser dieses doch dort du durch durfen durft ein eine einem einen einer eines er es etwa etwas euch fur gab ganz \
        gar geben gegen gibt hab habe haben hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in \
        ins irgend ist ja jede jedem jeden jeder jedes jemand jetzt kann kannst kein keine keinem keinen keiner konnen konnt \
        konnte machen mal man mein meine meinem meinen meiner mich mir mit mochte muss musst musste mussen nach nicht nichts \
        noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner selbst sich sie sind so soll sollen sollte sollten \
        sonst uber um und uns unser unsere unserem unseren unserer unter viel viele vielen vom von vor wann war waren warum was \
        weil welche welchem welchen welcher welches wem wen wenn wer werde werden weshalb wessen wie wieder wieso wieviel will \
        wir wird wo wofur woher wohin wollen womit wozu wurde wurden zu zum zur zwischen
        """.split(separator: " ").map(String.init)
}

/// Languages as search tells them apart.
enum SearchLanguage {
    /// The first subtag of a BCP 47 tag, in lower case.
    static func primary(_ tag: String) -> String { String(tag.lowercased().prefix { $0 != "-" && $0 != "_" }) }
}
