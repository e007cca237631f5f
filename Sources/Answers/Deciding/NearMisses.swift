/// How near the questions are to which a site's writers say that nothing answers them; `ask-known.js` holds the same steps.
///
/// A question may be near to a known one and ask for a detail that its answer leaves out, or have its frame and another
/// subject. Where one that is known to have no answer is nearer, the known one is not what is asked.
struct NearMisses {
    /// Near misses tell something where there is one for so many known questions.
    private static let telling = 10

    /// Whether there are enough to tell something.
    let areTelling: Bool
    /// The cosine of the nearest, 0 where there is none.
    let alike: Double
    /// The mean of the three nearest.
    let three: Double

    /// - Parameters:
    ///   - all: the cosine of each and the question that is asked.
    ///   - knownCount: how many known questions were looked at.
    init(_ all: [Double], knownCount: Int) {
        let nearest = all.sorted(by: >).prefix(KnownAnswer.supporting)
        areTelling = !all.isEmpty && all.count * Self.telling >= knownCount
        alike = nearest.first ?? 0
        three = nearest.reduce(0, +) / Double(max(1, nearest.count))
    }

    /// Whether one of them is nearer than all known questions of an answer.
    func areNearer(than answer: KnownAnswer) -> Bool { answer.alike < alike }

    /// What they say of an answer, in the order of the last of `KnownDecision.names`.
    func evidence(on answer: KnownAnswer) -> [Double] {
        [alike, answer.alike - alike, answer.three - three, areNearer(than: answer) ? 1 : 0]
    }
}
