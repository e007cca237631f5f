/// What other scripts say: theme, copying, news, chooser, estimates, tables.
public enum ReaderWord: String, Word {
    public static let part = "reader"

    case themeSystem
    case themeLight
    case themeDark
    case copy
    case copyCode
    case cite
    case copyCitation
    case copied
    case pressCopy
    case copyFailed
    case nothingChanged
    case changesSince
    case allowed
    case conditional
    case blocked
    case memoryUnknown
    case noFormatFits
    case makerDoesNotList
    case lessOpen
    case licenceNotOsi
    case aboutMemory
    case modelsFit
    case noModelFits
    case never
    case memoryResult
    case fillInEveryField
    case compare
    case with
    case allLicences
    case allOthers
    case showRows
}

extension Catalogue {
    /// A text of ``ReaderWord``.
    public func reader(_ word: ReaderWord, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        text(word, count: count, values)
    }
}
