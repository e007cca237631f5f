import Foundation
import Testing

@testable import Remote

/// What is sent and how answers are read, without a server; `Tests/Commands/test_endpoint.py` adds one.
@Suite("Remote models")
struct RemoteModelTests {
    private let model = RemoteModel(Endpoint(address: "http://127.0.0.1:8080/v1/", model: "big"))

    private func json(_ body: some Encodable) throws -> NSDictionary? {
        try JSONSerialization.jsonObject(with: JSONEncoder().encode(body)) as? NSDictionary
    }

    private func outputs(_ answer: String) throws -> [RemoteModel.Output] {
        try model.outputs(of: [JSONDecoder().decode(CompletionAnswer.self, from: Data(answer.utf8))])
    }

    @Test("a completion is asked for with OpenAI's own fields only, unless others are needed")
    func completionBody() throws {
        let plain = RemoteModel.Request(prompt: "a", maximumTokens: 9, stopStrings: ["\n"])
        #expect(
            try json(CompletionBody(model: "big", request: plain)) == [
                "model": "big", "prompt": "a", "max_tokens": 9, "stop": ["\n"], "logprobs": 1, "temperature": 0,
                "top_p": 1, "seed": 0,
            ])
        let sampling = RemoteModel.Sampling(
            temperature: 0.5, topP: 0.25, topK: 3, minP: 0.125, repetitionPenalty: 2, seed: 1 << 31 | 7)
        #expect(
            try json(
                CompletionBody(
                    model: "big", messages: [.init(role: "user", content: "b")], maximumTokens: 2, sampling: sampling))
                == [
                    "model": "big", "messages": [["role": "user", "content": "b"]], "max_tokens": 2, "temperature": 0.5,
                    "top_p": 0.25, "seed": 7, "top_k": 3, "min_p": 0.125, "repeat_penalty": 2,
                ])
    }

    @Test("log-probabilities are read from either of the protocol's two places")
    func answers() throws {
        let completion =
            #"{"choices":[{"text":"x","finish_reason":"length","logprobs":{"token_logprobs":[-0.5,null]}}]}"#
        #expect(
            try outputs(completion) == [
                .init(text: "x", logProbabilities: [-0.5], tokenCount: 2, finishReason: "length")
            ])
        let chat = """
            {"choices":[{"message":{"role":"assistant","content":"y"},"logprobs":{"content":[{"logprob":-1.5}]}}],
            "usage":{"completion_tokens":4}}
            """
        #expect(
            try outputs(chat) == [
                .init(text: "y", logProbabilities: [-1.5], tokenCount: 4, finishReason: "stop")
            ])
        #expect(throws: RemoteError("http://127.0.0.1:8080/v1: the answer holds no text")) {
            try outputs(#"{"choices":[{}]}"#)
        }
    }

    @Test("embeddings are put in order and scaled to length 1; others are refused")
    func embeddings() throws {
        let body = EmbeddingBody(model: "big", input: ["a", "b"])
        func embeddings(_ entries: [(Int, [Float])]) throws -> [[Float]] {
            let data = entries.map { EmbeddingAnswer.Entry(index: $0.0, embedding: $0.1) }
            return try model.embeddings(of: [EmbeddingAnswer(data: data)], to: [body])
        }
        #expect(try embeddings([(1, [0, 2]), (0, [3, 4])]) == [[0.6, 0.8], [0, 1]])
        for entries: [(Int, [Float])] in [
            [(0, [1, 0])], [(0, [1, 0]), (0, [1, 0])], [(0, [1, 0]), (1, [1])], [(0, [0, 0]), (1, [1, 0])],
            [(0, []), (1, [])], [(0, [.infinity, 0]), (1, [1, 0])],
        ] {
            #expect(throws: RemoteError.self) { try embeddings(entries) }
        }
    }

    @Test("a status decides whether a request is sent again, and the server's words are kept")
    func outcomes() {
        let reason = Data(#"{"error":{"message":"Loading model"}}"#.utf8)
        #expect(HTTPOutcome(status: 200, retryAfter: nil, data: reason) == .answer(reason))
        for status in [408, 429, 500, 502, 503, 504] {
            let message = "the server answers \(status): Loading model"
            #expect(HTTPOutcome(status: status, retryAfter: nil, data: reason) == .later(message, pause: nil))
            #expect(HTTPOutcome(status: status, retryAfter: "7", data: reason) == .later(message, pause: 7))
            #expect(HTTPOutcome(status: status, retryAfter: "-7", data: reason) == .later(message, pause: 0))
        }
        for status in [301, 400, 401, 404, 501] {
            #expect(
                HTTPOutcome(status: status, retryAfter: "7", data: Data("gone\nfar".utf8))
                    == .refused("the server answers \(status): gone"))
        }
        #expect(
            HTTPOutcome(status: 400, retryAfter: nil, data: Data())
                == .refused("the server answers 400: no reason given"))
    }

    @Test("an address without a scheme or a host is refused before anything is sent")
    func addresses() {
        for address in ["127.0.0.1:8080", "ftp://host/v1", "http://", ""] {
            #expect(throws: RemoteError.self) {
                try RemoteModel(Endpoint(address: address)).complete([.init(prompt: "a", maximumTokens: 1)])
            }
        }
    }
}
