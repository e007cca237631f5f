// swift-tools-version: 6.0
import Foundation
import PackageDescription

// Targets in dependency order; each may import only what stands above it.
// Tests/ArchitectureTests holds the sources to this table, since SwiftPM does not.
let package = Package(
    name: "charter",
    platforms: [.macOS(.v14)],
    products: [
        .executable(name: "charter", targets: ["charter"]),
        .library(name: "Markdown", targets: ["Markdown"]),
        .library(name: "Inference", targets: ["Inference"]),
    ],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // libcmark, found through pkg-config.
        .systemLibrary(
            name: "CCMark", pkgConfig: "libcmark",
            providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
        // mallopt of the C library.
        .systemLibrary(name: "CMalloc"),
        // Snowball stemmers.
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"]), .brew(["snowball"])]),
        // What a writer is told: values with a place, and the writers that word them.
        .target(name: "Diagnostics"),
        // Markdown as a value tree with source ranges; knows nothing of the portal.
        .target(name: "Markdown", dependencies: ["CCMark", "Diagnostics"]),
        // The domain: pages, front matter, references, governance; knows nothing of HTML or disks.
        .target(
            name: "Portal",
            dependencies: ["Diagnostics", "Markdown", "Yams", .product(name: "Crypto", package: "swift-crypto")]),
        // Text analysis, the index in shards, and a searcher equal to the browser's; knows nothing of HTML.
        .target(
            name: "Search",
            dependencies: ["CStemmer", "Diagnostics", "Portal", .product(name: "Crypto", package: "swift-crypto")]),
        // Quantized and float kernels for language models, chosen at run time; knows nothing of Swift.
        .target(name: "CTensor", exclude: ["README.md"]),
        // Small language models on the CPU: files, tokenizers, decoders, encoders; knows nothing of the portal.
        .target(name: "Inference", dependencies: ["CTensor"]),
        // Models on a server that speaks OpenAI's protocol; knows nothing of the portal or of models here.
        .target(name: "Remote"),
        // Questions and verbatim answers: passages, choice, ledger, the ask/ files; knows nothing of HTML or of a model's inside.
        .target(
            name: "Answers",
            dependencies: ["Diagnostics", "Portal", "Search", .product(name: "Crypto", package: "swift-crypto")]),
        // Routes, template contexts, feeds, exports, the incremental cache and publishing.
        .target(
            name: "Site",
            dependencies: [
                "Answers", "Diagnostics", "Markdown", "Portal", "Search",
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // Commands, terminal output, exit codes and the preview server.
        .executableTarget(
            name: "charter",
            dependencies: [
                "Answers", "CMalloc", "Diagnostics", "Inference", "Markdown", "Portal", "Remote", "Search", "Site",
                "FlyingFox",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // Time against size for hostile markdown: scripts/bench markdown.
        .executableTarget(name: "markdown-bench", dependencies: ["Markdown"], path: "Benchmarks/markdown-bench"),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "MarkdownTests", dependencies: ["Markdown", "Diagnostics"]),
        .testTarget(name: "PortalTests", dependencies: ["Portal", "Diagnostics", "Markdown"]),
        .testTarget(name: "SearchTests", dependencies: ["Search", "Portal"]),
        .testTarget(name: "InferenceTests", dependencies: ["Inference", "CTensor"]),
        .testTarget(name: "RemoteTests", dependencies: ["Remote"]),
        .testTarget(name: "AnswersTests", dependencies: ["Answers", "Search", "Diagnostics"]),
        .testTarget(name: "SiteTests", dependencies: ["Site", "Portal", "Search", "Diagnostics"]),
        .testTarget(name: "CommandTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "ArchitectureTests"),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu11
)

// A target of libFuzzer has no main of its own: it links only when scripts/fuzz builds it.
if ProcessInfo.processInfo.environment["CHARTER_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "model-fuzz", dependencies: ["Inference"], path: "Benchmarks/model-fuzz",
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}
