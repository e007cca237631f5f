import Diagnostics
import Platform
import Portal

/// The style sheet that `theme:` in `charter.yaml` asks for: tokens that take the place of the theme's own.
///
/// All colours follow from the accent, each moved in lightness until it is legible on what it stands on (WCAG 2.2, AA).
struct ThemeStyle: Sendable {
    /// The style sheet; nil where nothing is asked for.
    let css: String?
    /// An accent that is no colour, or one that links cannot have as it is.
    let diagnostics: [Diagnostic]

    /// The contrast that text needs.
    private static let needed = 4.5
    /// The theme's grounds: page, panel and header in both schemes. `site.css` has the same.
    static let lightGrounds = [SRGB(red: 255, green: 255, blue: 255), SRGB(red: 246, green: 247, blue: 249)]
    static let darkGrounds = [SRGB(red: 17, green: 20, blue: 24), SRGB(red: 26, green: 31, blue: 37)]

    init(_ look: SiteSettings.Look, path: String) {
        var tokens: [(name: String, value: String)] = []
        var diagnostics: [Diagnostic] = []
        if let text = look.accent {
            if let accent = PerceptualColour(hex: text) {
                let palette = Palette(accent)
                tokens += palette.tokens
                if let weak = palette.weakness {
                    diagnostics.append(
                        Diagnostic(
                            .note, .themeContrast, path: path, range: look.accentRange,
                            "Accent '\(text)' has a contrast of \(weak.contrast) where text needs 4.5; links have \(weak.instead)",
                            fixes: [.init("nothing needs to be done; a darker accent would be shown as it is")]))
                }
            } else {
                diagnostics.append(
                    Diagnostic(
                        .error, .themeColour, path: path, range: look.accentRange,
                        "Accent '\(text)' is not a colour",
                        fixes: [.init("write it in hexadecimal digits between quotes, such as \"#1d4f73\"")]))
            }
        }
        if let stack = look.font.stack { tokens.append(("sans", stack)) }
        css =
            tokens.isEmpty
            ? nil : ":root {\n" + tokens.map { "  --\($0.name): \($0.value);\n" }.joined() + "}\n"
        self.diagnostics = diagnostics
    }

    /// What follows from an accent.
    private struct Palette {
        let tokens: [(name: String, value: String)]
        /// How much the accent falls short as a link's colour, and what links have instead.
        let weakness: (contrast: String, instead: String)?

        init(_ accent: PerceptualColour) {
            func shade(_ lightness: Double, _ chroma: Double) -> PerceptualColour {
                PerceptualColour(lightness: lightness, chroma: min(accent.chroma, chroma), hue: accent.hue)
            }
            let tint = (light: shade(0.96, 0.02).screen, dark: shade(0.27, 0.04).screen)
            let light = accent.legible(on: lightGrounds + [tint.light], contrast: needed, step: -0.005).screen
            let dark = shade(0.8, 0.11).legible(on: darkGrounds + [tint.dark], contrast: needed, step: 0.005).screen
            let white = lightGrounds[0]
            tokens = [
                ("link", "light-dark(\(light.hex), \(dark.hex))"),
                ("accent", "light-dark(\(light.hex), \(dark.hex))"),
                ("on-accent", "light-dark(\(white.hex), \(darkGrounds[0].hex))"),
                ("tint", "light-dark(\(tint.light.hex), \(tint.dark.hex))"),
            ]
            let own = accent.screen.contrast(with: white)
            weakness =
                own < needed ? (String(printf: "%.1f", own), light.hex) : nil
        }
    }
}

extension SiteSettings.Look.Font {
    /// The stack of system fonts; nil for the theme's own. After Modern Font Stacks (Dan Klammer, CC0).
    fileprivate var stack: String? {
        switch self {
        case .system: nil
        case .humanist: "Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, \"DejaVu Sans\", source-sans-pro, sans-serif"
        case .geometric: "Avenir, Montserrat, Corbel, \"URW Gothic\", source-sans-pro, sans-serif"
        case .serif: "Charter, \"Bitstream Charter\", \"Sitka Text\", Cambria, serif"
        }
    }
}
