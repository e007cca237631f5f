/// Words that say what sort of question it is, in English and German. Phrases are stems with spaces between.
public struct QuestionGrammar: Codable, Equatable, Sendable {
    /// "Which model …"
    public var which: [String]
    /// "… any model"
    public var any: [String]
    /// "What about …": asks for a verdict without saying so.
    public var about: [String]
    /// Words that ask for a verdict.
    public var verdict: [String]
    /// Words that ask for something else, unless a phrase holds them.
    public var questionWords: [String]
    /// Phrases that ask for something else, such as which model a system runs on.
    public var otherQuestions: [String]
    /// Words that say that something else is asked, such as tests, prices and incidents.
    public var otherSubjects: [String]
    /// Those of them by which models are compared.
    public var comparing: [String]
    /// Words that tie what a model is to it: "a model *that* was trained on letters".
    public var relatives: [String]
    /// Words that change no question's meaning.
    public var neutral: [String]
    /// Words that stand for nothing where a model is named with a use or a class of data: "can llama *help* with *stuff* …".
    public var asides: [String]
    /// Words between those of a phrase that do not part them.
    public var articles: [String]
    /// Words that may stand before the question word of a question.
    public var clauseWords: [String]
    /// Question words that ask for one of several.
    public var whichOf: [String]
    /// Question words that ask for a person or an organisation.
    public var personWords: [String]
    /// The facts that name one.
    public var personFacts: [String]
    /// Words for a model or a system with one.
    public var machines: [String]
    /// Words that may follow a name that has no page where it is asked whether it may be used.
    public var usedFor: [String]
    /// Those of them behind which stands what it is used for, whatever that is.
    public var purposes: [String]
    /// Words before a name that take it out of the question.
    public var negations: [String]
    /// Words before a class of data that say that none of it is there: "without names".
    public var denials: [String]
    /// Words before a size that make any model of that size of it: "a 24B model".
    public var indefinite: [String]
    /// Words that make a licence of the name before them.
    public var licenceWords: [String]
    /// Words that may stand between such a name and such a word.
    public var licenceLinks: [String]
    /// Those words, at least one of which a licence has that the portal has never heard of: "the Zephyrus *Public* Licence".
    public var licenceKinds: [String]
    /// Words that belong to a model's name where they follow it: another of them is another model.
    public var variants: [String]
    /// Words that follow a name and make no other model of it.
    public var formats: [String]
    /// What a number before them counts; it is no version.
    public var units: [String]
    /// Words between a noun for a model and its maker's name.
    public var makerLinks: [String]
    /// Words between what something is and whose it is.
    public var ownerLinks: [String]
    /// Words by which models are put in order.
    public var orders: [Order]
    /// What stands for a model behind its maker's name.
    public var modelNouns: [String]
    /// Words between a maker's name and such a noun.
    public var modelAdjectives: [String]

    /// Words such as `longest` and `shortest`, as they are written.
    public struct Order: Codable, Equatable, Sendable {
        /// The fact that they ask for; empty where any may be meant.
        public var attribute: String
        public var most: [String]
        public var least: [String]
    }

    /// Words that ask for a verdict, with commas between.
    private static let verdictWords = """
        allowed, allow, ok, okay, fine, permitted, permit, approved, approval, usable, may, can, could, decision, \
        go, legal, erlaubt, zulässig, freigegeben, darf, dürfen, kann, können, verdict, possible, acceptable, \
        prohibited, banned, cleared, authorised, authorized, genehmigt, gestattet, untersagt
        """

    /// Words in which a typing error is mended, as they are written.
    public static let mendableWords = verdictWords.split(separator: ",").map { QuestionWords.name(String($0)) }

    /// What every site is read with.
    static let standard = QuestionGrammar(
        which: phrases(
            """
            which model, which models, wich model, wich models, what model, what models, which model may see, which model can see, \
            which models may see, which models can see, which one, which ones, which LLM, which LLMs, which AI, \
            which weights, what can we use, what may we use, what can I use, what may I use, which of the models, best permitted \
            model, best allowed model, permitted models, allowed models, what can see, what may see, best model, best models, \
            best LLM, best AI, recommended model, suitable model, welches Modell, welche Modelle, \
            welche KI, welches LLM
            """),
        any: phrases(
            """
            any model, any of the models, any of our models, any LLM, whatever model, whatever the model, whichever model, \
            every model, all models, no matter which model, irgendein Modell, jedes Modell, alle Modelle, ein Modell
            """),
        about: phrases(
            """
            what about, how about, what may I do with, what may we do with, what can I do with, what can we do with, \
            which verdict, what verdict, which verdict does, what verdict does, which verdict has, what verdict has, what is the \
            verdict, what is the decision on, what was decided on, the recruiter decides, the clerk decides, the doctor decides, \
            the teacher decides, the nurse decides, the judge decides, a person decides, a human decides, the human decides, \
            people decide, the manager decides, the boss decides, I decide, we decide, somebody decides, someone decides, the \
            caseworker decides, was ist mit, wie ist es mit, was darf ich mit, was dürfen wir mit, \
            what may be done with, what can be done with, what may it be used for, what can it be used for, \
            what are the conditions for, what conditions, which conditions, under which conditions, on what conditions, \
            when may we use, when can we use, how may we use, wofür darf, unter welchen Bedingungen, what is allowed for, \
            what data, which data, what kind of data, what kinds of data, which kind of data, which kinds of data, what sort of data, \
            what sorts of data, what type of data, what types of data, which type of data, which types of data, what class of data, \
            what classes of data, which class of data, which classes of data, what data class, which data class, welche Daten, was für Daten, \
            welche Art von Daten, welche Datenklasse, welche Datenklassen
            """),
        verdict: phrases(verdictWords),
        questionWords: phrases(
            """
            how, who, whom, whose, when, where, what, which, wie, wer, wem, wen, wann, wo, was, welche, \
            welcher, welches, does, did, was, were, must, wurde, wurden, muss, müssen, hat
            """),
        otherQuestions: phrases(
            """
            which model does, which models do, what model does, what models do, which model is behind, what model is behind, \
            which model is running, which model is used by, which model runs behind, which model is used behind, \
            what model runs behind, model car, model of, learning rate, batch size, carbon footprint, is trained on, was trained \
            on, were trained on, been trained on, fee, fees, royalty, royalties, court case, court cases, users does have, \
            daily users, how many daily users, tokens a second, how many tokens a second, how many tokens per second, \
            GPUs trained, how many GPUs trained, how many GPUs was trained on, training room, users does it have, how much is \
            the graphics card, how much is the card, share price, Aktienkurs, per second, per minute, per hour, have to test, \
            need to test, must we test, whom do, whom should
            """),
        otherSubjects: phrases(
            """
            test, tests, tested, testing, again, after, before, told, tell, said, say, leak, leaks, leaked, nonsense, wrong, \
            mistake, log, logs, logged, logging, kept, stored, retention, setting, settings, temperature, prompt, prompts, \
            install, installed, download, update, updates, account, login, licence key, price, prices, cost, costs, \
            pay, slow, slower, fast, faster, better, best, worse, compare, difference, DPIA, impact, incident, report, document, \
            documented, register, owner, responsible, deadline, review, reviewed, evaluation, evaluate, exception, \
            hallucinate, backup, monitor, monitoring, delete, deleted, down, crash, crashed, broken, error, errors, holiday, \
            colleague, boss, poster, course, training course, email address, phone number, pasted, paste, sued, testen, Preis, \
            restart, restarted, reboot, liable, copyright, logo, logos, breach, breaches, charge, charges, penalty, consequences, restriction, restrictions, \
            Kosten, kostet, melden, Vorfall, protokolliert, gespeichert, schneller, besser, Unterschied
            """),
        comparing: phrases("compare, compared, difference, differences, Unterschied, Unterschiede, vergleichen"),
        relatives: words("that which who"),
        neutral: phrases(
            """
            d ll re ve isn aren don doesn a about an and any are as at be been being but by can could did do does doing for from get got has have having \
            he her here his i if in into is it its just like me my no not of off on or our out please s shall she \
            should so some t than that the their them then there these they this those to too up us was we were will with \
            would you your ones one am now yes only even also really currently yet ever by own use used uses using usable \
            run runs running model models llm ai ki language allowed allow ok okay fine permitted permit approved \
            approval may decision verdict possible acceptable legal go put take want wanted like give need \
            prohibited banned cleared authorised authorized genehmigt gestattet untersagt \
            officially properly fluently truly whole full entire complete same \
            switch deploy pilot project team office here work help put under comes come weights vs versus \
            why warum people person type types enter enters tiny small big little answer towards cpu production \
            instead still there fit see process handle talk know speak sehen lesen verarbeiten all something strings attached \
            bot chatbot chat system app \
            employ employed serve look list lists good anyone somebody hello hi thanks \
            der die das den dem des ein eine einen einem einer und oder ist sind wir ich man es im in ins am an auf für \
            mit von vom zu zum zur bei uns unser unsere unserem unseren unserer einsetzen benutzen nutzen verwenden \
            eingesetzt verwendet benutzt erlaubt zulässig freigegeben darf dürfen kann können bitte auch nur modell modelle \
            lassen laufen betreiben wird werden hier ja nein als \
            nurse clerk secretary accountant bookkeeper librarian archivist caretaker janitor teacher \
            lecturer professor scientist engineer developer programmer analyst manager \
            director chair mayor minister administrator apprentice architect editor interpreter \
            salesperson salesman cashier chef mechanic electrician technician operator foreman worker \
            shopkeeper retailer baker farmer gardener forester firefighter paramedic midwife pharmacist \
            dentist surgeon physician doctor carer caregiver counsellor lawyer paralegal solicitor \
            notary registrar curator warden dean headmaster headteacher tutor caseworker specialist \
            professional expert newcomer leader executive recruiter department ward lab laboratory \
            clinic hospital practice bureau branch division crew squad desk workshop warehouse factory \
            garage kitchen canteen library museum archive theatre kindergarten nursery college \
            university faculty institute campus council municipality city town village district region \
            ministry bank insurer organisation organization association club hotel restaurant pharmacy \
            studio floor room hall headquarters registry treasury purchasing procurement logistics \
            communications engineering administration management development transport school read \
            sort try plan start begin ask think wonder wish hope intend prefer choose pick create \
            produce write prepare manage seem appear arrange organise organize understand extract \
            convert recommend suggest introduce involve quite rather very pretty simply basically \
            generally maybe perhaps probably certainly actually obviously especially mainly mostly \
            partly directly easily usually sometimes soon today tomorrow daily weekly monthly regularly \
            everyday near around main central usual typical ordinary simple easy modern clever smart \
            nice useful helpful handy suitable ready important urgent busy myself yourself ourselves \
            themselves him mine ours someone folks guys hey dear sorry kindly cheers thank morning \
            afternoon evening greetings wondering advice tool helper window widget engine machine \
            interface frontend backend box field button panel sidebar menu prototype demo instance \
            generative genai programme artificial intelligence way case idea purpose task job thing bit \
            kind piece part point matter situation scenario workflow step aim goal phrase wording \
            Sachbearbeiterin Sekretärin Sekretariat Abteilung Amt Referat Dezernat Station Labor \
            Werkstatt Schule Klinik Krankenhaus Pflegekraft Lehrerin Lehrer Ingenieur Entwickler Büro \
            Verwaltung Rathaus Stadt Gemeinde Firma Betrieb Unternehmen Bibliothek Museum Hochschule \
            möchte möchten wollen wollte würde würden soll sollen sollte hätte haben habe wäre mal gern \
            gerne eigentlich denn doch noch schon immer manchmal täglich heute damit dafür dabei dazu \
            großen großes große kleinen kleine neuen neue alten alte \
            gibt braucht wieviel mein meine meinen meiner meinem ihr ihre ihren sie er du dir sich mich mir diese dieser \
            dieses diesen diesem etwas vielleicht danke hallo weil dass ob aber während Werkzeug \
            Hilfsmittel Anwendung Programm Fenster Maschine Sprachmodell Sprachmodelle Aufgabe Zweck \
            january february march april june july august september october november december software computer algorithm \
            voicebot bot bots sister stamped \
            Arbeit Frage brauchen brauche machen macht bekommen helfen schreiben suchen ordnen sortieren \
            verstehen versuchen tippen eingeben zeigen starten planen dürfte könnte könnten
            """.split(separator: " ").joined(separator: ",")),
        asides: words(
            """
            stuff thing things anything something somehow anyway anybody anyone nobody somebody everything everyone let lets \
            feed feeds feeding paste pasting upload uploads uploading load throw drop send sends receive sees seeing hear over \
            live own already make makes made help helps helping rule rules under while because if stay stays every each other \
            another others about than such laptop laptops computer computers server servers keep keeps come comes goes going \
            happen happens ask asks asking question questions whether concerning regarding involving containing includes \
            including contains holding holds based related per via through across between within among both either neither \
            kinds types colleague colleagues boss hr voice just check checks checking handled saw know knows look looks looking up \
            down again first second new two three few many much lot lots found old called exactly really among lawyer auditor
            """),
        articles: words(
            """
            a an the our my your their his her its this these those der die das den dem des ein eine einen einem einer \
            eines unser unsere unserem unseren unserer mein meine meinen meinem meiner
            """),
        clauseWords: words(
            "and or but so for in on at of with to from by under und oder aber für in auf mit bei von zu"),
        whichOf: words("which what whichever welche welcher welches"),
        personWords: words("who whom whose wer wem wen wessen"),
        personFacts: ["maker", "licence", "users", "models"],
        machines: phrases(
            """
            model, models, AI, KI, LLM, bot, chatbot, assistant, software, computer, algorithm, voicebot, helper, Modell, \
            Sprachmodell, Assistent, tune, finetune
            """
        ),
        usedFor: words("for on in with to as at instead inside and or für auf in mit als zum zur im bei und oder"),
        purposes: words("for für zum zur"),
        negations: phrases("not, non, except, without, nicht, kein, keine, ohne, außer"),
        denials: words("without no ohne keine kein"),
        indefinite: words("a an any ein eine einen einem einer"),
        licenceWords: words("licence license licenses licences licensing terms agreement lizenz lizenzen tou"),
        licenceLinks: words("own model community research ai use of the s service maker public open source general"),
        licenceKinds: words("public community research open source model general production ai"),
        variants: words(
            """
            large medium small tiny mini nano micro nemo coder turbo flash ultra distill distilled distils distills \
            distillation distil vl guard scout maverick omni opus sonnet haiku lite vision embed embedding
            """),
        formats: words("instruct it base chat gguf fp8 bf16 fp16 int4 int8 q4 q5 q8 4bit 8bit 16bit awq gptq preview"),
        units: words(
            """
            gb gib g gigabyte gigabytes mb tokens token users user people persons percent euro euros dollars days day \
            hours weeks months years year times gpus gpu cards card requests k bit million millions billion billions
            millionen milliarden
            """),
        makerLinks: words("from by of von"),
        ownerLinks: words("of at from by behind von vom bei"),
        orders: [
            .init(
                attribute: "context", most: words("longest longer längste längsten längeres"),
                least: words("shortest shorter")),
            .init(
                attribute: "parameters", most: words("largest larger biggest bigger größte größten größtes größer"),
                least: words("smallest smaller tiniest kleinste kleinsten kleinstes kleiner")),
            .init(
                attribute: "released",
                most: words("newest newer latest youngest younger neueste neuesten neuestes neuer"),
                least: words("oldest older älteste ältesten ältestes älter")),
            .init(
                attribute: "", most: words("most more highest higher greatest greater maximum meisten meiste mehr"),
                least: words("least less lowest lower fewest fewer minimum wenigsten weniger")),
        ],
        modelNouns: words("model models one ones llm llms ai modell modelle"),
        modelAdjectives: words(
            "small smaller big bigger large larger tiny little new newest latest old open own language"))

    /// Phrases between commas as stems.
    private static func phrases(_ text: String) -> [String] {
        var seen = Set<String>()
        return text.split(separator: ",").map { QuestionWords.phrase(String($0)) }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// Words between spaces, folded.
    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map { QuestionWords.name(String($0)) }
    }
}
