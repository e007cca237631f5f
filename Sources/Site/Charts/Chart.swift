import Portal
import Primitives
import Search
import Words

/// A chart as inline SVG, made at build time: it has a title and a description, takes its colours from the style sheet, and
/// always stands beside the table that holds its figures.
struct Chart {
    /// In which it is labelled.
    let words: Catalogue

    /// A bar with what it stands for.
    struct Bar: Sendable {
        var label: String
        var value: Double
        var interval: ClosedRange<Double>?
    }

    /// A dot with its name.
    struct Dot: Sendable {
        var label: String
        var x: Double
        var y: Double
        var interval: ClosedRange<Double>?
    }

    private let width = 640.0

    /// Bars from zero to `top`, with error bars where intervals are known.
    func bars(id: String, title: String, unit: String, top: Double, _ bars: [Bar]) -> String {
        let left = 190.0, right = 60.0, rowHeight = 30.0, head = 8.0
        let height = head + rowHeight * Double(bars.count) + 26
        func x(_ value: Double) -> Double { left + max(0, min(1, value / top)) * (width - left - right) }
        let description = bars.map { bar -> String in
            var values = ["label": bar.label, "value": shown(bar.value)]
            guard let interval = bar.interval else { return words.evaluation(.chartBar, values) }
            values["low"] = shown(interval.lowerBound)
            values["high"] = shown(interval.upperBound)
            return words.evaluation(.chartInterval, values)
        }.joined(separator: "; ")
        var body = axis(left: left, right: width - right, y: height - 22, top: top, unit: unit, x: x)
        for (row, bar) in bars.enumerated() {
            let y = head + rowHeight * Double(row)
            body += text(bar.label.shortened(to: 26), x: left - 8, y: y + 18, anchor: "end")
            body +=
                "<rect class=\"chart-bar\" x=\"\(number(left))\" y=\"\(number(y + 5))\" width=\"\(number(x(bar.value) - left))\" height=\"18\"/>"
            if let interval = bar.interval {
                body += errorBar(from: x(interval.lowerBound), to: x(interval.upperBound), y: y + 14)
            }
            let end = max(x(bar.value), bar.interval.map { x($0.upperBound) } ?? 0)
            body += text(shown(bar.value), x: end + 6, y: y + 18, anchor: "start")
        }
        return svg(id: id, title: title, description: description, height: height, body)
    }

    /// Dots over a logarithmic axis of sizes.
    func scatter(
        id: String, title: String, top: Double, _ dots: [Dot]
    ) -> String {
        let left = 50.0, right = 150.0, head = 14.0, height = 340.0, bottom = height - 46
        let sizes = dots.map(\.x).filter { $0 > 0 }
        guard let least = sizes.min(), let most = sizes.max() else { return "" }
        let low = binaryLogarithm(least) - 0.5, high = binaryLogarithm(most) + 0.5
        func x(_ value: Double) -> Double {
            left + (binaryLogarithm(value) - low) / max(0.01, high - low) * (width - left - right)
        }
        func y(_ value: Double) -> Double { bottom - max(0, min(1, value / top)) * (bottom - head) }
        var body = ""
        for step in 0...4 {
            let value = top * Double(step) / 4
            body +=
                "<line class=\"chart-grid\" x1=\"\(number(left))\" x2=\"\(number(width - right))\" y1=\"\(number(y(value)))\" y2=\"\(number(y(value)))\"/>"
            body += text(shown(value), x: left - 6, y: y(value) + 4, anchor: "end")
        }
        for size in [0.1, 1.0, 10, 100, 1000] where x(size) >= left && x(size) <= width - right {
            body +=
                "<line class=\"chart-grid\" x1=\"\(number(x(size)))\" x2=\"\(number(x(size)))\" y1=\"\(number(head))\" y2=\"\(number(bottom))\"/>"
            body += text(shown(size), x: x(size), y: bottom + 16, anchor: "middle")
        }
        // Labels that would lie on one another move down.
        var taken: [(x: Double, y: Double)] = []
        for dot in dots.sorted(by: { ($0.x, $0.label) < ($1.x, $1.label) }) where dot.x > 0 {
            if let interval = dot.interval {
                body +=
                    "<line class=\"chart-error\" x1=\"\(number(x(dot.x)))\" x2=\"\(number(x(dot.x)))\" y1=\"\(number(y(interval.lowerBound)))\" y2=\"\(number(y(interval.upperBound)))\"/>"
            }
            body +=
                "<circle class=\"chart-dot\" cx=\"\(number(x(dot.x)))\" cy=\"\(number(y(dot.y)))\" r=\"5\"/>"
            var place = (x: x(dot.x) + 9, y: y(dot.y) + 4)
            while taken.contains(where: { abs($0.y - place.y) < 13 && abs($0.x - place.x) < 120 }) { place.y += 13 }
            taken.append(place)
            body += text(dot.label, x: place.x, y: place.y, anchor: "start")
        }
        body += text(
            words.evaluation(.billionParameters), x: (left + width - right) / 2, y: height - 8, anchor: "middle")
        body += text(words.evaluation(.percent), x: 2, y: height - 8, anchor: "start")
        let description = dots.map {
            words.evaluation(.chartDot, ["label": $0.label, "size": shown($0.x), "value": shown($0.y)])
        }.joined(separator: "; ")
        return svg(id: id, title: title, description: description, height: height, body)
    }

    // MARK: Pieces

    private func axis(
        left: Double, right: Double, y: Double, top: Double, unit: String, x: (Double) -> Double
    ) -> String {
        (0...4).map { step in
            let value = top * Double(step) / 4
            return
                "<line class=\"chart-grid\" x1=\"\(number(x(value)))\" x2=\"\(number(x(value)))\" y1=\"4\" y2=\"\(number(y))\"/>"
                + text(shown(value) + (step == 4 ? unit : ""), x: x(value), y: y + 16, anchor: "middle")
        }.joined()
    }

    private func errorBar(from: Double, to: Double, y: Double) -> String {
        "<path class=\"chart-error\" d=\"M\(number(from)) \(number(y))H\(number(to))M\(number(from)) \(number(y - 5))V\(number(y + 5))M\(number(to)) \(number(y - 5))V\(number(y + 5))\"/>"
    }

    private func text(_ text: String, x: Double, y: Double, anchor: String) -> String {
        "<text class=\"chart-text\" x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(escapedMarkup(text))</text>"
    }

    private func svg(id: String, title: String, description: String, height: Double, _ body: String) -> String {
        "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 \(number(width)) \(number(height))\" aria-labelledby=\"\(id)-title \(id)-text\"><title id=\"\(id)-title\">\(escapedMarkup(title))</title><desc id=\"\(id)-text\">\(escapedMarkup(description))</desc>\(body)</svg>\n"
    }

    /// A figure for readers.
    private func shown(_ value: Double) -> String { words.decimal(number(value)) }

    private func number(_ value: Double) -> String { Self.number(value) }

    /// At most two digits after the point, none where there is nothing after it.
    static func number(_ value: Double) -> String {
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() && abs(rounded) < 1e9 ? String(Int(rounded)) : "\(rounded)"
    }
}
