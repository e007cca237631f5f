import Diagnostics
import Portal
import Testing

@testable import Site

@Suite("The organisation's look")
struct ThemeStyleTests {
    private func style(accent: String? = nil, font: SiteSettings.Look.Font = .system) -> ThemeStyle {
        var look = SiteSettings.Look()
        look.accent = accent
        look.font = font
        return ThemeStyle(look, path: "charter.yaml")
    }

    @Test("without a look there is no style sheet")
    func nothing() {
        #expect(style().css == nil)
        #expect(style().diagnostics == [])
    }

    @Test(
        "colours come back from OKLCH as they were", arguments: ["#000000", "#ffffff", "#1d4f73", "#c8102e", "#ffcc00"])
    func roundTrip(_ hex: String) throws {
        #expect(try #require(PerceptualColour(hex: hex)).screen.hex == hex)
    }

    @Test("contrast is that of WCAG")
    func contrast() {
        let black = SRGB(red: 0, green: 0, blue: 0), white = SRGB(red: 255, green: 255, blue: 255)
        #expect(abs(black.contrast(with: white) - 21) < 1e-9)
        // The lightest grey that is legible on white, as WCAG's own examples have it.
        let grey = SRGB(red: 0x76, green: 0x76, blue: 0x76)
        #expect(abs(grey.contrast(with: white) - 4.54) < 0.005)
    }

    @Test("what is no colour is an error", arguments: ["sunflower", "#12345", "#gggggg", "1d4f73", "#+1d4f7", ""])
    func unreadable(_ text: String) {
        #expect(style(accent: text).diagnostics.map(\.id) == [.themeColour])
        #expect(style(accent: text).css == nil)
    }

    @Test("every shade is legible on what it stands on, whatever the accent is")
    func legible() throws {
        for step in stride(from: 0, to: 0xfff, by: 7) {
            let digits = String(step, radix: 16)
            let hex = "#" + String(repeating: "0", count: 3 - digits.count) + digits
            let css = try #require(style(accent: hex).css)
            func pair(_ token: String) throws -> (SRGB, SRGB) {
                let line = try #require(css.split(separator: "\n").first { $0.contains("--\(token):") })
                let colours = line.split { "(), ;".contains($0) }.compactMap {
                    PerceptualColour(hex: String($0))?.screen
                }
                try #require(colours.count == 2)
                return (colours[0], colours[1])
            }
            let link = try pair("link"), accent = try pair("accent"), on = try pair("on-accent"),
                tint = try pair("tint")
            for ground in ThemeStyle.lightGrounds + [tint.0] { #expect(link.0.contrast(with: ground) >= 4.5, "\(hex)") }
            for ground in ThemeStyle.darkGrounds + [tint.1] { #expect(link.1.contrast(with: ground) >= 4.5, "\(hex)") }
            #expect(accent.0.contrast(with: on.0) >= 4.5 && accent.1.contrast(with: on.1) >= 4.5, "\(hex)")
        }
    }

    @Test("an accent that links can have is theirs, and one that is too light is told with what they have instead")
    func told() throws {
        #expect(try #require(style(accent: "#1d4f73").css).contains("--link: light-dark(#1d4f73, "))
        #expect(style(accent: "#1d4f73").diagnostics == [])
        let problem = try #require(style(accent: "#ffcc00").diagnostics.first)
        #expect(problem.id == .themeContrast && problem.severity == .note)
        #expect(problem.summary.contains("1.5"))
    }

    @Test("a font is a stack of what machines have")
    func font() throws {
        #expect(try #require(style(font: .serif).css).contains("--sans: Charter, "))
    }

    @Test("the grounds that contrast is computed for are those of the theme")
    func grounds() throws {
        let css = try #require(
            SampleSite.full.theme.assets.first { $0.path == "site.css" }.map {
                String(decoding: $0.bytes, as: UTF8.self)
            })
        for (name, place) in [("page", 0), ("panel", 1)] {
            let pair =
                "--\(name): light-dark(\(ThemeStyle.lightGrounds[place].hex), \(ThemeStyle.darkGrounds[place].hex));"
            #expect(css.contains(pair))
        }
    }
}
