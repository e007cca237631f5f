import Platform

/// A colour in OKLCH, where steps of equal size look equally large (Björn Ottosson, "A perceptual color space for image
/// processing", 2020).
struct PerceptualColour: Sendable, Equatable {
    /// From 0, black, to 1, white.
    var lightness: Double
    /// From 0, grey, to about 0.37 in sRGB.
    var chroma: Double
    /// In radians.
    var hue: Double

    init(lightness: Double, chroma: Double, hue: Double) {
        self.lightness = lightness
        self.chroma = chroma
        self.hue = hue
    }

    /// The colour of `#rgb` or `#rrggbb`; nil for any other text.
    init?(hex text: String) {
        guard text.utf8.first == UInt8(ascii: "#") else { return nil }
        var digits = Array(text.utf8.dropFirst())
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        guard digits.count == 6, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let value = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { return nil }
        self.init(SRGB(red: value >> 16, green: value >> 8 & 255, blue: value & 255))
    }

    init(_ colour: SRGB) {
        let (r, g, b) = colour.linear
        let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
        let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
        let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
        let a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
        let bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        self.init(
            lightness: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, chroma: (a * a + bb * bb).squareRoot(),
            hue: atan2(bb, a))
    }

    /// The colour on a screen; where sRGB has no such colour, the one of less chroma that it has.
    var screen: SRGB {
        var (low, high) = (0.0, chroma)
        if let exact = SRGB(self) { return exact }
        // Sixteen halvings are finer than a step of sRGB.
        for _ in 0..<16 {
            let middle = (low + high) / 2
            let isInside = SRGB(PerceptualColour(lightness: lightness, chroma: middle, hue: hue)) != nil
            (low, high) = isInside ? (middle, high) : (low, middle)
        }
        let grey = lightness >= 0.5 ? 255 : 0
        return SRGB(PerceptualColour(lightness: lightness, chroma: low, hue: hue))
            ?? SRGB(red: grey, green: grey, blue: grey)
    }

    /// The colour moved in lightness, in steps too small to see, until it stands out from all of `grounds` by `contrast`.
    func legible(on grounds: [SRGB], contrast: Double, step: Double) -> PerceptualColour {
        var colour = self
        while grounds.contains(where: { colour.screen.contrast(with: $0) < contrast }),
            (0...1).contains(colour.lightness + step)
        {
            colour.lightness += step
        }
        return colour
    }
}

/// A colour as screens show it: three numbers from 0 to 255.
struct SRGB: Sendable, Equatable {
    var red: Int
    var green: Int
    var blue: Int

    init(red: Int, green: Int, blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Nil where sRGB does not reach the colour.
    init?(_ colour: PerceptualColour) {
        let a = colour.chroma * cos(colour.hue), b = colour.chroma * sin(colour.hue)
        func cube(_ value: Double) -> Double { value * value * value }
        let l = cube(colour.lightness + 0.3963377774 * a + 0.2158037573 * b)
        let m = cube(colour.lightness - 0.1055613458 * a - 0.0638541728 * b)
        let s = cube(colour.lightness - 0.0894841775 * a - 1.2914855480 * b)
        let channels = [
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
        ].map { ($0 <= 0.0031308 ? 12.92 * $0 : 1.055 * pow($0, 1 / 2.4) - 0.055) * 255 }
        guard channels.allSatisfy({ $0 > -0.5 && $0 < 255.5 }) else { return nil }
        self.init(
            red: Int(channels[0].rounded()), green: Int(channels[1].rounded()), blue: Int(channels[2].rounded()))
    }

    /// Proportional to light.
    var linear: (red: Double, green: Double, blue: Double) {
        func light(_ value: Int) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return (light(red), light(green), light(blue))
    }

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    func contrast(with other: SRGB) -> Double {
        func luminance(_ colour: SRGB) -> Double {
            let (r, g, b) = colour.linear
            return 0.2126 * r + 0.7152 * g + 0.0722 * b
        }
        let (a, b) = (luminance(self), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// `#1d4f73`.
    var hex: String {
        "#"
            + [red, green, blue].map { value in
                let digits = String(value, radix: 16)
                return digits.utf8.count == 1 ? "0" + digits : digits
            }.joined()
    }
}
