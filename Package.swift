// swift-tools-version: 6.0
import Foundation
import PackageDescription

/// The commit that `charter --version` says: scripts/build gives it, `swift build` alone has none.
let commit = ProcessInfo.processInfo.environment["CHARTER_COMMIT"].map {
    CSetting.define("CHARTER_COMMIT", to: "\"\($0.filter { $0.isHexDigit })\"")
}

// Targets in dependency order; each may import only what stands above it.
// Tests/ArchitectureTests holds the sources to this table, since SwiftPM does not.
let package = Package(
    // No `platforms`: Platform is written for Linux with glibc alone.
    name: "charter",
    products: [
        .executable(name: "charter", targets: ["charter"]),
        .library(name: "Markdown", targets: ["Markdown"]),
        .library(name: "Inference", targets: ["Inference"]),
    ],
    // By exact version; what these need in turn is held by Package.resolved.
    dependencies: [
        // A copy of 2.1.1 that needs no large Foundation; Vendor/swift-mustache/README.md says what differs.
        .package(path: "Vendor/swift-mustache"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    ],
    targets: [
        // libcmark, found through pkg-config.
        .systemLibrary(
            name: "CCMark", pkgConfig: "libcmark",
            providers: [.apt(["libcmark-dev"])]),
        // SHA-256, and SHA-1 for the names of git.
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        // mallopt of the C library.
        .systemLibrary(name: "CMalloc"),
        // What the program was built from.
        .target(name: "CBuild", cSettings: commit.map { [$0] } ?? []),
        // Snowball stemmers.
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        // Events of YAML and XML.
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        // The C library and the small Foundation: locks, threads, files.
        .target(name: "Platform"),
        // Other programs, run to their end.
        .target(name: "Processes", dependencies: ["Platform"]),
        // Values of a YAML text with their places; knows nothing of schemas.
        .target(name: "YAML", dependencies: ["CYAML", "Platform"]),
        // What every target needs: threads, bytes, hashes.
        .target(name: "Primitives", dependencies: ["CCrypto", "Platform"]),
        // What a writer is told: values with a place, and the writers that word them.
        .target(name: "Diagnostics", dependencies: ["Primitives"]),
        // Markdown as a value tree with source ranges; knows nothing of the portal.
        .target(name: "Markdown", dependencies: ["CCMark", "Diagnostics", "Primitives"]),
        // The domain, pure and typed: policies, licences, evaluations, rules, decisions, governance.
        .target(name: "Portal", dependencies: ["Diagnostics", "Primitives"]),
        // Every word of the interface in each language, plural rules, dates, numbers; knows nothing of pages.
        .target(name: "Words", dependencies: ["Portal"]),
        // From bytes to the domain: front matter, YAML, markdown pages, data files, disk, the cache's coding.
        .target(
            name: "Content",
            dependencies: [
                "Diagnostics", "Markdown", "Platform", "Portal", "Primitives", "Words", "YAML",
            ]),
        // From other tools' pages to ours: front matter, directives, shortcodes, links; touches no disk.
        .target(
            name: "Importer", dependencies: ["Content", "Markdown", "Portal", "Primitives", "YAML"]),
        // Text analysis, the index in shards, and a searcher equal to the browser's; knows nothing of HTML.
        .target(
            name: "Search",
            dependencies: ["CStemmer", "Platform", "Primitives"]),
        // Quantized and float kernels for language models, chosen at run time; knows nothing of Swift.
        .target(name: "CTensor", exclude: ["README.md"]),
        // Small language models on the CPU: files, tokenizers, decoders, encoders; knows nothing of the portal.
        .target(name: "Inference", dependencies: ["CTensor", "Platform"]),
        // Models on a server that speaks OpenAI's protocol; knows nothing of the portal or of models here.
        .target(name: "Remote", dependencies: ["Platform", "Primitives", "Processes"]),
        // Questions and verbatim answers: passages, choice, ledger, the ask/ files; knows nothing of HTML or of a model's inside.
        .target(
            name: "Answers",
            dependencies: ["Content", "Diagnostics", "Platform", "Portal", "Primitives", "Search", "Words"]),
        // Routes, template contexts, feeds, exports, the incremental cache and publishing.
        .target(
            name: "Site",
            dependencies: [
                "Answers", "CExpat", "Content", "Diagnostics", "Markdown", "Platform", "Portal", "Primitives",
                "Search", "Words",
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        // The theme and a portal to start from, in the program itself.
        .target(name: "Starter", exclude: ["portal", "portal-de"], plugins: ["EmbedFiles"]),
        .plugin(
            name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"], path: "Sources/EmbedFiles"),
        .executableTarget(name: "embed-files"),
        // Commands, terminal output, exit codes and the preview server.
        .executableTarget(
            name: "charter",
            dependencies: [
                "Answers", "CBuild", "CMalloc", "Content", "Diagnostics", "Importer", "Inference", "Markdown",
                "Platform",
                "Portal", "Primitives", "Processes", "Remote", "Search", "Site", "Starter", "Words",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        // Time against size for hostile markdown: scripts/bench markdown.
        .executableTarget(name: "markdown-bench", dependencies: ["Markdown"], path: "Benchmarks/markdown-bench"),
        // Every reader of bytes that nobody vouches for, and what feeds them: scripts/fuzz.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Answers", "Content", "Diagnostics", "Importer", "Inference", "Markdown", "Portal", "Primitives",
                "Search",
                "Site",
            ], path: "Benchmarks/fuzz/Targets"),
        .executableTarget(
            name: "charter-fuzz", dependencies: ["FuzzTargets", "TestSupport"], path: "Benchmarks/fuzz/Runner"),
        // What tests share: projects in folders, the fixture portal, a seeded generator.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "AcceptanceTests", dependencies: ["Diagnostics", "TestSupport"]),
        .testTarget(name: "PrimitivesTests", dependencies: ["Primitives", "TestSupport"]),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"]),
        .testTarget(name: "MarkdownTests", dependencies: ["Markdown", "Diagnostics", "TestSupport"]),
        .testTarget(
            name: "PortalTests", dependencies: ["Content", "Portal", "Diagnostics", "Markdown", "TestSupport"]),
        .testTarget(name: "WordsTests", dependencies: ["Portal", "Words"]),
        .testTarget(name: "ContentTests", dependencies: ["Content", "Diagnostics", "Platform", "Portal", "YAML"]),
        .testTarget(name: "ImporterTests", dependencies: ["Importer", "Content", "Portal", "Primitives"]),
        .testTarget(name: "SearchTests", dependencies: ["Search", "Primitives"]),
        .testTarget(name: "InferenceTests", dependencies: ["Inference", "CTensor"]),
        .testTarget(name: "RemoteTests", dependencies: ["Remote"]),
        .testTarget(name: "AnswersTests", dependencies: ["Answers", "Content", "Search", "Diagnostics"]),
        .testTarget(
            name: "SiteTests",
            dependencies: [
                "Site", "Content", "Portal", "Primitives", "Search", "Diagnostics", "TestSupport", "Words",
            ]),
        .testTarget(name: "CommandTests", dependencies: ["Processes", "TestSupport", "charter"]),
        .testTarget(name: "ArchitectureTests", dependencies: ["Diagnostics"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu11
)

// Compiled for size, which builds of 1,200 pages do not notice. Not what computes with models, searches or reads every
// character, nor what other packages can depend on, which these flags would forbid.
for target in package.targets
where ["Answers", "Content", "Importer", "Portal", "Remote", "Site", "charter"].contains(target.name) {
    target.swiftSettings = [.unsafeFlags(["-Osize"], .when(configuration: .release))]
}

// The plugin that builds the reference; scripts/docs asks for it, so that no other build fetches or compiles it.
if ProcessInfo.processInfo.environment["CHARTER_DOCS"] != nil {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}

// A target of libFuzzer has no main of its own: it links only when scripts/fuzz builds it.
if ProcessInfo.processInfo.environment["CHARTER_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "charter-libfuzzer", dependencies: ["FuzzTargets"], path: "Benchmarks/fuzz/LibFuzzer",
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}
