import CCrypto

/// SHA-256 of bytes that come in pieces. Source: FIPS 180-4; computed by OpenSSL's libcrypto, which takes the fastest
/// way that this processor knows.
package struct SHA256: Sendable {
    private var state = SHA256_CTX()

    /// A hash of nothing yet.
    package init() { SHA256_Init(&state) }

    /// Hashes what follows. Bytes that do not lie together are copied first.
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        let whole: Void? = bytes.withContiguousStorageIfAvailable {
            _ = SHA256_Update(&state, $0.baseAddress, $0.count)
        }
        if whole == nil { update(Array(bytes)) }
    }

    /// The 32 bytes of the hash.
    package consuming func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { digest, count in
            SHA256_Final(digest.baseAddress, &state)
            count = Int(SHA256_DIGEST_LENGTH)
        }
    }

    /// The 32 bytes of the hash of all bytes.
    package static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }
}

/// SHA-1 of bytes as 40 lower-case hexadecimal digits, by which git names what it keeps. Source: FIPS 180-4.
///
/// Not for anything that must withstand somebody who chooses the bytes.
package func sha1(_ bytes: [UInt8]) -> String {
    var state = SHA_CTX()
    SHA1_Init(&state)
    SHA1_Update(&state, bytes, bytes.count)
    let length = Int(SHA_DIGEST_LENGTH)
    return [UInt8](unsafeUninitializedCapacity: length) { digest, count in
        SHA1_Final(digest.baseAddress, &state)
        count = length
    }.hexadecimal
}
