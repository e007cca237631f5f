import Primitives

/// The diagnostics as a test report in JUnit's form: a test case for each, which fails for an error and for a warning. Where
/// there is none of these, a case that passed, since readers of such reports take an empty one for a run that broke.
///
/// Source: the form that Jenkins, GitLab and GitHub's reporters read, as github.com/testmoapp/junitxml describes it.
func junitReport(_ diagnostics: [Diagnostic]) -> String {
    let failed = diagnostics.count { $0.severity != .note }
    var cases = diagnostics.map(\.junitCase)
    if failed == 0 { cases.append("    <testcase classname=\"charter\" name=\"no errors or warnings\"/>\n") }
    let counts = "tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"0\""
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="charter" \(counts)>
          <testsuite name="charter" \(counts) skipped="0">
        \(cases.joined())  </testsuite>
        </testsuites>

        """
}

extension Diagnostic {
    fileprivate var junitCase: String {
        let line = range.start.line
        let name = escapedXML("\(id.rawValue) at \(line):\(range.start.column)")
        let place =
            "classname=\"\(escapedXML(path.visible))\" name=\"\(name)\" file=\"\(escapedXML(path))\" line=\"\(line)\""
        let body = escapedXML(text())
        let result =
            switch severity {
            case .note: "<system-out>\(body)</system-out>"
            case .warning, .error:
                "<failure type=\"\(severity.rawValue)\" message=\"\(escapedXML(summary.visible))\">\(body)</failure>"
            }
        return "    <testcase \(place)>\(result)</testcase>\n"
    }
}
