import Search

/// A question that somebody has answered, with how near it is to the one that is asked.
struct KnownQuestion {
    /// The place of its section among those that were ranked, 0 for the best.
    var section: Int
    /// Its place among the section's quotations, the nearest first.
    var quote: Int
    /// The cosine of the two questions.
    var similarity: Double
    var question: String
    /// What answers it.
    var text: String
    /// The page's title.
    var title: String
    var vector: QuantizedVector
    /// The number of its answer in ``KnownByWords``.
    var answer: Int
}

/// An answer with the known questions that it has: how readers ask for it.
///
/// One known question may be near by its frame alone ("how often is … tested"); all that ask for one answer together tell
/// what it is about.
struct KnownAnswer {
    let nearest: KnownQuestion
    /// All of them, the nearest first.
    let questions: [KnownQuestion]

    /// How many of the nearest count for ``three``.
    static let supporting = 3

    /// Nil where there are no questions.
    ///
    /// - Parameter questions: with one answer.
    init?(_ questions: [KnownQuestion]) {
        let sorted = questions.enumerated().sorted {
            $0.element.similarity != $1.element.similarity
                ? $0.element.similarity > $1.element.similarity : $0.offset < $1.offset
        }.map(\.element)
        guard let first = sorted.first else { return nil }
        nearest = first
        self.questions = sorted
    }

    /// The cosine of the nearest.
    var alike: Double { nearest.similarity }

    /// The mean of the three nearest.
    var three: Double {
        let nearest = questions.prefix(Self.supporting)
        return nearest.reduce(0) { $0 + $1.similarity } / Double(nearest.count)
    }

    /// The cosine of the question and the middle of the known ones. Linear in their number and the width.
    var centre: Double {
        let width = nearest.vector.values.count
        var sum = [Double](repeating: 0, count: width)
        var similarity = 0.0
        for question in questions {
            similarity += question.similarity
            let scale = Double(question.vector.scale)
            for index in 0..<min(width, question.vector.values.count) {
                sum[index] += Double(question.vector.values[index]) * scale
            }
        }
        var length = 0.0
        for value in sum { length += value * value }
        return length > 0 ? similarity / length.squareRoot() : 0
    }
}

/// The answers whose known questions are nearest to a question, with the mean and the deviation of the likenesses of all.
struct KnownAnswers {
    /// How many are looked at.
    private static let count = 8

    /// How many known questions say what a section answers, and what an answer is about.
    static let telling = 8

    /// The nearest first.
    var nearest: [KnownAnswer]
    /// The places of the sections with so many known questions that these alone say what is answered there; their
    /// sentences, however near, are not weighed.
    private(set) var coveredSections: Set<Int> = []
    private var mean = 0.0
    private var deviation = 1.0

    /// - Parameter all: known questions in the order of the sections that they stand in.
    init(_ all: [KnownQuestion]) {
        let count = Double(max(1, all.count))
        mean = all.reduce(0) { $0 + $1.similarity } / count
        var sum = 0.0
        for one in all { sum += (one.similarity - mean) * (one.similarity - mean) }
        let found = (sum / count).squareRoot()
        deviation = found > 0 ? found : 1
        var groups: [[KnownQuestion]] = []
        var places: [Answer: Int] = [:]
        for one in all {
            let answer = Answer(section: one.section, text: one.text)
            if let place = places[answer] {
                groups[place].append(one)
            } else {
                places[answer] = groups.count
                groups.append([one])
            }
        }
        let counts = Dictionary(grouping: all, by: \.section).mapValues(\.count)
        coveredSections = Set(counts.filter { $0.value >= Self.telling }.keys)
        let answers = groups.compactMap(KnownAnswer.init)
        let nearness = answers.map { $0.alike + $0.three }
        nearest = answers.indices.sorted { nearness[$0] != nearness[$1] ? nearness[$0] > nearness[$1] : $0 < $1 }
            .prefix(Self.count).map { answers[$0] }
    }

    private struct Answer: Hashable {
        var section: Int
        var text: String
    }

    /// A likeness above that of known questions on average, in deviations of it.
    func scaled(_ likeness: Double) -> Double { (likeness - mean) / deviation / 4 }

    /// A difference of two likenesses in deviations.
    func scaled(difference: Double) -> Double { difference / deviation / 4 }
}
