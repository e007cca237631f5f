import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A failure to fetch or keep a model's file, in words for the person at the terminal.
struct FetchError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}

/// Fetches a file and goes on where an earlier try was cut off: what has arrived so far is kept beside the target.
final class Download: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private let partial: String
    private let onProgress: (_ done: Int, _ total: Int?) -> Void
    private let finished = DispatchSemaphore(value: 0)
    private var handle: FileHandle?
    private var done = 0
    private var total: Int?
    private var failure: String?

    private init(partial: String, onProgress: @escaping (Int, Int?) -> Void) {
        self.partial = partial
        self.onProgress = onProgress
    }

    /// Fetches an address into `partial`, which may hold its beginning. Tries again where the connection is lost.
    static func fetch(
        _ address: String, into partial: String, onProgress: @escaping (_ done: Int, _ total: Int?) -> Void
    ) throws(FetchError) {
        guard let url = URL(string: address) else { throw FetchError("'\(address)' is not an address") }
        var reason = ""
        for attempt in 0..<4 {
            if attempt > 0 { usleep(UInt32(250_000 << attempt)) }
            let download = Download(partial: partial, onProgress: onProgress)
            switch download.run(url) {
            case .done: return
            case .failed(let message): throw FetchError("\(address): \(message)")
            case .lost(let message): reason = message
            }
        }
        throw FetchError("\(address): \(reason); what has arrived is kept; run the command again to resume")
    }

    private enum Ending {
        case done
        /// Trying again does not help.
        case failed(String)
        case lost(String)
    }

    private func run(_ url: URL) -> Ending {
        if !FileManager.default.fileExists(atPath: partial) {
            _ = FileManager.default.createFile(atPath: partial, contents: nil)
        }
        guard let handle = FileHandle(forWritingAtPath: partial), let end = try? handle.seekToEnd() else {
            return .failed("cannot write \(partial)")
        }
        self.handle = handle
        defer { try? handle.close() }
        done = Int(end)
        var request = URLRequest(url: url, timeoutInterval: 60)
        if done > 0 { request.setValue("bytes=\(done)-", forHTTPHeaderField: "Range") }
        let session = URLSession(configuration: .ephemeral, delegate: self, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        let task = session.dataTask(with: request)
        task.resume()
        finished.wait()
        if let failure { return .failed(failure) }
        if let error = task.error { return .lost(error.localizedDescription) }
        if let total, done < total { return .lost("the connection ended after \(done) of \(total) bytes") }
        return .done
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        guard let response = response as? HTTPURLResponse else { return completionHandler(.allow) }
        switch response.statusCode {
        case 206: total = response.expectedContentLength >= 0 ? done + Int(response.expectedContentLength) : nil
        case 200:
            // The whole file: what was there is replaced.
            do {
                try handle?.truncate(atOffset: 0)
            } catch {
                failure = "cannot write \(partial)"
            }
            done = 0
            total = response.expectedContentLength >= 0 ? Int(response.expectedContentLength) : nil
        case 416:
            // Nothing is left to fetch; the hash decides whether it is right.
            total = nil
            return completionHandler(.cancel)
        default: failure = "the server answered \(response.statusCode)"
        }
        completionHandler(failure == nil ? .allow : .cancel)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        guard failure == nil else { return }
        do {
            try handle?.write(contentsOf: data)
        } catch {
            failure = "cannot write \(partial): \(error.localizedDescription)"
            return dataTask.cancel()
        }
        done += data.count
        onProgress(done, total)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        finished.signal()
    }
}
