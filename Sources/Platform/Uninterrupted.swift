/// Repeats a call of the system for as long as a signal interrupts it.
///
/// - Returns: what the call returned in the end; where that is -1, `errno` says why.
package func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}
