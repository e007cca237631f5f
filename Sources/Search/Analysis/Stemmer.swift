import CStemmer

/// Snowball stemming of one language; without a stemmer for the language, words stay as they are.
/// Source: M. F. Porter, "Snowball: a language for stemming algorithms" (2001).
final class Stemmer {
    private let handle: OpaquePointer?

    /// A stemmer for a language by its BCP 47 tag, of which only the first subtag counts.
    init(language: String) {
        handle = sb_stemmer_new(SearchLanguage.primary(language), "UTF_8")
    }

    deinit { if let handle { sb_stemmer_delete(handle) } }

    /// The group of a folded form, in UTF-8. A form with digits is its own group.
    func group(of form: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let handle, !form.contains(where: { (0x30...0x39).contains($0) }) else { return form }
        return form.withUnsafeBufferPointer { bytes in
            guard let stem = sb_stemmer_stem(handle, bytes.baseAddress, Int32(bytes.count)) else { return form }
            let count = Int(sb_stemmer_length(handle))
            return count == 0 ? form : Array(UnsafeBufferPointer(start: stem, count: count))[...]
        }
    }
}
