/// A column of keys in a shard of texts: each key is written as what it does not share with the one before it in its
/// column, so that neighbours which begin alike cost little.
public enum KeyColumn: Int, Sendable, CaseIterable {
    case address, anchor
}

/// Writes a shard of texts: numbers, keys and texts, which ``TextShardReader`` reads back in the order of the calls.
///
/// All texts share one vocabulary, which comes first in the shard, so nothing is coded before ``finish()``.
public struct TextShardWriter {
    private enum Item {
        case number(Int)
        case flag(Bool)
        case key([UInt8], KeyColumn)
        case text(TokenizedText)
    }

    private var items: [Item] = []
    private var vocabulary = WordVocabulary()

    /// A writer of an empty shard.
    public init() {}

    /// Writes a number from 0 to 2^30 - 2, such as a count of what follows; small ones are short.
    public mutating func write(_ number: Int) { items.append(.number(number)) }

    /// Writes a yes or no; all flags of a shard share what is learnt of them.
    mutating func write(_ flag: Bool) { items.append(.flag(flag)) }

    /// Writes a key; it holds no NUL.
    public mutating func write(_ key: String, in column: KeyColumn) { items.append(.key(Array(key.utf8), column)) }

    /// Writes a text word by word.
    public mutating func write(_ text: String) { items.append(.text(vocabulary.add(text))) }

    /// The shard's bytes. Time is linear in the texts, but for sorting the vocabulary.
    public func finish() -> [UInt8] {
        var writer = ShardWriter()
        vocabulary.write(to: &writer)
        let ranks = vocabulary.ranks
        var texts = WordTextModel(wordCount: vocabulary.words.count, separatorCount: vocabulary.separators.count)
        var flags = BitModels(count: 1)
        var previousKeys = [[UInt8]](repeating: [], count: KeyColumn.allCases.count)
        for item in items {
            switch item {
            case .number(let number): writer.write(number)
            case .flag(let flag): writer.write(flag, with: &flags, at: 0)
            case .key(let key, let column):
                writer.write(key[...], after: previousKeys[column.rawValue][...])
                previousKeys[column.rawValue] = key
            case .text(let text):
                texts.write(text, ranks: ranks, separators: vocabulary.separators, to: &writer)
            }
        }
        return writer.finish()
    }
}

/// Reads what ``TextShardWriter`` wrote, call by call. `search-index.js` holds the same reader.
///
/// Bytes that were cut short or altered give a ``ShardError``, at the latest in ``finish()``, and never a crash.
public struct TextShardReader {
    private var reader: ShardReader
    private let vocabulary: WordVocabulary.Table
    private var texts: WordTextModel
    private var flags = BitModels(count: 1)
    private var previousKeys = [[UInt8]](repeating: [], count: KeyColumn.allCases.count)

    /// Opens a shard and reads its vocabulary.
    public init(_ bytes: [UInt8]) throws(ShardError) {
        var reader = ShardReader(bytes)
        vocabulary = try WordVocabulary.Table(from: &reader)
        texts = WordTextModel(wordCount: vocabulary.words.count, separatorCount: vocabulary.separators.count)
        self.reader = reader
    }

    /// A count of things that follow, below 2^24.
    public mutating func count() throws(ShardError) -> Int { try reader.count() }

    mutating func flag() -> Bool { reader.bit(with: &flags, at: 0) }

    /// The next key of a column.
    public mutating func key(in column: KeyColumn) throws(ShardError) -> String {
        previousKeys[column.rawValue] = try reader.text(after: previousKeys[column.rawValue])
        return String(decoding: previousKeys[column.rawValue], as: UTF8.self)
    }

    /// The next text.
    public mutating func text() throws(ShardError) -> String { try texts.read(vocabulary, from: &reader) }

    /// Checks that all was read as it was written.
    public mutating func finish() throws(ShardError) { try reader.finish() }
}
