import Foundation
import FuzzTargets

// Runs a target over the inputs of folders, then over seeded mutations of them, for some seconds. Without coverage it finds
// less than libFuzzer, but it needs no second build: CI runs it on every change.
//
//     charter-fuzz TARGET SECONDS SEED LAST FOLDER…
//
// LAST is a file that always holds the input that is being read, so that one that ends the process is at hand.

guard CommandLine.arguments.count >= 6, let target = FuzzTarget.named(CommandLine.arguments[1]),
    let seconds = Double(CommandLine.arguments[2]), let seed = UInt64(CommandLine.arguments[3])
else {
    print(
        "usage: charter-fuzz TARGET SECONDS SEED LAST FOLDER…; targets: \(FuzzTarget.all.map(\.name).joined(separator: " "))"
    )
    exit(64)
}
let last = open(CommandLine.arguments[4], O_RDWR | O_CREAT | O_TRUNC, 0o600)

/// The longest input that is made.
let byteLimit = 65_536
/// What one input may take: seconds, after which SIGALRM ends the process, and bytes of memory.
let secondLimit: UInt32 = 10
var memory = rlimit(rlim_cur: 3 << 30, rlim_max: 3 << 30)
setrlimit(__rlimit_resource_t(9), &memory)

var corpus: [[UInt8]] = []
for folder in CommandLine.arguments[5...] {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? [] {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name), data.count <= byteLimit else {
            continue
        }
        corpus.append(Array(data))
    }
}
guard !corpus.isEmpty else {
    print("\(target.name): no inputs to start from")
    exit(66)
}

func run(_ bytes: [UInt8]) {
    ftruncate(last, bytes.count)
    pwrite(last, bytes, bytes.count, 0)
    alarm(secondLimit)
    target.run(bytes)
}

for bytes in corpus { run(bytes) }
var mutator = Mutator(corpus: corpus, seed: seed, byteLimit: byteLimit)
let start = Date()
var count = 0
while Date().timeIntervalSince(start) < seconds {
    run(mutator.next())
    count += 1
}
alarm(0)
print("\(target.name): \(corpus.count) inputs and \(count) mutations of them (seed \(seed)), no finding")
