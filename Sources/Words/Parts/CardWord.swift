/// The sentences of computed answers that the build writes.
public enum CardWord: String, Word {
    public static let part = "cards"

    case allowed
    case conditional
    case blocked
    case use
    case data
    case `case`
    case furtherUse
    case forbiddenUse
    case alwaysUse
    case alwaysData
    case alwaysWhole
    case severalUse
    case severalData
    case severalWhole
    case because
    case withOtherData
    case byClassOfData
    case byUse
    case outcome
    case withAnyData
    case withData
    case whatItAsksFor
    case underOpenSource
    case dutyOf
    case licenceOf
    case licence
    case contextOf
    case makerOf
    case releaseOf
    case parametersOf
    case languagesOf
    case weightsOf
    case byFormat
    case formatMemory
    case opennessApproved
    case opennessNotApproved
    case whatClassMeans
    case itsParts
    case partIs
    case partOpen
    case partPartial
    case partClosed
    case source
    case approved
    case approvedConditionally
    case notApproved
    case whatWasDecided
    case evaluatedModels
    case forbidsUse
    case neverAllowed
    case clauses
    case usePolicy
    case compareWithUsePolicy
    case forThisUse
    case osiApproved
    case notOsiApproved
    case lines
    case noLines
    case handingOn
    case noHandingOn
    case endings
    case noEndings
    case forbiddenUses
    case noForbiddenUses
    case forbidden
    case noIndemnity
    case noUserLimit
    case threshold
    case itSays
    case limits
    case noModels
    case modelsUnder
    case models
    case termOf
    case endingOf
    case noSuit
    case factOf
    case quote
    case notListed
    case attributeContext
    case attributeMemory
    case attributeLanguages
    case attributeOpenness
    case attributeTrainingData
    case attributeTrainingCode
    case attributeLicence
    case attributeMaker
    case attributeReleased
    case attributeParameters
    case attributeUsers
    case attributeNotices
    case attributeHandingOn
    case attributePatents
    case attributeLaw
    case attributeNaming
    case attributeRemote
    case attributeDistillation
    case attributeCommercial
    case attributeRegion
    case attributeForbidden
    case attributeEnding
    case attributeIndemnity
    case attributeSuing
    case attributeHosting
    case attributeModels
}

extension Catalogue {
    /// A text of ``CardWord``.
    public func cards(_ word: CardWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
