import Answers
import Words

/// What a question may ask of a model or a licence, each a typed fact of its page.
enum QuestionAttribute: String, CaseIterable {
    // Of a model.
    case context, memory, languages, openness, trainingData, trainingCode, licence, maker, released, parameters
    // Of a licence, and so of the models under it.
    case users, notices, handingOn, patents, law, naming, remote, distillation, commercial, region, forbidden, ending,
        indemnity, suing, hosting, models

    /// The attribute with its phrases, in English and some German.
    func choice(in words: Catalogue) -> QuestionLexicon.Choice {
        .init(id: rawValue, title: words.cards(title), phrases: phrases)
    }

    /// Tags of licences whose clauses answer.
    var tags: [String] {
        switch self {
        case .patents: ["patent-use"]
        case .law: ["governing-law"]
        case .naming: ["naming-prefix"]
        case .remote: ["remote-restriction"]
        case .distillation: ["derivative-by-distillation"]
        case .commercial: ["commercial-use", "non-commercial"]
        case .region: ["region-limit"]
        case .hosting: ["hosted-is-distribution"]
        default: []
        }
    }

    private var title: CardWord {
        switch self {
        case .context: .attributeContext
        case .memory: .attributeMemory
        case .languages: .attributeLanguages
        case .openness: .attributeOpenness
        case .trainingData: .attributeTrainingData
        case .trainingCode: .attributeTrainingCode
        case .licence: .attributeLicence
        case .maker: .attributeMaker
        case .released: .attributeReleased
        case .parameters: .attributeParameters
        case .users: .attributeUsers
        case .notices: .attributeNotices
        case .handingOn: .attributeHandingOn
        case .patents: .attributePatents
        case .law: .attributeLaw
        case .naming: .attributeNaming
        case .remote: .attributeRemote
        case .distillation: .attributeDistillation
        case .commercial: .attributeCommercial
        case .region: .attributeRegion
        case .forbidden: .attributeForbidden
        case .ending: .attributeEnding
        case .indemnity: .attributeIndemnity
        case .suing: .attributeSuing
        case .hosting: .attributeHosting
        case .models: .attributeModels
        }
    }

    /// Its phrases, as they are written.
    var phrases: [String] {
        switch self {
        case .context:
            [
                "context length", "context window", "context size", "context", "how many tokens", "max tokens",
                "maximum tokens", "token limit",
                "how long a text", "how long a document", "how much text", "Kontextlänge", "Kontextfenster", "Kontext",
                "wie viele Tokens",
            ]
        case .memory:
            [
                "vram", "file size", "size of the files", "size on disk", "how many GB as published", "how much GB",
                "gpu memory", "memory", "how many gigabytes", "how many gb", "how much ram", "what card",
                "which card", "what gpu", "which gpu", "how many gpus", "graphics card", "size in memory",
                "what hardware", "which hardware", "fit on", "fits on", "fit into", "fits into", "run on card",
                "does it fit", "will it fit", "two gpus", "gpus or one", "GiB", "BF16", "FP16",
                "run on gpu", "run on gpus", "run on hardware",
                "run on laptop", "how much vram", "how much memory", "how much gpu memory", "how many cards",
                "passt auf",
                "läuft auf Karte",
                "16 bit", "8 bit", "4 bit", "Q4 K M", "Q8 0", "Speicher", "welche Karte", "Grafikkarte",
                "wie viel Speicher",
            ]
        case .languages:
            [
                "languages", "names it", "which language", "what language", "speak", "understand", "Sprachen",
                "welche Sprachen",
                "spricht",
            ]
        case .openness:
            [
                "open source", "really open", "fully open", "how open", "openness", "quelloffen", "open weights",
                "weights open",
                "OSI approved", "OSI", "open-sourced", "offener Quelltext",
            ]
        case .trainingData:
            [
                "data was trained on", "data it was trained on", "data were used for training",
                "training data published", "training data public", "training data", "what was it trained on",
                "datasets",
                "Trainingsdaten",
            ]
        case .trainingCode: ["training code", "training scripts", "Trainingscode"]
        case .licence:
            [
                "under which licence", "under what terms", "under which terms", "what terms", "which terms",
                "what are the terms of", "which licence", "what licence", "licence of", "licence", "license",
                "welche Lizenz", "unter welcher Lizenz", "Lizenz",
            ]
        case .maker:
            [
                "who makes", "who made", "which company", "what company", "which firm", "from which maker",
                "which maker",
                "who trained", "who published", "who released", "made in", "von wem", "by whom", "from whom",
                "who is the maker", "who is the developer", "where does it come from", "wer steckt hinter", "who built",
                "who developed", "who develops", "maker of", "the developer of",
                "developed by",
                "made by", "who is behind", "wer hat entwickelt", "Hersteller",
            ]
        case .released:
            [
                "released", "date published", "was published", "when published", "date of publication",
                "publication date", "since when out", "came out", "release date", "when did it come out", "come out",
                "how old",
                "erschienen", "wie alt",
            ]
        case .parameters:
            [
                "how many parameters", "how many params", "params per token", "parameters per token",
                "active parameters", "parameter count", "params", "how many weights", "how many billions", "how big",
                "how large", "parameters", "wie groß",
                "Parameter",
                "number of parameters",
            ]
        case .users:
            [
                "how many users", "cap on users", "user cap", "user limit", "users limit", "user threshold",
                "user limit per month",
                "monthly users",
                "monthly active users", "limit of users", "wie viele Nutzer", "Nutzergrenze", "limit on users",
                "maximum users", "max users",
            ]
        case .notices:
            [
                "what line has to be shown", "line has to be shown", "lines to show", "what line", "notice wording",
                "notice file", "text of the notice",
                "notice", "what do we print", "what do we have to print", "attribution", "what must be shown",
                "what do we have to show", "what must we show", "credit line", "built with",
                "wording of the notice", "what text must be shown", "welcher Hinweis",
            ]
        case .handingOn:
            [
                "go along with", "go with a copy", "notices go with a copy", "mark changes", "goes along with",
                "has to go along", "go with it", "what do we pass along",
                "what goes with a copy", "what has to go with", "what must go with", "duties when we hand on",
                "what do we have to include", "what do we have to pass on",
            ]
        case .patents: ["patent rights", "patent", "patents", "Patente"]
        case .law:
            [
                "whose law and courts", "which law", "whose law", "what law", "courts", "jurisdiction",
                "place of court",
                "Gerichtsstand", "applicable law", "governing law",
            ]
        case .naming:
            [
                "naming rule", "about the name", "call our", "call it", "call the tuned", "name of our model",
                "what our model must be called", "what must our model be called", "what must the model be called",
                "what must it be called", "model must be called",
                "name our model",
                "how do we have to name", "what do we have to call", "must the name", "name prefix",
            ]
        case .remote:
            [
                "switch off from afar", "switch us off", "turn us off", "off from afar", "from afar",
                "switch off remotely", "remotely",
                "remote restriction",
                "restrict remotely", "turn off remotely",
            ]
        case .distillation:
            [
                "distilled from", "distilling", "distillation a derivative", "distil from", "distilled models",
                "something distilled",
                "derivative",
            ]
        case .commercial:
            [
                "commercial use", "commercially", "used commercially", "for business", "in business", "make money with",
                "kommerziell", "earn money",
            ]
        case .region: ["region limit", "regions", "which countries", "what countries"]
        case .forbidden:
            [
                "forbidden uses", "forbidden use", "prohibited uses", "prohibited use", "use restrictions",
                "use under the",
                "what is forbidden", "what does it forbid", "what does forbid", "does it forbid", "does forbid",
                "forbid",
                "what does rule out", "excluded uses", "acceptable use policy", "use policy",
                "was ist verboten", "verbotene Zwecke",
            ]
        case .ending:
            [
                "how does it end", "licence ends", "if the licence ends", "when does it end", "how does end",
                "when does end", "what ends", "can be ended",
                "revoked",
                "revoke", "withdraw the licence", "terminate", "termination", "how it ends", "Kündigung",
            ]
        case .indemnity:
            [
                "indemnity", "indemnify", "hold harmless", "claims of third parties", "third party claims",
                "who pays for claims", "protect the maker", "Freistellung",
            ]
        case .suing:
            [
                "if we sue", "litigation", "lawsuit", "sue the maker", "if we sue over", "we sue", "sue somebody",
                "suit ends", "Klage",
            ]
        case .hosting:
            ["hosting count", "hosting is distribution", "count as distribution", "count as handing on"]
        case .models:
            ["which models are", "which models are under", "which models have", "which models come under"]
        }
    }
}
