import Diagnostics
import RunModel

/// An error with its location and stack.
struct HTMLFailure {
    let failure: Failure
    let location: String?

    /// The most characters that are shown of a message or stack.
    private static let longest = 20_000

    init(_ failure: Failure, at location: String? = nil) {
        self.failure = failure
        self.location = location
    }

    func append(to html: inout HTML) {
        html.element("pre", class: "failure", .init("tabindex", "0")) { html in
            html.add("\n")
            html.add(text: Self.clipped("\(failure.name): \(failure.message)", to: Self.longest))
            guard let frames = failure.frames else { return }
            html.add("\n")
            html.element("small", text: Self.clipped(frames, to: Self.longest))
        }
        if let difference = ValueDifference(failure) { append(difference, to: &html) }
        appendScriptLine(to: &html)
        if let location { html.element("p", class: "facts", text: location) }
    }

    private func append(_ difference: ValueDifference, to html: inout HTML) {
        html.element("p", class: "facts", text: ValueDifference.legend)
        html.element("pre", class: "diff", .init("tabindex", "0")) { html in
            html.add("\n")
            for (line, text) in zip(difference.lines, difference.text) {
                switch line {
                case .same, .gap: html.add(text: text)
                case .expected: html.element("ins", text: text)
                case .actual: html.element("del", text: text)
                }
                html.add("\n")
            }
        }
    }

    private func appendScriptLine(to html: inout HTML) {
        guard let text = failure.lineText, let position = failure.position else { return }
        html.element("pre", class: "script") { html in
            html.element("b", number: position.line)
            html.add(text: " \(Self.clipped(text, to: 1_000))")
        }
    }

    /// The text, cut if it is too long.
    static func clipped(_ text: String, to limit: Int) -> String {
        if text.utf8.count <= limit { return text }
        let start = text.prefix(limit)
        return start.utf8.count < text.utf8.count ? start + "…" : text
    }
}

/// A warning or note.
enum HTMLWarning {
    static func append(_ warning: Diagnostic, to html: inout HTML) {
        html.add(text: warning.message)
        var places: [String] = []
        if let file = warning.place.file {
            let position = warning.place.position.map { ":\($0.line):\($0.column)" } ?? ""
            places.append(file + position)
        }
        if let path = warning.place.jsonPath { places.append(path) }
        for text in places {
            html.add(" ")
            html.element("code", text: text)
        }
        for help in warning.help { html.element("p", class: "facts", text: help) }
    }
}
