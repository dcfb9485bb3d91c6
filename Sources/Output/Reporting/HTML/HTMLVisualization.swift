import RunModel

/// What `pm.visualizer` shows of an item: a document in a frame that can reach nothing.
///
/// The frame is sandboxed, so its scripts run apart from the report. Its own policy lets it load
/// nothing. A reader may lift the policy for one frame, with a button of `report.js`.
struct HTMLVisualization {
    let record: VisualizationRecord

    /// The most bytes of a rendered template.
    private static let limit = 1 << 20

    func append(to html: inout HTML) {
        if let rendered = record.html {
            append(rendered, to: &html)
        } else if let message = record.renderingFailure {
            html.element("p", text: "The template cannot be rendered:")
            html.element("pre", class: "failure") { html in
                html.add("\n")
                html.add(text: HTMLFailure.clipped(message, to: 20_000))
            }
        } else {
            html.element("p", class: "cut", text: "It was not rendered; this is its template.")
            html.element("pre") { html in
                html.add("\n")
                html.add(text: HTMLFailure.clipped(record.template, to: Self.limit))
            }
        }
    }

    private func append(_ rendered: String, to html: inout HTML) {
        guard rendered.utf8.count + record.data.utf8.count <= Self.limit else {
            html.element("p", class: "cut", text: "Too large for the report.")
            return
        }
        html.element(
            "iframe", class: "visualization", .init("title", "visualization"),
            .init("sandbox", "allow-scripts"), .init("loading", "lazy"),
            .init("srcdoc", document: document(rendered)), text: "")
    }

    /// The frame's document: the rendered template, after the data that `pm.getData` returns to it.
    private func document(_ rendered: String) -> HTML {
        var html = HTML()
        html.add("<!doctype html>")
        html.void("meta", .init("charset", "utf-8"))
        html.void(
            "meta", .init("http-equiv", "Content-Security-Policy"),
            .init("content", Self.policy))
        html.element("style") { html in
            html.add("body{font:14px/1.5 system-ui,sans-serif;margin:12px}")
        }
        html.element("script", .init("type", "application/json"), .init("id", "pm-data")) { html in
            // In JSON the character occurs only in strings, which have another spelling for it.
            html.add(asset: record.data.replacing("<", with: "\\u003c"))
        }
        html.element("script") { $0.add(asset: frameScript) }
        html.add(asset: rendered)
        return html
    }

    private static let policy: Markup = """
        default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; \
        img-src data:; font-src data:; media-src data:
        """
}
