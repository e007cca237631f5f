// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "swift-mustache",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Mustache", targets: ["Mustache"])],
    targets: [.target(name: "Mustache")],
    swiftLanguageModes: [.v6]
)
