extension ReaderWord {
    public var english: Phrase {
        switch self {
        case .themeSystem: "Theme: system"
        case .themeLight: "Theme: light"
        case .themeDark: "Theme: dark"
        case .copy: "Copy"
        case .copyCode: "Copy code"
        case .cite: "Cite"
        case .copyCitation: "Copy citation of {id}"
        case .copied: "Copied"
        case .pressCopy: "Press Ctrl+C"
        case .copyFailed: "Copying failed"
        case .nothingChanged: "Nothing has changed since you last looked."
        case .changesSince:
            .counted(one: "One change since you last looked.", other: "{count} changes since you last looked.")
        case .allowed: "Allowed"
        case .conditional: "Conditional"
        case .blocked: "Blocked"
        case .memoryUnknown: "How much memory it takes is not known."
        case .noFormatFits: "No format of it fits into {memory} GB with a context of {tokens} tokens."
        case .makerDoesNotList: "Its maker does not list {language}."
        case .lessOpen: "It is less open than that."
        case .licenceNotOsi: "Its licence is not OSI-approved."
        case .aboutMemory: "{format}, about {memory} GiB"
        case .modelsFit:
            .counted(one: "{count} model fits, the first: {title}.", other: "{count} models fit, the first: {title}.")
        case .noModelFits: "No model fits. The list says what speaks against each."
        case .never: "never"
        case .memoryResult: "About {total} GiB: weights {weights}, cache {cache}, activations {activations}."
        case .fillInEveryField: "Fill in every field."
        case .compare: "Compare "
        case .with: "with "
        case .allLicences: "all licences"
        case .allOthers: "all others"
        case .showRows: "Show rows with "
        }
    }
}
