/// Estimates of memory and costs.
public enum EstimateWord: String, Word {
    public static let part = "estimate"

    case memory
    case weightsTake
    case cacheTakes
    case activationsTake
    case gibibyte
    case model
    case formatOfWeights
    case formatBits
    case parametersInBillions
    case bitsOfAWeight
    case contextInTokens
    case sequencesAtOnce
    case bytesInCache
    case layers
    case cacheWidth
    case windowLayers
    case windowInTokens
    case width
    case vocabulary
    case tokensOfAStep
    case ownOrApi
    case ownCosts
    case apiCosts
    case paysOff
    case inputsAreExamples
    case costs
    case allModels
    case allModelsSummary
    case ofWhichCache
    case result
    case what
    case amount
    case ownAMonth
    case ofWhichRunning
    case apiAMonth
    case paysOffAfter
    case cheaperFrom
    case never
    case priceOfMachine
    case yearsOfUse
    case power
    case hoursADay
    case priceOfEnergy
    case energyForEachUnit
    case staffHours
    case priceOfStaffHour
    case tokensRead
    case tokensWritten
    case priceOfRead
    case priceOfWritten
}

extension Catalogue {
    /// A text of ``EstimateWord``.
    public func estimate(_ word: EstimateWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
