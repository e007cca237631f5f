import Search

/// The threshold above which a site answers, and what it was chosen by.
public struct Calibration: Sendable, Equatable {
    /// What a threshold would give; all shares are from 0 to 1.
    public struct Point: Sendable, Equatable {
        public var threshold: Double
        /// The share of the site's own questions that is answered.
        public var answered: Double
        /// Of the answers, the share that leads to the right section.
        public var correct: Double
        /// The share of foreign questions that is declined.
        public var declined: Double
    }

    /// The confidence from which the site answers, 0 to 1.
    public var threshold: Double
    /// How many questions of the site itself were asked.
    public var ownCount: Int
    /// How many questions were asked that no portal answers.
    public var foreignCount: Int
    /// From a threshold of 0.05 to one of 0.95.
    public var curve: [Point]

    /// What a site without questions of its own starts from.
    public static let uncalibrated = Calibration(
        threshold: DecidingTable.answerThreshold, ownCount: 0, foreignCount: 0, curve: [])

    /// The share of foreign questions that must be declined.
    static let declinedShare = 0.99

    /// The outcome of a question asked for calibration.
    public struct Sample: Sendable {
        /// Of the best quotation, 0 to 1; 0 where there is none.
        public var confidence: Double
        /// Whether it led to the right section; nil for a foreign question.
        public var isRight: Bool?

        public init(confidence: Double, isRight: Bool?) {
            self.confidence = confidence
            self.isRight = isRight
        }
    }

    /// Takes the threshold that every site has, or the lowest above it, in hundredths, that declines enough foreign questions.
    public init(_ samples: [Sample]) {
        let own = samples.filter { $0.isRight != nil }, foreign = samples.filter { $0.isRight == nil }
        func point(_ threshold: Double) -> Point {
            let answered = own.filter { $0.confidence >= threshold }
            return Point(
                threshold: threshold, answered: Self.share(answered.count, own.count),
                correct: Self.share(answered.count { $0.isRight == true }, answered.count),
                declined: Self.share(foreign.count { $0.confidence < threshold }, foreign.count))
        }
        let curve = stride(from: 5, through: 95, by: 5).map { point(Double($0) / 100) }
        ownCount = own.count
        foreignCount = foreign.count
        self.curve = curve
        let steps = [DecidingTable.answerThreshold] + (1..<100).map { Double($0) / 100 }
        threshold =
            steps.first { $0 >= DecidingTable.answerThreshold && point($0).declined >= Self.declinedShare } ?? 0.99
    }

    private init(threshold: Double, ownCount: Int, foreignCount: Int, curve: [Point]) {
        self.threshold = threshold
        self.ownCount = ownCount
        self.foreignCount = foreignCount
        self.curve = curve
    }

    private static func share(_ count: Int, _ total: Int) -> Double {
        total == 0 ? 1 : (Double(count) / Double(total) * 1000).rounded() / 1000
    }
}
