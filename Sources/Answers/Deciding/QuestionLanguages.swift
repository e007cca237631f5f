extension DecidingTable.Language {
    /// The languages that a question is recognised in. Words of the portal's own language count for no other; words that two
    /// others share count for both, so that only the rest decides.
    static let european = [
        language(
            "en", "English",
            """
            the a an of to in on at is are was were do does did can could may must should would will have has had what who \
            when where which why how i we you they it this that these those my our your with for from and or not if any \
            there be been by as me us whom whose need about
            """),
        language(
            "de", "German",
            """
            der die das den dem des ein eine einen einem einer und oder nicht ist sind war wer wie wo wann was warum welche \
            welcher welches darf dürfen kann können muss müssen soll ich wir man mein meine unser unsere mit für auf bei von \
            vom zu zum zur im am wenn werden wird hat haben gibt es auch nur über nach kein keine mir uns eines \
            diese dieser dieses sein
            """),
        language(
            "fr", "French",
            """
            le la les un une des du de et ou est sont qui que quoi quand où comment pourquoi combien quel quelle quels quelles \
            je nous vous on il elle ils mon ma mes notre nos dans pour avec sur par au aux ce cette ces peut puis peux \
            doit dois faut ne pas en se sans être avoir qu d l j c n
            """),
        language(
            "es", "Spanish",
            """
            el la los las un una de del y o es son qué quién cuándo dónde cómo por para cuál cuáles cuánto cuántos cuánta \
            cuántas puedo puede podemos debe debo tengo tiene hay que no se en con sin mi mis nuestro nuestra su al lo me nos \
            está están
            """),
        language(
            "it", "Italian",
            """
            il lo la gli le un uno una di del della dei delle e o è sono chi che cosa quando dove come perché quale quali \
            quanto quanti posso può possiamo deve devo si non in con per su da dal al nel nella mio mia nostro nostra ci
            """),
        language(
            "nl", "Dutch",
            """
            de het een en of is zijn wie wat wanneer waar hoe waarom welke welk mag mogen kan kunnen moet moeten ik wij we \
            mijn onze ons met voor op bij van naar niet geen wordt worden heeft hebben er te lang veel deze dit
            """),
        language(
            "pl", "Polish",
            """
            i w z na do nie czy jest są kto co kiedy gdzie jak dlaczego który która które jaki jakie ile mogę można możemy \
            muszę trzeba się to ten ta od po za dla przez o mi nam
            """),
        language(
            "pt", "Portuguese",
            """
            o a os as um uma de do da dos das e ou é são quem que quando onde como por qual quais quanto quantos posso pode \
            podemos deve devo tenho tem há não se em no na com sem para meu minha nosso nossa ao está
            """),
        language(
            "tr", "Turkish",
            """
            bir ve veya mi mı mu mü ne kim nasıl nerede zaman neden hangi kaç var yok için ile bu şu o ben biz benim bizim \
            değil gibi daha çok olarak olan kadar eder miyim mıyım miyiz mıyız
            """),
        language(
            "uk", "Ukrainian",
            """
            і й в у на до не чи є хто що коли де як чому який яка які скільки можна можу можемо треба з зі за для від по це \
            цей ця ми я мені нам та або про кому кого
            """),
    ]

    private static func language(_ tag: String, _ name: String, _ words: String) -> DecidingTable.Language {
        var seen = Set<String>()
        let folded = words.split(separator: " ").map { QuestionWords.name(String($0)) }
        return .init(tag: tag, name: name, words: folded.filter { !$0.isEmpty && seen.insert($0).inserted })
    }
}
