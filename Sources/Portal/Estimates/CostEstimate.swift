/// What owning hardware costs a month against an API that is paid by the token, and when it pays off.
///
///     own       = price / (years x 12) + watts / 1000 x hours x 30.4 x energy x overhead + staff hours x hourly rate
///     API       = (input x input price + output x output price), tokens in millions
///     break-even in months = price / (API - running costs), where the API costs more than running
///     break-even in tokens = own / API x tokens
///
/// `estimate.js` computes the same in the browser, where every input can be changed. The defaults are examples, not advice.
public struct CostEstimate: Sendable, Equatable {
    /// Of the machine, in the currency of all prices.
    public var price = 12_000.0
    /// For how many years the machine serves.
    public var years = 4.0
    /// What the machine draws, in watts.
    public var watts = 700.0
    /// Hours a day that it runs.
    public var hoursPerDay = 24.0
    /// Of a kilowatt-hour.
    public var energyPrice = 0.30
    /// Energy drawn for each that the machine uses, cooling included.
    public var overhead = 1.4
    /// Hours of work a month.
    public var staffHours = 8.0
    /// Of an hour of work.
    public var hourlyRate = 60.0
    /// Millions of tokens a month.
    public var inputTokens = 300.0
    /// Millions of tokens a month.
    public var outputTokens = 60.0
    /// Of a million tokens.
    public var inputPrice = 2.0
    /// Of a million tokens.
    public var outputPrice = 8.0

    /// The example.
    public init() {}

    private static let daysPerMonth = 30.4

    /// Energy and staff, a month.
    public var running: Double {
        watts / 1000 * hoursPerDay * Self.daysPerMonth * energyPrice * overhead + staffHours * hourlyRate
    }

    /// The machine's share and running costs, a month.
    public var own: Double { price / (years * 12) + running }

    /// What the API asks, a month.
    public var api: Double { inputTokens * inputPrice + outputTokens * outputPrice }

    /// nil where owning never pays off.
    public var monthsToBreakEven: Double? { api > running ? price / (api - running) : nil }

    /// Millions of tokens a month, in the same mix, from which owning is cheaper; nil where tokens cost nothing.
    public var tokensToBreakEven: Double? { api > 0 ? own / api * (inputTokens + outputTokens) : nil }
}
