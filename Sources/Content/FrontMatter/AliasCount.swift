/// How many YAML aliases are read. Each may copy all it names, so that a few lines of them would fill the memory.
package let maximumAliasCount = 10

/// `*name` where a value may stand. Emphasis in text is counted too, which does no harm below the limit.
package func aliasCount(_ yaml: String) -> Int {
    var count = 0
    var previous: UInt8 = UInt8(ascii: "\n")
    let bytes = Array(yaml.utf8)
    for (index, byte) in bytes.enumerated() {
        let isStart = " \n\t[,{:-?".utf8.contains(previous)
        if byte == UInt8(ascii: "*"), isStart, index + 1 < bytes.count,
            !" \n*".utf8.contains(bytes[index + 1])
        {
            count += 1
        }
        previous = byte
    }
    return count
}
